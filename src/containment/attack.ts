// SPDX-License-Identifier: Apache-2.0
import { parseRange } from './address.ts';
import { rangesOf } from './destination.ts';
import type { FlowTable } from './flow.ts';
import type { Indicator } from './indicator.ts';
import { nameIndex } from './name.ts';
import { unpackPort } from './ports.ts';
import type { Protocol } from './ports.ts';
import { rangeIndex } from './range-index.ts';

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
  /** 1 where an indicator names this address or name. */
  readonly badAddress: Uint8Array;
  readonly badName: Uint8Array;
};

/** The strongest indicator wins where several meet one row. */
export function findAttack(table: FlowTable, indicators: readonly Indicator[], internal: Uint8Array): Attack {
  const order = indicators
    .map((indicator, index) => ({ indicator, index }))
    .toSorted((a, b) => b.indicator.confidence - a.indicator.confidence || a.index - b.index);
  const ranges = rangeIndex(
    order.flatMap(({ indicator, index }) => {
      const range = indicator.type === 'address' ? parseRange(indicator.range) : null;
      return range === null ? [] : [[range, index] as const];
    }),
  );
  const patterns = nameIndex(
    order.flatMap(({ indicator, index }) => (indicator.type === 'name' ? [[indicator.pattern, index] as const] : [])),
  );
  const best = (found: readonly number[]) =>
    found.reduce((a, b) => (a === -1 || indicators[b]!.confidence > indicators[a]!.confidence ? b : a), -1);
  const ofAddress = Int32Array.from(rangesOf(table), (address) => (address === null ? -1 : best(ranges.find(address))));
  const ofName = Int32Array.from(table.names, (name, id) => (id === 0 ? -1 : best(patterns.find(name))));

  const found = new Map<string, { flow: Omit<AttackFlow, 'ports' | 'connections'>; ports: Set<number>; connections: number }>();
  const met = new Set<number>();
  const destinations = table.destinations;
  const hit = Uint8Array.from(destinations.address, (dst, to) => (ofAddress[dst] === -1 && ofName[destinations.name[to]!] === -1 ? 0 : 1));
  for (let row = 0; row < table.length; row += 1) {
    const to = table.to[row]!;
    const src = table.src[row]!;
    if (hit[to] === 0 && ofAddress[src] === -1) continue;
    const dst = destinations.address[to]!;
    const name = destinations.name[to]!;
    const hitName = ofName[name]!;
    const hitDst = ofAddress[dst]!;
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
  };
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
