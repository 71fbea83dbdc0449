// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { DecisionTable } from './ssvc-table.ts';

/** One decision point as it was set: by a fact, by a person, or assumed (and then said so). */
export type PointSet = {
  readonly key: string;
  readonly name: Bilingual;
  readonly value: string;
  readonly valueName: Bilingual;
  readonly from: 'fact' | 'person' | 'assumed';
  readonly why: Bilingual;
  readonly choices: readonly { readonly key: string; readonly name: Bilingual }[];
};
export type Decision = {
  readonly table: string;
  readonly name: Bilingual;
  readonly points: readonly PointSet[];
  readonly outcome: string;
  readonly outcomeName: Bilingual;
};
export type Setting = { readonly value: string; readonly from: PointSet['from']; readonly why: Bilingual };

/** Throws when a setting names no value of its point: settings are parsed where they come in (`isSetting`). */
export function decide(table: DecisionTable, settings: Readonly<Record<string, Setting>>): Decision {
  let index = 0;
  const points = table.points.map((point): PointSet => {
    const setting = settings[point.key];
    const at = point.values.findIndex((value) => value.key === setting?.value);
    const value = point.values[at];
    if (setting === undefined || value === undefined) throw new Error(`${table.id}: ${point.key} is not set`);
    index = index * point.values.length + at;
    return {
      key: point.key,
      name: point.name,
      value: value.key,
      valueName: value.name,
      from: setting.from,
      why: setting.why,
      choices: point.values,
    };
  });
  const outcome = table.outcomes.split(' ')[index] ?? '';
  const result = table.results.find((candidate) => candidate.key === outcome);
  if (result === undefined) throw new Error(`${table.id} has no outcome ${index}`);
  return { table: table.id, name: table.name, points, outcome, outcomeName: result.name };
}

/** Whether the table has the point, and the point the value. */
export function isSetting(table: DecisionTable, key: string, value: string): boolean {
  return table.points.some((point) => point.key === key && point.values.some((candidate) => candidate.key === value));
}
