// SPDX-License-Identifier: Apache-2.0
import { formatRange, isSingle, parseRange } from '../../common/address/ip-range.ts';
import type { Range } from '../../common/address/ip-range.ts';
import { mergePorts } from '../address/ports.ts';
import type { Ports } from '../address/ports.ts';
import { closedAddresses, rulesOf } from '../policy/rule.ts';
import type { Policy } from '../policy/rule.ts';
import { disjoint } from '../address/segments.ts';

/** Addresses with one meaning, split by family, single addresses apart from prefixes; duplicates and covered ones gone. */
export type RangeSet = {
  readonly single: Readonly<Record<4 | 6, readonly string[]>>;
  readonly prefix: Readonly<Record<4 | 6, readonly string[]>>;
};

/** What the packet filters of all makers have in common. Port groups do not overlap in address space. */
export type PacketPlan = {
  readonly base: 'allow' | 'deny';
  readonly internal: RangeSet;
  /** Responders' path by destination and port, and by source. */
  readonly path: readonly PortGroup[];
  readonly pathSources: RangeSet;
  readonly isolated: RangeSet;
  readonly blocked: RangeSet;
  readonly pairs: readonly { readonly src: string; readonly dst: string; readonly family: 4 | 6 }[];
  readonly allow: readonly PortGroup[];
};
/** A closed base that lets something out beside the responders' path. */
export function keepsSomething(plan: PacketPlan): boolean {
  return plan.base === 'deny' && plan.allow.length > 0;
}

export type PortGroup = { readonly ports: Ports; readonly ranges: RangeSet };

/** A policy as sets of ranges and groups of ports, as packet filters take them; names are not in it. */
export function packetPlan(policy: Policy): PacketPlan {
  const allows = rulesOf(policy, 'allow').map((rule) => ({ ranges: [...rule.ranges, ...rule.observed], ports: rule.ports }));
  return {
    base: policy.base,
    internal: rangeSet(policy.internal),
    path: portGroups(rulesOf(policy, 'path')),
    pathSources: rangeSet(rulesOf(policy, 'path').flatMap((rule) => rule.ranges)),
    isolated: rangeSet(rulesOf(policy, 'isolate').flatMap((rule) => rule.addresses)),
    blocked: rangeSet(closedAddresses(policy)),
    pairs: pairsOf(policy),
    allow: policy.base === 'deny' ? portGroups(allows) : [],
  };
}

/** Disjoint on both sides: sets of pairs with prefixes refuse elements that overlap. */
function pairsOf(policy: Policy): PacketPlan['pairs'] {
  const entries = rulesOf(policy, 'pair').flatMap((rule) =>
    rule.addresses.flatMap((source) => {
      const src = parseRange(source);
      return src === null ? [] : rule.ranges.map((target) => [src, target] as const);
    }),
  );
  return disjoint(entries).flatMap(({ ranges, values }) => {
    const targets = rangeSet(values);
    return ranges.flatMap((range) => all(targets, range.family).map((dst) => ({ src: formatRange(range), dst, family: range.family })));
  });
}

/** Overlapping ranges with different ports become disjoint ones with the union of the ports. */
function portGroups(rules: readonly { readonly ranges: readonly string[]; readonly ports: Ports }[]): readonly PortGroup[] {
  const entries = rules.flatMap((rule) =>
    rule.ranges.flatMap((text) => {
      const range = parseRange(text);
      return range === null ? [] : [[range, rule] as const];
    }),
  );
  const byPorts = new Map<string, { ports: Ports; ranges: Range[] }>();
  for (const segment of disjoint(entries)) {
    const ports = mergePorts(segment.values.map((rule) => rule.ports));
    if (ports !== null && ports.length === 0) continue;
    const key = JSON.stringify(ports);
    const group = byPorts.get(key) ?? { ports, ranges: [] };
    byPorts.set(key, group);
    group.ranges.push(...segment.ranges);
  }
  return [...byPorts.values()].map(({ ports, ranges }) => ({ ports, ranges: split(ranges) }));
}

/** Ranges without overlap, single addresses apart from prefixes; text that is no range is left out. */
export function rangeSet(texts: readonly string[]): RangeSet {
  const ranges = texts.flatMap((text) => {
    const range = parseRange(text);
    return range === null ? [] : [range];
  });
  return split(disjoint(ranges.map((range) => [range, true] as const)).flatMap((segment) => segment.ranges));
}

function split(ranges: readonly Range[]): RangeSet {
  const of = (family: 4 | 6, single: boolean) =>
    ranges.filter((range) => range.family === family && isSingle(range) === single).map((range) => formatRange(range));
  return { single: { 4: of(4, true), 6: of(6, true) }, prefix: { 4: of(4, false), 6: of(6, false) } };
}

/** Single addresses and prefixes of one family, as text. */
export function all(set: RangeSet, family: 4 | 6): readonly string[] {
  return [...set.single[family], ...set.prefix[family]];
}

/** The same of both families. */
export function both(set: RangeSet): readonly string[] {
  return [...all(set, 4), ...all(set, 6)];
}
