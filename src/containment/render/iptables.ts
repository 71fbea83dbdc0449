// SPDX-License-Identifier: Apache-2.0
import type { Ports } from '../address/ports.ts';
import { keepsSomething, packetPlan, rangeSet } from './packets.ts';
import type { PacketPlan, RangeSet } from './packets.ts';
import { projectGateway } from './project.ts';
import type { RenderContext, Renderer } from './target.ts';

/** Set names are at most 31 characters; `-n` marks a set of prefixes. */
type Set = {
  readonly name: string;
  readonly type: 'hash:ip' | 'hash:net';
  readonly family: 4 | 6;
  readonly members: readonly string[];
};

/** Where each of our chains is called from. */
const hooks = [
  ['FORWARD', 'MATOI'],
  ['INPUT', 'MATOI-IN'],
  ['OUTPUT', 'MATOI-OUT'],
] as const;

/**
 * iptables-restore (--noflush) and ipset restore text, one pair for each family. Our chain is called first in
 * FORWARD; RETURN hands the packet on to the site's rules, so we can close and never open.
 */
export const iptables: Renderer = {
  proof: 'validator',
  project: projectGateway,
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
        ...['iptables', 'ip6tables'].flatMap((tool) =>
          hooks.map(([hook, chain]) => `${tool} -C ${hook} -j ${chain} 2>/dev/null || ${tool} -I ${hook} 1 -j ${chain}`),
        ),
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
function portMatches(ports: Ports, side: 'dports' | 'sports' = 'dports'): string[] {
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
    return lists.map((list) => `-p ${proto} -m multiport --${side} ${list} `);
  });
}

const set = (name: string, side: 'src' | 'dst') => `-m set --match-set ${name} ${side} `;
const errors = {
  4: ['icmp', 'icmp', ['destination-unreachable', 'time-exceeded', 'parameter-problem']],
  6: ['icmpv6', 'icmpv6', ['destination-unreachable', 'packet-too-big', 'time-exceeded', 'parameter-problem']],
} as const;
/** "Too big" and the like about a connection that is tracked; without them kept connections starve on a smaller MTU. */
function errorMatches(family: 4 | 6): string[] {
  const [proto, option, types] = errors[family];
  return types.map((type) => `-m conntrack --ctstate RELATED -p ${proto} --${option}-type ${type} `);
}

function pathRules(plan: PacketPlan, family: 4 | 6, chain: string): string[] {
  const rule = (match: string) => `-A ${chain} ${match}-j RETURN`;
  return [
    ...plan.path.flatMap((group, index) =>
      named(`path${index}-`, group.ranges, family).flatMap((name) =>
        portMatches(group.ports).map((match) => rule(`${match}${set(name, 'dst')}`)),
      ),
    ),
    ...named('pathsrc', plan.pathSources, family).flatMap((name) => [
      rule(set(name, 'src')),
      rule(`-m conntrack --ctdir REPLY ${set(name, 'dst')}`),
    ]),
  ];
}

/** What is kept, as permissions of one chain. */
function keptRules(plan: PacketPlan, family: 4 | 6, chain: string, answers: boolean): string[] {
  const rule = (match: string) => `-A ${chain} ${match}-j RETURN`;
  return plan.allow.flatMap((group, index) =>
    named(`allow${index}-`, group.ranges, family).flatMap((name) => [
      ...portMatches(group.ports).map((match) => rule(`${match}${set(name, 'dst')}`)),
      ...(answers ? portMatches(group.ports, 'sports').map((match) => rule(`-m conntrack --ctdir REPLY ${match}${set(name, 'src')}`)) : []),
      ...errorMatches(family).map((match) => rule(`${match}${set(name, 'dst')}`)),
    ]),
  );
}

