// SPDX-License-Identifier: Apache-2.0
import { innerV4 } from '../../common/address/embedded-v4.ts';
import { contains, formatRange, isSingle, parseRange } from '../../common/address/ip-range.ts';
import type { Range } from '../../common/address/ip-range.ts';
import type { FlowTable } from '../traffic/flow.ts';
import type { Indicator } from './indicator.ts';
import { isKept, privateRanges } from '../inventory/inventory.ts';
import type { Inventory, Service } from '../inventory/inventory.ts';
import { baseOf, isTree, matchesName, nameIndex } from '../address/name.ts';
import type { NamePattern } from '../address/name.ts';
import { rangeIndex } from '../address/range-index.ts';

/** Whose addresses or names they are that an indicator names too. */
export type Holder = 'kept' | 'own' | 'responder' | 'other';

/**
 * A listed range or name that meets something of the inventory. `left-open`: what the inventory holds is narrower than (or
 * equal to) what was listed and is not closed, nor is its use counted as attack. `cut`: it is closed all the same, because
 * the listed part is the narrower one, or because nobody decided to keep the service.
 */
export type Overlap = {
  readonly listed: string;
  readonly indicator: number;
  readonly holder: Holder;
  /** Name in the inventory; empty for private networks. */
  readonly service: string;
  /** What both have in common: a range, an address or a name. */
  readonly part: string;
  readonly end: 'left-open' | 'cut';
};

type Held = { readonly range: Range; readonly holder: Holder; readonly service: string };

function holderOf(service: Service): Holder | null {
  if (service.kind === 'responder') return 'responder';
  if (service.kind === 'internal' || service.kind === 'proxy' || service.kind === 'nat') return 'own';
  if (service.kind === 'shared') return null;
  return isKept(service) ? 'kept' : 'other';
}

function held(inventory: Inventory): readonly Held[] {
  const of = (text: string, holder: Holder, service: string) => {
    const range = parseRange(text);
    if (range === null) return [];
    // IPv4 inside IPv6 is the IPv4: whoever holds the one holds the other.
    const inner = innerV4(range);
    return [range, ...(inner === null ? [] : [inner])].map((one) => ({ range: one, holder, service }));
  };
  return [
    ...privateRanges.flatMap((text) => of(text, 'own', '')),
    ...inventory.services.flatMap((service) => {
      const holder = holderOf(service);
      return holder === null ? [] : service.ranges.flatMap((text) => of(text, holder, service.name));
    }),
  ];
}

const isProtected = (holder: Holder) => holder !== 'other';

/** Ranges that no listed range which is as wide or wider may close. */
export function protectedRanges(inventory: Inventory): readonly Range[] {
  return held(inventory).flatMap((one) => (isProtected(one.holder) ? [one.range] : []));
}

/** Kept and responders' names: a listed tree that holds one of them does not close it. */
export function protectedNames(
  inventory: Inventory,
): readonly { readonly pattern: NamePattern; readonly holder: Holder; readonly service: string }[] {
  return inventory.services.flatMap((service) => {
    const holder = holderOf(service);
    return holder === null ? [] : service.names.map((pattern) => ({ pattern, holder, service: service.name }));
  });
}

/** Whether every name that `narrow` means is meant by `wide` too. */
export function coversPattern(wide: NamePattern, narrow: NamePattern): boolean {
  return wide === narrow || (isTree(wide) && matchesName(wide, baseOf(narrow)));
}

/** Whether an indicator that names this address speaks of it: not where the inventory protects something as narrow. */
export function speaksOfAddress(inventory: Inventory): (listed: Range, address: Range) => boolean {
  const narrow = rangeIndex(protectedRanges(inventory).map((range) => [range, range.bits] as const));
  return (listed, address) => narrow.find(address).every((bits) => bits < listed.bits);
}

/** The same for a name: not where the inventory protects a name that the listed pattern holds. */
export function speaksOfName(inventory: Inventory): (listed: NamePattern, name: string) => boolean {
  const kept = nameIndex(
    protectedNames(inventory).flatMap(({ pattern, holder }) => (isProtected(holder) ? [[pattern, pattern] as const] : [])),
  );
  return (listed, name) => !kept.find(name).some((pattern) => coversPattern(listed, pattern));
}

/** Single addresses that the inventory keeps, owns or needs: an indicator that names something else does not close them by being met there. */
export function protectedAddresses(inventory: Inventory): (address: Range) => boolean {
  const single = rangeIndex(
    held(inventory).flatMap((one) => (isProtected(one.holder) && isSingle(one.range) ? [[one.range, true] as const] : [])),
  );
  return (address) => single.has(address);
}

