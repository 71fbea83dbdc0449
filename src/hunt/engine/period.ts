// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '../../kernel/instant.ts';
import { instant } from './sql.ts';

/** From (inclusive) to (exclusive); null leaves a side open. */
export type Period = { readonly since: Instant | null; readonly until: Instant | null };

export const ALWAYS: Period = { since: null, until: null };

/** A period as SQL over `@timestamp`: from `since` inclusive to `until` exclusive; `1` where it is open on both sides. */
export function between(period: Period): string {
  const parts = [
    period.since === null ? null : `\`@timestamp\` >= ${instant(period.since)}`,
    period.until === null ? null : `\`@timestamp\` < ${instant(period.until)}`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? '1' : parts.join(' AND ');
}
