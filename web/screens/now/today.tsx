// SPDX-License-Identifier: Apache-2.0
import { useDueWork } from '../../api/board.ts';
import { useOpenClocks } from '../../api/clocks.ts';
import { useDutyLint, useDutyNow } from '../../api/duty.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { Failed, Pending } from '../../components/states.tsx';
import { watchWords } from '../../journal/words/watch.ts';
import { Deadline, Telephone } from '../../journal/deadline.tsx';
import { OwnShifts } from '../../journal/duty/own-shifts.tsx';
import { usePerson } from '../../journal/person.ts';
import { paths } from '../../paths.ts';
import { Tag } from '../../ui/tag.tsx';

/** Who is on duty, which deadlines run, where the rota has nobody. */
export function Today() {
  const w = useWords(watchWords);
  return (
    <section className="stack" aria-label={w.today}>
      <div className="spread">
        <h2>{w.today}</h2>
        <a href={paths.duty}>{w.rota}</a>
      </div>
      <div className="today">
        <DutyNow />
        <OwnShifts most={3} />
        <Deadlines />
        <Work />
        <Gaps />
      </div>
    </section>
  );
}

function DutyNow() {
  const w = useWords(watchWords);
  const say = useSay();
  const duty = useDutyNow();
  return (
    <div className="sheet stack">
      <h3>{w.dutyNow}</h3>
      {duty.data === undefined ? <Pending on={duty} lines={2} /> : null}
      {duty.data === null ? <p className="quiet">{w.setPlan}</p> : null}
      {duty.data?.rosters.map((roster) => (
        <div key={roster.roster}>
          <span className="small quiet">{say.two(roster.name)}</span>
          <div className="row">
            {roster.person === null ? <Tag tone={roster.required ? 'act' : 'line'}>{w.nobody}</Tag> : <b>{roster.person.name}</b>}
            {roster.person === null ? null : <Telephone number={roster.person.telephone} label={w.call(roster.person.name)} />}
          </div>
          {roster.until === null ? null : (
            <div className="small quiet">
              {w.until(say.time(roster.until))} {roster.next === null ? '' : w.next(roster.next.name)}
            </div>
          )}
        </div>
      ))}
    </div>
  );
}

function Deadlines() {
  const w = useWords(watchWords);
  const say = useSay();
  const open = useOpenClocks();
  const clocks = open.data?.clocks ?? [];
  const loose = clocks.filter((clock) => clock.deadline === null).length;
  return (
    <div className="sheet stack">
      <h3>{w.deadlines}</h3>
      {open.error === null ? null : <Failed error={open.error} retry={() => void open.refetch()} />}
      {open.data !== undefined && clocks.length === 0 ? <p className="quiet">{w.noDeadline}</p> : null}
      {clocks.slice(0, 5).flatMap((clock) =>
        clock.deadline === null
          ? []
          : [
              <div key={`${clock.caseId} ${clock.clockId}`}>
                <a href={paths.clocks(clock.caseId)}>{say.two(clock.name)}</a> <span className="small quiet unbroken">{clock.caseId}</span>
                <div className="small">
                  <Deadline at={clock.deadline} light={clock.light} />
                </div>
              </div>,
            ],
      )}
      {loose === 0 ? null : <p className="small">{w.undetermined(loose)}</p>}
    </div>
  );
}

/** Work with a time to keep, one's own first in bold. */
function Work() {
  const w = useWords(watchWords);
  const say = useSay();
  const person = usePerson();
  const due = useDueWork();
  const items = due.data?.items ?? [];
  return (
    <div className="sheet stack">
      <h3>{w.work}</h3>
      {due.error === null ? null : <Failed error={due.error} retry={() => void due.refetch()} />}
      {due.data !== undefined && items.length === 0 ? <p className="quiet">{w.noWork}</p> : null}
      {items.slice(0, 6).map((item) => (
        <div key={`${item.caseId} ${item.itemId}`}>
          <a href={paths.board(item.caseId)}>{say.two(item.titles)}</a> <span className="small quiet unbroken">{item.caseId}</span>
          <div className="small row" style={{ gap: '2px 10px' }}>
            {item.owner?.personId === person?.personId && item.owner !== null ? (
              <b>{w.yours}</b>
            ) : (
              <span>{item.owner?.name ?? w.noOwner}</span>
            )}
            <span>{w.workBy[item.what](say.time(item.by))}</span>
            {item.late ? <Tag tone="act">{w.over}</Tag> : null}
          </div>
        </div>
      ))}
      {items.length > 6 ? <p className="small quiet">{w.moreWork(items.length - 6)}</p> : null}
    </div>
  );
}

/** A page of now would not arrive, whoever has the duty. */
const UNREACHABLE = new Set(['duty.unreachable', 'duty.dead-step', 'duty.pages-nobody']);

function Gaps() {
  const w = useWords(watchWords);
  const say = useSay();
  const lint = useDutyLint(60);
  if (lint.data === null) return null;
  const gaps = lint.data?.gaps ?? [];
  const unreachable = (lint.data?.findings ?? []).filter((one) => UNREACHABLE.has(one.code));
  return (
    <div className="sheet stack">
      <h3>{w.gaps}</h3>
      {lint.error === null ? null : <Failed error={lint.error} retry={() => void lint.refetch()} />}
      {lint.data !== undefined && gaps.length === 0 ? <p className="quiet">{w.noGaps}</p> : null}
      {unreachable.slice(0, 3).map((one) => (
        <p key={one.text.en} className="small">
          <Tag tone="act">{w.unreachable}</Tag> {say.two(one.text)}
        </p>
      ))}
      {gaps.slice(0, 3).map((gap) => (
        <p key={`${gap.roster} ${gap.from}`} className="small">
          <Tag tone="act">{w.nobody}</Tag> {w.gap(say.time(gap.from), say.time(gap.to))}
        </p>
      ))}
      {gaps.length > 3 ? <a href={paths.duty}>{w.moreGaps(gaps.length - 3)}</a> : null}
      {unreachable.length > 3 ? <a href={paths.duty}>{w.moreUnreachable(unreachable.length - 3)}</a> : null}
    </div>
  );
}
