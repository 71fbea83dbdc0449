// SPDX-License-Identifier: Apache-2.0
import type { Ports } from '../ports.ts';
import { packetPlan, rangeSet } from './packets.ts';
import type { PacketPlan, RangeSet } from './packets.ts';
import { projectPackets } from './project.ts';
import type { RenderContext, Renderer } from './target.ts';

/** Set names are at most 31 characters; `-n` marks a set of prefixes. */
type Set = {
  readonly name: string;
  readonly type: 'hash:ip' | 'hash:net';
  readonly family: 4 | 6;
  readonly members: readonly string[];
};

/**
 * iptables-restore (--noflush) and ipset restore text, one pair for each family. Our chain is called first in
 * FORWARD; RETURN hands the packet on to the site's rules, so we can close and never open.
 */
export const iptables: Renderer = {
  proof: 'validator',
  project: projectPackets,
  write(policy, context) {
    const plan = packetPlan(policy);
    return {
      files: ([4, 6] as const).flatMap((family) => [
        { name: `matoi.ipset${family}`, text: ipsetText(plan, family) },
        { name: `matoi.rules${family}`, text: rulesText(plan, family, context) },
      ]),
      apply: [
        'ipset restore -exist < matoi.ipset4',
        'ipset restore -exist < matoi.ipset6',
        'iptables-restore --test --noflush < matoi.rules4 && iptables-restore --noflush < matoi.rules4',
        'ip6tables-restore --test --noflush < matoi.rules6 && ip6tables-restore --noflush < matoi.rules6',
        'iptables -C FORWARD -j MATOI 2>/dev/null || iptables -I FORWARD 1 -j MATOI',
        'ip6tables -C FORWARD -j MATOI 2>/dev/null || ip6tables -I FORWARD 1 -j MATOI',
        'conntrack -F',
      ],
      rollback: [{ name: 'matoi-undo.sh', text: undoText(plan) }],
      undo: ['sh matoi-undo.sh'],
    };
  },
};

function setsOf(plan: PacketPlan, family: 4 | 6): readonly Set[] {
  const of = (name: string, set: RangeSet): Set[] => [
    ...(set.single[family].length > 0
      ? [{ name: `matoi-${name}${family}`, type: 'hash:ip' as const, family, members: set.single[family] }]
      : []),
    ...(set.prefix[family].length > 0
      ? [{ name: `matoi-${name}${family}-n`, type: 'hash:net' as const, family, members: set.prefix[family] }]
      : []),
  ];
  return [
    ...of('isolated', plan.isolated),
    ...of('blocked', plan.blocked),
    ...of('internal', plan.internal),
    ...of('pathsrc', plan.pathSources),
    ...plan.path.flatMap((group, index) => of(`path${index}-`, group.ranges)),
    ...plan.allow.flatMap((group, index) => of(`allow${index}-`, group.ranges)),
    ...pairSets(plan, family).flatMap((group, index) => of(`pair${index}-`, group.dst)),
  ];
}

/** Destinations by source: kernels without `hash:net,net` are common, so each source has a set of its own. */
function pairSets(plan: PacketPlan, family: 4 | 6): readonly { readonly src: string; readonly dst: RangeSet }[] {
  const bySource = new Map<string, string[]>();
  for (const pair of plan.pairs) if (pair.family === family) bySource.set(pair.src, [...(bySource.get(pair.src) ?? []), pair.dst]);
  return [...bySource].map(([src, list]) => ({ src, dst: rangeSet(list) }));
}

