// SPDX-License-Identifier: Apache-2.0
import { counted } from '../policy/count.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import { answersOnly, rulesOf } from '../policy/rule.ts';
import type { Policy, Rule } from '../policy/rule.ts';
import type { Cannot } from './target.ts';

/** What a target has no way to express, with the reason in both languages. */
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
    // The addresses behind such names are another rule's, and the plan says at which of them the responders' path is kept.
    if (rule.kind === 'allow' && answersOnly(rule)) return [];
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

/** For what reads names of connections: a name that only a resolver goes on answering must not open a connection that claims it. */
export function withoutOwnNames(policy: Policy): Policy {
  return { ...policy, rules: policy.rules.filter((rule) => rule.kind !== 'allow' || rule.reason !== 'own') };
}

/** As `projectPackets`, for a gateway whose own programs are closed too: what of theirs stays open is said. */
export function projectGateway(policy: Policy): { policy: Policy; cannot: Cannot[] } {
  const first = projectPackets(policy);
  if (policy.base === 'allow') return first;
  const keeps = rulesOf(first.policy, 'allow').length > 0;
  const open = cannot(
    'base',
    `装置自身から外へ出る通信も閉じます。ただし、外から装置自身に来た接続への応答と DHCP${keeps ? '、名前の問い合わせ（53・853番）と時刻合わせ（123番）' : ''}は通ります`,
    `The gateway's own connections are closed too, except answers to connections that come to the gateway itself, and DHCP${keeps ? ', name look-ups (53, 853) and time (123)' : ''}`,
  );
  return { policy: first.policy, cannot: [...first.cannot, open] };
}

/** For devices that do not filter what they send themselves. */
export function ownTrafficOpen(): Cannot {
  return cannot(
    'base',
    'この装置自身から外へ出る通信（装置上のプロキシーや VPN など）は、この設定では閉じられません',
    "The device's own connections (a proxy or VPN on it, for instance) are not closed by this configuration",
  );
}

/** Leaves out the kinds that a target has no words for. */
export function without(policy: Policy, kinds: readonly Rule['kind'][], why: Bilingual): { policy: Policy; cannot: Cannot[] } {
  return {
    policy: { ...policy, rules: policy.rules.filter((rule) => !kinds.includes(rule.kind)) },
    cannot: policy.rules.filter((rule) => kinds.includes(rule.kind)).map((rule) => ({ rule: rule.id, kind: rule.kind, text: why })),
  };
}
