// SPDX-License-Identifier: Apache-2.0
import { contains, parseRange } from '../../common/address/ip-range.ts';
import type { Range } from '../../common/address/ip-range.ts';
import { rangesOf } from '../traffic/destination.ts';
import type { FlowTable } from '../traffic/flow.ts';
import { isTree, matchesName, nameIndex } from '../address/name.ts';
import { coversPort, dnsPorts, unpackPort } from '../address/ports.ts';
import type { Ports } from '../address/ports.ts';
import { rangeIndex } from '../address/range-index.ts';
import { closedAddresses, rulesOf } from '../policy/rule.ts';
import type { Policy } from '../policy/rule.ts';

/** Up to eight policies are looked at in one pass, a bit each. */
export const MAX_POLICIES = 8;

/**
 * The same meaning as `decider`, for millions of rows: every distinct source and destination is judged once, a row
 * then costs two look-ups. Four bytes in each number; bit k of every byte belongs to policy k.
 */
export type VerdictTable = {
  /** For each address: on the responders' path · isolated or blocked · internal · part of a pair rule. */
  readonly sourceBits: Int32Array;
  /** For each destination: on the path · stopped for everyone · not kept where the base is closed · internal, its name answered. */
  readonly destinationBits: Int32Array;
  /** For each address the policies that isolate it. */
  readonly isolated: Uint8Array;
  /** For each destination the policies that can read its name. */
  readonly seen: Uint8Array;
  readonly pairs: ReadonlyMap<number, number>;
  readonly namePairs: ReadonlyMap<number, number>;
  readonly table: JudgedColumns;
};

export type JudgedColumns = Pick<FlowTable, 'addresses' | 'names' | 'destinations'>;
type Tagged = { readonly bit: number; readonly ports: Ports };

/**
 * Policies as tables of bits over the columns of a flow table: bit i of a value belongs to policy i. At most eight policies;
 * throws RangeError beyond.
 */
