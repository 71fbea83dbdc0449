// SPDX-License-Identifier: Apache-2.0
import { network } from './dinic.ts';

/**
 * What may be cut, and what each cut costs, in whole thousandths. An attack is every path
 * host -> (host, destination) -> name -> address; a host that used a name is taken to reach every address
 * at which the attack was seen under it, which is what makes the problem a minimum cut.
 */
export type CutInstance = {
  /** Cost of isolating, and risk of unknown command servers while it is not isolated. */
  readonly hosts: readonly { readonly isolate: number; readonly unknownRisk: number }[];
  readonly names: readonly { readonly cost: number }[];
  readonly addresses: readonly { readonly cost: number }[];
  /** Host × name (`name` set) or host × address (a flow without a readable name). `risk` = confidence × impact; a confident one must be covered. */
  readonly pairs: readonly {
    readonly host: number;
    readonly name: number | null;
    readonly address: number | null;
    readonly cost: number;
    readonly risk: number;
    readonly confident: boolean;
  }[];
  readonly links: readonly { readonly name: number; readonly address: number }[];
};

export type Cut = {
  /** Sum of everything chosen, λ-weighted risks included, in thousandths. */
  readonly value: number;
  readonly isolate: readonly number[];
  readonly names: readonly number[];
  readonly addresses: readonly number[];
  readonly pairs: readonly number[];
  /** Pairs that stay open: their risk is accepted, or every remedy is forbidden. */
  readonly open: readonly number[];
};

export type RoomKind = 'isolate' | 'names' | 'addresses' | 'pairs';
/** Kinds of choices that take up room in a device, and how much room there is. */
export type Room = { readonly counted: readonly RoomKind[]; readonly most: number };

/** Never chosen while anything else can do it. */
export const FORBIDDEN = 2 ** 40;

/** λ: price of one unit of risk, in thousandths a unit. */
export function solveCut(instance: CutInstance, lambda: number): Cut {
  const net = network();
  const source = net.node();
  const sink = net.node();
  const cap = (cost: number) => Math.min(Math.round(cost), FORBIDDEN);
  const price = (risk: number) => cap(risk * lambda);
  const hosts = instance.hosts.map((host) => {
    const node = net.node();
    net.edge(source, node, cap(host.isolate));
    const unknown = price(host.unknownRisk);
    if (unknown > 0) net.edge(node, sink, unknown);
    return node;
  });
  const through = (cost: number) => {
    const entry = net.node();
    const exit = net.node();
    net.edge(entry, exit, cap(cost));
    return { entry, exit };
  };
  const names = instance.names.map((name) => through(name.cost));
  const addresses = instance.addresses.map((address) => {
    const node = net.node();
    net.edge(node, sink, cap(address.cost));
    return node;
  });
  const pairCap = (pair: CutInstance['pairs'][number]) => (pair.confident ? cap(pair.cost) : Math.min(cap(pair.cost), price(pair.risk)));
  for (const pair of instance.pairs) {
    const target = pair.name === null ? addresses[pair.address ?? -1] : names[pair.name]?.entry;
    const from = hosts[pair.host];
    if (target !== undefined && from !== undefined) net.edge(from, target, pairCap(pair));
  }
  for (const link of instance.links) {
    const from = names[link.name]?.exit;
    const target = addresses[link.address];
    if (from !== undefined && target !== undefined) net.edge(from, target, 8 * FORBIDDEN);
  }
  const { value, reached } = net.cut(source, sink);
  // A host that nothing leads on from may fall on the sink's side for free: that is no isolation.
  const used = new Set([
    ...instance.pairs.map((pair) => pair.host),
    ...instance.hosts.flatMap((host, index) => (host.unknownRisk > 0 ? [index] : [])),
  ]);
  const inside = (node: number | undefined) => node !== undefined && reached[node] === 1;
  const cutPairs = instance.pairs.flatMap((pair, index) => {
    const target = pair.name === null ? addresses[pair.address ?? -1] : names[pair.name]?.entry;
    return inside(hosts[pair.host]) && !inside(target) ? [index] : [];
  });
  const accepts = (index: number) => {
    const pair = instance.pairs[index];
    return pair !== undefined && !pair.confident && price(pair.risk) <= cap(pair.cost);
  };
  const allowed = (cost: number | undefined) => cap(cost ?? 0) < FORBIDDEN;
  const chosen = {
    isolate: hosts.flatMap((node, index) => (!inside(node) && used.has(index) && allowed(instance.hosts[index]?.isolate) ? [index] : [])),
    names: names.flatMap(({ entry, exit }, index) =>
      inside(entry) && !inside(exit) && allowed(instance.names[index]?.cost) ? [index] : [],
    ),
    addresses: addresses.flatMap((node, index) => (inside(node) && allowed(instance.addresses[index]?.cost) ? [index] : [])),
    pairs: cutPairs.filter((index) => !accepts(index) && allowed(instance.pairs[index]?.cost)),
  };
  return { value, ...chosen, open: openPairs(instance, chosen) };
}

type Chosen = Pick<Cut, 'isolate' | 'names' | 'addresses' | 'pairs'>;

/** Pairs with at least one path that nothing chosen lies on. */
export function openPairs(instance: CutInstance, chosen: Chosen): readonly number[] {
  const isolated = new Set(chosen.isolate);
  const names = new Set(chosen.names);
  const addresses = new Set(chosen.addresses);
  const pairs = new Set(chosen.pairs);
  const openNames = new Set(instance.links.flatMap((link) => (addresses.has(link.address) ? [] : [link.name])));
  return instance.pairs.flatMap((pair, index) => {
    if (isolated.has(pair.host) || pairs.has(index)) return [];
    const covered = pair.name === null ? addresses.has(pair.address ?? -1) : names.has(pair.name) || !openNames.has(pair.name);
    return covered ? [] : [index];
  });
}

/** Risk that stays after a cut: open pairs, and unknown command servers of hosts that stay connected. */
export function riskAfter(instance: CutInstance, cut: Cut): { readonly known: number; readonly unknown: number } {
  const isolated = new Set(cut.isolate);
  return {
    known: cut.open.reduce((sum, index) => sum + (instance.pairs[index]?.risk ?? 0), 0),
    unknown: instance.hosts.reduce((sum, host, index) => sum + (isolated.has(index) ? 0 : host.unknownRisk), 0),
  };
}

/** Price of the chosen rules alone, without risks, in thousandths. */
export function costOf(instance: CutInstance, cut: Chosen): number {
  const total = (list: readonly number[], pick: (index: number) => number | undefined) =>
    list.reduce((sum, index) => sum + Math.round(pick(index) ?? 0), 0);
  return (
    total(cut.isolate, (index) => instance.hosts[index]?.isolate) +
    total(cut.names, (index) => instance.names[index]?.cost) +
    total(cut.addresses, (index) => instance.addresses[index]?.cost) +
    total(cut.pairs, (index) => instance.pairs[index]?.cost)
  );
}
