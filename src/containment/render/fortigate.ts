// SPDX-License-Identifier: Apache-2.0
import { parseRange } from '../../common/address/ip-range.ts';
import { cannot } from './project.ts';
import type { Renderer } from './target.ts';
import { denials, projectDenials, undoFirst } from './vendor.ts';
import type { Denial } from './vendor.ts';

/** Far above what a site numbers by hand. */
const FIRST_ID = 1_900_000_001;

/** FortiOS 7 CLI. Policies are moved to the top in their order; objects and policies carry the name `matoi`. */
export const fortigate: Renderer = {
  proof: 'not-on-device',
  project(policy) {
    const first = projectDenials(policy);
    const order = cannot(
      'base',
      'ルールは、既存のポリシーより上に移して初めて効きます。書き込んだだけでは止まりません（適用の手順にある move を実行してください）',
      'The rules act only once they are moved above your own policies; pasted alone they may stop nothing (run the moves of the steps)',
    );
    const vip = cannot(
      'base',
      'FortiOS 7.2.3 より前では、拒否のルールは match-vip を有効にしないと仮想 IP（VIP）宛てに効きません。有効にして書き出します',
      'Before FortiOS 7.2.3 a denial does not meet virtual IPs unless match-vip is enabled; it is written so',
    );
    const numbers = cannot(
      'base',
      `ポリシーの番号 ${FIRST_ID} 以降を使います。同じ番号のポリシーがすでにあると、貼り付けで上書きされます（適用の手順の確認で一つでも見つかったら、貼り付けずに止めてください）`,
      `Policies are written under the numbers from ${FIRST_ID} on. Pasting overwrites a policy of yours that has one of them (stop before pasting if the check of the steps shows any)`,
    );
    return { policy: first.policy, cannot: [...first.cannot, order, vip, numbers] };
  },
  write(policy) {
    const rules = denials(policy);
    return {
      files: [
        { name: 'matoi-fortigate.conf', text: text(rules) },
        { name: 'matoi-fortigate-order.conf', text: orderText(rules) },
      ],
      apply: [
        undoFirst,
        'execute backup config flash before-matoi',
        `show firewall policy (no policy may have a number from ${FIRST_ID} to ${FIRST_ID + Math.max(0, rules.length - 1)}; if one has, stop here)`,
        'paste matoi-fortigate.conf',
        'show firewall policy (note the number of the first policy that is not named matoi-…)',
        'paste matoi-fortigate-order.conf with that number in place of FIRST',
        'show firewall policy (the matoi- policies must stand first)',
        'diagnose sys session filter clear',
        'diagnose sys session clear',
      ],
      rollback: [{ name: 'matoi-fortigate-undo.conf', text: undo(rules) }],
      undo: [
        `show firewall policy (the policies from ${FIRST_ID} on must be named matoi-…; if one is not, delete ours by hand)`,
        'paste matoi-fortigate-undo.conf',
      ],
    };
  },
};

function object(text: string): string {
  return `matoi-${text.replaceAll(':', '_').replace('/', 'm')}`;
}

function text(rules: readonly Denial[]): string {
  const addresses = (family: 4 | 6) => [
    ...new Set(rules.filter((rule) => rule.family === family).flatMap((rule) => [...(rule.src ?? []), ...(rule.dst ?? [])])),
  ];
  const mask = (bits: number) => [24, 16, 8, 0].map((shift) => (bits === 0 ? 0 : ((0xffffffff << (32 - bits)) >>> shift) & 255)).join('.');
  const v4 = addresses(4).flatMap((one) => {
    const range = parseRange(one);
    return range === null ? [] : [`    edit "${object(one)}"`, `        set subnet ${one.split('/')[0]} ${mask(range.bits)}`, '    next'];
  });
  const v6 = addresses(6).flatMap((one) => [
    `    edit "${object(one)}"`,
    `        set ip6 ${one.includes('/') ? one : `${one}/128`}`,
    '    next',
  ]);
  const services = rules.flatMap((rule) => {
    if (rule.ports === null) return [];
    const list = (proto: 'tcp' | 'udp') => rule.ports!.filter((span) => span.proto === proto).map((span) => `${span.from}-${span.to}`);
    return [
      `    edit "${rule.name}"`,
      ...(list('tcp').length > 0 ? [`        set tcp-portrange ${list('tcp').join(' ')}`] : []),
      ...(list('udp').length > 0 ? [`        set udp-portrange ${list('udp').join(' ')}`] : []),
      '    next',
    ];
  });
  const block = (head: string, lines: readonly string[]) => (lines.length === 0 ? [] : [head, ...lines, 'end']);
  return `${[...block('config firewall address', v4), ...block('config firewall address6', v6), ...block('config firewall service custom', services), 'config firewall policy', ...rules.flatMap((rule, index) => policyLines(rule, FIRST_ID + index)), 'end'].join('\n')}\n`;
}

/** Each policy before the site's first one, in their own order. */
function orderText(rules: readonly Denial[]): string {
  return `${['config firewall policy', ...rules.map((_, index) => `    move ${FIRST_ID + index} before FIRST`), 'end'].join('\n')}\n`;
}

function policyLines(rule: Denial, id: number): string[] {
  const six = rule.family === 6 ? '6' : '';
  const list = (texts: readonly string[] | null) => (texts === null ? '"all"' : texts.map((one) => `"${object(one)}"`).join(' '));
  return [
    `    edit ${id}`,
    `        set name "${rule.name.slice(0, 35)}"`,
    '        set srcintf "any"',
    '        set dstintf "any"',
    `        set srcaddr${six} ${list(rule.src)}`,
    ...(rule.srcNot ? [`        set srcaddr${six}-negate enable`] : []),
    `        set dstaddr${six} ${list(rule.dst)}`,
    ...(rule.dstNot ? [`        set dstaddr${six}-negate enable`] : []),
    `        set service "${rule.ports === null ? 'ALL' : rule.name}"`,
    '        set schedule "always"',
    `        set action ${rule.action === 'permit' ? 'accept' : 'deny'}`,
    ...(rule.action === 'permit' || rule.family === 6 ? [] : ['        set match-vip enable']),
    '        set logtraffic all',
    '    next',
  ];
}

function undo(rules: readonly Denial[]): string {
  const services = rules.filter((rule) => rule.ports !== null).map((rule) => `    delete "${rule.name}"`);
  const objects = (family: 4 | 6) =>
    [...new Set(rules.filter((rule) => rule.family === family).flatMap((rule) => [...(rule.src ?? []), ...(rule.dst ?? [])]))].map(
      (one) => `    delete "${object(one)}"`,
    );
  const block = (head: string, lines: readonly string[]) => (lines.length === 0 ? [] : [head, ...lines, 'end']);
  return `${[
    'config firewall policy',
    ...rules.map((_, index) => `    delete ${FIRST_ID + index}`),
    'end',
    ...block('config firewall service custom', services),
    ...block('config firewall address', objects(4)),
    ...block('config firewall address6', objects(6)),
  ].join('\n')}\n`;
}
