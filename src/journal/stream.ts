// SPDX-License-Identifier: Apache-2.0
import type { Brand } from '../kernel/brand.ts';

/** `C-2026-0001`: short enough for the telephone; the year is that of opening, in UTC. */
export type CaseId = Brand<string, 'CaseId'>;

/** A chain of its own: one for each case, and one for the desk itself (organisation, reports without a case, deletions). */
export type StreamId = CaseId | typeof DESK;
export const DESK = 'desk';

export function parseCaseId(text: string): CaseId | null {
  return /^C-\d{4}-\d{4,9}$/.test(text) ? (text as CaseId) : null;
}

export function parseStreamId(text: string): StreamId | null {
  return text === DESK ? DESK : parseCaseId(text);
}

export function caseIdOf(year: number, number: number): CaseId {
  return `C-${String(year).padStart(4, '0')}-${String(number).padStart(4, '0')}` as CaseId;
}
