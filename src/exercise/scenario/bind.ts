// SPDX-License-Identifier: Apache-2.0
import type { Scenario } from './scenario.ts';

/** What the organisation's registers call things, in their order. */
export const bindable = ['service', 'host', 'customer'] as const;
export type HouseNames = Readonly<Record<(typeof bindable)[number], readonly string[]>>;

/** `{{service:1|the order desk}}`: the first service of the register, or, where there is none, the words after the bar. */
const PLACE = /\{\{(service|host|customer):([1-9]\d?)\|([^{}|]{1,200})\}\}/g;
const ANY_PLACE = /\{\{[^}]{0,300}\}?\}?/g;

/** The scenario with the organisation's own names at its places; done once, when a run starts. */
export function bind(scenario: Scenario, names: HouseNames): Scenario {
  const said = (text: string): string =>
    text.replaceAll(PLACE, (_, kind: keyof HouseNames, number: string, otherwise: string) => names[kind][Number(number) - 1] ?? otherwise);
  return eachText(scenario, said) as Scenario;
}

/** Places that no register fills, as they stand in the file. */
export function wrongPlaces(text: string): readonly string[] {
  return text.replaceAll(PLACE, '').match(ANY_PLACE) ?? [];
}

function eachText(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return value.includes('{{') ? change(value) : value;
  if (Array.isArray(value)) return value.map((one) => eachText(one, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, eachText(one, change)]));
}
