// SPDX-License-Identifier: Apache-2.0
import type { OptionWire, PlanRow } from '../../../../src/containment/contract.ts';
import { usePlan } from '../../../api/containment.ts';
import { useSay, useWords } from '../../../lang/lang.tsx';
import { Pending } from '../../../components/states.tsx';
import { deskWords } from '../page-words.ts';
import { diffRules } from './rule-diff-shape.ts';
import type { RuleChange } from './rule-diff-shape.ts';
import { optionsOf } from '../front/stop.ts';

const SHOWN = 200;
const SIGNS = { added: '＋', removed: '－', same: '　' } as const;

/** The option's rules in words, and what would change against what is in force. */
export function RuleDiff(props: {
  readonly caseId: string;
  readonly row: PlanRow;
  readonly option: OptionWire;
  readonly inForce: PlanRow | null;
}) {
  const { inForce, option, row } = props;
  if (inForce === null || inForce.applied === null) return <Changes option={option} against={null} lead="none" />;
  if (inForce.planId === row.planId && inForce.applied.option === option.id)
    return <Changes option={option} against={option} lead="same" />;
  return <AgainstOther caseId={props.caseId} option={option} planId={inForce.planId} optionId={inForce.applied.option} />;
}

function AgainstOther(props: { readonly caseId: string; readonly option: OptionWire; readonly planId: string; readonly optionId: string }) {
  const other = usePlan(props.caseId, props.planId);
  if (other.data === undefined) return <Pending on={other} lines={4} />;
  const before = optionsOf(other.data).find((one) => one.id === props.optionId) ?? null;
  return <Changes option={props.option} against={before} lead="other" planId={props.planId} />;
}

function Changes(props: {
  readonly option: OptionWire;
  readonly against: OptionWire | null;
  readonly lead: 'none' | 'same' | 'other';
  readonly planId?: string;
}) {
  const w = useWords(deskWords);
  const { two } = useSay();
  const { option, against } = props;
  const changes = diffRules(against, option);
  const of = (is: RuleChange['is']) => changes.filter((one) => one.is === is);
  const [added, removed, same] = [of('added'), of('removed'), of('same')];
  const lead = {
    none: w.diffNone,
    same: w.diffSame,
    other: w.diffAgainst(props.planId ?? '', against === null ? '?' : two(against.title)),
  };
  return (
    <section className="sheet stack" aria-label={w.diffTitle}>
      <h2>{w.diffTitle}</h2>
      <p>
        {lead[props.lead]} <strong>{w.counts(added.length, removed.length, same.length)}</strong>
      </p>
      <ul className="rule-diff">
        {against !== null && against.base !== option.base ? (
          <li data-is="removed">
            <span aria-hidden="true">－</span> {w.base[against.base]}
          </li>
        ) : null}
        <li data-is={against === null || against.base !== option.base ? 'added' : 'same'}>
          <span aria-hidden="true">{against === null || against.base !== option.base ? '＋' : '　'}</span> {w.base[option.base]}
        </li>
        {[...added, ...removed].slice(0, SHOWN).map((one) => (
          <Line key={`${one.is} ${one.key}`} change={one} />
        ))}
      </ul>
      {same.length === 0 ? null : (
        <details open={props.lead === 'same'}>
          <summary className="small">{w.moreRules(same.length)}</summary>
          <ul className="rule-diff">
            {same.slice(0, SHOWN).map((one) => (
              <Line key={one.key} change={one} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Line({ change }: { readonly change: RuleChange }) {
  const w = useWords(deskWords);
  const { rule, is } = change;
  return (
    <li data-is={is}>
      <span aria-hidden="true">{SIGNS[is]}</span>
      <span className="sr">{w.signs[is]}</span> {useRuleText(rule)} <span className="small quiet">{w.reasons[rule.reason]}</span>
    </li>
  );
}

function useRuleText(rule: RuleChange['rule']): string {
  const { rules } = useWords(deskWords);
  switch (rule.kind) {
    case 'path':
      return rules.path(rule.service);
    case 'isolate':
      return rules.isolate(rule.host, rule.addresses.length);
    case 'pair':
      return rules.pair(rule.host, [...(rule.pattern === null ? [] : [rule.pattern]), ...rule.ranges].slice(0, 3).join(', '));
    case 'address':
      return rules.address(rule.range);
    case 'name':
      return rules.name(rule.pattern);
    case 'allow':
      if (rule.reason === 'own') return rules.ownNames(rule.patterns.length);
      return rules.allow(rule.service, rule.patterns.length, rule.ranges.length + rule.observed.length);
  }
}
