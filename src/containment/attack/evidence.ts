// SPDX-License-Identifier: Apache-2.0
import { parseRange } from '../../common/address/ip-range.ts';
import type { Attack } from './attack.ts';
import type { Classes } from '../traffic/classify.ts';
import { rangesOf } from '../traffic/destination.ts';
import type { FlowTable } from '../traffic/flow.ts';
import { nameIndex } from '../address/name.ts';
import { packPort } from '../address/ports.ts';
import { rangeIndex } from '../address/range-index.ts';

/** What the record itself says about the traps; every number of a reason comes from here. */
export type Evidence = {
  /** Days from the first to the last recorded one; 0 when no line has a time. */
  readonly days: number;
  readonly hasIpv6: boolean;
  readonly web: number;
  readonly webWithoutName: number;
  readonly quic: number;
  readonly outsideResolver: number;
  /** Hosts that ask resolvers outside. */
  readonly outsideResolverHosts: ReadonlySet<number>;
  readonly ech: number;
  readonly outside: number;
  readonly outsideUnnamed: number;
  readonly attackOnLastDay: number;
  /** For each suspected host the inside computers it talks to. */
  readonly peers: ReadonlyMap<number, ReadonlySet<number>>;
  /** Dependencies in use that no service of the inventory covers: kind -> example. */
  readonly uncovered: ReadonlyMap<string, string>;
};

/** Resolvers that browsers and programs use beside the organisation's own. Public names and addresses of their operators. */
const resolverNames = [
  '.dns.google',
  '.cloudflare-dns.com',
  '.one.one.one.one',
  '.dns.quad9.net',
  '.dns.adguard.com',
  '.dns.nextdns.io',
  '.doh.opendns.com',
  '.dns.iij.jp',
] as const;
const resolverRanges = [
  '1.1.1.1',
  '1.0.0.1',
  '8.8.8.8',
  '8.8.4.4',
  '9.9.9.9',
  '149.112.112.112',
  '208.67.222.222',
  '208.67.220.220',
  '2001:4860:4860::8888',
  '2001:4860:4860::8844',
  '2606:4700:4700::1111',
  '2606:4700:4700::1001',
  '2620:fe::fe',
] as const;
/** Outer names of Encrypted Client Hello (RFC 9849) that are in public use. */
const echNames = ['.cloudflare-ech.com', '.tls-ech.dev'] as const;

const dependencyNames: readonly (readonly [string, RegExp])[] = [
  ['OCSP/CRL', /^(ocsp|crl|pki)\d*[.-]|\.(ocsp|crl)\./],
  ['NTP', /^(ntp|time|clock)\d*[.-]/],
  ['IdP', /^(login|sso|idp|adfs|auth|accounts)\d*[.-]/],
  ['update', /(^|[.-])(update|updates|windowsupdate|download\.delivery)\d*[.-]/],
];

/**
 * What the recorded traffic says of the attack, row by row of the table: calls of suspects, resolvers, hidden names,
 * dependencies. Pure; one pass over the table.
 */
