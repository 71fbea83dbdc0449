// SPDX-License-Identifier: Apache-2.0
import { parseAddress, parseRange } from './address.ts';
import type { FlowTable } from './flow.ts';
import { UNNAMED_WEIGHT, internalRanges, weightOf } from './inventory.ts';
import type { Inventory, Service } from './inventory.ts';
import { nameIndex } from './name.ts';
import { PACKED_PORTS, coversPort, unpackPort } from './ports.ts';
import { rangeIndex } from './range-index.ts';

/**
 * To which service each row belongs: by its name first, then by its address. Row index of `services` is the
 * service's number; two more stand at the end: destinations outside that nobody named, and own networks.
 */
export type Classes = {
  readonly services: readonly Pick<Service, 'id' | 'name' | 'priority' | 'kind'>[];
  readonly unnamed: number;
  readonly inside: number;
  readonly weights: readonly number[];
  readonly internal: Uint8Array;
  readonly serviceOf: (name: number, dst: number, port: number) => number;
};

const BUSINESS = ['service', 'dependency', 'resolver', 'responder', 'proxy'] as const;

export function classify(inventory: Inventory, table: Pick<FlowTable, 'addresses' | 'names'>): Classes {
  const business = inventory.services.filter((service) => (BUSINESS as readonly string[]).includes(service.kind));
  const ordered = business
    .map((service, number) => ({ service, number }))
    .toSorted((a, b) => a.service.priority - b.service.priority || a.number - b.number);
  const names = nameIndex(ordered.flatMap(({ service }, rank) => service.names.map((pattern) => [pattern, rank] as const)));
  const ranges = rangeIndex(
    ordered.flatMap(({ service }, rank) =>
      service.ranges.flatMap((text) => {
        const range = parseRange(text);
        return range === null ? [] : [[range, rank] as const];
      }),
    ),
  );
  const inside = rangeIndex(
    internalRanges(inventory).flatMap((text) => (parseRange(text) === null ? [] : [[parseRange(text)!, true] as const])),
  );
  const internal = new Uint8Array(table.addresses.length);
  const unnamed = business.length;
  const own = business.length + 1;

  // Ranks of services that may own a name or an address, best first; nearly always none or one.
  const byName = table.names.map((name, id) => (id === 0 ? [] : [...names.find(name)].toSorted((a, b) => a - b)));
  const byAddress = table.addresses.map((text, id) => {
    const address = parseAddress(text);
    if (address === null) return [];
    if (inside.has(address)) internal[id] = 1;
    return [...ranges.find(address)].toSorted((a, b) => a - b);
  });
  const open = ordered.map(({ service }) => portMap(service));
  const first = (ranks: readonly number[], port: number): number => {
    for (const rank of ranks) if (open[rank]?.[port] !== 0) return ordered[rank]?.number ?? -1;
    return -1;
  };
  // Most names and addresses belong to one service on all ports, or to none: those are answered by one look-up.
  const quick = (ranks: readonly number[]) =>
    ranks.length === 0 ? -1 : ranks.length === 1 && open[ranks[0]!] === ALL ? ordered[ranks[0]!]!.number : -2;
  const quickName = Int32Array.from(byName, (ranks) => quick(ranks));
  const quickAddress = Int32Array.from(byAddress, (ranks, id) => {
    const found = quick(ranks);
    return found === -1 ? (internal[id] === 1 ? own : unnamed) : found;
  });
  const serviceOf = (name: number, dst: number, port: number): number => {
    const sure = quickName[name]!;
    if (sure >= 0) return sure;
    if (sure === -1 && quickAddress[dst]! >= 0) return quickAddress[dst]!;
    return slowly(name, dst, port);
  };
  const slowly = (name: number, dst: number, port: number): number => {
    const named = byName[name]!;
    const found = named.length === 0 ? -1 : first(named, port);
    if (found !== -1) return found;
    const addressed = byAddress[dst]!;
    const there = addressed.length === 0 ? -1 : first(addressed, port);
    return there !== -1 ? there : internal[dst] === 1 ? own : unnamed;
  };
  return {
    services: [
      ...business,
      { id: 'unnamed', name: 'unnamed', priority: 5, kind: 'service' },
      { id: 'inside', name: 'inside', priority: 5, kind: 'internal' },
    ],
    unnamed,
    inside: own,
    weights: [...business.map((service) => weightOf[service.priority]), UNNAMED_WEIGHT, UNNAMED_WEIGHT],
    internal,
    serviceOf,
  };
}

/** One byte a packed port; services with all ports share one map. */
const ALL = new Uint8Array(PACKED_PORTS).fill(1);
function portMap(service: Service): Uint8Array {
  if (service.ports === null) return ALL;
  const map = new Uint8Array(PACKED_PORTS);
  for (let packed = 0; packed < 131_072; packed += 1) {
    const { proto, port } = unpackPort(packed);
    if (coversPort(service.ports, proto, port)) map[packed] = 1;
  }
  return map;
}
