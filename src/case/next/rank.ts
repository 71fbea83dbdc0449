// SPDX-License-Identifier: Apache-2.0
import type { NextAction } from '../fold/readings/reading.ts';

const HOUR = 3_600_000;
/** Hours before a time that others keep (the law, an overwriting log, somebody's promise) in which it comes before other work. */
const NEAR = 72 * HOUR;
const CLOSE = 24 * HOUR;

type Ranked = Pick<NextAction, 'id' | 'order' | 'by' | 'kept'>;

/**
 * The one order of what is next, on the page of a case, on its board, on Now and on the command line: by what the action
 * is, except that a time which does not wait for us moves it forward as it comes near.
 */
export function byRank(now: string): (one: Ranked, other: Ranked) => number {
  const at = Date.parse(now);
  return (one, other) => rankOf(one, at) - rankOf(other, at) || dueOf(one) - dueOf(other) || (one.id < other.id ? -1 : 1);
}

/** The smaller, the sooner. */
export function rankOf({ order, by, kept }: Ranked, now: number): number {
  if (kept !== true || by === null) return order;
  const left = Date.parse(by) - now;
  if (left <= CLOSE) return Math.min(order, 0.5);
  return left <= NEAR ? Math.min(order, 3) : order;
}

/** Of two that press alike the one with the nearer time that others keep. */
function dueOf({ by, kept }: Ranked): number {
  return kept !== true || by === null ? Number.MAX_SAFE_INTEGER : Date.parse(by);
}
