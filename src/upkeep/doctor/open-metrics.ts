// SPDX-License-Identifier: Apache-2.0
import { millisOf } from '../../kernel/instant.ts';
import type { DeskFacts } from './desk-facts.port.ts';
import { findingsOf } from './findings.ts';

/** Content type of OpenMetrics 1.0. */
export const OPEN_METRICS = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

const labelled = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

/** Figures of the desk, and nothing of what is in it, as OpenMetrics text. Times in seconds since 1970, sizes in bytes. */
export function openMetrics(facts: DeskFacts, residentBytes: number): string {
  const gauge = (name: string, unit: string, help: string, value: number | null): readonly string[] =>
    value === null
      ? []
      : [`# TYPE ${name} gauge`, ...(unit === '' ? [] : [`# UNIT ${name} ${unit}`]), `# HELP ${name} ${help}`, `${name} ${value}`];
  const findings = findingsOf(facts);
  return `${[
    '# TYPE matoi info',
    '# HELP matoi Version of the desk and of its database.',
    `matoi_info{version="${labelled(facts.version)}",postgres="${labelled(facts.postgres)}"} 1`,
    '# TYPE matoi_journal_entries counter',
    '# HELP matoi_journal_entries Entries in the journal.',
    `matoi_journal_entries_total ${facts.entries}`,
    ...gauge('matoi_works', '', '1: this server does the work; 0: it stands by.', facts.lead?.is === 'works' ? 1 : 0),
    ...gauge('matoi_tasks_overdue', '', 'Tasks that are more than five minutes overdue.', facts.overdueTasks),
    ...gauge('matoi_free_bytes', 'bytes', 'Space left where the data are.', facts.freeBytes),
    ...gauge('matoi_resident_bytes', 'bytes', 'Resident memory of the desk.', residentBytes),
    ...gauge(
      'matoi_last_backup_seconds',
      'seconds',
      'When the last backup was taken.',
      facts.backups.last === null ? null : millisOf(facts.backups.last) / 1000,
    ),
    '# TYPE matoi_findings gauge',
    '# HELP matoi_findings What matoi doctor says, by how bad it is.',
    ...(['bad', 'care', 'off', 'good'] as const).map(
      (is) => `matoi_findings{is="${is}"} ${findings.filter((one) => one.is === is).length}`,
    ),
    '# EOF',
  ].join('\n')}\n`;
}
