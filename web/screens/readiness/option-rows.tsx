// SPDX-License-Identifier: Apache-2.0
import type { ReadyOption } from '../../../src/containment/register/register.contract.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { Cell } from '../../ui/compare-cell.tsx';
import { Tag } from '../../ui/tag.tsx';
import { readyWords } from './words.ts';

const SHOWN = 4;
const COLUMNS = ['option', 'attacker', 'stops', 'lives', 'needs'] as const;
const WIDTHS = { option: '17%', attacker: '20%', stops: '25%', lives: '18%', needs: '20%' } as const;
const figure = (value: number): string => (Math.round(value * 100) / 100).toLocaleString('en-US');

/** The four options, one a row: what it does to the attacker, what it does to the business, what it needs. */
export function OptionRows({ options }: { readonly options: readonly ReadyOption[] }) {
  const w = useWords(readyWords);
  const { columns } = w;
  return (
    <table className="compare">
      <thead>
        <tr>
          {COLUMNS.map((id) => (
            <th key={id} scope="col" style={{ width: WIDTHS[id] }}>
              {columns[id]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {options.map((option) => (
          <OptionRow key={option.id} option={option} />
        ))}
      </tbody>
    </table>
  );
}

function OptionRow({ option }: { readonly option: ReadyOption }) {
  const w = useWords(readyWords);
  const { two } = useSay();
  const { residual } = option;
  const blind = option.id === 'cut-known' && option.isolated.length === 0;
  return (
    <tr>
      <th scope="row">
        {two(option.title)}
        <div className="small quiet" style={{ fontWeight: 400 }}>
          {w.rules(option.ruleCount)}
        </div>
      </th>
      <Cell label={w.columns.attacker}>
        <Tag tone={residual.overBudget ? 'act' : 'verified'}>{residual.overBudget ? w.overBudget : w.held}</Tag>
        <div className="small">{w.residual(figure(residual.total), figure(residual.budget))}</div>
        {blind ? <div className="small">{w.nothingKnown}</div> : null}
        {option.limits.length === 0 ? null : (
          <details className="small">
            <summary>
              {w.limits} {option.limits.length}
            </summary>
            <ul>
              {option.limits.map((limit) => (
                <li key={two(limit)}>{two(limit)}</li>
              ))}
            </ul>
          </details>
        )}
      </Cell>
      <Cell label={w.columns.stops}>
        <Stops option={option} />
      </Cell>
      <Cell label={w.columns.lives}>
        {option.keptServices === 0 ? <div>{w.keepsNone}</div> : <div>{w.keeps(option.keptServices)}</div>}
        {option.vitalStopped.length === 0 ? (
          <Tag tone="alive">{w.vitalAll}</Tag>
        ) : (
          <>
            <Tag tone="act">{w.vitalHit(option.vitalStopped.slice(0, SHOWN).join(', '))}</Tag>
            {option.vitalStopped.length > SHOWN ? <span className="small">{w.moreOf(option.vitalStopped.length - SHOWN)}</span> : null}
          </>
        )}
      </Cell>
      <Cell label={w.columns.needs}>
        <ul>
          {option.needs.map((need) => (
            <li key={two(need)}>{two(need)}</li>
          ))}
        </ul>
      </Cell>
    </tr>
  );
}

function Stops({ option }: { readonly option: ReadyOption }) {
  const w = useWords(readyWords);
  const { stopped } = option;
  return (
    <>
      <div>
        {stopped.length === 0
          ? w.noService
          : `${w.stopsOf(stopped.length)} — ${w.mostPeople(Math.max(...stopped.map((row) => row.users)))}`}
      </div>
      {option.isolated.length === 0 ? null : <div className="small">{w.isolates(option.isolated.length)}</div>}
      {option.unlistedUsers === 0 ? null : <div className="small">{w.unlistedUsers(option.unlistedUsers)}</div>}
      {stopped.length === 0 ? null : (
        <ul>
          {stopped.slice(0, SHOWN).map((row) => (
            <li key={row.service}>
              {row.name}
              {w.colon}
              {w.people(row.users)}
              <span className="quiet">
                {' '}
                {row.departments
                  .slice(0, 3)
                  .map((one) => `${one.department === '' ? w.noDepartment : one.department} ${one.users}`)
                  .join(' · ')}
              </span>
            </li>
          ))}
          {stopped.length > SHOWN ? <li className="quiet">{w.moreOf(stopped.length - SHOWN)}</li> : null}
        </ul>
      )}
    </>
  );
}
