// SPDX-License-Identifier: Apache-2.0
import { ok } from '../kernel/result.ts';
import type { Result } from '../kernel/result.ts';
import type { EngineFault, LogEngine } from './engine.port.ts';
import { between } from './period.ts';
import type { Period } from './period.ts';

export type Rare = {
  readonly kind: 'destination' | 'user-agent';
  readonly value: string;
  readonly computers: number;
  readonly example: string;
  readonly count: number;
  readonly first: string;
  readonly last: string;
};

/** Destinations and agents that at most two computers know, most used first: what a lone guest in the house looks like. */
export async function findRare(engine: LogEngine, period: Period, limit: number): Promise<Result<readonly Rare[], EngineFault>> {
  const part = (kind: Rare['kind'], value: string, from: string) =>
    `SELECT '${kind}' AS kind, ${value} AS value, uniqExact(\`source.ip\`) AS computers, any(\`source.ip\`) AS example, count() AS count,
       concat(formatDateTime(min(\`@timestamp\`), '%FT%T', 'UTC'), 'Z') AS first, concat(formatDateTime(max(\`@timestamp\`), '%FT%T', 'UTC'), 'Z') AS last
     FROM matoi.${from} WHERE value != '' AND value != '-' AND ${between(period)} GROUP BY value HAVING computers <= 2 ORDER BY count DESC, value LIMIT ${limit}`;
  const found: Rare[] = [];
  for (const sql of [
    part('user-agent', '`user_agent.original`', 'web'),
    part('destination', '`url.domain`', 'web'),
    part('destination', '`destination.ip`', 'flow'),
  ]) {
    const rows = await engine.read<Rare>(sql);
    if (!rows.ok) return rows;
    found.push(...rows.value);
  }
  return ok(found);
}
