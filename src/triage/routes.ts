// SPDX-License-Identifier: Apache-2.0
import { caseIdParam } from '../case/case-id-param.ts';
import { z } from 'zod';
import { actorOf } from '../edge/actor.ts';
import { mayRead, mayWork } from '../edge/role.ts';
import { route } from '../edge/route.ts';
import type { RouteSpec } from '../edge/route.ts';
import { advisoryStatus } from './advisory/advisory-status.ts';
import { openReport, recordedExamination } from './examination/case-report.ts';
import type { Recorded } from './examination/case-report.ts';
import type { ExamineOutcome } from './examination/examination.port.ts';
import type { PrioritySettings } from './priority/priority.ts';
import { examineAgain } from './examination/examine-report.ts';
import { assetRoutes } from './inventory/assets.routes.ts';
import { endpoints as replyEndpoints } from './reply/reply.contract.ts';
import { endpoints as triageEndpoints } from './contract.ts';
import { setKinds } from './kind/set-kinds.ts';
import type { TriageDeps } from './deps.ts';
import { sheetPaper } from './sheet/paper.ts';
import { triageProblem } from './problems.ts';
import { bod2604Table, coordinatorTable, deployerTable } from './priority/ssvc-table.ts';
import { isSetting } from './priority/ssvc.ts';
import { sheetWire } from './sheet/sheet.view.ts';

const reportParams = z.object({ caseId: caseIdParam, reportId: z.string().max(50) });
/** A case may hold thousands of reports; the rest is examined again when a person asks. */
const MOST_EXAMINED_AGAIN = 5;
const tables = { deployer: deployerTable, coordinator: coordinatorTable, bod2604: bod2604Table } as const;
const settingsSchema = z.object({
  settings: z.partialRecord(z.enum(['deployer', 'coordinator', 'bod2604']), z.record(z.string().max(10), z.string().max(5))),
  reason: z.string().trim().min(1).max(2000),
});

/** Routes over the examination of a report, and over triage's registers. */
export function triageRoutes(deps: TriageDeps): readonly RouteSpec[] {
  return [sheetRoute(deps), examineRoute(deps), paperRoute(deps), settingsRoute(deps), kindsRoute(deps), ...registerRoutes(deps)];
}

function sheetRoute(deps: TriageDeps): RouteSpec {
  return route({
    ...triageEndpoints.sheet,
    summary: {
      ja: '報告のトリアージシート（二つの軸、主張、裏付け、次の手）',
      en: 'The sheet of a report: two axes, claims, corroboration, next steps',
    },
    access: mayRead,
    params: reportParams,
    reads: ({ caseId }) => caseId,
    async handle({ params }) {
      const recorded = await recordedExamination(deps, params.caseId, params.reportId);
      if (recorded?.is !== 'examined') return { problem: noSheet(recorded) };
      return { status: 200, body: sheetWire(recorded.seen, params.reportId, true) };
    },
  });
}

/** Why there is no sheet to show. Looking never examines: an examination is an act with an entry. */
function noSheet(recorded: Exclude<Recorded | ExamineOutcome, { is: 'examined' }> | null) {
  if (recorded === null) return triageProblem('triage.not-in-case');
  if (recorded.is === 'waiting') return triageProblem('triage.not-yet-examined');
  if (recorded.is === 'not-kept') return triageProblem('triage.result-not-kept');
  return triageProblem('triage.not-examined', { why: recorded.why });
}

function examineRoute(deps: TriageDeps): RouteSpec {
  return route({
    ...triageEndpoints.examineAgain,
    summary: {
      ja: '今日の公開情報と資産の一覧で、もう一度調べる',
      en: "Examine again with today's advisories and list of assets",
    },
    access: mayWork,
    params: reportParams,
    async handle({ params, who }) {
      const outcome = await examineAgain(deps, { ...params, actor: actorOf(who) });
      if (outcome?.is !== 'examined') return { problem: noSheet(outcome) };
      return { status: 200, body: sheetWire(outcome.seen, params.reportId, true) };
    },
  });
}

