// SPDX-License-Identifier: Apache-2.0
import type { Attack, AttackFlow } from '../attack/attack.ts';
import { FORBIDDEN } from './cut.ts';
import type { CutInstance } from './cut.ts';
import { CONFIDENT } from '../attack/indicator.ts';
import type { NameEnforcement } from '../inventory/inventory.ts';
import { HOST_PRICE, distinct, indexOf } from './losses.ts';
import type { Losses, SharedUse } from './losses.ts';

/** Prices in thousandths: a rule is cheap, a person without a computer costs as much as ten without a minor service. */
export const RULE_PRICE = 100;
/** At the same price the destination is closed for everybody, not for the one computer that was seen. */
const PAIR_PRICE = RULE_PRICE + 1;

/** What a cut is made of, with the way back from its numbers to the table's. */
export type Model = {
  readonly instance: CutInstance;
  readonly hosts: readonly number[];
  readonly names: readonly number[];
  readonly addresses: readonly number[];
  /** For each candidate address the services and names of others that live there. */
  readonly shared: ReadonlyMap<number, SharedUse>;
  /** Attack flows in the order of the pairs they became. */
  readonly pairOf: readonly number[];
};

export type ModelOptions = {
  readonly names: NameEnforcement;
  /** Hosts that hide others, or that the responders stand on: never isolated. */
  readonly neverIsolate: ReadonlySet<number>;
  /** Addresses that the inventory keeps and no indicator lists: never closed for everybody. */
  readonly neverCut?: ReadonlySet<number>;
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
      addresses: addresses.map((address) => ({
        cost: options.neverCut?.has(address) === true ? FORBIDDEN : Math.min(FORBIDDEN, RULE_PRICE + (losses.address.get(address) ?? 0)),
      })),
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

function sum(list: readonly number[]): number {
  return list.reduce((total, one) => total + one, 0);
}
