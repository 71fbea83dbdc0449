// SPDX-License-Identifier: Apache-2.0
import type { Brand } from '../kernel/brand.ts';

/** `R-2026-00001`: the year is that of the first arrival, in UTC. */
export type ReportId = Brand<string, 'ReportId'>;

/** `R-2026-00001`, or null. */
export function parseReportId(text: string): ReportId | null {
  return /^R-\d{4}-\d{5,9}$/.test(text) ? (text as ReportId) : null;
}

/** The id of a year's report of that number, counted from 1. */
export function reportIdOf(year: number, number: number): ReportId {
  return `R-${String(year).padStart(4, '0')}-${String(number).padStart(5, '0')}` as ReportId;
}
