// SPDX-License-Identifier: Apache-2.0
import type { Attack, AttackFlow } from './attack.ts';
import type { Classes } from './classify.ts';
import { FORBIDDEN } from './cut.ts';
import type { CutInstance } from './cut.ts';
import type { FlowTable } from './flow.ts';
import { CONFIDENT } from './indicator.ts';
import type { NameEnforcement } from './inventory.ts';

/** Prices in thousandths: a rule is cheap, a person without a computer costs as much as ten without a minor service. */
export const RULE_PRICE = 100;
/** At the same price the destination is closed for everybody, not for the one computer that was seen. */
const PAIR_PRICE = RULE_PRICE + 1;
const HOST_PRICE = 10_000;
const HOST_SERVICE_CAP = 5_000;

/** What a cut is made of, with the way back from its numbers to the table's. */
export type Model = {
  readonly instance: CutInstance;
  readonly hosts: readonly number[];
  readonly names: readonly number[];
  readonly addresses: readonly number[];
  /** For each candidate address the services and names of others that live there. */
  readonly shared: ReadonlyMap<number, { readonly names: ReadonlySet<number>; readonly services: ReadonlySet<number> }>;
  /** Attack flows in the order of the pairs they became. */
  readonly pairOf: readonly number[];
};

export type ModelOptions = {
  readonly names: NameEnforcement;
  /** Hosts that hide others, or that the responders stand on: never isolated. */
  readonly neverIsolate: ReadonlySet<number>;
  readonly mayIsolate: boolean;
  /** Share of unknown destinations that stays open: 1 while everything is open by default. */
  readonly openShare: number;
};

/**
 * Loss of an action: priority × distinct users × observed use (half for being stopped at all, half by the share
 * of the service's connections), summed over services. The sum is an upper bound within twice the union, which replay reports.
 */
export function buildModel(attack: Attack, losses: Losses, flows: readonly AttackFlow[], options: ModelOptions): Model {
  const hosts = distinct([...flows.map((flow) => flow.host), ...attack.suspects.map((suspect) => suspect.host)]);
  const names = distinct(flows.flatMap((flow) => (flow.name === 0 || flow.inbound ? [] : [flow.name])));
  const addresses = distinct(flows.map((flow) => flow.address));
  const at = { host: indexOf(hosts), name: indexOf(names), address: indexOf(addresses) };
  const suspects = new Map(attack.suspects.map((suspect) => [suspect.host, suspect]));
  const unreadable = new Set(
    options.names === 'sni' ? flows.flatMap((flow) => (flow.ports.some((port) => port.proto !== 'tcp') ? [flow.name] : [])) : [],
  );
  const pairs = new Map<string, { host: number; name: number | null; address: number | null; flows: AttackFlow[]; index: number }>();
  const pairOf = flows.map((flow) => {
    const named = flow.name !== 0 && !flow.inbound;
    const key = named ? `${flow.host} n${flow.name}` : `${flow.host} a${flow.address}`;
    const pair = pairs.get(key) ?? {
      host: at.host.get(flow.host) ?? 0,
      name: named ? (at.name.get(flow.name) ?? 0) : null,
      address: named ? null : (at.address.get(flow.address) ?? 0),
      flows: [],
      index: pairs.size,
    };
    pairs.set(key, pair);
    pair.flows.push(flow);
    return pair.index;
  });
  const links = new Map<string, { name: number; address: number }>();
  for (const flow of flows)
    if (flow.name !== 0 && !flow.inbound) {
      const link = { name: at.name.get(flow.name) ?? 0, address: at.address.get(flow.address) ?? 0 };
      links.set(`${link.name} ${link.address}`, link);
    }
  const perName = new Map<number, number>();
  for (const link of links.values()) perName.set(link.name, (perName.get(link.name) ?? 0) + 1);

  return {
    instance: {
      hosts: hosts.map((host) => {
        const suspect = suspects.get(host);
        const forbidden = !options.mayIsolate || options.neverIsolate.has(host);
        return {
          isolate: forbidden ? FORBIDDEN : Math.min(FORBIDDEN, RULE_PRICE + (losses.host.get(host) ?? HOST_PRICE)),
          unknownRisk: suspect === undefined ? 0 : suspect.probability * suspect.impact * options.openShare,
        };
      }),
      names: names.map((name) => ({
        cost: options.names === 'none' || unreadable.has(name) ? FORBIDDEN : Math.min(FORBIDDEN, RULE_PRICE + (losses.name.get(name) ?? 0)),
      })),
      addresses: addresses.map((address) => ({ cost: Math.min(FORBIDDEN, RULE_PRICE + (losses.address.get(address) ?? 0)) })),
      pairs: [...pairs.values()].map((pair) => ({
        host: pair.host,
        name: pair.name,
        address: pair.address,
        cost: options.neverIsolate.has(hosts[pair.host] ?? -1)
          ? FORBIDDEN
          : PAIR_PRICE * (pair.name === null ? 1 : (perName.get(pair.name) ?? 1)) +
            sum(distinct(pair.flows.map((flow) => flow.address)).map((address) => losses.pair.get(`${hosts[pair.host]} ${address}`) ?? 0)),
        risk: Math.max(...pair.flows.map((flow) => flow.confidence * flow.impact)),
        confident: pair.flows.some((flow) => flow.confidence >= CONFIDENT),
      })),
      links: [...links.values()],
    },
    hosts,
    names,
    addresses,
    shared: losses.shared,
    pairOf,
  };
}

