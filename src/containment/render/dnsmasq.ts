// SPDX-License-Identifier: Apache-2.0
import { baseOf, isTree } from '../address/name.ts';
import type { NamePattern } from '../address/name.ts';
import { closedAddresses } from '../policy/rule.ts';
import type { Policy, Rule } from '../policy/rule.ts';
import { blockedAndKept } from './names.ts';
import { cannot } from './project.ts';
import { projectResolver } from './rpz.ts';
import type { Cannot, Renderer } from './target.ts';

const NAMED = 5;

/**
 * dnsmasq 2.86 or later: `address=/x/` answers x and all below it with NXDOMAIN, `bogus-nxdomain` does so by answer.
 * The closed base is `address=/#/#`, the null addresses: `address=/#/` loses to the site's general server and closes nothing.
 */
export const dnsmasq: Renderer = {
  proof: 'validator',
  project(policy) {
    const first = projectResolver(policy, { clients: false });
    const left: Cannot[] = [...first.cannot];
    const widen = (rule: Rule, patterns: readonly NamePattern[]) => {
      const exact = patterns.filter((pattern) => !isTree(pattern));
      const examples = (and: string) => exact.slice(0, NAMED).join(and) + (exact.length > NAMED ? ' …' : '');
      if (exact.length > 0)
        left.push(
          cannot(
            rule,
            `${examples('、')} だけを指定できません。その下の名前にも効きます`,
            `${examples(', ')} alone cannot be said: everything below is meant too`,
          ),
        );
      return patterns.map((pattern) => (isTree(pattern) ? pattern : `.${pattern}`));
    };
    if (policy.base === 'deny')
      left.push(
        cannot(
          'base',
          '残さない名前は A・AAAA だけを 0.0.0.0 と :: で答えて閉じます。TXT などほかの種類の問い合わせは通るため、DNS トンネルは止まりません',
          'Names that are not kept are closed for A and AAAA only (answered 0.0.0.0 and ::): questions of other types, TXT for instance, still go out, and so does a DNS tunnel',
        ),
      );
    const rules = first.policy.rules.map((rule): Rule => {
      if (rule.kind === 'name') return { ...rule, pattern: widen(rule, [rule.pattern])[0] ?? rule.pattern };
      return rule.kind === 'allow' ? { ...rule, patterns: widen(rule, rule.patterns) } : rule;
    });
    return { policy: { ...first.policy, rules }, cannot: left };
  },
  write(policy) {
    return {
      files: [{ name: 'matoi-dnsmasq.conf', text: confText(policy) }],
      apply: [
        'dnsmasq --test --conf-file=matoi-dnsmasq.conf',
        'install -m 644 matoi-dnsmasq.conf /etc/dnsmasq.d/matoi.conf',
        'systemctl restart dnsmasq',
      ],
      rollback: [{ name: 'matoi-dnsmasq-undo.conf', text: '# Matoi: nothing in force\n' }],
      undo: ['install -m 644 matoi-dnsmasq-undo.conf /etc/dnsmasq.d/matoi.conf', 'systemctl restart dnsmasq'],
    };
  },
};

function confText(policy: Policy): string {
  const { blocked, kept } = blockedAndKept(policy);
  return `${[
    '# Matoi',
    ...blocked.map((pattern) => `address=/${baseOf(pattern)}/`),
    ...kept.map((pattern) => `server=/${baseOf(pattern)}/#`),
    ...(policy.base === 'deny' ? ['address=/#/#'] : []),
    ...[...new Set(closedAddresses(policy))].map((range) => `bogus-nxdomain=${range}`),
  ].join('\n')}\n`;
}
