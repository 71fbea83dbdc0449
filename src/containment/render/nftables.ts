// SPDX-License-Identifier: Apache-2.0
import type { Ports } from '../address/ports.ts';
import { all, keepsSomething, packetPlan } from './packets.ts';
import type { PacketPlan, RangeSet } from './packets.ts';
import { projectGateway } from './project.ts';
import type { Renderer } from './target.ts';

/** Our own table, nobody else's: undo is deleting it. Its chains stand before the site's (priority -10), so before any "established accept". */
export const TABLE = 'inet matoi';

/**
 * nftables 1.0 text for one atomic transaction. `drop` ends the packet in every table; `accept` and the chain's
 * end only end ours, so this table can close things and never opens what the site's own rules close.
 */
export const nftables: Renderer = {
  proof: 'validator',
  project: projectGateway,
  write(policy, context) {
    const plan = packetPlan(policy);
    return {
      files: [{ name: 'matoi.nft', text: nftText(plan, context.option) }],
      apply: ['nft -c -f matoi.nft', 'nft -f matoi.nft', ...flushCommands(plan)],
      rollback: [{ name: 'matoi-undo.nft', text: `table ${TABLE} {\n}\ndelete table ${TABLE}\n` }],
      undo: ['nft -f matoi-undo.nft'],
    };
  },
};

/** Sessions that live on from before must go, or the packets of an offloaded or tracked session keep passing. */
function flushCommands(plan: PacketPlan): string[] {
  const of = (set: RangeSet, side: '-s' | '-d') =>
    ([4, 6] as const).flatMap((family) => all(set, family).map((address) => `conntrack -D -f ipv${family} ${side} ${address}`));
  if (plan.base === 'deny') return ['conntrack -F'];
  return [
    ...of(plan.blocked, '-d'),
    ...of(plan.blocked, '-s'),
    ...of(plan.isolated, '-s'),
    ...of(plan.isolated, '-d'),
    ...plan.pairs.map((pair) => `conntrack -D -f ipv${pair.family} -s ${pair.src} -d ${pair.dst}`),
  ];
}

type Family = { readonly family: 4 | 6; readonly type: string; readonly ip: string; readonly icmp: string };
const families: readonly Family[] = [
  { family: 4, type: 'ipv4_addr', ip: 'ip', icmp: 'icmp type { destination-unreachable, time-exceeded, parameter-problem }' },
  {
    family: 6,
    type: 'ipv6_addr',
    ip: 'ip6',
    icmp: 'icmpv6 type { destination-unreachable, packet-too-big, time-exceeded, parameter-problem }',
  },
];

