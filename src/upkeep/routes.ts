// SPDX-License-Identifier: Apache-2.0
import { mayAdminister, mayRead } from '../edge/role.ts';
import { route } from '../edge/route.ts';
import type { RouteSpec } from '../edge/route.ts';
import { endpoints } from './contract.ts';
import { backupFinding } from './doctor/backup-finding.ts';
import type { BackupFacts } from './doctor/backup-finding.ts';
import type { DeskFacts } from './doctor/desk-facts.port.ts';
import { findingsOf } from './doctor/findings.ts';
import { OPEN_METRICS, openMetrics } from './doctor/open-metrics.ts';
import { upkeepProblem } from './problems.ts';

export type UpkeepRouteDeps = {
  readonly facts: () => Promise<DeskFacts>;
  readonly backups: () => Promise<BackupFacts>;
  /** Rejects where the database does not answer. */
  readonly reach: () => Promise<void>;
  readonly residentBytes: () => number;
};

/** The desk's own state: for its administrators, and for watchers that see only whether it lives. */
export function upkeepRoutes(deps: UpkeepRouteDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.deskHealth,
      summary: { ja: 'デスクの健康状態（matoi doctor と同じ）', en: 'State of the desk, as matoi doctor says it' },
      access: mayAdminister,
      async handle() {
        const facts = await deps.facts();
        return { status: 200, body: { at: facts.now, findings: [...findingsOf(facts)] } };
      },
    }),
    route({
      ...endpoints.backupState,
      summary: { ja: '最後のバックアップと、欠けているかどうか', en: 'The last backup, and whether one is missing' },
      access: mayRead,
      async handle() {
        const facts = await deps.backups();
        const { is, text } = backupFinding(facts);
        return { status: 200, body: { now: facts.now, last: facts.backups.last, everyHours: facts.backupEveryHours, is, text } };
      },
    }),
    route({
      ...endpoints.alive,
      summary: { ja: '動いているか（監視用）', en: 'Whether it runs, for a watcher' },
      access: 'public',
      handle: async () => ({ status: 200, raw: 'ok\n', contentType: 'text/plain; charset=utf-8' }),
    }),
    route({
      ...endpoints.ready,
      summary: { ja: 'データベースまで届くか（監視用）', en: 'Whether it reaches its database, for a watcher' },
      access: 'public',
      async handle() {
        try {
          await deps.reach();
          return { status: 200, raw: 'ready\n', contentType: 'text/plain; charset=utf-8' };
        } catch {
          return { problem: upkeepProblem('desk.not-ready') };
        }
      },
    }),
    route({
      ...endpoints.metrics,
      summary: { ja: '監視用の数値（OpenMetrics）', en: 'Figures for monitoring (OpenMetrics)' },
      access: mayAdminister,
      async handle() {
        return { status: 200, raw: openMetrics(await deps.facts(), deps.residentBytes()), contentType: OPEN_METRICS };
      },
    }),
  ];
}
