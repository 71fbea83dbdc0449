// SPDX-License-Identifier: Apache-2.0
import type { AudienceSheet } from '../../../src/notification/contract.ts';
import { scales } from '../../lang/common.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { Tag } from '../../ui/tag.tsx';
import { audienceWords } from './audience-words.ts';
import { customerWords } from './words.ts';

/** Rows and findings that are drawn; the command shows all. */
const MOST = 200;
const MOST_CONCERNS = 20;

/** Who is told by which step and of what; then who is not, and why not. */
export function AudienceRows({ sheet }: { readonly sheet: AudienceSheet }) {
  const w = useWords(audienceWords);
  const { rungs } = useWords(customerWords);
  return (
    <>
      <ul className="stack" style={{ listStyle: 'none', padding: 0 }}>
        {sheet.rows.slice(0, MOST).map((row) => (
          <li key={row.customerId} className="stack" style={{ overflowWrap: 'anywhere' }}>
            <div>
              <strong>{row.name}</strong> <span className="small quiet">{[row.customerId, ...row.contracts].join(' · ')}</span>
            </div>
            <div>{w.step(rungs[row.step.rung], row.step.value)}</div>
            {row.passed.map(({ value, why }) => (
              <div key={value} className="small quiet">
                {w.passed(value, why)}
              </div>
            ))}
            <Concerns concerns={row.concerns} />
          </li>
        ))}
      </ul>
      {sheet.counts.customers > MOST ? <p className="small">{w.shown(MOST, sheet.counts.customers)}</p> : null}
      {sheet.notTolds === 0 ? null : (
        <section className="stack">
          <h2>{w.notTold(sheet.notTolds)}</h2>
          <ul>
            {sheet.notTold.slice(0, MOST).map((one) => (
              <li key={one.customerId}>
                <strong>{one.name}</strong> <span className="small quiet">{one.customerId}</span> <Tag tone="act">{w.whyNot[one.why]}</Tag>{' '}
                {one.reason}
              </li>
            ))}
          </ul>
          {sheet.notTolds > MOST ? <p className="small">{w.shown(MOST, sheet.notTolds)}</p> : null}
        </section>
      )}
    </>
  );
}

function Concerns({ concerns }: { readonly concerns: AudienceSheet['rows'][number]['concerns'] }) {
  const w = useWords(audienceWords);
  const { severity } = useWords(scales);
  const { two } = useSay();
  return (
    <details>
      <summary>{w.concerns(concerns.length)}</summary>
      <ol>
        {concerns.slice(0, MOST_CONCERNS).map((one) => (
          <li key={one.id}>
            {one.severity === null ? null : <Tag>{severity[one.severity]}</Tag>} {two(one.what)}
            <div className="small">
              {w.place}: <bdi>{one.place}</bdi>
            </div>
            <div className="small">
              {w.todo}: {two(one.todo)}
            </div>
          </li>
        ))}
      </ol>
      {concerns.length > MOST_CONCERNS ? <p className="small">{w.shown(MOST_CONCERNS, concerns.length)}</p> : null}
    </details>
  );
}
