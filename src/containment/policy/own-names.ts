// SPDX-License-Identifier: Apache-2.0
import type { Attack } from '../attack/attack.ts';
import { parseRange } from '../../common/address/ip-range.ts';
import { dnsPorts, unpackPort } from '../address/ports.ts';
import { insideAny } from '../address/range-index.ts';
import { internalRanges } from '../inventory/inventory.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { rangesOf } from '../traffic/destination.ts';
import type { FlowTable } from '../traffic/flow.ts';
import type { Rule } from './rule.ts';

/** `recorded`: names in use at own addresses, the most used first. */
export type OwnNames = { readonly declared: readonly string[]; readonly recorded: readonly string[] };

/** A resolver's zone holds two lines for each; beyond this a company writes its own suffix into the inventory. */
const MOST_RECORDED = 5000;

/**
 * Names of the own networks: what the inventory calls internal, and names under which own addresses were used. Not those
 * that were asked of a resolver or fetched through a proxy or NAT of the inventory, nor any that an indicator speaks of.
 */
export function ownNames(inventory: Inventory, table: FlowTable, attack: Pick<Attack, 'badName'>): OwnNames {
  const parsed = (texts: readonly string[]) => insideAny(texts.flatMap((text) => parseRange(text) ?? []));
  const own = parsed(internalRanges(inventory));
  const passesOn = parsed(
    inventory.services.flatMap((service) => (['resolver', 'proxy', 'nat'].includes(service.kind) ? service.ranges : [])),
  );
  const usedAt = Uint8Array.from(rangesOf(table), (range) => (range !== null && own(range) && !passesOn(range) ? 1 : 0));
  const { address, name, port, length } = table.destinations;
  const uses = new Float64Array(table.names.length);
  const isUse = Uint8Array.from({ length }, (_, to) =>
    name[to] !== 0 && usedAt[address[to]!] === 1 && attack.badName[name[to]!] === 0 && !dnsPorts.includes(unpackPort(port[to]!).port)
      ? 1
      : 0,
  );
  for (let row = 0; row < table.length; row += 1) {
    const to = table.to[row]!;
    if (isUse[to] === 1) uses[name[to]!]! += table.count[row]!;
  }
  const recorded = [...uses.keys()].filter((id) => uses[id]! > 0).toSorted((a, b) => uses[b]! - uses[a]! || a - b);
  return {
    declared: [...new Set(inventory.services.flatMap((service) => (service.kind === 'internal' ? service.names : [])))],
    recorded: recorded.slice(0, MOST_RECORDED).map((id) => table.names[id] ?? ''),
  };
}

/**
 * Where a resolver answers nothing but what is kept, traffic between own networks would stop for want of an address: their
 * names stay answered. The rule opens no address.
 */
export function ownNamesRule(inventory: Inventory, { declared, recorded }: OwnNames): readonly Rule[] {
  const patterns = [...new Set([...declared, ...recorded])];
  if (inventory.nameEnforcement !== 'dns' || patterns.length === 0) return [];
  return [
    { id: 'allow-own-names', kind: 'allow', reason: 'own', service: 'own networks', patterns, ranges: [], observed: [], ports: null },
  ];
}
