// SPDX-License-Identifier: Apache-2.0
import { baseOf, isTree } from '../name.ts';
import { rulesOf } from '../rule.ts';
import type { Policy, Rule } from '../rule.ts';
import { blockedAndKept } from './names.ts';
import { cannot } from './project.ts';
import { projectResolver } from './rpz.ts';
import type { Cannot, Renderer } from './target.ts';

/**
 * dnsmasq 2.86 or later: `address=/x/` answers x and all below it with NXDOMAIN, `bogus-nxdomain` does so by answer.
 * The closed base is `address=/#/#`, the null addresses: `address=/#/` loses to the site's general server and closes nothing.
 */
export const dnsmasq: Renderer = {
  proof: 'validator',
  project(policy) {
    const first = projectResolver(policy, { clients: false });
    const left: Cannot[] = [...first.cannot];
    const widen = (rule: Rule, pattern: string) => {
      if (!isTree(pattern))
        left.push(
          cannot(
            rule,
            `${pattern} だけを指定できません。その下の名前にも効きます`,
            `${pattern} alone cannot be said: everything below it is meant too`,
          ),
        );
      return isTree(pattern) ? pattern : `.${pattern}`;
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
      if (rule.kind === 'name') return { ...rule, pattern: widen(rule, rule.pattern) };
      return rule.kind === 'allow' ? { ...rule, patterns: rule.patterns.map((pattern) => widen(rule, pattern)) } : rule;
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
      rollback: [{ name: 'matoi-dnsmasq.conf', text: '# Matoi: nothing in force\n' }],
      undo: ['rm -f /etc/dnsmasq.d/matoi.conf', 'systemctl restart dnsmasq'],
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
    ...[...new Set(rulesOf(policy, 'address').map((rule) => rule.range))].map((range) => `bogus-nxdomain=${range}`),
  ].join('\n')}\n`;
}
