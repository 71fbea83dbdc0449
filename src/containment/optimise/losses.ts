// SPDX-License-Identifier: Apache-2.0
import type { Attack } from '../attack/attack.ts';
import type { Classes } from '../traffic/classify.ts';
import { FORBIDDEN } from './cut.ts';
import { inOrder } from '../traffic/flow.ts';
import type { FlowTable } from '../traffic/flow.ts';

/** A person without a computer costs as much as ten without a minor service; one service of it no more than this. */
export const HOST_PRICE = 10_000;
const HOST_SERVICE_CAP = 5_000;

/** Names and services of others on one address. */
export type SharedUse = { readonly names: ReadonlySet<number>; readonly services: ReadonlySet<number> };

/** What each candidate action would cost, in thousandths, under the table's own numbers; a pair's key is `host address`. */
export type Losses = {
  readonly host: ReadonlyMap<number, number>;
  readonly name: ReadonlyMap<number, number>;
  readonly address: ReadonlyMap<number, number>;
  readonly pair: ReadonlyMap<string, number>;
  readonly shared: ReadonlyMap<number, SharedUse>;
};

/**
 * Candidates are the destinations and computers of the attack. What closing a destination costs is read off that
 * destination's own rows; what isolating costs, off the rows of the few computers. The attacker's own rows are nobody's loss.
 */
export function collectLosses(record: FlowTable, attack: Attack, classes: Classes): Losses {
  const table = inOrder(record);
  const hosts = distinct([...attack.flows.map((flow) => flow.host), ...attack.suspects.map((suspect) => suspect.host)]);
  const names = distinct(attack.flows.flatMap((flow) => (flow.name === 0 || flow.inbound ? [] : [flow.name])));
  const addresses = distinct(attack.flows.map((flow) => flow.address));
  const hostAt = column(hosts, table.hosts.length);
  const hostOfAddress = Int32Array.from(table.hostOf, (host) => hostAt[host]!);
  const scan = scanRows(table, attack, hostOfAddress);
  const { address, name } = table.destinations;
  const totals = new Float64Array(classes.services.length);
  scan.connections.forEach((connections, to) => (totals[classes.serviceOf[to]!]! += connections));
  const price = pricer(classes, totals);

  const byAddress = grouped(address, column(addresses, table.addresses.length), scan.connections);
  const closing = (groups: ReadonlyMap<number, readonly number[]>, ids: readonly number[]) =>
    new Map(ids.map((id, index) => [id, closingLoss(table, attack, classes, scan, groups.get(index) ?? [], price)]));
  const isolating = hostLosses(table, attack, classes, hostOfAddress, column(addresses, table.addresses.length), scan.hostRows, price);
  const reaching = closing(grouped(address, hostOfAddress, scan.connections), hosts);
  const shared = new Map<number, SharedUse>();
  for (const [index, list] of byAddress)
    shared.set(addresses[index]!, {
      names: new Set(list.map((to) => name[to]!).filter((id) => id !== 0)),
      services: new Set(list.map((to) => classes.serviceOf[to]!)),
    });
  return {
    address: closing(byAddress, addresses),
    name: closing(grouped(name, column(names, table.names.length), scan.connections), names),
    host: new Map(
      hosts.map((host, index) => [host, Math.min(FORBIDDEN, HOST_PRICE + (isolating.host.get(index) ?? 0) + (reaching.get(host) ?? 0))]),
    ),
    pair: new Map(
      [...isolating.pair].map(([key, loss]) => [`${hosts[Math.floor(key / addresses.length)]} ${addresses[key % addresses.length]}`, loss]),
    ),
    shared,
  };
}

type Scan = {
  /** Connections of others to each destination. */
  readonly connections: Float64Array;
  /** Row at which each destination begins; one more at the end. */
  readonly first: Uint32Array;
  /** Rows of the attack's computers, as numbers. */
  readonly hostRows: readonly number[];
};

function scanRows(table: FlowTable, attack: Attack, hostOfAddress: Int32Array): Scan {
  const { length } = table.destinations;
  const connections = new Float64Array(length);
  const first = new Uint32Array(length + 1);
  const hostRows: number[] = [];
  for (let row = 0; row < table.length; row += 1) {
    const to = table.to[row]!;
    const src = table.src[row]!;
    first[to + 1]! += 1;
    if ((attack.badDestination[to]! | attack.badAddress[src]!) === 1) continue;
    connections[to]! += table.count[row]!;
    if (hostOfAddress[src] !== -1) hostRows.push(row);
  }
  for (let to = 0; to < length; to += 1) first[to + 1]! += first[to]!;
  return { connections, first, hostRows };
}

