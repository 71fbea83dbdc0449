// SPDX-License-Identifier: Apache-2.0
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { EngineFault, LogEngine } from '../engine/engine.port.ts';
import { insideSql } from './inside.ts';
import { between } from '../engine/period.ts';
import type { Period } from '../engine/period.ts';

export type Rare = {
  readonly kind: 'destination' | 'user-agent';
  readonly table: 'web' | 'flow';
  readonly value: string;
  readonly computers: number;
  /** One of them has a private address: no visitor from outside. */
  readonly inside: boolean;
  /** These computers: one or two. */
  readonly seenOn: readonly string[];
  readonly example: string;
  /** Kinds of logs that show it. */
  readonly datasets: readonly string[];
  readonly count: number;
  readonly first: string;
  readonly last: string;
};

export const rarePlaces = [
  { kind: 'user-agent', table: 'web', column: '`user_agent.original`' },
  { kind: 'destination', table: 'web', column: '`url.domain`' },
  { kind: 'destination', table: 'flow', column: '`destination.ip`' },
] as const satisfies readonly { readonly kind: Rare['kind']; readonly table: Rare['table']; readonly column: string }[];

/**
 * Destinations and agents that at most two computers know, those of internal
 * addresses first, then most used first: as a single compromised host would look.
 */
export async function findRare(engine: LogEngine, period: Period, limit: number): Promise<Result<readonly Rare[], EngineFault>> {
  const part = ({ kind, table, column }: (typeof rarePlaces)[number]) =>
    `SELECT '${kind}' AS kind, '${table}' AS "table", ${column} AS value, uniqExact(\`source.ip\`) AS computers,
       arraySort(groupUniqArray(3)(\`source.ip\`)) AS seenOn, seenOn[1] AS example,
       CAST(arrayExists(x -> ${insideSql('x')}, seenOn), 'Bool') AS inside, arraySort(groupUniqArray(5)(toString(\`event.dataset\`))) AS datasets, count() AS count,
       concat(formatDateTime(min(\`@timestamp\`), '%FT%T', 'UTC'), 'Z') AS first, concat(formatDateTime(max(\`@timestamp\`), '%FT%T', 'UTC'), 'Z') AS last
     FROM matoi.${table} WHERE value != '' AND value != '-' AND ${between(period)} GROUP BY value HAVING computers <= 2 ORDER BY inside DESC, count DESC, value LIMIT ${limit}`;
  const found: Rare[] = [];
  for (const place of rarePlaces) {
    const rows = await engine.read<Rare>(part(place));
    if (!rows.ok) return rows;
    found.push(...rows.value);
  }
  return ok(found);
}