type At = {
  readonly host: ReadonlyMap<number, number>;
  readonly name: ReadonlyMap<number, number>;
  readonly address: ReadonlyMap<number, number>;
};

/** What each candidate action would cost, in thousandths, under the table's own numbers; a pair's key is `host address`. */
export type Losses = {
  readonly host: ReadonlyMap<number, number>;
  readonly name: ReadonlyMap<number, number>;
  readonly address: ReadonlyMap<number, number>;
  readonly pair: ReadonlyMap<string, number>;
  readonly shared: Model['shared'];
};

/** One pass over the table for all models of a plan; only rows that some action touches are kept, as numbers to sort. */
export function collectLosses(table: FlowTable, attack: Attack, classes: Classes): Losses {
  const hosts = distinct([...attack.flows.map((flow) => flow.host), ...attack.suspects.map((suspect) => suspect.host)]);
  const names = distinct(attack.flows.flatMap((flow) => (flow.name === 0 || flow.inbound ? [] : [flow.name])));
  const addresses = distinct(attack.flows.map((flow) => flow.address));
  const at: At = { host: indexOf(hosts), name: indexOf(names), address: indexOf(addresses) };
  const sizes = { hosts: hosts.length, names: names.length, addresses: addresses.length };
  const services = classes.services.length;
  const users = table.users.length;
  const column = (map: ReadonlyMap<number, number>, length: number) => {
    const ids = new Int32Array(length).fill(-1);
    for (const [id, index] of map) ids[id] = index;
    return ids;
  };
  const hostAt = column(at.host, table.hosts.length);
  const hostOfAddress = Int32Array.from(table.hostOf, (host) => hostAt[host]!);
  const nameAt = column(at.name, table.names.length);
  const addressAt = column(at.address, table.addresses.length);
  const totals = new Float64Array(services);
  const base = {
    address: 0,
    name: sizes.addresses,
    host: sizes.addresses + sizes.names,
    server: sizes.addresses + sizes.names + sizes.hosts,
  };
  const pairKeys = new Map<number, number>();
  const keys = numbers();
  // Single actions by number, pairs (few of them meet anything) by key.
  const single = new Float64Array((sizes.addresses + sizes.names + 2 * sizes.hosts) * services);
  const flowsOf = new Map<number, number>();
  const shared = new Map<number, { names: Set<number>; services: Set<number> }>();
  const note = (action: number, service: number, user: number, count: number) => {
    const group = action * services + service;
    keys.push(group * users + user);
    if (group < single.length) single[group]! += count;
    else flowsOf.set(group, (flowsOf.get(group) ?? 0) + count);
  };
  let pairCount = 0;
  const pairBase = base.server + sizes.hosts;
  const destinations = table.destinations;
  const width = destinations.length;
  const own = {
    address: Int32Array.from(destinations.address, (dst) => addressAt[dst]!),
    name: Int32Array.from(destinations.name, (name) => nameAt[name]!),
    server: Int32Array.from(destinations.address, (dst) => hostOfAddress[dst]!),
  };
  // The same address may carry others' names; the attacker's own rows are nobody's loss.
  const bad = Uint8Array.from(destinations.address, (dst, to) => attack.badAddress[dst]! | attack.badName[destinations.name[to]!]!);
  const touched = Uint8Array.from(bad, (_, to) => (own.address[to] === -1 && own.name[to] === -1 && own.server[to] === -1 ? 0 : 1));
  const connections = new Float64Array(width);
  for (let row = 0; row < table.length; row += 1) {
    const to = table.to[row]!;
    const src = table.src[row]!;
    if ((bad[to]! | attack.badAddress[src]!) === 1) continue;
    const count = table.count[row]!;
    connections[to]! += count;
    const host = hostOfAddress[src]!;
    if (touched[to] === 0 && host === -1) continue;
    const service = classes.serviceOf[to]!;
    const address = own.address[to]!;
    const user = table.user[row]!;
    if (address !== -1) note(base.address + address, service, user, count);
    if (own.name[to] !== -1) note(base.name + own.name[to]!, service, user, count);
    if (host !== -1) note(base.host + host, service, user, count);
    if (own.server[to] !== -1) note(base.server + own.server[to]!, service, user, count);
    if (host !== -1 && address !== -1) {
      const key = host * sizes.addresses + address;
      let pair = pairKeys.get(key);
      if (pair === undefined) {
        pair = pairBase + pairCount;
        pairKeys.set(key, pair);
        pairCount += 1;
      }
      note(pair, service, user, count);
    }
  }
  for (let to = 0; to < width; to += 1) {
    if (connections[to] === 0) continue;
    totals[classes.serviceOf[to]!]! += connections[to]!;
    const dst = destinations.address[to]!;
    if (own.address[to] === -1) continue;
    const others = shared.get(dst) ?? { names: new Set<number>(), services: new Set<number>() };
    shared.set(dst, others);
    if (destinations.name[to] !== 0) others.names.add(destinations.name[to]!);
    others.services.add(classes.serviceOf[to]!);
  }
  const loss = new Map<number, number>();
  const capped = (action: number) => (action >= base.host && action < base.server) || action >= pairBase;
  for (const { group, distinctUsers } of groups(keys.sorted(), users)) {
    const action = Math.floor(group / services);
    const service = group % services;
    const weight = (classes.weights[service] ?? 1) * 1000;
    const use = 0.5 + 0.5 * ((group < single.length ? single[group]! : (flowsOf.get(group) ?? 0)) / Math.max(1, totals[service]!));
    const own = capped(action) ? Math.min(weight, HOST_SERVICE_CAP) : weight;
    const price = weight >= 1_000_000_000 && !capped(action) ? FORBIDDEN : own * distinctUsers * use;
    loss.set(action, Math.min(FORBIDDEN, (loss.get(action) ?? 0) + price));
  }
  const of = (ids: readonly number[], from: number, extra = 0) =>
    new Map(ids.map((id, index) => [id, Math.min(FORBIDDEN, (loss.get(from + index) ?? 0) + extra)]));
  const outgoing = of(hosts, base.host, HOST_PRICE);
  const incoming = of(hosts, base.server);
  return {
    address: of(addresses, base.address),
    name: of(names, base.name),
    host: new Map([...outgoing].map(([host, cost]) => [host, Math.min(FORBIDDEN, cost + (incoming.get(host) ?? 0))])),
    pair: new Map(
      [...pairKeys].map(([key, action]) => [
        `${hosts[Math.floor(key / sizes.addresses)]} ${addresses[key % sizes.addresses]}`,
        loss.get(action) ?? 0,
      ]),
    ),
    shared,
  };
}

function* groups(sorted: Float64Array, users: number): Generator<{ group: number; distinctUsers: number }> {
  let group = -1;
  let last = -1;
  let count = 0;
  for (const key of sorted) {
    if (key === last) continue;
    last = key;
    const own = Math.floor(key / users);
    if (own !== group) {
      if (group !== -1) yield { group, distinctUsers: count };
      group = own;
      count = 0;
    }
    count += 1;
  }
  if (group !== -1) yield { group, distinctUsers: count };
}

function numbers() {
  let data = new Float64Array(1024);
  let length = 0;
  return {
    push(value: number) {
      if (length === data.length) {
        const wider = new Float64Array(length * 2);
        wider.set(data);
        data = wider;
      }
      data[length] = value;
      length += 1;
    },
    sorted: () => data.subarray(0, length).sort(),
  };
}

function distinct(list: readonly number[]): number[] {
  return [...new Set(list)].toSorted((a, b) => a - b);
}

function indexOf(list: readonly number[]): ReadonlyMap<number, number> {
  return new Map(list.map((id, index) => [id, index]));
}

function sum(list: readonly number[]): number {
  return list.reduce((total, one) => total + one, 0);
}