export function compile(policies: readonly Policy[], table: JudgedColumns): VerdictTable {
  if (policies.length > MAX_POLICIES) throw new RangeError('at most eight policies in one pass');
  const each = <T>(pick: (policy: Policy) => readonly T[]) =>
    policies.flatMap((policy, index) => pick(policy).map((value) => ({ value, bit: 1 << index })));
  const mask = (test: (policy: Policy) => boolean) =>
    policies.reduce((bits, policy, index) => (test(policy) ? bits | (1 << index) : bits), 0);
  const bits = (texts: readonly { value: string; bit: number }[]) =>
    addressBits(table, rangeIndex(ranged(texts.map(({ value, bit }) => [value, { bit, ports: null }]))));
  const tagged = (rules: readonly { value: { ranges: readonly string[]; ports: Ports }; bit: number }[]) =>
    addressTags(
      table,
      rangeIndex(
        ranged(rules.flatMap(({ value, bit }) => value.ranges.map((text): [string, Tagged] => [text, { bit, ports: value.ports }]))),
      ),
    );

  const isolated = bits(each((policy) => rulesOf(policy, 'isolate').flatMap((rule) => rule.addresses)));
  const blocked = bits(each((policy) => closedAddresses(policy)));
  const internal = bits(each((policy) => policy.internal));
  const path = tagged(each((policy) => rulesOf(policy, 'path')));
  const declared = tagged(each((policy) => rulesOf(policy, 'allow')));
  const observed = tagged(each((policy) => rulesOf(policy, 'allow').map((rule) => ({ ranges: rule.observed, ports: rule.ports }))));
  const stopNames = nameIndex(each((policy) => rulesOf(policy, 'name')).map(({ value, bit }) => [value.pattern, bit] as const));
  const keptNames = nameIndex(
    each((policy) => rulesOf(policy, 'allow')).flatMap(({ value, bit }) =>
      value.patterns.map((pattern): [string, Tagged] => [pattern, { bit, ports: value.ports }]),
    ),
  );
  const nameStop = Uint8Array.from(table.names, (name, id) => (id === 0 ? 0 : stopNames.find(name).reduce((all, bit) => all | bit, 0)));
  const nameKept = table.names.map((name, id) => (id === 0 ? [] : keptNames.find(name)));
  const deny = mask((policy) => policy.base === 'deny');
  const sees = {
    none: mask((policy) => policy.names === 'none'),
    sni: mask((policy) => policy.names === 'sni'),
    dns: mask((policy) => policy.names === 'dns'),
  };

  const { address, name, port, length } = table.destinations;
  const destinationBits = new Int32Array(length);
  const seen = new Uint8Array(length);
  for (let to = 0; to < length; to += 1) {
    const at = address[to]!;
    const named = name[to]!;
    const { proto, port: number } = unpackPort(port[to]!);
    const tcp = proto === 'tcp';
    const covering = (tags: readonly Tagged[]) =>
      tags.reduce((all, tag) => (coversPort(tag.ports, proto, number) ? all | tag.bit : all), 0);
    const reads = named === 0 ? 0 : tcp ? sees.dns | sees.sni : sees.dns;
    const stop = isolated[at]! | blocked[at]! | (nameStop[named]! & reads);
    const keptAnyPort = nameKept[named]!.reduce((all, tag) => all | tag.bit, 0);
    let closed = 0;
    if (deny !== 0) {
      const byRange = covering(declared[at]!);
      const any = byRange | covering(observed[at]!);
      const allow = covering(nameKept[named]!) & reads;
      const allowed = (sees.none & any) | (sees.sni & (tcp ? byRange | allow : any)) | (sees.dns & any & (named === 0 ? 255 : keptAnyPort));
      closed = deny & ~allowed;
    }
    seen[to] = reads;
    const withheld = named === 0 ? 0 : sees.dns & (nameStop[named]! | (deny & ~keptAnyPort));
    destinationBits[to] =
      (covering(path[at]!) & ~withheld) |
      (stop << 8) |
      (closed << 16) |
      ((internal[at]! & (dnsPorts.includes(number) ? 255 : ~withheld)) << 24);
  }
  const { hasPair, pairs, namePairs } = pairTables(
    each((policy) => rulesOf(policy, 'pair')),
    table,
  );
  const sourceBits = Int32Array.from(
    path,
    (ways, id) =>
      ways.reduce((all, tag) => all | tag.bit, 0) | ((isolated[id]! | blocked[id]!) << 8) | (internal[id]! << 16) | (hasPair[id]! << 24),
  );
  return { sourceBits, destinationBits, isolated, seen, pairs, namePairs, table };
}

/** Bits of the policies that stop a connection. The hot loop of replay is this function and nothing else. */
export function stoppedBits(verdicts: VerdictTable, src: number, to: number): number {
  const from = verdicts.sourceBits[src]!;
  const there = verdicts.destinationBits[to]!;
  let stop = (from >> 8) | (there >> 8) | ((there >> 16) & ~((from >> 16) & (there >> 24)));
  if (from >>> 24 !== 0) stop |= pairBits(verdicts, src, to);
  return stop & ~(from | there) & 255;
}

function pairBits({ pairs, namePairs, seen, table }: VerdictTable, src: number, to: number): number {
  const { address, name } = table.destinations;
  const byAddress = pairs.get(src * table.addresses.length + address[to]!) ?? 0;
  const named = name[to]!;
  return named === 0 ? byAddress : byAddress | ((namePairs.get(src * table.names.length + named) ?? 0) & seen[to]!);
}

type Index = ReturnType<typeof rangeIndex<Tagged>>;

function addressBits(table: JudgedColumns, index: Index): Uint8Array {
  return Uint8Array.from(rangesOf(table), (range) => (range === null ? 0 : index.find(range).reduce((all, tag) => all | tag.bit, 0)));
}

function addressTags(table: JudgedColumns, index: Index): readonly (readonly Tagged[])[] {
  return rangesOf(table).map((range) => (range === null ? [] : index.find(range)));
}

function ranged(entries: readonly (readonly [string, Tagged])[]): (readonly [Range, Tagged])[] {
  return entries.flatMap(([text, value]) => {
    const range = parseRange(text);
    return range === null ? [] : [[range, value] as const];
  });
}

function pairTables(
  rules: readonly { value: { addresses: readonly string[]; ranges: readonly string[]; pattern: string | null }; bit: number }[],
  table: JudgedColumns,
) {
  const ranges = rangesOf(table);
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
