// SPDX-License-Identifier: Apache-2.0
import type { QueryKey } from '@tanstack/react-query';

/** What belongs to one case: read again for that case, and for all of them when the entry stands in the desk's own stream. */
const ofCase =
  (name: string) =>
  (stream: string): QueryKey =>
    stream === 'desk' ? [name] : [name, stream];
const ofDesk = (name: string) => (): QueryKey => [name];

/**
 * What screens read, beside the case itself, by the first word of its query key: the cards of web/journal name the topics
 * that an entry of their kind makes stale, and live.ts reads those again. A key of a case's topic begins with [topic, caseId].
 */
export const topics = {
  audience: ofCase('audience'),
  board: ofCase('board'),
  clocks: ofDesk('clocks'),
  containment: ofCase('containment'),
  customers: ofDesk('customers'),
  'desk-health': ofDesk('desk-health'),
  disclosure: ofCase('disclosure'),
  duty: ofDesk('duty'),
  exercises: ofDesk('exercises'),
  exposure: ofCase('exposure'),
  guests: ofCase('guests'),
  hunt: ofDesk('hunt'),
  inquiries: ofCase('inquiries'),
  kit: ofDesk('kit'),
  logs: ofDesk('logs'),
  'machine-keys': ofDesk('machine-keys'),
  mail: ofDesk('mail'),
  measures: ofDesk('measures'),
  notes: ofCase('notes'),
  organisation: ofDesk('organisation'),
  people: ofDesk('people'),
  readiness: ofDesk('readiness'),
  reports: ofDesk('reports'),
  rounds: ofDesk('rounds'),
  session: ofDesk('session'),
  triage: ofCase('triage'),
  'work-due': ofDesk('work-due'),
} as const satisfies Readonly<Record<string, (stream: string) => QueryKey>>;

/** Files that are being read in; a signal without an entry tells of each step. */
export const importsKey = [...topics.logs(), 'imports'] as const;

/** What is not well with the desk now: told by a signal, without an entry. */
export const troublesKey = [...topics['desk-health'](), 'troubles'] as const;

export type Topic = keyof typeof topics;
