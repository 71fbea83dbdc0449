// SPDX-License-Identifier: Apache-2.0
import { parseRange } from '../address.ts';
import { cannot, projectPackets } from './project.ts';
import type { Renderer } from './target.ts';
import { denials } from './vendor.ts';
import type { Denial } from './vendor.ts';

const FIRST_ID = 90_001;

/** FortiOS 7 CLI. Policies are moved to the top in their order; objects and policies carry the name `matoi`. */
export const fortigate: Renderer = {
  proof: 'not-on-device',
  project(policy) {
    const first = projectPackets(policy);
    const other = cannot(
      'base',
      '残すアドレスへの TCP・UDP 以外の通信は、この書き方では閉じられません',
      'Protocols other than TCP and UDP to kept addresses are not closed here',
    );
    return policy.base === 'deny' ? { policy: first.policy, cannot: [...first.cannot, other] } : first;
  },
  write(policy) {
    const rules = denials(policy);
    return {
      files: [{ name: 'matoi-fortigate.conf', text: text(rules) }],
      apply: [
        'execute backup config flash before-matoi',
        'paste matoi-fortigate.conf',
        'diagnose sys session filter clear',
        'diagnose sys session clear',
      ],
      rollback: [{ name: 'matoi-fortigate-undo.conf', text: undo(rules) }],
      undo: ['paste matoi-fortigate-undo.conf'],
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
  const order = rules.map((_, index) => `    move ${FIRST_ID + rules.length - 1 - index} before 1`);
  return `${[...block('config firewall address', v4), ...block('config firewall address6', v6), ...block('config firewall service custom', services), 'config firewall policy', ...rules.flatMap((rule, index) => policyLines(rule, FIRST_ID + index)), 'end', '# Put them first, in this order (use the id of your present first policy):', ...order.map((line) => `# ${line.trim()}`)].join('\n')}\n`;
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