/** An nftables rule set of one table, to be loaded as a whole (`nft -f`); loading it again replaces it. */
export function nftText(plan: PacketPlan, option: string): string {
  const sets: string[] = [];
  const put = (name: string, set: RangeSet) => {
    for (const { family, type } of families) {
      sets.push(
        ...setText(`${name}${family}`, type, set.single[family], false),
        ...setText(`${name}${family}n`, type, set.prefix[family], true),
      );
    }
  };
  put('isolated', plan.isolated);
  put('blocked', plan.blocked);
  put('internal', plan.internal);
  put('pathsrc', plan.pathSources);
  plan.path.forEach((group, index) => put(`path${index}_`, group.ranges));
  plan.allow.forEach((group, index) => put(`allow${index}_`, group.ranges));
  for (const { family, type } of families) {
    const pairs = plan.pairs.filter((pair) => pair.family === family);
    const wide = pairs.some((pair) => pair.src.includes('/') || pair.dst.includes('/'));
    if (pairs.length > 0)
      sets.push(
        ...setText(
          `pairs${family}`,
          `${type} . ${type}`,
          pairs.map((pair) => `${pair.src} . ${pair.dst}`),
          wide,
        ),
      );
  }
  const verdict = verdictLines(plan);
  const local = families.flatMap(({ family, ip }) =>
    sides(`isolated${family}`, plan.isolated, family).map((set) => `${ip} saddr @${set} drop`),
  );
  return `${[
    `# Matoi, option ${option}. One transaction: the old table goes and the new one comes, or nothing changes.`,
    `table ${TABLE} {`,
    '}',
    `delete table ${TABLE}`,
    `table ${TABLE} {`,
    ...sets.map((line) => `\t${line}`),
    '\tchain verdict {',
    ...verdict.map((line) => `\t\t${line}`),
    '\t}',
    ...chain('forwarded', 'forward', ['jump verdict']),
    ...chain('to_gateway', 'input', [...pathLines(plan), ...local]),
    ...chain('from_gateway', 'output', gatewayLines(plan)),
    '}',
  ].join('\n')}\n`;
}

function chain(name: string, hook: string, lines: readonly string[]): string[] {
  return [`\tchain ${name} {`, `\t\ttype filter hook ${hook} priority -10; policy accept;`, ...lines.map((line) => `\t\t${line}`), '\t}'];
}

function setText(name: string, type: string, elements: readonly string[], interval: boolean): string[] {
  if (elements.length === 0) return [];
  return [
    `set ${name} {`,
    `\ttype ${type}`,
    ...(interval ? ['\tflags interval'] : []),
    '\telements = {',
    ...elements.map((element) => `\t\t${element},`),
    '\t}',
    '}',
  ];
}

/** Names of the non-empty sets of one meaning. */
function sides(name: string, set: RangeSet, family: 4 | 6): string[] {
  return [...(set.single[family].length > 0 ? [name] : []), ...(set.prefix[family].length > 0 ? [`${name}n`] : [])];
}

function portMatches(ports: Ports, side: 'dport' | 'sport' = 'dport'): string[] {
  if (ports === null) return [''];
  return (['tcp', 'udp'] as const).flatMap((proto) => {
    const spans = ports.filter((span) => span.proto === proto);
    return spans.length === 0
      ? []
      : [`${proto} ${side} { ${spans.map((span) => (span.from === span.to ? span.from : `${span.from}-${span.to}`)).join(', ')} } `];
  });
}

function pathLines(plan: PacketPlan): string[] {
  return families.flatMap(({ family, ip }) => [
    ...plan.path.flatMap((group, index) =>
      sides(`path${index}_${family}`, group.ranges, family).flatMap((set) =>
        portMatches(group.ports).map((match) => `${ip} daddr @${set} ${match}accept`),
      ),
    ),
    // What the responders' computers open may come back, and what they answer may go out.
    ...sides(`pathsrc${family}`, plan.pathSources, family).flatMap((set) => [
      `${ip} saddr @${set} accept`,
      `ct direction reply ${ip} daddr @${set} accept`,
    ]),
  ]);
}

function verdictLines(plan: PacketPlan): string[] {
  const lines = pathLines(plan);
  const drop = (name: string, set: RangeSet) =>
    families.flatMap(({ family, ip }) =>
      sides(`${name}${family}`, set, family).flatMap((one) => [`${ip} saddr @${one} drop`, `${ip} daddr @${one} drop`]),
    );
  lines.push(...drop('isolated', plan.isolated));
  for (const { family, ip } of families)
    if (plan.pairs.some((pair) => pair.family === family))
      lines.push(`ct direction original ${ip} saddr . ${ip} daddr @pairs${family} drop`);
  lines.push(...drop('blocked', plan.blocked));
  if (plan.base === 'allow') return lines;
  for (const { family, ip, icmp } of families) {
    const own = sides(`internal${family}`, plan.internal, family);
    for (const from of own) for (const to of own) lines.push(`${ip} saddr @${from} ${ip} daddr @${to} accept`);
    // Answers come from what is kept, and from nowhere else: a session from before the rules gains nothing by being an answer.
    plan.allow.forEach((group, index) => {
      for (const set of sides(`allow${index}_${family}`, group.ranges, family)) {
        for (const match of portMatches(group.ports)) lines.push(`${ip} daddr @${set} ${match}accept`);
        for (const match of portMatches(group.ports, 'sport')) lines.push(`ct direction reply ${ip} saddr @${set} ${match}accept`);
        // "Too big", "unreachable", "time exceeded" about a kept connection: without them it starves on a smaller MTU (RFC 1191, RFC 8201).
        lines.push(`ct state related ${icmp} ${ip} daddr @${set} accept`);
      }
    });
    for (const to of own) lines.push(`ct state related ${icmp} ${ip} daddr @${to} accept`);
  }
  lines.push('drop');
  return lines;
}

/**
 * What the gateway's own programs may still send: as narrow as what it forwards, or a proxy on it would be the way round.
 * Answers to connections that others open to the gateway are its own rules' business; neighbours and leases must live.
 */
function gatewayLines(plan: PacketPlan): string[] {
  const lines = pathLines(plan);
  for (const { family, ip } of families)
    for (const set of sides(`blocked${family}`, plan.blocked, family)) lines.push(`${ip} daddr @${set} drop`);
  if (plan.base === 'allow') return lines;
  lines.push(
    'oifname "lo" accept',
    'icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-solicit, nd-router-advert, mld-listener-report, mld2-listener-report } accept',
    'udp sport 68 udp dport 67 accept',
    'udp sport 546 udp dport 547 accept',
    'ct direction reply accept',
  );
  for (const { family, ip, icmp } of families) {
    lines.push(`ct state related ${icmp} accept`);
    for (const set of sides(`internal${family}`, plan.internal, family)) lines.push(`${ip} daddr @${set} accept`);
    plan.allow.forEach((group, index) => {
      for (const set of sides(`allow${index}_${family}`, group.ranges, family))
        for (const match of portMatches(group.ports)) lines.push(`${ip} daddr @${set} ${match}accept`);
    });
  }
  // Kept services are looked up by name and checked against the time.
  if (keepsSomething(plan)) lines.push('udp dport { 53, 123 } accept', 'tcp dport { 53, 853 } accept');
  lines.push('drop');
  return lines;
}
