// SPDX-License-Identifier: Apache-2.0
import type { Brand } from '../kernel/brand.ts';

/** `C-2026-0001`: short enough for the telephone; the year is that of opening, in UTC. */
export type CaseId = Brand<string, 'CaseId'>;

/** A chain of its own: one for each case, and one for the desk itself (organisation, reports without a case, deletions). */
export type StreamId = CaseId | typeof DESK;
export const DESK = 'desk';

/** `C-2026-0001`, or null. */
export function parseCaseId(text: string): CaseId | null {
  return /^C-\d{4}-\d{4,9}$/.test(text) ? (text as CaseId) : null;
}

/** A case's id, or the desk's own stream; null for anything else. */
export function parseStreamId(text: string): StreamId | null {
  return text === DESK ? DESK : parseCaseId(text);
}

/** The id of a year's case of that number, counted from 1. */
export function caseIdOf(year: number, number: number): CaseId {
  return `C-${String(year).padStart(4, '0')}-${String(number).padStart(4, '0')}` as CaseId;
}
