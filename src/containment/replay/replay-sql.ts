// SPDX-License-Identifier: Apache-2.0
import { isSingle, lastOf, parseRange } from '../../common/address/ip-range.ts';
import type { Range } from '../../common/address/ip-range.ts';
import { isTree } from '../address/name.ts';
import { dnsPorts } from '../address/ports.ts';
import type { Ports } from '../address/ports.ts';
import { closedAddresses, rulesOf } from '../policy/rule.ts';
import type { Policy } from '../policy/rule.ts';

/**
 * A second replay that shares nothing with the first: one SQL expression (ClickHouse dialect) over raw rows, 1 =
 * stopped. Columns: src, dst (IPv6, IPv4 as IPv4-mapped), port (UInt16), proto ('tcp'|'udp'|'other'), name
 * (Nullable, lower case), flows (UInt64).
 */
export function stoppedSql(policy: Policy): string {
  const path = rulesOf(policy, 'path');
  const pass = or([
    ...path.map((rule) => and([inside('dst', rule.ranges), portSql(rule.ports), `NOT ${withheldSql(policy)}`])),
    ...path.map((rule) => inside('src', rule.ranges)),
  ]);
  const isolated = rulesOf(policy, 'isolate').flatMap((rule) => rule.addresses);
  const blocked = closedAddresses(policy);
  const seen = policy.names === 'dns' ? 'name IS NOT NULL' : policy.names === 'sni' ? "(name IS NOT NULL AND proto = 'tcp')" : '0';
  const stop = or([
    inside('src', isolated),
    inside('dst', isolated),
    ...rulesOf(policy, 'pair').map((rule) =>
      and([
        inside('src', rule.addresses),
        or([inside('dst', rule.ranges), rule.pattern === null ? '0' : and([seen, nameSql([rule.pattern])])]),
      ]),
    ),
    inside('dst', blocked),
    inside('src', blocked),
    and([seen, nameSql(rulesOf(policy, 'name').map((rule) => rule.pattern))]),
    policy.base === 'deny' ? `NOT ${allowSql(policy, seen)}` : '0',
  ]);
  return and([`NOT ${pass}`, stop]);
}

/** The resolver withholds the name, so that not even the path's address, or one inside, is reached. */
function withheldSql(policy: Policy): string {
  if (policy.names !== 'dns') return '0';
  const blocked = nameSql(rulesOf(policy, 'name').map((rule) => rule.pattern));
  const kept = nameSql(rulesOf(policy, 'allow').flatMap((rule) => rule.patterns));
  return and(['name IS NOT NULL', or([blocked, policy.base === 'deny' ? `NOT ${kept}` : '0'])]);
}

/** A table over which `stoppedSql` can be asked. Addresses and names are quoted as SQL texts. */
export function flowTableSql(table: string): string {
  return `CREATE TABLE ${table} (row UInt32, src IPv6, dst IPv6, port UInt16, proto LowCardinality(String), name Nullable(String), flows UInt64) ENGINE = MergeTree ORDER BY row`;
}

/** Text as an SQL literal of ClickHouse; nothing in it can end the literal. */
export function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function allowSql(policy: Policy, seen: string): string {
  const allows = rulesOf(policy, 'allow');
  const declared = or(allows.map((rule) => and([inside('dst', rule.ranges), portSql(rule.ports)])));
  const any = or(allows.map((rule) => and([inside('dst', [...rule.ranges, ...rule.observed]), portSql(rule.ports)])));
  const named = and([seen, or(allows.map((rule) => and([nameSql(rule.patterns), portSql(rule.ports)])))]);
  const answered = and([seen, nameSql(allows.flatMap((rule) => rule.patterns))]);
  const allowed = {
    none: any,
    sni: `if(proto = 'tcp', ${or([named, declared])}, ${any})`,
    dns: and([any, or([`NOT (${seen})`, answered])]),
  }[policy.names];
  return or([
    and([
      inside('src', policy.internal),
      inside('dst', policy.internal),
      `(NOT ${withheldSql(policy)} OR port IN (${dnsPorts.join(', ')}))`,
    ]),
    allowed,
  ]);
}

/** Single addresses as one list: a plan may name thousands, and a query's text has a limit. */
function inside(column: 'src' | 'dst', ranges: readonly string[]): string {
  const parsed = [...new Set(ranges)].flatMap((text) => parseRange(text) ?? []);
  // One column type for both families: IPv4 stands in ::ffff:0:0/96.
  const base = (range: Range) => (range.family === 4 ? 0xffff00000000n : 0n);
  const text = (value: bigint) => `toIPv6(${quote(v6(value))})`;
  const single = parsed.filter((range) => isSingle(range)).map((range) => text(base(range) + range.first));
  const wide = parsed.filter((range) => !isSingle(range));
  return or([
    ...(single.length === 0 ? [] : [`${column} IN (${single.join(', ')})`]),
    ...wide.map((range) => `(${column} >= ${text(base(range) + range.first)} AND ${column} <= ${text(base(range) + lastOf(range))})`),
  ]);
}

function v6(value: bigint): string {
  return Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16)).join(':');
}

function portSql(ports: Ports): string {
  return ports === null ? '1' : or(ports.map((span) => `(proto = '${span.proto}' AND port BETWEEN ${span.from} AND ${span.to})`));
}

function nameSql(patterns: readonly string[]): string {
  const distinct = [...new Set(patterns)];
  const exact = distinct.map((pattern) => quote(isTree(pattern) ? pattern.slice(1) : pattern));
  return or([
    ...(exact.length === 0 ? [] : [`name IN (${exact.join(', ')})`]),
    ...distinct.filter((pattern) => isTree(pattern)).map((pattern) => `endsWith(assumeNotNull(name), ${quote(pattern)})`),
  ]);
}

function or(parts: readonly string[]): string {
  const real = parts.filter((part) => part !== '0');
  return real.length === 0 ? '0' : real.includes('1') ? '1' : `(${real.join(' OR ')})`;
}

function and(parts: readonly string[]): string {
  const real = parts.filter((part) => part !== '1');
  return real.includes('0') ? '0' : real.length === 0 ? '1' : `(${real.join(' AND ')})`;
}
