// SPDX-License-Identifier: Apache-2.0
import type { Ports } from '../address/ports.ts';
import { closedAddresses, rulesOf } from '../policy/rule.ts';
import type { Policy } from '../policy/rule.ts';
import { cannot, projectPackets } from './project.ts';
import type { Cannot, Renderer } from './target.ts';

/** A connection target holds one port; longer spans than this are not written out. */
const MAX_SPAN = 32;

type Connection = { readonly protocol?: 'tcp' | 'udp'; readonly src_addr?: string; readonly dst_addr?: string; readonly dst_port?: number };
export type OpenC2Command = {
  readonly action: 'deny' | 'allow' | 'delete';
  readonly target: Readonly<Record<string, unknown>>;
  readonly args?: { readonly slpf: { readonly direction?: 'both'; readonly insert_rule?: number; readonly drop_process?: 'none' } };
};

/** OpenC2 commands for a stateless packet filter (SLPF 1.0). `insert_rule` gives the order: the lower number is looked at first. */
export const openc2: Renderer = {
  proof: 'not-on-device',
  project(policy) {
    const first = projectPackets(policy);
    const left: Cannot[] = [...first.cannot];
    const rules = first.policy.rules.map((rule) => {
      if ((rule.kind !== 'path' && rule.kind !== 'allow') || rule.ports === null) return rule;
      const narrow = rule.ports.filter((span) => span.to - span.from < MAX_SPAN);
      if (narrow.length === rule.ports.length) return rule;
      left.push(
        cannot(
          rule,
          `${MAX_SPAN} を超えるポートの範囲は書けません。その範囲は閉じます`,
          `Port spans longer than ${MAX_SPAN} cannot be written; they are closed`,
        ),
      );
      return { ...rule, ports: narrow };
    });
    return { policy: { ...first.policy, rules }, cannot: left };
  },
  write(policy) {
    const commands = openC2Commands(policy);
    const undo = commands.map(
      (command): OpenC2Command => ({ action: 'delete', target: { 'slpf:rule_number': command.args?.slpf.insert_rule ?? 0 } }),
    );
    return {
      files: [{ name: 'matoi-openc2.json', text: `${JSON.stringify({ commands }, null, 2)}\n` }],
      apply: ['Send each command to the actuator in its order'],
      rollback: [{ name: 'matoi-openc2-undo.json', text: `${JSON.stringify({ commands: undo }, null, 2)}\n` }],
      undo: ['Send each command of matoi-openc2-undo.json'],
    };
  },
};

/** OpenC2 stateless packet filter commands (OASIS SLPF 1.0), numbered in the order in which they must apply. */
export function openC2Commands(policy: Policy): readonly OpenC2Command[] {
  const commands: OpenC2Command[] = [];
  const add = (action: 'deny' | 'allow', target: OpenC2Command['target']) =>
    void commands.push({
      action,
      target,
      args: {
        slpf: { direction: 'both', insert_rule: commands.length + 1, ...(action === 'deny' ? { drop_process: 'none' as const } : {}) },
      },
    });
  const six = (text: string) => text.includes(':');
  const connect = (action: 'deny' | 'allow', family: boolean, connection: Connection) =>
    add(action, { [family ? 'ipv6_connection' : 'ipv4_connection']: connection });
  const open = (ranges: readonly string[], ports: Ports) => {
    for (const range of ranges) {
      if (ports === null) connect('allow', six(range), { dst_addr: range });
      for (const span of ports ?? [])
        for (let port = span.from; port <= span.to; port += 1)
          connect('allow', six(range), { protocol: span.proto, dst_addr: range, dst_port: port });
    }
  };
  for (const rule of rulesOf(policy, 'path')) {
    open(rule.ranges, rule.ports);
    for (const range of rule.ranges) connect('allow', six(range), { src_addr: range });
  }
  const shut = (texts: readonly string[]) => {
    for (const text of texts) {
      connect('deny', six(text), { src_addr: text });
      connect('deny', six(text), { dst_addr: text });
    }
  };
  for (const rule of rulesOf(policy, 'isolate')) shut(rule.addresses);
  for (const rule of rulesOf(policy, 'pair'))
    for (const src of rule.addresses)
      for (const dst of rule.ranges) if (six(src) === six(dst)) connect('deny', six(src), { src_addr: src, dst_addr: dst });
  shut(closedAddresses(policy));
  if (policy.base === 'deny') {
    for (const src of policy.internal)
      for (const dst of policy.internal) if (six(src) === six(dst)) connect('allow', six(src), { src_addr: src, dst_addr: dst });
    for (const rule of rulesOf(policy, 'allow')) open([...rule.ranges, ...rule.observed], rule.ports);
    add('deny', { ipv4_net: '0.0.0.0/0' });
    add('deny', { ipv6_net: '::/0' });
  }
  return commands;
}
