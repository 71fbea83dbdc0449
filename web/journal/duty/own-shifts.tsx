// SPDX-License-Identifier: Apache-2.0
import { useDutyNow } from '../../api/duty.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { shiftWords } from '../words/duty/shifts.ts';

/** When the person who is signed in has duty next; nothing where there is no rota yet. */
export function OwnShifts({ most }: { readonly most: number }) {
  const w = useWords(shiftWords);
  const say = useSay();
  const { data } = useDutyNow();
  if (data === undefined || data === null) return null;
  return (
    <section className="sheet stack" aria-label={w.mine}>
      <h3>{w.mine}</h3>
      {data.mine.length === 0 ? <p className="quiet">{w.none}</p> : null}
      <ul className="plain-list">
        {data.mine.slice(0, most).map((one) => (
          <li key={`${one.roster} ${one.from}`} className="small">
            <b>{w.span(one.from <= data.at ? w.now : say.time(one.from), say.time(one.to))}</b> {say.two(one.name)}
          </li>
        ))}
      </ul>
    </section>
  );
}
