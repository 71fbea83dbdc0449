// SPDX-License-Identifier: Apache-2.0
import { contains, formatRange, isSingle, parseRange } from '../../common/address/ip-range.ts';
import type { Range } from '../../common/address/ip-range.ts';
import type { Attack } from '../attack/attack.ts';
import type { FlowTable } from '../traffic/flow.ts';
import type { Indicator } from '../attack/indicator.ts';
import { internalRanges } from '../inventory/inventory.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { baseOf, matchesName } from '../address/name.ts';
import { coversPattern, protectedNames, protectedRanges, speaksOfName } from '../attack/overlap.ts';
import { insideAny, rangeIndex } from '../address/range-index.ts';
import type { Rule } from './rule.ts';
import { disjoint } from '../address/segments.ts';

type Known = {
  readonly inventory: Inventory;
  readonly indicators: readonly Indicator[];
  readonly attack: Attack;
  readonly table: FlowTable;
};

/** What is in a range and in none of the holes. */
export function without(range: Range, holes: readonly Range[]): readonly Range[] {
  const inside = holes.filter((hole) => contains(range, hole));
  if (inside.length === 0) return holes.some((hole) => contains(hole, range)) ? [] : [range];
  return disjoint<'listed' | 'hole'>([[range, 'listed'], ...inside.map((hole) => [hole, 'hole'] as const)]).flatMap(({ ranges, values }) =>
    values.length === 1 && values[0] === 'listed' ? ranges : [],
  );
}

/** The part of a listed range that a plan closes: without what the inventory protects as narrowly, and without `open`. */
export function closable(inventory: Inventory, listed: Range, open: readonly Range[]): readonly Range[] {
  return without(listed, [...protectedRanges(inventory).filter((range) => contains(listed, range)), ...open]);
}

/** Spared addresses of the record, unless a rule of the plan closes them after all. */
function sparedRanges({ attack, table }: Known, before: readonly Rule[]): readonly Range[] {
  const chosen = new Set(before.flatMap((rule) => (rule.kind === 'address' ? [rule.range] : [])));
  return [...attack.spared].flatMap((id) => {
    const text = table.addresses[id] ?? '';
    return chosen.has(text) ? [] : (parseRange(text) ?? []);
  });
}

/**
 * Rules for what was listed, as wide as it was listed, whatever part of it the record happened to meet; rules that they
 * cover are left out. `precautions`: also what no recorded traffic met. Without them a listed range is written out only
 * where that needs no more rules than the addresses that were met.
 */
export function withListed(known: Known, before: readonly Rule[], precautions: boolean): readonly Rule[] {
  const { inventory, indicators, attack } = known;
  const met = new Set(attack.flows.map((flow) => flow.indicator));
  const spared = sparedRanges(known, before);
  const inside = insideAny(internalRanges(inventory).flatMap((text) => parseRange(text) ?? []));
  const responders = inventory.services
    .filter((service) => service.kind === 'responder')
    .flatMap((service) => service.ranges.flatMap((text) => parseRange(text) ?? []));
  const chosen = before.flatMap((rule) => (rule.kind === 'address' ? (parseRange(rule.range) ?? []) : []));
  const ranges = new Set(before.flatMap((rule) => (rule.kind === 'address' ? [rule.range] : [])));
  const rules: Rule[] = [];
  const wide: Range[] = [];
  const add = (id: string, reason: 'indicator' | 'precaution', range: string) => {
    if (ranges.has(range)) return;
    ranges.add(range);
    rules.push({ id, kind: 'address', reason, range });
  };
  indicators.forEach((indicator, index) => {
    if (indicator.type !== 'address') return;
    const range = parseRange(indicator.range);
    if (range === null || inside(range) || responders.some((one) => contains(one, range))) return;
    if (!precautions && !met.has(index)) return;
    if (isSingle(range)) {
      if (precautions && closable(inventory, range, spared).length > 0)
        add(`address-p${index + 1}`, met.has(index) ? 'indicator' : 'precaution', indicator.range);
      return;
    }
    const pieces = closable(inventory, range, spared);
    if (!precautions && pieces.length > Math.max(1, chosen.filter((one) => contains(range, one)).length)) return;
    wide.push(...pieces);
    const reason = met.has(index) ? 'indicator' : 'precaution';
    pieces.forEach((piece, at) =>
      add(pieces.length === 1 ? `address-p${index + 1}` : `address-p${index + 1}-${at + 1}`, reason, formatRange(piece)),
    );
  });
  const covered = rangeIndex(wide.map((range) => [range, range.bits] as const));
  const needed = (rule: Rule) => {
    const range = rule.kind === 'address' ? parseRange(rule.range) : null;
    // What the responders' path opens anyway would only make a resolver withhold its names.
    if (range !== null && responders.some((one) => contains(one, range))) return false;
    return range === null || covered.find(range).every((bits) => bits >= range.bits);
  };
  return [...before.filter(needed), ...rules.filter(needed), ...(precautions ? listedNames(known, before, met) : [])];
}

/** A listed tree that holds a name which must live is closed only at the names below it that were seen. */
function listedNames({ inventory, indicators, table }: Known, before: readonly Rule[], met: ReadonlySet<number>): readonly Rule[] {
  if (inventory.nameEnforcement === 'none') return [];
  const names = new Set(before.flatMap((rule) => (rule.kind === 'name' ? [rule.pattern] : [])));
  const protect = protectedNames(inventory).filter((one) => one.holder !== 'other');
  const speaks = speaksOfName(inventory);
  return indicators.flatMap((indicator, index): Rule[] => {
    if (indicator.type !== 'name') return [];
    const { pattern } = indicator;
    const whole = !protect.some((one) => coversPattern(pattern, one.pattern));
    const seen = whole
      ? [pattern]
      : [...new Set([baseOf(pattern), ...table.names])].filter(
          (name) => name !== '' && matchesName(pattern, name) && speaks(pattern, name),
        );
    return seen.flatMap((one, at): Rule[] => {
      if (names.has(one)) return [];
      names.add(one);
      const id = whole ? `name-p${index + 1}` : `name-p${index + 1}-${at + 1}`;
      return [{ id, kind: 'name', reason: met.has(index) ? 'indicator' : 'precaution', pattern: one }];
    });
  });
}
