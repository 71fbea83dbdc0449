// SPDX-License-Identifier: Apache-2.0
import { Button, Checkbox, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { DutyCalendar, SwapLooked } from '../../../src/duty/contract.ts';
import { useOpenClocks } from '../../api/clocks.ts';
import { swapDuties, useDutyChanged, useSwapLook } from '../../api/duty.ts';
import type { SwapAsked } from '../../api/duty.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Failed, Pending } from '../../components/states.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import { shiftWords } from '../../journal/words/duty/shifts.ts';
import { common } from '../../lang/common.ts';
import { useSay, useWords } from '../../lang/lang.tsx';

/** What a swap would mean, before it is one: who stands when, what both carry, what the check finds, which deadlines fall into it. */
export function SwapPreview(props: {
  readonly asked: SwapAsked;
  readonly rosters: DutyCalendar['rosters'];
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const w = useWords(shiftWords);
  const c = useWords(common);
  const { asked, onClose, onDone } = props;
  const [reason, setReason] = useState('');
  const [tell, setTell] = useState(true);
  const look = useSwapLook(asked);
  const changed = useDutyChanged();
  const swap = useMutation({
    mutationFn: (version: number) => swapDuties(asked, reason.trim(), tell, version),
    onSuccess: () => {
      changed();
      onDone();
    },
  });
  return (
    <Dialog title={w.title} size="lg" onClose={onClose}>
      <div className="stack">
        {look.data === undefined ? <Pending on={look} lines={4} /> : <Looked looked={look.data} rosters={props.rosters} />}
        {look.data === undefined ? null : (
          <TextInput label={w.reason} maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        )}
        {look.data === undefined ? null : (
          <Checkbox label={w.tell} checked={tell} onChange={(event) => setTell(event.currentTarget.checked)} />
        )}
        {swap.error === null ? null : <Failed error={swap.error} />}
        <div className="actions">
          {look.data === undefined ? null : (
            <Button variant="filled" loading={swap.isPending} onClick={() => swap.mutate(look.data.version)}>
              {w.confirm}
            </Button>
          )}
          <Button variant="subtle" onClick={onClose}>
            {c.cancel}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function Looked({ looked, rosters }: { readonly looked: SwapLooked; readonly rosters: DutyCalendar['rosters'] }) {
  const w = useWords(shiftWords);
  const say = useSay();
  const clocks = useOpenClocks();
  const name = (id: string | null) => (id === null ? w.nobody : (looked.people[id] ?? id));
  const rosterOf = (id: string) => {
    const found = rosters.find((one) => one.roster === id);
    return found === undefined ? id : say.two(found.name);
  };
  const deadlines = (clocks.data?.clocks ?? []).filter(({ deadline }) =>
    looked.moves.some(
      (move) => deadline !== null && Date.parse(deadline) >= Date.parse(move.from) && Date.parse(deadline) < Date.parse(move.to),
    ),
  );
  return (
    <>
      <h3>{w.moves}</h3>
      <ul className="plain-list">
        {looked.moves.map((move) => (
          <li key={move.from}>{w.move(w.span(say.time(move.from), say.time(move.to)), name(move.before), name(move.after))}</li>
        ))}
      </ul>
      <h3>{w.carries}</h3>
      <WideTable>
        <table className="plain-table">
          <thead>
            <tr>
              {[w.person, w.hours, w.longest].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {looked.carries.map((one) => (
              <tr key={one.person}>
                <th scope="row">{name(one.person)}</th>
                <td>{w.change(one.hours.before, one.hours.after)}</td>
                <td>{w.change(one.longest.before, one.longest.after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
      {looked.carries.flatMap((one) =>
        one.doubled.map((roster) => (
          <p key={`${one.person} ${roster}`} className="must">
            {w.doubled(name(one.person), rosterOf(roster))}
          </p>
        )),
      )}
      {looked.found.length === 0 ? <p className="small">{w.nothingFound}</p> : <h3>{w.found}</h3>}
      {looked.found.map((text) => (
        <p key={text.en} className="must">
          {say.two(text)}
        </p>
      ))}
      <p className="small">{w.clocks(deadlines.length)}</p>
      {looked.told === 0 ? null : <p className="must">{w.told(looked.told)}</p>}
    </>
  );
}
