// SPDX-License-Identifier: Apache-2.0
import { innerV4 } from '../../common/address/embedded-v4.ts';
import { contains, isSingle, parseRange } from '../../common/address/ip-range.ts';
import type { Range } from '../../common/address/ip-range.ts';
import type { Classes } from '../traffic/classify.ts';
import { rangesOf } from '../traffic/destination.ts';
import type { FlowTable } from '../traffic/flow.ts';
import type { Indicator } from './indicator.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { nameIndex } from '../address/name.ts';
import { coversPattern, keptNames, speaksOfAddress, speaksOfName } from './overlap.ts';
import { unpackPort } from '../address/ports.ts';
import type { Protocol } from '../address/ports.ts';
import { rangeIndex } from '../address/range-index.ts';

/** Recorded traffic that an indicator met: one computer, one destination. */
export type AttackFlow = {
  /** Index into `hosts`. */
  readonly host: number;
  /** Index into `names`, 0 = none. */
  readonly name: number;
  /** The attacker's address, as an index into `addresses`. */
  readonly address: number;
  readonly confidence: number;
  readonly impact: number;
  readonly indicator: number;
  readonly byName: boolean;
  readonly inbound: boolean;
  readonly ports: readonly { readonly proto: Protocol; readonly port: number }[];
  readonly connections: number;
};

/** A computer that may be under the attacker's control, and how likely. */
export type Suspect = { readonly host: number; readonly probability: number; readonly impact: number };

export type Attack = {
  readonly flows: readonly AttackFlow[];
  readonly suspects: readonly Suspect[];
  /** Indicators that no recorded row met, as indexes. */
  readonly unseen: readonly number[];
  /** Suspected computers that the traffic does not know. */
  readonly unknownHosts: readonly string[];
  /** 1 where an indicator speaks of this address or name. */
  readonly badAddress: Uint8Array;
  readonly badName: Uint8Array;
  /** 1 for each destination (address, name and port together) that an indicator speaks of. */
  readonly badDestination: Uint8Array;
  /** 1 where such a destination is also what a service of the inventory is declared to be: its use is attack and business. */
  readonly contested: Uint8Array;
  /** Addresses of a listed range at which only what the inventory keeps by name was used. */
  readonly spared: ReadonlySet<number>;
};

/**
 * The strongest indicator wins where several meet one row. A listed range does not speak of what the inventory keeps, owns
 * or needs for the response in a part of it as narrow or narrower: that overlap is named, and a person decides.
 */
export function findAttack(
  table: FlowTable,
  indicators: readonly Indicator[],
  classes: Pick<Classes, 'internal' | 'services' | 'serviceOf' | 'unnamed'>,
  inventory: Inventory,
): Attack {
  const { internal } = classes;
  const order = indicators
    .map((indicator, index) => ({ indicator, index }))
    .toSorted((a, b) => b.indicator.confidence - a.indicator.confidence || a.index - b.index);
  const ranges = rangeIndex(
    order.flatMap(({ indicator, index }) => {
      const range = indicator.type === 'address' ? parseRange(indicator.range) : null;
      return range === null ? [] : [[range, { index, range }] as const];
    }),
  );
  const patterns = nameIndex(
    order.flatMap(({ indicator, index }) => (indicator.type === 'name' ? [[indicator.pattern, index] as const] : [])),
  );
  const best = (found: readonly number[]) =>
    found.reduce((a, b) => (a === -1 || indicators[b]!.confidence > indicators[a]!.confidence ? b : a), -1);
  const speaks = { address: speaksOfAddress(inventory), name: speaksOfName(inventory) };
  const isKeptName = keptNames(inventory);
  const hits = (address: Range | null, narrow: boolean): number => {
    if (address === null) return -1;
    const inner = innerV4(address);
    const found = [address, ...(inner === null ? [] : [inner])].flatMap((one) =>
      ranges.find(one).filter(({ range }) => (!narrow || isSingle(range)) && speaks.address(range, one)),
    );
    return best(found.map(({ index }) => index));
  };
  const ofAddress = Int32Array.from(rangesOf(table), (address) => hits(address, false));
  const ofName = Int32Array.from(table.names, (name, id) =>
    id === 0
      ? -1
      : best(
          patterns.find(name).filter((index) => {
            const indicator = indicators[index];
            return indicator?.type === 'name' && speaks.name(indicator.pattern, name);
          }),
        ),
  );
  const keptName = Uint8Array.from(table.names, (name, id) => (id > 0 && isKeptName(name) ? 1 : 0));

  const found = new Map<string, { flow: Omit<AttackFlow, 'ports' | 'connections'>; ports: Set<number>; connections: number }>();
  const met = new Set<number>();
  const destinations = table.destinations;
  // What is kept by name and used inside a listed range is not the attacker's for that; an address listed by itself is.
  const ofDestination = Int32Array.from(destinations.address, (dst, to) =>
    ofAddress[dst] !== -1 && keptName[destinations.name[to]!] === 1 ? hits(rangesOf(table)[dst] ?? null, true) : ofAddress[dst]!,
  );
  const badDestination = Uint8Array.from(destinations.name, (name, to) => (ofDestination[to] === -1 && ofName[name] === -1 ? 0 : 1));
  for (let row = 0; row < table.length; row += 1) {
    const to = table.to[row]!;
    const src = table.src[row]!;
    if (badDestination[to] === 0 && ofAddress[src] === -1) continue;
    const dst = destinations.address[to]!;
    const name = destinations.name[to]!;
    const hitName = ofName[name]!;
    const hitDst = ofDestination[to]!;
    const hitSrc = ofAddress[src]!;
    const inbound = hitName === -1 && hitDst === -1 && internal[dst] === 1;
    const host = table.hostOf[inbound ? dst : src]!;
    const address = inbound ? src : dst;
    const index = best([hitName, hitDst, hitSrc].filter((one) => one !== -1));
    for (const one of [hitName, hitDst, hitSrc]) if (one !== -1) met.add(one);
    const key = `${host} ${name} ${address}`;
    const known = found.get(key);
    if (known === undefined) {
      const { confidence, impact } = indicators[index]!;
      const flow = { host, name, address, confidence, impact, indicator: index, byName: hitName !== -1, inbound };
      found.set(key, { flow, ports: new Set([destinations.port[to]!]), connections: table.count[row]! });
    } else {
      known.ports.add(destinations.port[to]!);
      known.connections += table.count[row]!;
    }
  }
  const flows = [...found.values()].map(({ flow, ports, connections }) => ({
    ...flow,
    connections,
    ports: [...ports].slice(0, 20).map((port) => unpackPort(port)),
  }));
  const { suspects, unknownHosts } = suspectsOf(table, indicators, flows);
  return {
    flows,
    suspects,
    unknownHosts,
    unseen: indicators.flatMap((indicator, index) => (indicator.type === 'host' || met.has(index) ? [] : [index])),
    badAddress: Uint8Array.from(ofAddress, (index) => (index === -1 ? 0 : 1)),
    badName: Uint8Array.from(ofName, (index) => (index === -1 ? 0 : 1)),
    badDestination,
    contested: contestedOf(table, indicators, classes, inventory, { ofDestination, ofName }),
    spared: new Set(destinations.address.filter((dst, to) => ofAddress[dst] !== -1 && badDestination[to] === 0)),
  };
}

