// SPDX-License-Identifier: Apache-2.0
import { parseRange } from '../../common/address/ip-range.ts';
import { rangesOf } from './destination.ts';
import type { FlowTable } from './flow.ts';
import { UNNAMED_WEIGHT, internalRanges, weightOf } from '../inventory/inventory.ts';
import type { Inventory, Service } from '../inventory/inventory.ts';
import { nameIndex } from '../address/name.ts';
import { coversPort, unpackPort } from '../address/ports.ts';
import { rangeIndex } from '../address/range-index.ts';

/**
 * To which service each row belongs: by its name first, then by its address. Row index of `services` is the
 * service's number; two more stand at the end: destinations outside that nobody named, and own networks.
 */
export type Classes = {
  readonly services: readonly Pick<Service, 'id' | 'name' | 'priority' | 'kind'>[];
  readonly unnamed: number;
  readonly inside: number;
  readonly weights: readonly number[];
  /** 1 for each address of the own networks. */
  readonly internal: Uint8Array;
  /** For each destination its service. */
  readonly serviceOf: Int32Array;
};

const BUSINESS = ['service', 'dependency', 'resolver', 'responder', 'proxy'] as const;

/**
 * To which service of the inventory each destination belongs: by name first, else by range; of several the one with the
 * highest priority, else the first of the list.
 */
export function classify(inventory: Inventory, table: Pick<FlowTable, 'addresses' | 'names' | 'destinations'>): Classes {
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
  const best = (ranks: readonly number[]) => (ranks.length < 2 ? ranks : ranks.toSorted((a, b) => a - b));
  const byName = table.names.map((name, id) => (id === 0 ? [] : best(names.find(name))));
  const byAddress = rangesOf(table).map((address, id) => {
    if (address === null) return [];
    if (inside.has(address)) internal[id] = 1;
    return best(ranges.find(address));
  });
  const { address, name, port } = table.destinations;
  const serviceOf = Int32Array.from(address, (at, to) => {
    const candidates = [...byName[name[to]!]!, ...byAddress[at]!];
    if (candidates.length > 0) {
      const { proto, port: number } = unpackPort(port[to]!);
      const found = candidates.find((rank) => coversPort(ordered[rank]?.service.ports ?? null, proto, number));
      if (found !== undefined) return ordered[found]!.number;
    }
    return internal[at] === 1 ? own : unnamed;
  });
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
