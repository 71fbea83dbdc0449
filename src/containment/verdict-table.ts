// SPDX-License-Identifier: Apache-2.0
import { contains, parseAddress, parseRange } from './address.ts';
import type { Range } from './address.ts';
import type { FlowTable } from './flow.ts';
import { isTree, matchesName, nameIndex } from './name.ts';
import { PACKED_PORTS, coversPort, unpackPort } from './ports.ts';
import type { Ports } from './ports.ts';
import { rangeIndex } from './range-index.ts';
import { rulesOf } from './rule.ts';
import type { Policy } from './rule.ts';

/** Up to eight policies are looked at in one pass, a bit each. */
export const MAX_POLICIES = 8;

/**
 * The same meaning as `decider`, for millions of rows: every distinct address, name and port is judged once,
 * a row then costs a handful of look-ups. Bit k of every byte belongs to policy k.
 */
export type VerdictTable = {
  readonly classes: number;
  readonly classOf: Uint8Array;
  /** For each address as a source: on the responder's path, isolated or blocked, internal. */
  readonly srcPass: Uint8Array;
  readonly srcStop: Uint8Array;
  readonly internal: Uint8Array;
  readonly hasPair: Uint8Array;
  /** For each address as a destination × port class. */
  readonly dstPass: Uint8Array;
  readonly dstStop: Uint8Array;
  readonly dstDeclared: Uint8Array;
  readonly dstAny: Uint8Array;
  /** For each name × port class; index 0 stands for "no name". */
  readonly nameStop: Uint8Array;
  readonly nameAllow: Uint8Array;
  /** The same, packed for the hot loop: pass, stop, internal, pair · pass, stop, declared, any · stop, allow. */
  readonly srcBits: Int32Array;
  readonly dstBits: Int32Array;
  readonly nameBits: Uint16Array;
  readonly pairs: ReadonlyMap<number, number>;
  readonly namePairs: ReadonlyMap<number, number>;
  readonly deny: number;
  readonly none: number;
  readonly sni: number;
  readonly dns: number;
  readonly addresses: number;
  readonly names: number;
};

type Tagged = { readonly bit: number; readonly ports: Ports };