function ipsetText(plan: PacketPlan, family: 4 | 6): string {
  const inet = family === 4 ? 'inet' : 'inet6';
  // `hash:net` takes no /0: such a prefix is written as its two halves.
  const halves = (member: string) =>
    member === '0.0.0.0/0' ? ['0.0.0.0/1', '128.0.0.0/1'] : member === '::/0' ? ['::/1', '8000::/1'] : [member];
  const lines = setsOf(plan, family).flatMap((set) => [
    `create ${set.name} ${set.type} family ${inet} maxelem ${Math.max(65_536, set.members.length * 2)}`,
    `flush ${set.name}`,
    ...set.members.flatMap((member) => halves(member)).map((member) => `add ${set.name} ${member}`),
  ]);
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function named(name: string, set: RangeSet, family: 4 | 6): string[] {
  return [
    ...(set.single[family].length > 0 ? [`matoi-${name}${family}`] : []),
    ...(set.prefix[family].length > 0 ? [`matoi-${name}${family}-n`] : []),
  ];
}

/** multiport takes 15 slots, a span takes two. */
function portMatches(ports: Ports): string[] {
  if (ports === null) return [''];
  return (['tcp', 'udp'] as const).flatMap((proto) => {
    const spans = ports.filter((span) => span.proto === proto);
    const lists: string[] = [];
    for (let at = 0; at < spans.length; at += 7)
      lists.push(
        spans
          .slice(at, at + 7)
          .map((span) => (span.from === span.to ? `${span.from}` : `${span.from}:${span.to}`))
          .join(','),
      );
    return lists.map((list) => `-p ${proto} -m multiport --dports ${list} `);
  });
}

function rulesText(plan: PacketPlan, family: 4 | 6, context: RenderContext): string {
  const rule = (match: string, verdict: 'RETURN' | 'DROP') => `-A MATOI ${match}-j ${verdict}`;
  const set = (name: string, side: 'src' | 'dst') => `-m set --match-set ${name} ${side} `;
  const lines = [
    ...plan.path.flatMap((group, index) =>
      named(`path${index}-`, group.ranges, family).flatMap((name) =>
        portMatches(group.ports).map((match) => rule(`${match}${set(name, 'dst')}`, 'RETURN')),
      ),
    ),
    ...named('pathsrc', plan.pathSources, family).flatMap((name) => [
      rule(set(name, 'src'), 'RETURN'),
      rule(`-m conntrack --ctdir REPLY ${set(name, 'dst')}`, 'RETURN'),
    ]),
    ...named('isolated', plan.isolated, family).flatMap((name) => [rule(set(name, 'src'), 'DROP'), rule(set(name, 'dst'), 'DROP')]),
    ...pairSets(plan, family).flatMap((group, index) =>
      named(`pair${index}-`, group.dst, family).map((name) =>
        rule(`-s ${group.src} -m conntrack --ctdir ORIGINAL ${set(name, 'dst')}`, 'DROP'),
      ),
    ),
    ...named('blocked', plan.blocked, family).flatMap((name) => [rule(set(name, 'src'), 'DROP'), rule(set(name, 'dst'), 'DROP')]),
  ];
  if (plan.base === 'deny') {
    const own = named('internal', plan.internal, family);
    lines.push('-A MATOI -m conntrack --ctdir REPLY -j RETURN');
    for (const from of own) for (const to of own) lines.push(rule(`${set(from, 'src')}${set(to, 'dst')}`, 'RETURN'));
    plan.allow.forEach((group, index) => {
      for (const name of named(`allow${index}-`, group.ranges, family))
        for (const match of portMatches(group.ports)) lines.push(rule(`${match}${set(name, 'dst')}`, 'RETURN'));
    });
    lines.push('-A MATOI -j DROP');
  }
  return `${[`# Matoi, option ${context.option}`, '*filter', ':MATOI - [0:0]', '-F MATOI', ...lines, 'COMMIT'].join('\n')}\n`;
}

function undoText(plan: PacketPlan): string {
  const sets = ([4, 6] as const).flatMap((family) => setsOf(plan, family).map((set) => `ipset destroy ${set.name} 2>/dev/null`));
  return `${[
    '#!/bin/sh',
    'for t in iptables ip6tables; do',
    '  while $t -D FORWARD -j MATOI 2>/dev/null; do :; done',
    '  $t -F MATOI 2>/dev/null',
    '  $t -X MATOI 2>/dev/null',
    'done',
    ...sets,
    'true',
  ].join('\n')}\n`;
}
