// SPDX-License-Identifier: Apache-2.0
import { indicatorPlaces } from './indicator/search.ts';
import type { Indicator } from './indicator/indicator.ts';
import { tables } from './schema.ts';
import type { Table } from './schema.ts';
import type { Compiled } from './sigma/compiled.ts';

/** Which kinds of log each search looks at: nothing found says nothing of the others. */
export type LookedIn = {
  readonly indicators: readonly Table[];
  readonly sigma: readonly Table[];
  readonly beacons: readonly Table[];
  readonly rare: readonly Table[];
  readonly attacks: readonly Table[];
};

export function lookedIn(indicators: readonly Indicator[] | null, rules: readonly Compiled[] | null): LookedIn {
  return {
    indicators: tables.filter((table) =>
      (indicators ?? []).some(({ kind }) => indicatorPlaces[table][kind === 'cidr' ? 'ip' : kind] !== undefined),
    ),
    // A correlation goes where its rules go, whatever table it is listed under.
    sigma: tables.filter((table) => (rules ?? []).some((rule) => rule.correlation || rule.table === table)),
    beacons: ['web', 'flow', 'event'],
    rare: ['web', 'flow'],
    attacks: ['web'],
  };
}