export function compile(policies: readonly Policy[], table: Pick<FlowTable, 'addresses' | 'names'>): VerdictTable {
  if (policies.length > MAX_POLICIES) throw new RangeError('at most eight policies in one pass');
  const each = <T>(pick: (policy: Policy) => readonly T[]) =>
    policies.flatMap((policy, index) => pick(policy).map((value) => ({ value, bit: 1 << index })));
  const mask = (test: (policy: Policy) => boolean) =>
    policies.reduce((bits, policy, index) => (test(policy) ? bits | (1 << index) : bits), 0);

  const { classes, classOf, samples } = portClasses(
    each((policy) => policy.rules.flatMap((rule) => (rule.kind === 'path' || rule.kind === 'allow' ? [rule.ports] : []))).map(
      (one) => one.value,
    ),
  );
  const bitIndex = (entries: readonly { value: string; bit: number }[]) =>
    rangeIndex(tagged(entries.map(({ value, bit }) => [value, { bit, ports: null }])));
  const portIndex = (entries: readonly { value: { ranges: readonly string[]; ports: Ports }; bit: number }[]) =>
    rangeIndex(
      tagged(entries.flatMap(({ value, bit }) => value.ranges.map((text): [string, Tagged] => [text, { bit, ports: value.ports }]))),
    );

  const internal = bitIndex(each((policy) => policy.internal));
  const stop = bitIndex([
    ...each((policy) => rulesOf(policy, 'isolate').flatMap((rule) => rule.addresses)),
    ...each((policy) => rulesOf(policy, 'address').map((rule) => rule.range)),
  ]);
  const path = portIndex(each((policy) => rulesOf(policy, 'path')));
  const declared = portIndex(each((policy) => rulesOf(policy, 'allow')));
  const observed = portIndex(each((policy) => rulesOf(policy, 'allow').map((rule) => ({ ranges: rule.observed, ports: rule.ports }))));
  const stopNames = nameIndex(each((policy) => rulesOf(policy, 'name')).map(({ value, bit }) => [value.pattern, bit] as const));
  const keptNames = nameIndex(
    each((policy) => rulesOf(policy, 'allow')).flatMap(({ value, bit }) =>
      value.patterns.map((pattern) => [pattern, { bit, ports: value.ports }] as const),
    ),
  );

  const count = table.addresses.length;
  const ranges = table.addresses.map((text) => parseAddress(text));
  const srcPass = new Uint8Array(count);
  const srcStop = new Uint8Array(count);
  const isInternal = new Uint8Array(count);
  const dst = { pass: new Uint8Array(count * classes), declared: new Uint8Array(count * classes), any: new Uint8Array(count * classes) };
  const fill = (found: readonly Tagged[], into: Uint8Array, at: number) => {
    for (const { bit, ports } of found)
      for (let pc = 0; pc < classes; pc += 1) {
        const sample = unpackPort(samples[pc] ?? 0);
        if (coversPort(ports, sample.proto, sample.port)) into[at * classes + pc] = (into[at * classes + pc] ?? 0) | bit;
      }
  };
  ranges.forEach((range, id) => {
    if (range === null) return;
    const ways = path.find(range);
    srcPass[id] = bitsOf(ways);
    srcStop[id] = bitsOf(stop.find(range));
    isInternal[id] = bitsOf(internal.find(range));
    const here = declared.find(range);
    const there = observed.find(range);
    if (ways.length > 0) fill(ways, dst.pass, id);
    if (here.length > 0) fill(here, dst.declared, id);
    if (here.length > 0 || there.length > 0) fill([...here, ...there], dst.any, id);
  });
  const nameStop = new Uint8Array(table.names.length);
  const nameAllow = new Uint8Array(table.names.length * classes);
  table.names.forEach((name, id) => {
    if (id === 0) return;
    nameStop[id] = stopNames.find(name).reduce((bits, bit) => bits | bit, 0);
    fill(keptNames.find(name), nameAllow, id);
  });

  const { hasPair, pairs, namePairs } = pairTables(
    each((policy) => rulesOf(policy, 'pair')),
    table,
    ranges,
  );
  const srcBits = Int32Array.from(srcPass, (pass, id) => pass | (srcStop[id]! << 8) | (isInternal[id]! << 16) | (hasPair[id]! << 24));
  const dstBits = Int32Array.from(
    dst.pass,
    (pass, at) => pass | (srcStop[Math.floor(at / classes)]! << 8) | (dst.declared[at]! << 16) | (dst.any[at]! << 24),
  );
  const nameBits = Uint16Array.from(nameAllow, (allow, at) => nameStop[Math.floor(at / classes)]! | (allow << 8));
  return {
    classes,
    classOf,
    srcPass,
    srcStop,
    internal: isInternal,
    hasPair,
    dstPass: dst.pass,
    dstStop: srcStop,
    dstDeclared: dst.declared,
    dstAny: dst.any,
    nameStop,
    nameAllow,
    srcBits,
    dstBits,
    nameBits,
    pairs,
    namePairs,
    deny: mask((policy) => policy.base === 'deny'),
    none: mask((policy) => policy.names === 'none'),
    sni: mask((policy) => policy.names === 'sni'),
    dns: mask((policy) => policy.names === 'dns'),
    addresses: count,
    names: table.names.length,
  };
}

/** Bits of the policies that stop this row. The hot loop of replay is this function and nothing else. */
export function stoppedBits(table: VerdictTable, src: number, dst: number, name: number, port: number): number {
  const classes = table.classes;
  const pc = table.classOf[port]!;
  const from = table.srcBits[src]!;
  const to = table.dstBits[dst * classes + pc]!;
  const named = name === 0 ? 0 : table.nameBits[name * classes + pc]!;
  const tcp = port < 65_536;
  const seen = name === 0 ? 0 : tcp ? table.dns | table.sni : table.dns;
  let stop = (from >> 8) | (to >> 8) | (named & seen);
  if (from >>> 24 !== 0) stop |= pairBits(table, src, dst, name, seen);
  if (table.deny !== 0) {
    const any = to >>> 24;
    const allow = (named >> 8) & seen;
    const allowed =
      (table.none & any) |
      (table.sni & (tcp ? (to >> 16) | allow : any)) |
      (table.dns & any & (name === 0 ? 255 : allow)) |
      ((from >> 16) & table.internal[dst]!);
    stop |= table.deny & ~allowed;
  }
  return stop & ~(from | to) & 255;
}

