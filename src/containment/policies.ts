// SPDX-License-Identifier: Apache-2.0
import { parseAddress, parseRange } from './address.ts';
import type { Attack } from './attack.ts';
import type { Cut } from './cut.ts';
import type { FlowTable } from './flow.ts';
import type { Indicator } from './indicator.ts';
import { internalRanges, isKept } from './inventory.ts';
import type { Inventory } from './inventory.ts';
import type { Model } from './model.ts';
import { nameIndex } from './name.ts';
import { rangeIndex } from './range-index.ts';
import type { Policy, Rule } from './rule.ts';

export type Knowledge = {
  readonly table: FlowTable;
  readonly inventory: Inventory;
  readonly indicators: readonly Indicator[];
  readonly attack: Attack;
  readonly addressesOf: ReadonlyMap<number, readonly string[]>;
  /** Hosts that stand for several computers (proxy, NAT, resolver, or many users on one address). */
  readonly hides: ReadonlySet<number>;
  /** Priority of the n-th service of the classes; null for what nobody named. */
  readonly priorityOf: (service: number) => number | null;
  readonly serviceName: (service: number) => string;
  /** The inventory's shared network (CDN, hosting) that holds an address. */
  readonly sharedNetwork: (address: string) => string | null;
  /** Distinct recorded destinations inside these ranges. */
  readonly observedIn: (ranges: readonly string[]) => number;
};

/** Every address that each of these hosts was seen with. */
export function hostAddresses(table: FlowTable, hosts: Iterable<number>): ReadonlyMap<number, readonly string[]> {
  const found = new Map<number, string[]>([...hosts].map((host) => [host, []]));
  table.addresses.forEach((text, id) => found.get(table.hostOf[id]!)?.push(text));
  return found;
}

/** The responders' way in: part of every plan. */
export function pathRules(inventory: Inventory): readonly Rule[] {
  return inventory.services
    .filter((service) => service.kind === 'responder')
    .map((service) => ({
      id: `path-${service.id}`,
      kind: 'path',
      reason: 'responder',
      service: service.name,
      ranges: service.ranges,
      ports: service.ports,
    }));
}

/** Rules for what the inventory keeps, with the addresses at which its names were seen in traffic. */
export function allowRules({ table, inventory, attack }: Knowledge): readonly Rule[] {
  const kept = inventory.services.filter((service) => isKept(service));
  const byName = nameIndex(kept.flatMap((service, index) => service.names.map((pattern) => [pattern, index] as const)));
  const ofName = table.names.map((name, id) => (id === 0 || attack.badName[id] === 1 ? [] : byName.find(name)));
  const observed = kept.map(() => new Set<number>());
  table.destinations.name.forEach((name, to) => {
    for (const owner of ofName[name]!) observed[owner]?.add(table.destinations.address[to]!);
  });
  return kept.map((service, index) => {
    const declared = rangeIndex(service.ranges.flatMap((text) => (parseRange(text) === null ? [] : [[parseRange(text)!, true] as const])));
    const outside = [...(observed[index] ?? [])].flatMap((id) => {
      const text = table.addresses[id] ?? '';
      const address = parseAddress(text);
      return address === null || declared.has(address) ? [] : [text];
    });
    return {
      id: `allow-${service.id}`,
      kind: 'allow',
      reason: 'inventory',
      service: service.name,
      patterns: service.names,
      ranges: service.ranges,
      observed: outside.toSorted(),
      ports: service.ports,
    };
  });
}

/** What a cut chose, as rules. `precautions` adds the indicators that no traffic met, where that costs nobody anything. */
export function rulesOfCut(knowledge: Knowledge, model: Model, cut: Cut, precautions: boolean): readonly Rule[] {
  const { table } = knowledge;
  const rules: Rule[] = [];
  const linked = new Map<number, number[]>();
  for (const link of model.instance.links) linked.set(link.name, [...(linked.get(link.name) ?? []), link.address]);
  for (const index of cut.isolate) {
    const host = model.hosts[index] ?? 0;
    rules.push({
      id: `isolate-${rules.length + 1}`,
      kind: 'isolate',
      reason: 'suspected',
      host: table.hosts[host] ?? '',
      addresses: knowledge.addressesOf.get(host) ?? [],
    });
  }
  for (const index of cut.pairs) {
    const pair = model.instance.pairs[index];
    if (pair === undefined) continue;
    const host = model.hosts[pair.host] ?? 0;
    const targets = pair.name === null ? [pair.address ?? -1] : (linked.get(pair.name) ?? []);
    rules.push({
      id: `pair-${rules.length + 1}`,
      kind: 'pair',
      reason: 'indicator',
      host: table.hosts[host] ?? '',
      addresses: knowledge.addressesOf.get(host) ?? [],
      ranges: targets.map((target) => table.addresses[model.addresses[target] ?? -1] ?? '').filter((text) => text !== ''),
      pattern: pair.name === null ? null : (table.names[model.names[pair.name] ?? 0] ?? null),
    });
  }
  for (const index of cut.addresses)
    rules.push({
      id: `address-${rules.length + 1}`,
      kind: 'address',
      reason: 'indicator',
      range: table.addresses[model.addresses[index] ?? -1] ?? '',
    });
  for (const index of cut.names)
    rules.push({ id: `name-${rules.length + 1}`, kind: 'name', reason: 'indicator', pattern: table.names[model.names[index] ?? 0] ?? '' });
  return precautions ? [...rules, ...precautionRules(knowledge, rules)] : rules;
}

/** Indicators are closed even where no recorded flow met them, unless somebody else lives there. */
function precautionRules({ inventory, indicators, attack }: Knowledge, before: readonly Rule[]): readonly Rule[] {
  const rules: Rule[] = [];
  const names = new Set(before.flatMap((rule) => (rule.kind === 'name' ? [rule.pattern] : [])));
  const ranges = new Set(before.flatMap((rule) => (rule.kind === 'address' ? [rule.range] : [])));
  const kept = rangeIndex(
    inventory.services
      .filter((service) => service.kind !== 'internal' && service.kind !== 'shared')
      .flatMap((service) => service.ranges.flatMap((text) => (parseRange(text) === null ? [] : [[parseRange(text)!, true] as const]))),
  );
  const inside = rangeIndex(
    internalRanges(inventory).flatMap((text) => (parseRange(text) === null ? [] : [[parseRange(text)!, true] as const])),
  );
  const met = new Set(attack.flows.map((flow) => flow.indicator));
  indicators.forEach((indicator, index) => {
    if (indicator.type === 'name' && inventory.nameEnforcement !== 'none' && !names.has(indicator.pattern)) {
      names.add(indicator.pattern);
      rules.push({
        id: `name-p${index + 1}`,
        kind: 'name',
        reason: met.has(index) ? 'indicator' : 'precaution',
        pattern: indicator.pattern,
      });
    }
    if (indicator.type === 'address' && !met.has(index) && !ranges.has(indicator.range)) {
      const range = parseRange(indicator.range);
      if (range === null || kept.has(range) || inside.has(range)) return;
      ranges.add(indicator.range);
      rules.push({ id: `address-p${index + 1}`, kind: 'address', reason: 'precaution', range: indicator.range });
    }
  });
  return rules;
}

export function policy(inventory: Inventory, base: 'allow' | 'deny', rules: readonly Rule[]): Policy {
  return { base, names: inventory.nameEnforcement, internal: internalRanges(inventory), rules: [...pathRules(inventory), ...rules] };
}
