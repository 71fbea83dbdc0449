// SPDX-License-Identifier: Apache-2.0
import type { OptionWire } from '../../../src/containment/contract.ts';
import { useSay, useWords } from '../../i18n/lang.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { Tag } from '../../ui/tag.tsx';
import { figure, percent } from './stop.ts';
import { planWords } from './words.ts';

/** Every option beside the others, each with the same five facts. */
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
      <div className="plan-options">
        {props.options.map((one) => (
          <article key={one.id} className="sheet stack" data-on={one.id === props.chosen} aria-label={two(one.title)}>
            <h3>{two(one.title)}</h3>
            <div className="chips">
              {one.id === props.recommended ? <Tag tone="alive">{w.recommended}</Tag> : null}
              {one.id === props.released ? <Tag tone="verified">{w.released}</Tag> : null}
              <Tag tone={one.residual.overBudget ? 'act' : 'line'}>{one.residual.overBudget ? w.over : w.within}</Tag>
            </div>
            <FactList
              facts={[
                { name: w.coverage, value: percent(one.coverage) },
                { name: w.residual, value: w.budgetOf(figure(one.residual.total), figure(one.residual.budget)) },
                { name: w.loss, value: figure(one.loss) },
                { name: w.stopped, value: `${w.services(ruleStops(one).length)}, ${w.computers(one.isolated.length)}` },
                { name: w.kept, value: w.services(one.kept.filter((row) => row.priority !== null).length) },
                { name: w.rules, value: String(one.ruleCount) },
              ]}
            />
            <button type="button" className="pill" aria-pressed={one.id === props.chosen} onClick={() => props.choose(one.id)}>
              {w.choose(two(one.title))}
            </button>
          </article>
        ))}
      </div>
    </section>
  );
}

/** Services of the inventory that a rule or the closed base stops for everybody. */
export function ruleStops(option: OptionWire): readonly OptionWire['stopped'][number][] {
  return option.stopped.filter((row) => row.priority !== null && row.because === 'rule');
}