function pairBits(table: VerdictTable, src: number, dst: number, name: number, seen: number): number {
  const byAddress = table.pairs.get(src * table.addresses + dst) ?? 0;
  return name === 0 ? byAddress : byAddress | ((table.namePairs.get(src * table.names + name) ?? 0) & seen);
}

function bitsOf(found: readonly Tagged[]): number {
  return found.reduce((bits, { bit }) => bits | bit, 0);
}

function tagged(entries: readonly (readonly [string, Tagged])[]): (readonly [Range, Tagged])[] {
  return entries.flatMap(([text, value]) => {
    const range = parseRange(text);
    return range === null ? [] : [[range, value] as const];
  });
}

/** Ports that no rule tells apart fall into one class. */
function portClasses(all: readonly Ports[]): { classes: number; classOf: Uint8Array; samples: readonly number[] } {
  const edges = new Set<number>([0, 65_536, 131_072]);
  for (const ports of all)
    for (const span of ports ?? []) {
      const base = span.proto === 'tcp' ? 0 : 65_536;
      edges.add(base + span.from);
      edges.add(base + span.to + 1);
    }
  const starts = [...edges].filter((edge) => edge < PACKED_PORTS).toSorted((a, b) => a - b);
  const distinct = [...new Set(all.filter((ports) => ports !== null))];
  const ids = new Map<string, number>();
  const samples: number[] = [];
  const classOf = new Uint8Array(PACKED_PORTS);
  starts.forEach((start, index) => {
    const { proto, port } = unpackPort(start);
    const key = `${proto === 'other'}${distinct.map((ports) => (coversPort(ports, proto, port) ? 1 : 0)).join('')}`;
    const id = ids.get(key) ?? ids.size;
    if (!ids.has(key)) {
      ids.set(key, id);
      samples.push(start);
    }
    classOf.fill(id, start, starts[index + 1] ?? PACKED_PORTS);
  });
  if (ids.size > 256) throw new RangeError('more than 256 kinds of port sets in one pass');
  return { classes: ids.size, classOf, samples };
}

function pairTables(
  rules: readonly { value: { addresses: readonly string[]; ranges: readonly string[]; pattern: string | null }; bit: number }[],
  table: Pick<FlowTable, 'addresses' | 'names'>,
  ranges: readonly (Range | null)[],
) {
  const hasPair = new Uint8Array(table.addresses.length);
  const pairs = new Map<number, number>();
  const namePairs = new Map<number, number>();
  if (rules.length === 0) return { hasPair, pairs, namePairs };
  const idOf = new Map(table.addresses.map((text, id) => [text, id]));
  const or = (map: Map<number, number>, key: number, bit: number) => map.set(key, (map.get(key) ?? 0) | bit);
  const wide = rules.flatMap(({ value }) => value.ranges).filter((text) => text.includes('/'));
  const within = (text: string) => {
    const wanted = parseRange(text);
    return ranges.flatMap((range, id) => (range !== null && wanted !== null && contains(wanted, range) ? [id] : []));
  };
  const widened = new Map(wide.map((text) => [text, within(text)]));
  const nameId = new Map(table.names.map((text, id) => [text, id]));
  const namesOf = (pattern: string | null) => {
    if (pattern === null) return [];
    if (isTree(pattern)) return table.names.flatMap((name, id) => (id > 0 && matchesName(pattern, name) ? [id] : []));
    const id = nameId.get(pattern);
    return id === undefined || id === 0 ? [] : [id];
  };
  for (const { value, bit } of rules) {
    const names = namesOf(value.pattern);
    const targets = value.ranges.flatMap((text) => widened.get(text) ?? (idOf.has(text) ? [idOf.get(text) ?? 0] : []));
    for (const address of value.addresses) {
      const src = idOf.get(address);
      if (src === undefined) continue;
      hasPair[src] = (hasPair[src] ?? 0) | bit;
      for (const dst of targets) or(pairs, src * table.addresses.length + dst, bit);
      for (const name of names) or(namePairs, src * table.names.length + name, bit);
    }
  }
  return { hasPair, pairs, namePairs };
}
