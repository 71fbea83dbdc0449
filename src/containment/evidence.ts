// SPDX-License-Identifier: Apache-2.0
import { parseAddress, parseRange } from './address.ts';
import type { Attack } from './attack.ts';
import type { Classes } from './classify.ts';
import type { FlowTable } from './flow.ts';
import { nameIndex } from './name.ts';
import { packPort } from './ports.ts';
import { rangeIndex } from './range-index.ts';

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

export function gatherEvidence(table: FlowTable, attack: Attack, classes: Classes): Evidence {
  const resolvers = nameIndex(resolverNames.map((name) => [name, true] as const));
  const ech = nameIndex(echNames.map((name) => [name, true] as const));
  const resolverAt = rangeIndex(resolverRanges.map((text) => [parseRange(text)!, true] as const));
  const nameFlags = Uint8Array.from(table.names, (name, id) =>
    id === 0 ? 0 : (resolvers.find(name).length > 0 ? 1 : 0) | (ech.find(name).length > 0 ? 2 : 0),
  );
  const dependency = table.names.map((name, id) => (id === 0 ? undefined : dependencyNames.find(([, pattern]) => pattern.test(name))?.[0]));
  const addressFlags = Uint8Array.from(table.addresses, (text) => {
    const address = parseAddress(text);
    return address === null ? 0 : (resolverAt.has(address) ? 1 : 0) | (address.family === 6 ? 2 : 0);
  });
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
  const totals = { web: 0, webWithoutName: 0, quic: 0, outsideResolver: 0, ech: 0, outside: 0, outsideUnnamed: 0 };
  let hasIpv6 = false;
  const outsideResolverHosts = new Set<number>();
  const peers = new Map<number, Set<number>>();
  const uncovered = new Map<string, string>();
  const attackPerDay = new Map<number, number>();
  for (let row = 0; row < table.length; row += 1) {
    const dst = table.dst[row]!;
    const src = table.src[row]!;
    const name = table.name[row]!;
    const packed = table.port[row]!;
    const count = table.count[row]!;
    const day = table.day[row]!;
    if (day !== 0) {
      if (day < first) first = day;
      if (day > last) last = day;
    }
    if (((addressFlags[dst]! | addressFlags[src]!) & 2) !== 0) hasIpv6 = true;
    if (classes.internal[dst] === 1) {
      if (suspectAt[src] === 1) {
        const host = table.hostOf[src]!;
        const set = peers.get(host) ?? new Set<number>();
        peers.set(host, set);
        set.add(dst);
      }
      continue;
    }
    totals.outside += count;
    const bad = attack.badAddress[dst] === 1 || attack.badName[name] === 1;
    if (bad) attackPerDay.set(day, (attackPerDay.get(day) ?? 0) + count);
    const service = classes.serviceOf(name, dst, packed);
    if (service === classes.unnamed && !bad) totals.outsideUnnamed += count;
    if (packed === port.https) {
      totals.web += count;
      if (name === 0) totals.webWithoutName += count;
    } else if (packed === port.quic) totals.quic += count;
    const flags = nameFlags[name]!;
    const dns = packed === port.dnsUdp || packed === port.dnsTcp || packed === port.dot || packed === port.doq;
    if ((dns && service === classes.unnamed) || (flags & 1) === 1 || ((addressFlags[dst]! & 1) === 1 && (dns || packed === port.https))) {
      totals.outsideResolver += count;
      outsideResolverHosts.add(table.hostOf[src]!);
    }
    if ((flags & 2) === 2) totals.ech += count;
    if (service === classes.unnamed && uncovered.size < 8) {
      const kind = packed === port.ntp ? 'NTP' : dns ? 'DNS' : dependency[name];
      if (kind !== undefined && !uncovered.has(kind))
        uncovered.set(kind, table.names[name] === '' ? table.addresses[dst]! : table.names[name]!);
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
