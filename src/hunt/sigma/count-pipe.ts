// SPDX-License-Identifier: Apache-2.0
// The way to count of Sigma 1 (`… | count(field) by other > 5`), read as the correlation of Sigma 2 that it means.
import type { Bound, Correlation, CorrelationType, RuleHead } from './rule.ts';
import { Unsupported } from './rule.ts';

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, M: 2_592_000, y: 31_536_000 };
/** A count without a time frame is one over everything that is asked: longer than any log. */
const WHOLE = 100 * 31_536_000;

/** `5m` in seconds; a month counts 30 days and a year 365, as the specification leaves it. */
export function secondsOf(span: unknown): number {
  const read = /^(\d{1,9})([smhdwMy])$/.exec(typeof span === 'string' || typeof span === 'number' ? String(span) : '');
  if (read === null) throw new Unsupported('no timespan such as 5m', '時間の幅（5m など）がない');
  return Number(read[1]) * (SECONDS[read[2] ?? 's'] ?? 1);
}

const BY: Readonly<Record<string, Bound>> = { '>': 'gt', '>=': 'gte', '<': 'lt', '<=': 'lte', '=': 'eq', '==': 'eq' };
const TYPES: Readonly<Record<string, CorrelationType>> = { count: 'value_count', sum: 'value_sum', avg: 'value_avg' };
const AGGREGATION = /^\s*(\w+)\s*\(\s*([^()\s]*)\s*\)\s*(?:by\s+([^<>=]+?))?\s*(>=|<=|==|=|>|<)\s*(-?\d+(?:\.\d+)?)\s*$/i;

/** What stands behind the pipe. Refused by name where Sigma 2 has nothing of the kind (`near`, `min`, `max`). */
export function countedBy(head: RuleHead, text: string, seconds: number | null): Correlation {
  const read = text.length > 500 ? null : AGGREGATION.exec(text);
  const [, name = '', field = '', by = '', sign = '', value = ''] = read ?? [];
  const type = field === '' && name.toLowerCase() === 'count' ? 'event_count' : TYPES[name.toLowerCase()];
  if (read === null || type === undefined || (type !== 'event_count' && field === ''))
    throw new Unsupported(
      `the aggregation "${text.trim().slice(0, 80)}" after a pipe has no counterpart in Sigma 2`,
      `パイプの後ろの集計「${text.trim().slice(0, 80)}」に当たるものが Sigma 2 にない`,
    );
  return {
    kind: 'correlation',
    head,
    type,
    rules: ['base'],
    groupBy: by
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
    seconds: seconds ?? WHOLE,
    condition: { field: type === 'event_count' ? null : field, bounds: [{ by: BY[sign] ?? 'gt', value: Number(value) }] },
    together: null,
    aliases: {},
  };
}