export function gatherEvidence(table: FlowTable, attack: Attack, classes: Classes): Evidence {
  const resolvers = nameIndex(resolverNames.map((name) => [name, true] as const));
  const ech = nameIndex(echNames.map((name) => [name, true] as const));
  const resolverAt = rangeIndex(resolverRanges.map((text) => [parseRange(text)!, true] as const));
  const nameFlags = Uint8Array.from(table.names, (name, id) =>
    id === 0 ? 0 : (resolvers.find(name).length > 0 ? 1 : 0) | (ech.find(name).length > 0 ? 2 : 0),
  );
  const dependency = table.names.map((name, id) => (id === 0 ? undefined : dependencyNames.find(([, pattern]) => pattern.test(name))?.[0]));
  const addressFlags = Uint8Array.from(rangesOf(table), (range) =>
    range === null ? 0 : (resolverAt.has(range) ? 1 : 0) | (range.family === 6 ? 2 : 0),
  );
  const suspects = new Set(attack.suspects.map((suspect) => suspect.host));
  const suspectAt = Uint8Array.from(table.hostOf, (host) => (suspects.has(host) ? 1 : 0));
  const port = {
    https: packPort('tcp', 443),
    quic: packPort('udp', 443),
    dnsUdp: packPort('udp', 53),
    dnsTcp: packPort('tcp', 53),
    dot: packPort('tcp', 853),
    doq: packPort('udp', 853),
    ntp: packPort('udp', 123),
  };

  let first = 65_536;
  let last = 0;
  const { address, name, port: ports } = table.destinations;
  const connections = new Float64Array(table.destinations.length);
  let hasIpv6 = false;
  const peers = new Map<number, Set<number>>();
  const resolving = Uint8Array.from(address, (dst, to) => {
    if (classes.internal[dst] === 1) return 0;
    const dns = isDns(ports[to]!, port);
    const outsideResolver = (addressFlags[dst]! & 1) === 1 && (dns || ports[to] === port.https);
    return (dns && classes.serviceOf[to] === classes.unnamed) || (nameFlags[name[to]!]! & 1) === 1 || outsideResolver ? 1 : 0;
  });
  const bad = Uint8Array.from(address, (dst, to) => (classes.internal[dst] === 0 && attack.badDestination[to] === 1 ? 1 : 0));
  const outsideResolverHosts = new Set<number>();
  const attackPerDay = new Map<number, number>();
  // What depends on the source or the day; everything else is read off the destinations afterwards.
  for (let row = 0; row < table.length; row += 1) {
    const to = table.to[row]!;
    const src = table.src[row]!;
    const day = table.day[row]!;
    const count = table.count[row]!;
    if (day !== 0) {
      if (day < first) first = day;
      if (day > last) last = day;
    }
    connections[to]! += count;
    if ((addressFlags[src]! & 2) !== 0) hasIpv6 = true;
    if (bad[to] === 1) attackPerDay.set(day, (attackPerDay.get(day) ?? 0) + count);
    if (resolving[to] === 1) outsideResolverHosts.add(table.hostOf[src]!);
    if (suspectAt[src] === 1 && classes.internal[address[to]!] === 1) {
      const host = table.hostOf[src]!;
      const set = peers.get(host) ?? new Set<number>();
      peers.set(host, set);
      set.add(address[to]!);
    }
  }

  const totals = { web: 0, webWithoutName: 0, quic: 0, outsideResolver: 0, ech: 0, outside: 0, outsideUnnamed: 0 };
  const uncovered = new Map<string, string>();
  for (let to = 0; to < connections.length; to += 1) {
    const dst = address[to]!;
    const packed = ports[to]!;
    const named = name[to]!;
    const count = connections[to]!;
    if ((addressFlags[dst]! & 2) !== 0) hasIpv6 = true;
    if (classes.internal[dst] === 1) continue;
    totals.outside += count;
    const unnamed = classes.serviceOf[to] === classes.unnamed;
    if (unnamed && bad[to] === 0) totals.outsideUnnamed += count;
    if (packed === port.https) {
      totals.web += count;
      if (named === 0) totals.webWithoutName += count;
    } else if (packed === port.quic) totals.quic += count;
    if (resolving[to] === 1) totals.outsideResolver += count;
    if ((nameFlags[named]! & 2) === 2) totals.ech += count;
    if (unnamed && uncovered.size < 8) {
      const kind = packed === port.ntp ? 'NTP' : isDns(packed, port) ? 'DNS' : dependency[named];
      if (kind !== undefined && !uncovered.has(kind)) uncovered.set(kind, named === 0 ? table.addresses[dst]! : table.names[named]!);
    }
  }
  return {
    days: last === 0 ? 0 : last - first + 1,
    hasIpv6,
    ...totals,
    outsideResolverHosts,
    attackOnLastDay: attackPerDay.get(last) ?? 0,
    peers,
    uncovered,
  };
}

function isDns(
  packed: number,
  port: { readonly dnsUdp: number; readonly dnsTcp: number; readonly dot: number; readonly doq: number },
): boolean {
  return packed === port.dnsUdp || packed === port.dnsTcp || packed === port.dot || packed === port.doq;
}