type Price = (service: number, users: number, connections: number, capped: boolean) => number;

/** Priority × distinct users × use: half for being stopped at all, half by the share of the service's connections. */
function pricer(classes: Classes, totals: Float64Array): Price {
  return (service, users, connections, capped) => {
    const weight = (classes.weights[service] ?? 1) * 1000;
    if (weight >= 1_000_000_000 && !capped) return FORBIDDEN;
    const use = 0.5 + 0.5 * (connections / Math.max(1, totals[service]!));
    return (capped ? Math.min(weight, HOST_SERVICE_CAP) : weight) * users * use;
  };
}

/** Destinations that others use, by the candidate that they belong to. */
function grouped(ids: Uint32Array, candidateAt: Int32Array, connections: Float64Array): ReadonlyMap<number, readonly number[]> {
  const groups = new Map<number, number[]>();
  ids.forEach((id, to) => {
    const index = candidateAt[id]!;
    if (index === -1 || connections[to] === 0) return;
    const list = groups.get(index);
    if (list === undefined) groups.set(index, [to]);
    else list.push(to);
  });
  return groups;
}

const stamps = new WeakMap<FlowTable, { readonly of: Uint32Array; next: number }>();

/** Closing these destinations for everybody: a user counts once for each service. */
function closingLoss(table: FlowTable, attack: Attack, classes: Classes, scan: Scan, list: readonly number[], price: Price): number {
  const stamp = stamps.get(table) ?? { of: new Uint32Array(table.users.length), next: 0 };
  stamps.set(table, stamp);
  let loss = 0;
  for (const [service, destinations] of Map.groupBy(list, (to) => classes.serviceOf[to]!)) {
    stamp.next += 1;
    let users = 0;
    let connections = 0;
    for (const to of destinations) {
      connections += scan.connections[to]!;
      for (let row = scan.first[to]!; row < scan.first[to + 1]!; row += 1) {
        const user = table.user[row]!;
        if (stamp.of[user] === stamp.next || attack.badAddress[table.src[row]!] === 1) continue;
        stamp.of[user] = stamp.next;
        users += 1;
      }
    }
    loss = Math.min(FORBIDDEN, loss + price(service, users, connections, false));
  }
  return loss;
}

type Use = { users: number; connections: number };

/** What the attack's own computers use otherwise, and what each of them uses at each of the attack's addresses. */
function hostLosses(
  table: FlowTable,
  attack: Attack,
  classes: Classes,
  hostOfAddress: Int32Array,
  addressAt: Int32Array,
  rows: readonly number[],
  price: Price,
): { readonly host: ReadonlyMap<number, number>; readonly pair: ReadonlyMap<number, number> } {
  const addresses = new Set(attack.flows.map((flow) => flow.address)).size;
  const services = classes.services.length;
  const hosts = uses(table);
  const pairs = uses(table);
  for (const row of rows) {
    const to = table.to[row]!;
    const host = hostOfAddress[table.src[row]!]!;
    const service = classes.serviceOf[to]!;
    const address = addressAt[table.destinations.address[to]!]!;
    hosts.add(host * services + service, row);
    if (address !== -1) pairs.add((host * addresses + address) * services + service, row);
  }
  const sum = (found: ReadonlyMap<number, Use>) => {
    const losses = new Map<number, number>();
    for (const [key, { users, connections }] of found) {
      const action = Math.floor(key / services);
      losses.set(action, Math.min(FORBIDDEN, (losses.get(action) ?? 0) + price(key % services, users, connections, true)));
    }
    return losses;
  };
  return { host: sum(hosts.found), pair: sum(pairs.found) };
}

function uses(table: FlowTable) {
  const found = new Map<number, Use>();
  const seen = new Set<number>();
  return {
    found,
    add(key: number, row: number) {
      const use = found.get(key) ?? { users: 0, connections: 0 };
      found.set(key, use);
      const user = key * table.users.length + table.user[row]!;
      if (!seen.has(user)) use.users += 1;
      seen.add(user);
      use.connections += table.count[row]!;
    },
  };
}

function column(ids: readonly number[], length: number): Int32Array {
  const at = new Int32Array(length).fill(-1);
  ids.forEach((id, index) => (at[id] = index));
  return at;
}

/** Each number once, ascending. */
export function distinct(list: readonly number[]): number[] {
  return [...new Set(list)].toSorted((a, b) => a - b);
}

/** At which place of the list each id is. */
export function indexOf(list: readonly number[]): ReadonlyMap<number, number> {
  return new Map(list.map((id, index) => [id, index]));
}
