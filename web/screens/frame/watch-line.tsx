// SPDX-License-Identifier: Apache-2.0
import { useOpenClocks } from '../../api/clocks.ts';
import { useDutyNow } from '../../api/duty.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { watchWords } from '../../journal/words/watch.ts';
import { Telephone, useLeft } from '../../journal/deadline.tsx';
import { paths } from '../../paths.ts';

/** Below the top bar on every screen: whom to call, and which legal deadline comes first. */
export function WatchLine() {
  const w = useWords(watchWords);
  return (
    <section className="watchline" aria-label={w.label}>
      <OnDuty />
      <Nearest />
    </section>
  );
}

function OnDuty() {
  const w = useWords(watchWords);
  const duty = useDutyNow();
  if (duty.data === undefined) return <span className="quiet">{duty.error === null ? '' : w.unknown}</span>;
  if (duty.data === null)
    return (
      <a className="quiet" href={paths.duty}>
        {w.noPlan}
      </a>
    );
  const first = duty.data.rosters.find((roster) => roster.required) ?? duty.data.rosters[0];
  const person = first?.person ?? null;
  if (person === null)
    return (
      <a className="must watch-duty" href={paths.duty}>
        <span aria-hidden="true">▲ </span>
        {w.nobody}
      </a>
    );
  return (
    <span className="watch-item watch-duty">
      <a className="one-line" href={paths.duty}>
        <span className="watch-word">{w.duty} </span>
        <b>{person.name}</b>
      </a>
      <Telephone number={person.telephone} label={w.call(person.name)} short />
    </span>
  );
}

function Nearest() {
  const w = useWords(watchWords);
  const say = useSay();
  const left = useLeft();
  const clocks = useOpenClocks();
  if (clocks.data === undefined) return <span className="quiet">{clocks.error === null ? '' : w.deadlineUnknown}</span>;
  const first = clocks.data.clocks.find((clock) => clock.deadline !== null);
  if (first === undefined || first.deadline === null) return <span className="quiet wide-only">{w.noDeadline}</span>;
  return (
    <a className={first.light === 'red' ? 'watch-item watch-due must' : 'watch-item watch-due'} href={paths.clocks(first.caseId)}>
      <span className="wide-only">{w.deadline}</span>
      <span className="one-line wide-only">{say.two(first.name)}</span>
      <time className="wide-only" dateTime={first.deadline}>
        {say.time(first.deadline)}
      </time>
      <span className="narrow-only one-line">{say.two(first.name)}</span>
      <b>
        {first.light === 'red' ? <span aria-hidden="true">▲ </span> : null}
        {left(first.deadline)}
      </b>
    </a>
  );
}
