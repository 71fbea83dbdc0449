// SPDX-License-Identifier: Apache-2.0
import type { FollowSheet } from '../../../src/notification/follow/follow.contract.ts';
import { noticeStates } from '../../../src/notification/contract.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { followWords } from './words.ts';
import { WideTable } from '../../components/wide-table.tsx';

const stages = ['not-told', 'told', 'noticed', 'acted', 'verified', 'out'] as const;
const MOST_DAYS = 14;

/** Told, noticed, acted, verified; beside it the numbers without which it would say too much. */
export function Funnel({ sheet }: { readonly sheet: FollowSheet }) {
  const w = useWords(followWords);
  const say = useSay();
  const { funnel, control, medians, checked } = sheet;
  return (
    <section className="sheet stack">
      <h2>{w.funnel}</h2>
      <ul className="stack" style={{ listStyle: 'none', padding: 0 }}>
        {stages.map((stage) => (
          <li key={stage}>
            {w.stages[stage]}: <strong>{funnel.stages[stage]}</strong> / {funnel.customers}
            <ProgressBar value={funnel.customers === 0 ? 0 : (funnel.stages[stage] ?? 0) / funnel.customers} label={w.stages[stage]} />
          </li>
        ))}
      </ul>
      <details>
        <summary>{w.states}</summary>
        <ul>
          {funnel.states.map(({ state, customers }) => (
            <li key={state}>
              {say.two(noticeStates[state].name)}: {customers}
            </li>
          ))}
        </ul>
      </details>
      <h3>{w.control}</h3>
      <ul>
        <li>
          {w.cleanBefore}: {control.cleanBefore}
        </li>
        <li>
          {w.newSince}: {control.newSince}
        </li>
        <li>
          {w.regressed}: {control.regressed}
        </li>
      </ul>
      <h3>{w.medians}</h3>
      <ul>
        <li>
          {w.noticed}: {w.hours(medians.noticed)}
        </li>
        <li>
          {w.acted}: {w.hours(medians.acted)}
        </li>
        <li>
          {w.verified}: {w.hours(medians.verified)}
        </li>
      </ul>
      {checked === null ? null : (
        <p>
          {w.checked(say.time(checked.at))}: {w.checkedCounts(checked.verified, checked.regressed, checked.open, checked.notSeen)}
        </p>
      )}
      <p className="small quiet">{w.noAudit}</p>
      {sheet.days.length === 0 ? null : <Picture days={sheet.days.slice(-MOST_DAYS)} />}
    </section>
  );
}

function Picture({ days }: { readonly days: FollowSheet['days'] }) {
  const w = useWords(followWords);
  const steps = ['told', 'noticed', 'acted', 'verified'] as const;
  return (
    <WideTable>
      <table className="plain-table">
        <caption>{w.picture}</caption>
        <thead>
          <tr>
            <th scope="col">{w.day}</th>
            {steps.map((step) => (
              <th key={step} scope="col" style={{ whiteSpace: 'nowrap' }}>
                {w.stages[step]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((one) => (
            <tr key={one.day}>
              <th scope="row" style={{ whiteSpace: 'nowrap' }}>
                {one.day}
              </th>
              {steps.map((step) => (
                <td key={step}>{one[step]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  );
}