/** Destinations of a service whose own declared range or name lies in what was listed: closing them stops that service. */
function contestedOf(
  table: FlowTable,
  indicators: readonly Indicator[],
  classes: Pick<Classes, 'services' | 'serviceOf' | 'unnamed'>,
  inventory: Inventory,
  hit: { readonly ofDestination: Int32Array; readonly ofName: Int32Array },
): Uint8Array {
  const byId = new Map(inventory.services.map((service) => [service.id, service]));
  const { address, name } = table.destinations;
  return Uint8Array.from(address, (dst, to) => {
    const number = classes.serviceOf[to]!;
    const service = number < classes.unnamed ? byId.get(classes.services[number]?.id ?? '') : undefined;
    if (service === undefined) return 0;
    const byName = indicators[hit.ofName[name[to]!]!];
    if (byName?.type === 'name') return service.names.some((pattern) => coversPattern(byName.pattern, pattern)) ? 1 : 0;
    const byAddress = indicators[hit.ofDestination[to]!];
    const listed = byAddress?.type === 'address' ? parseRange(byAddress.range) : null;
    const at = rangesOf(table)[dst] ?? null;
    if (listed === null || at === null) return 0;
    return service.ranges.some((text) => {
      const range = parseRange(text);
      return range !== null && range.bits >= listed.bits && contains(range, at);
    })
      ? 1
      : 0;
  });
}

/** Probability that a computer is controlled: 1 - Π(1 - confidence) over distinct indicators it met, or what was said of it. */
function suspectsOf(table: FlowTable, indicators: readonly Indicator[], flows: readonly AttackFlow[]) {
  const byHost = new Map<number, { innocent: number; impact: number; seen: Set<number> }>();
  const add = (host: number, indicator: number) => {
    const state = byHost.get(host) ?? { innocent: 1, impact: 0, seen: new Set<number>() };
    byHost.set(host, state);
    const said = indicators[indicator];
    if (said === undefined || state.seen.has(indicator)) return;
    state.seen.add(indicator);
    state.innocent *= 1 - Math.min(0.999, said.confidence);
    state.impact = Math.max(state.impact, said.impact);
  };
  for (const flow of flows) add(flow.host, flow.indicator);
  const hostId = new Map(table.hosts.map((name, id) => [name.toLowerCase(), id]));
  const addressId = new Map(table.addresses.map((name, id) => [name, id]));
  const unknownHosts: string[] = [];
  indicators.forEach((indicator, index) => {
    if (indicator.type !== 'host') return;
    const address = addressId.get(indicator.host);
    const host = hostId.get(indicator.host.toLowerCase()) ?? (address === undefined ? undefined : table.hostOf[address]);
    if (host === undefined) unknownHosts.push(indicator.host);
    else add(host, index);
  });
  const suspects = [...byHost]
    .map(([host, { innocent, impact }]): Suspect => ({ host, probability: 1 - innocent, impact }))
    .toSorted((a, b) => a.host - b.host);
  return { suspects, unknownHosts };
}