function rulesText(plan: PacketPlan, family: 4 | 6, context: RenderContext): string {
  const drop = (chain: string, match: string) => `-A ${chain} ${match}-j DROP`;
  const own = named('internal', plan.internal, family);
  const forward = [
    ...pathRules(plan, family, 'MATOI'),
    ...named('isolated', plan.isolated, family).flatMap((name) => [drop('MATOI', set(name, 'src')), drop('MATOI', set(name, 'dst'))]),
    ...pairSets(plan, family).flatMap((group, index) =>
      named(`pair${index}-`, group.dst, family).map((name) =>
        drop('MATOI', `-s ${group.src} -m conntrack --ctdir ORIGINAL ${set(name, 'dst')}`),
      ),
    ),
    ...named('blocked', plan.blocked, family).flatMap((name) => [drop('MATOI', set(name, 'src')), drop('MATOI', set(name, 'dst'))]),
    ...(plan.base === 'allow'
      ? []
      : [
          ...own.flatMap((from) => own.map((to) => `-A MATOI ${set(from, 'src')}${set(to, 'dst')}-j RETURN`)),
          ...keptRules(plan, family, 'MATOI', true),
          ...own.flatMap((to) => errorMatches(family).map((match) => `-A MATOI ${match}${set(to, 'dst')}-j RETURN`)),
          '-A MATOI -j DROP',
        ]),
  ];
  const input = [
    ...pathRules(plan, family, 'MATOI-IN'),
    ...named('isolated', plan.isolated, family).map((name) => drop('MATOI-IN', set(name, 'src'))),
  ];
  return `${[
    `# Matoi, option ${context.option}`,
    '*filter',
    ...hooks.map(([, chain]) => `:${chain} - [0:0]`),
    ...hooks.map(([, chain]) => `-F ${chain}`),
    ...forward,
    ...input,
    ...outputRules(plan, family, own),
    'COMMIT',
  ].join('\n')}\n`;
}

/** The gateway's own programs, as narrow as what it forwards; see the nftables writer. */
function outputRules(plan: PacketPlan, family: 4 | 6, own: readonly string[]): string[] {
  const pass = (match: string) => `-A MATOI-OUT ${match}-j RETURN`;
  const neighbours = ['router-solicitation', 'router-advertisement', 'neighbour-solicitation', 'neighbour-advertisement'];
  return [
    ...pathRules(plan, family, 'MATOI-OUT'),
    ...named('blocked', plan.blocked, family).map((name) => `-A MATOI-OUT ${set(name, 'dst')}-j DROP`),
    ...(plan.base === 'allow'
      ? []
      : [
          pass('-o lo '),
          ...(family === 6
            ? [...neighbours.map((type) => pass(`-p icmpv6 --icmpv6-type ${type} `)), pass('-p udp --sport 546 --dport 547 ')]
            : [pass('-p udp --sport 68 --dport 67 ')]),
          pass('-m conntrack --ctdir REPLY '),
          ...errorMatches(family).map((match) => pass(match)),
          ...own.map((name) => pass(set(name, 'dst'))),
          ...keptRules(plan, family, 'MATOI-OUT', false),
          ...(keepsSomething(plan) ? [pass('-p udp -m multiport --dports 53,123 '), pass('-p tcp -m multiport --dports 53,853 ')] : []),
          '-A MATOI-OUT -j DROP',
        ]),
  ];
}

function undoText(plan: PacketPlan): string {
  const sets = ([4, 6] as const).flatMap((family) => setsOf(plan, family).map((set) => `ipset destroy ${set.name} 2>/dev/null`));
  return `${[
    '#!/bin/sh',
    'for t in iptables ip6tables; do',
    ...hooks.flatMap(([hook, chain]) => [
      `  while $t -D ${hook} -j ${chain} 2>/dev/null; do :; done`,
      `  $t -F ${chain} 2>/dev/null`,
      `  $t -X ${chain} 2>/dev/null`,
    ]),
    'done',
    ...sets,
    'true',
  ].join('\n')}\n`;
}
