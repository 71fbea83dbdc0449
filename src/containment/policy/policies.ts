// SPDX-License-Identifier: Apache-2.0
import { parseAddress, parseRange } from '../../common/address/ip-range.ts';
import type { Attack } from '../attack/attack.ts';
import type { Cut } from '../optimise/cut.ts';
import type { FlowTable } from '../traffic/flow.ts';
import type { Indicator } from '../attack/indicator.ts';
import { internalRanges, isKept } from '../inventory/inventory.ts';
import type { Inventory, Service } from '../inventory/inventory.ts';
import { withListed } from './listed-rules.ts';
import type { Model } from '../optimise/model.ts';
import type { OwnNames } from './own-names.ts';
import { nameIndex } from '../address/name.ts';
import { rangeIndex } from '../address/range-index.ts';
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
  /** The responders' way in, part of every plan. */
  readonly path: readonly Rule[];
  /** Names of the own networks, and the rule that keeps them answered where a resolver closes names. */
  readonly own: { readonly names: OwnNames; readonly rules: readonly Rule[] };
  /** Distinct recorded destinations inside these ranges. */
  readonly observedIn: (ranges: readonly string[]) => number;
};

/** Every address that each of these hosts was seen with. */
export function hostAddresses(table: FlowTable, hosts: Iterable<number>): ReadonlyMap<number, readonly string[]> {
  const found = new Map<number, string[]>([...hosts].map((host) => [host, []]));
  table.addresses.forEach((text, id) => found.get(table.hostOf[id]!)?.push(text));
  return found;
}

/**
 * The responders' way in: part of every plan. A service that is known by name is kept at the addresses where a computer
 * beyond suspicion used that name: a name alone can be lied about, and this rule is stronger than every other one.
 */
export function pathRules(knowledge: Pick<Knowledge, 'inventory' | 'table' | 'attack'>): readonly Rule[] {
  const { inventory } = knowledge;
  return inventory.services
    .filter((service) => service.kind === 'responder')
    .flatMap((service): Rule[] => {
      const head = { reason: 'responder', service: service.name, ports: service.ports } as const;
      const seen = service.names.length === 0 ? [] : addressesOfNames(knowledge, service);
      return [
        { id: `path-${service.id}`, kind: 'path', ...head, ranges: [...service.ranges, ...seen] },
        // Where a resolver or proxy closes names, the responders' names stay answered.
        ...(service.names.length === 0
          ? []
          : [{ id: `allow-path-${service.id}`, kind: 'allow' as const, ...head, patterns: service.names, ranges: [], observed: [] }]),
      ];
    });
}

function addressesOfNames({ table, attack }: Pick<Knowledge, 'table' | 'attack'>, service: Service): readonly string[] {
  const declared = rangeIndex(service.ranges.flatMap((text) => (parseRange(text) === null ? [] : [[parseRange(text)!, true] as const])));
  const byName = nameIndex(service.names.map((pattern) => [pattern, true] as const));
  const ofName = Uint8Array.from(table.names, (name, id) => (id > 0 && byName.find(name).length > 0 ? 1 : 0));
  const suspects = new Set(attack.suspects.map((suspect) => suspect.host));
  const found = new Set<number>();
  for (let row = 0; row < table.length; row += 1) {
    const to = table.to[row]!;
    if (ofName[table.destinations.name[to]!] === 0 || attack.badDestination[to] === 1) continue;
    if (!suspects.has(table.hostOf[table.src[row]!]!)) found.add(table.destinations.address[to]!);
  }
  return [...found]
    .flatMap((id) => {
      const text = table.addresses[id] ?? '';
      const address = parseAddress(text);
      return address === null || declared.has(address) ? [] : [text];
    })
    .toSorted();
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

/** What a cut chose, as rules, and what was listed, as wide as it was listed. `precautions` adds the indicators that no traffic met. */
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
  return withListed(knowledge, rules, precautions);
}

/**
 * A policy over the inventory: what must stay open (`path`) first, then the rules; `base` is what happens to everything
 * else.
 */
export function policy(knowledge: Knowledge, base: 'allow' | 'deny', rules: readonly Rule[]): Policy {
  const { inventory } = knowledge;
  return {
    base,
    names: inventory.nameEnforcement,
    internal: internalRanges(inventory),
    rules: [...knowledge.path, ...(base === 'deny' ? knowledge.own.rules : []), ...rules],
  };
}
