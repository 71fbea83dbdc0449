// SPDX-License-Identifier: Apache-2.0
import { counted } from '../count.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Policy, Rule } from '../rule.ts';
import type { Cannot } from './target.ts';

export function cannot(rule: Rule | 'base', ja: string, en: string): Cannot {
  return rule === 'base' ? { rule: 'base', kind: 'base', text: { ja, en } } : { rule: rule.id, kind: rule.kind, text: { ja, en } };
}

const noNames: Bilingual = {
  ja: 'この装置は名前を見ません。プロキシーまたはリゾルバーの設定で止めてください',
  en: 'This device sees no names: enforce it at the proxy or the resolver',
};

/**
 * What a packet filter can say: addresses and ports, both families. Name rules are left out and named; what is
 * kept by name is kept at the addresses where the name was seen, and said so.
 */
export function projectPackets(policy: Policy): { policy: Policy; cannot: Cannot[] } {
  const left: Cannot[] = [];
  const rules = policy.rules.flatMap((rule): Rule[] => {
    if (rule.kind === 'name') {
      left.push({ rule: rule.id, kind: rule.kind, text: noNames });
      return [];
    }
    if (rule.kind === 'pair' && rule.pattern !== null) {
      left.push(
        cannot(
          rule,
          `名前 ${rule.pattern} では止められません。アドレス ${rule.ranges.length} 個だけを止めます`,
          `The name ${rule.pattern} is not enforced here, only its ${counted(rule.ranges.length, 'address', 'addresses')}`,
        ),
      );
      return rule.ranges.length === 0 ? [] : [{ ...rule, pattern: null }];
    }
    if (rule.kind === 'allow' && rule.patterns.length > 0) {
      left.push(
        cannot(
          rule,
          `「${rule.service}」は名前では残せません。記録にあったアドレス ${rule.observed.length + rule.ranges.length} 個だけを残します。新しいアドレスは止まります`,
          `"${rule.service}" is kept by ${counted(rule.observed.length + rule.ranges.length, 'recorded address', 'recorded addresses')}, not by name: new addresses of it would be stopped`,
        ),
      );
      return [{ ...rule, patterns: [] }];
    }
    return [rule];
  });
  return { policy: { ...policy, names: 'none', rules }, cannot: left };
}

/** Leaves out the kinds that a target has no words for. */
export function without(policy: Policy, kinds: readonly Rule['kind'][], why: Bilingual): { policy: Policy; cannot: Cannot[] } {
  return {
    policy: { ...policy, rules: policy.rules.filter((rule) => !kinds.includes(rule.kind)) },
    cannot: policy.rules.filter((rule) => kinds.includes(rule.kind)).map((rule) => ({ rule: rule.id, kind: rule.kind, text: why })),
  };
}