/** Kept ranges, each wider than one address, at which a name that was listed was met: closing that address stops a part of them. */
export function metInsideKept(
  inventory: Inventory,
  indicators: readonly Indicator[],
  table: FlowTable,
  flows: readonly { readonly address: number; readonly indicator: number; readonly byName: boolean }[],
): readonly Overlap[] {
  const kept = rangeIndex(
    held(inventory).flatMap((one) => (one.holder === 'kept' && !isSingle(one.range) ? [[one.range, one] as const] : [])),
  );
  const found = new Map<string, Overlap>();
  for (const flow of flows) {
    const indicator = indicators[flow.indicator];
    const part = table.addresses[flow.address] ?? '';
    const address = parseRange(part);
    if (!flow.byName || indicator?.type !== 'name' || address === null) continue;
    for (const { service } of kept.find(address))
      found.set(`${flow.indicator} ${part} ${service}`, {
        listed: indicator.pattern,
        indicator: flow.indicator,
        holder: 'kept',
        service,
        part,
        end: 'cut',
      });
  }
  return [...found.values()];
}

/** Names that somebody decided to keep, or needs: traffic to them at an address of a wide listed range is theirs. */
export function keptNames(inventory: Inventory): (name: string) => boolean {
  const kept = nameIndex(
    protectedNames(inventory).flatMap(({ pattern, holder }) =>
      holder === 'kept' || holder === 'responder' ? [[pattern, true] as const] : [],
    ),
  );
  return (name) => kept.find(name).length > 0;
}

/** One line for each listed thing and holder; `parts`: in how many places they meet. */
export function grouped(overlaps: readonly Overlap[]): readonly (Overlap & { readonly parts: number })[] {
  const groups = Map.groupBy(overlaps, (one) => JSON.stringify([one.indicator, one.holder, one.service, one.end]));
  return [...groups.values()].flatMap(([first, ...rest]) => (first === undefined ? [] : [{ ...first, parts: rest.length + 1 }]));
}

/** Every meeting of the list with the inventory, in either direction, widest listed first. */
export function findOverlaps(
  inventory: Inventory,
  indicators: readonly Indicator[],
  table: FlowTable,
  spared: ReadonlySet<number>,
): readonly Overlap[] {
  const ranges = held(inventory);
  const names = protectedNames(inventory);
  const shown = (range: Range) => formatRange(range);
  return indicators.flatMap((indicator, index): Overlap[] => {
    if (indicator.type === 'host') return [];
    if (indicator.type === 'name')
      return names.flatMap(({ pattern, holder, service }): Overlap[] => {
        const head = { listed: indicator.pattern, indicator: index, holder, service };
        if (coversPattern(indicator.pattern, pattern)) return [{ ...head, part: pattern, end: isProtected(holder) ? 'left-open' : 'cut' }];
        return holder !== 'other' && coversPattern(pattern, indicator.pattern) ? [{ ...head, part: indicator.pattern, end: 'cut' }] : [];
      });
    const listed = parseRange(indicator.range);
    if (listed === null) return [];
    const declared = ranges.flatMap(({ range, holder, service }): Overlap[] => {
      const head = { listed: indicator.range, indicator: index, holder, service };
      if (contains(listed, range)) return [{ ...head, part: shown(range), end: isProtected(holder) ? 'left-open' : 'cut' }];
      if (!isProtected(holder) || !contains(range, listed)) return [];
      return [{ ...head, part: indicator.range, end: holder === 'responder' ? 'left-open' : 'cut' }];
    });
    return [...declared, ...sparedIn(inventory, table, spared, indicator.range, listed, index)];
  });
}

/** Addresses of a wide listed range at which a kept name was used. */
function sparedIn(
  inventory: Inventory,
  table: FlowTable,
  spared: ReadonlySet<number>,
  text: string,
  listed: Range,
  indicator: number,
): readonly Overlap[] {
  if (isSingle(listed) || spared.size === 0) return [];
  const services = inventory.services.filter((service) => ['kept', 'responder'].includes(holderOf(service) ?? ''));
  const owner = nameIndex(services.flatMap((service) => service.names.map((pattern) => [pattern, service] as const)));
  const found = new Map<string, Overlap>();
  table.destinations.address.forEach((address, to) => {
    if (!spared.has(address)) return;
    const part = table.addresses[address] ?? '';
    const range = parseRange(part);
    const [service] = owner.find(table.names[table.destinations.name[to]!] ?? '');
    if (range === null || service === undefined || !contains(listed, range)) return;
    const holder = holderOf(service) ?? 'kept';
    found.set(`${part} ${service.name}`, { listed: text, indicator, holder, service: service.name, part, end: 'left-open' });
  });
  return [...found.values()];
}
