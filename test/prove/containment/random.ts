// SPDX-License-Identifier: Apache-2.0
import type { Ports } from '../../../src/containment/address/ports.ts';
import { mergePorts } from '../../../src/containment/address/ports.ts';
import type { Policy, Rule } from '../../../src/containment/policy/rule.ts';
import type { Packet } from '../../../src/containment/policy/verdict.ts';

/** A repeatable source of chance (mulberry32). */
export type Chance = {
  readonly next: () => number;
  readonly below: (n: number) => number;
  readonly pick: <T>(list: readonly T[]) => T;
  readonly some: <T>(list: readonly T[], most: number) => T[];
  readonly is: (share: number) => boolean;
};

export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (n: number) => Math.floor(next() * n);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;
  return {
    next,
    below,
    pick,
    is: (share) => next() < share,
    some: (list, most) => [...new Set(Array.from({ length: below(most + 1) }, () => pick(list)))],
  };
}

/** A small world: own computers, destinations in the documentation networks, names of which some share an address. */
export type World = {
  readonly internal: readonly string[];
  readonly hosts: readonly { readonly name: string; readonly v4: string; readonly v6: string }[];
  readonly outside: readonly string[];
  readonly prefixes: readonly string[];
  readonly names: readonly string[];
  readonly ports: readonly number[];
};

export const world: World = {
  internal: ['10.0.0.0/8', 'fd00::/8'],
  hosts: Array.from({ length: 4 }, (_, index) => ({
    name: `pc${index}`,
    v4: `10.66.1.${10 + index}`,
    v6: `fd66:1::${(16 + index).toString(16)}`,
  })),
  outside: [
    '198.51.100.66',
    '198.51.100.77',
    '203.0.113.10',
    '203.0.113.11',
    '192.0.2.80',
    '192.0.2.81',
    '2001:db8:66::66',
    '2001:db8:66::10',
    '2001:db8:80::80',
    // 198.51.100.66 behind NAT64 and as a 6to4 site.
    '64:ff9b::c633:6442',
    '2002:c633:6442::1',
  ],
  prefixes: ['198.51.100.64/28', '203.0.113.8/29', '192.0.2.80/31', '2001:db8:66::/64', '2001:db8:80::/48'],
  names: [
    'evil.example',
    'a.evil.example',
    'b.a.evil.example',
    'shop.example',
    'www.shop.example',
    'mail.cloud.example',
    'cloud.example',
    'files.cloud.example',
    'news.test',
    'www.news.test',
    'notevil.example',
  ],
  ports: [80, 443, 8080, 53, 25],
};

export function randomPolicy(random: Chance, names: Policy['names'], space: World = world): Policy {
  const rules: Rule[] = [];
  const base = random.is(0.5) ? 'deny' : 'allow';
  const ports = (): Ports =>
    random.is(0.3)
      ? null
      : mergePorts([
          Array.from({ length: 1 + random.below(2) }, () => {
            const from = random.pick(space.ports);
            return {
              proto: random.is(0.6) ? ('tcp' as const) : ('udp' as const),
              from,
              to: random.is(0.2) ? from + random.below(20) : from,
            };
          }),
        ]);
  const somewhere = () => (random.is(0.3) ? random.pick(space.prefixes) : random.pick(space.outside));
  const pattern = () => (random.is(0.5) ? `.${random.pick(space.names)}` : random.pick(space.names));
  if (random.is(0.5))
    rules.push({
      id: 'path-1',
      kind: 'path',
      reason: 'responder',
      service: 'edr',
      ranges: [random.pick([...space.outside, space.hosts.at(-1)!.v4])],
      ports: ports(),
    });
  for (const host of random.some(space.hosts, 2))
    rules.push({
      id: `isolate-${host.name}`,
      kind: 'isolate',
      reason: 'suspected',
      host: host.name,
      addresses: random.is(0.8) ? [host.v4, host.v6] : [host.v4],
    });
  for (const host of random.some(space.hosts, 2))
    rules.push({
      id: `pair-${host.name}`,
      kind: 'pair',
      reason: 'indicator',
      host: host.name,
      addresses: [host.v4, host.v6],
      ranges: Array.from({ length: 1 + random.below(2) }, () => somewhere()),
      pattern: random.is(0.5) ? pattern() : null,
    });
  for (const range of random.some([...space.outside, ...space.prefixes], 3))
    rules.push({ id: `address-${rules.length}`, kind: 'address', reason: 'indicator', range });
  if (names !== 'none')
    for (let index = random.below(4); index > 0; index -= 1)
      rules.push({ id: `name-${rules.length}`, kind: 'name', reason: 'indicator', pattern: pattern() });
  if (base === 'deny')
    for (let index = random.below(4); index > 0; index -= 1)
      rules.push({
        id: `allow-${rules.length}`,
        kind: 'allow',
        reason: 'inventory',
        service: `service ${rules.length}`,
        patterns: Array.from({ length: random.below(3) }, () => pattern()),
        ranges: Array.from({ length: random.below(2) }, () => (random.is(0.15) ? random.pick(space.hosts).v4 : somewhere())),
        observed: random.some(space.outside, 2),
        ports: ports(),
      });
  if (base === 'deny' && names === 'dns' && random.is(0.5))
    rules.push({
      id: 'own',
      kind: 'allow',
      reason: 'own',
      service: 'own networks',
      patterns: [pattern(), pattern()],
      ranges: [],
      observed: [],
      ports: null,
    });
  return { base, names, internal: space.internal, rules };
}

export function randomPacket(random: Chance, space: World = world): Packet {
  const six = random.is(0.4);
  const own = () => random.pick(space.hosts)[six ? 'v6' : 'v4'];
  const outside = () => random.pick(space.outside.filter((text) => text.includes(':') === six));
  const inbound = random.is(0.1);
  const proto = random.pick(['tcp', 'tcp', 'tcp', 'udp', 'other'] as const);
  return {
    src: inbound ? outside() : own(),
    dst: inbound || random.is(0.1) ? own() : outside(),
    port: proto === 'other' ? 0 : random.is(0.1) ? random.below(65_536) : random.pick(space.ports),
    proto,
    name: random.is(0.6) ? random.pick(space.names) : null,
  };
}