function paperRoute(deps: TriageDeps): RouteSpec {
  return route({
    ...triageEndpoints.paper,
    summary: { ja: 'トリアージシートを PDF で出力する', en: 'The sheet on paper (PDF)' },
    access: mayRead,
    params: reportParams,
    reads: ({ caseId }) => caseId,
    async handle({ params, lang }) {
      const recorded = await recordedExamination(deps, params.caseId, params.reportId);
      if (recorded?.is !== 'examined') return { problem: noSheet(recorded) };
      const [organisation, zone] = await Promise.all([deps.organisation(), deps.zone()]);
      const head = { caseId: params.caseId, organisation: organisation[lang], lang, at: deps.clock.now(), zone };
      const raw = await deps.print(sheetPaper(sheetWire(recorded.seen, params.reportId, false), head));
      return {
        status: 200,
        raw,
        contentType: 'application/pdf',
        headers: { 'content-disposition': `inline; filename="${params.reportId}.pdf"` },
      };
    },
  });
}

function settingsRoute(deps: TriageDeps): RouteSpec {
  return route({
    ...triageEndpoints.setPoints,
    summary: { ja: '優先度の判断点を人が決める', en: 'Set decision points by hand' },
    access: mayWork,
    params: reportParams,
    body: settingsSchema,
    async handle({ params, body, who }) {
      const wrong = Object.entries(body.settings).flatMap(([table, points]) =>
        Object.entries(points ?? {}).filter(([key, value]) => !isSetting(tables[table as keyof typeof tables], key, value)),
      );
      const before = await openReport(deps, params.caseId, params.reportId);
      if (before === null || wrong.length > 0) return { problem: triageProblem('triage.not-in-case') };
      const settings = Object.fromEntries(Object.entries(body.settings).map(([table, points]) => [table, points ?? {}]));
      const points = settings as PrioritySettings;
      const outcome = await examineAgain(deps, { ...params, actor: actorOf(who), settings: { points, reason: body.reason } });
      if (outcome?.is !== 'examined') return { problem: noSheet(outcome) };
      return { status: 200, body: sheetWire(outcome.seen, params.reportId, true) };
    },
  });
}

function kindsRoute(deps: TriageDeps): RouteSpec {
  return route({
    ...triageEndpoints.setKinds,
    summary: { ja: '事案の種類を人が確かめる・直す', en: 'Confirm or change the kinds of the incident' },
    access: mayWork,
    params: z.object({ caseId: caseIdParam }),
    async handle({ params, body, who }) {
      const set = await setKinds(deps, params.caseId, actorOf(who), body.kinds, body.reason);
      if (set.ok) {
        // What follows from a kind stands on the recorded sheet: the newest reports are examined again with it.
        const reports = (await deps.journal.view(params.caseId))?.parts.intake.reports ?? [];
        for (const { reportId } of reports.slice(-MOST_EXAMINED_AGAIN))
          await examineAgain(deps, { caseId: params.caseId, reportId, actor: actorOf(who) });
        return { status: 200, body: { kinds: [...set.value] } };
      }
      return { problem: triageProblem(set.error === 'not-in-case' ? 'triage.not-in-case' : 'triage.not-released') };
    },
  });
}

function registerRoutes(deps: TriageDeps): readonly RouteSpec[] {
  return [
    ...assetRoutes(deps),
    route({
      ...replyEndpoints.advisories,
      summary: { ja: '公開情報の状態', en: 'Which advisory data is here' },
      access: mayRead,
      handle() {
        const advisories = deps.advisories.open();
        const sources = advisoryStatus(advisories.manifests(), deps.clock.now());
        advisories.close();
        return Promise.resolve({ status: 200, body: { sources: sources.map((row) => ({ ...row })) } });
      },
    }),
  ];
}
