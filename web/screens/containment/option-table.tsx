// SPDX-License-Identifier: Apache-2.0
import type { OptionWire } from '../../../src/containment/contract.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { Cell } from '../../ui/compare-cell.tsx';
import { Tag } from '../../ui/tag.tsx';
import { figure, percent } from './front/stop.ts';
import { planWords } from './words.ts';

const NAMES = 4;
const COLUMNS = ['option', 'attacker', 'stopped', 'kept', 'loss'] as const;
const WIDTHS = { option: '21%', attacker: '31%', stopped: '24%', kept: '12%', loss: '12%' } as const;

/** Every option beside the others: what it does to the attacker, what to the business, what it costs. */
export function OptionTable(props: {
  readonly options: readonly OptionWire[];
  readonly recommended: string;
  readonly released: string | null;
  readonly chosen: string;
  readonly choose: (id: OptionWire['id']) => void;
}) {
  const w = useWords(planWords);
  const { two } = useSay();
  return (
    <section className="stack" aria-label={w.options}>
      <h2>{w.options}</h2>
      <table className="compare">
        <thead>
          <tr>
            {COLUMNS.map((id) => (
              <th key={id} scope="col" style={{ width: WIDTHS[id] }}>
                {w.columns[id]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.options.map((one) => (
            <tr key={one.id} data-on={one.id === props.chosen}>
              <th scope="row">
                <div className="stack">
                  {two(one.title)}
                  {one.id === props.recommended ? <Tag tone="alive">{w.recommended}</Tag> : null}
                  {one.id === props.released ? <Tag tone="verified">{w.released}</Tag> : null}
                  <button
                    type="button"
                    className="pill"
                    aria-pressed={one.id === props.chosen}
                    aria-label={`${one.id === props.chosen ? w.looking : w.look}: ${two(one.title)}`}
                    onClick={() => props.choose(one.id)}
                  >
                    {one.id === props.chosen ? w.looking : w.look}
                  </button>
                </div>
              </th>
              <Attacker option={one} />
              <Business option={one} />
              <Cell label={w.columns.kept}>
                <div>{w.services(one.kept.filter((row) => row.priority !== null).length)}</div>
              </Cell>
              <Cell label={w.columns.loss}>
                <div className="num" style={{ whiteSpace: 'nowrap', textAlign: 'left' }}>
                  {figure(one.loss)}
                </div>
                <div className="small quiet">{w.ruleCount(one.ruleCount)}</div>
              </Cell>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small quiet">
        {w.riskMeans} {w.lossMeans}
      </p>
    </section>
  );
}

function Attacker({ option }: { readonly option: OptionWire }) {
  const w = useWords(planWords);
  const { two } = useSay();
  const { residual, attack } = option;
  const unknown = residual.reasons.find((one) => one.code === 'unknown-command-servers');
  return (
    <Cell label={w.columns.attacker}>
      <Tag tone={residual.overBudget ? 'act' : 'verified'}>{residual.overBudget ? w.over : w.within}</Tag>
      <div className="small">{w.budgetOf(figure(residual.total), figure(residual.budget))}</div>
      <div className="small">{attack.of === 0 ? w.noAttack : w.coverageOf(attack.stopped, attack.of, percent(option.coverage))}</div>
      {unknown === undefined ? null : <div className="small">{two(unknown.text)}</div>}
    </Cell>
  );
}

function Business({ option }: { readonly option: OptionWire }) {
  const w = useWords(planWords);
  const stopped = ruleStops(option);
  return (
    <Cell label={w.columns.stopped}>
      <div>{stopped.length === 0 ? w.nothingStopped : w.services(stopped.length)}</div>
      {stopped.length === 0 ? null : (
        <div className="small">
          {stopped
            .slice(0, NAMES)
            .map((row) => w.named(row.name, row.users))
            .join(w.comma)}
          {stopped.length > NAMES ? ` ${w.more(stopped.length - NAMES)}` : ''}
        </div>
      )}
      {option.isolated.length === 0 ? null : <div className="small">{w.computers(option.isolated.length)}</div>}
    </Cell>
  );
}

/** Services of the inventory that a rule or the closed base stops for everybody. */
export function ruleStops(option: OptionWire): readonly OptionWire['stopped'][number][] {
  return option.stopped.filter((row) => row.priority !== null && row.because === 'rule');
}
