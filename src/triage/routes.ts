// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { actorOf } from '../edge/actor.ts';
import { mayRead, mayWork } from '../edge/role.ts';
import { route } from '../edge/route.ts';
import type { RouteSpec } from '../edge/route.ts';
import { parseCaseId } from '../journal/stream.ts';
import type { CaseId } from '../journal/stream.ts';
import { advisoryStatus } from './advisory-status.ts';
import { examineReport, openReport } from './case-report.ts';
import { importAssets } from './import-assets.ts';
import { importedSchema, inventorySchema } from './reply-desk/contract.ts';
import { triageSheetSchema } from './contract.ts';
import type { TriageDeps } from './deps.ts';
import { sheetPaper } from './paper.ts';
import { triageProblem } from './problems.ts';
import { bod2604Table, coordinatorTable, deployerTable } from './ssvc-table.ts';
import { isSetting } from './ssvc.ts';
import { sheetWire } from './wire.ts';

export const caseParam = z.string().transform((text, context): CaseId => {
  const caseId = parseCaseId(text);
  if (caseId !== null) return caseId;
  context.addIssue({ code: 'custom', message: 'a case number looks like C-2026-0001' });
  return z.NEVER;
});

const reportParams = z.object({ caseId: caseParam, reportId: z.string().max(50) });
const tables = { deployer: deployerTable, coordinator: coordinatorTable, bod2604: bod2604Table } as const;
const settingsSchema = z.object({
  settings: z.partialRecord(z.enum(['deployer', 'coordinator', 'bod2604']), z.record(z.string().max(10), z.string().max(5))),
  reason: z.string().trim().min(1).max(2000),
});

export function triageRoutes(deps: TriageDeps): readonly RouteSpec[] {
  return [sheetRoute(deps), paperRoute(deps), settingsRoute(deps), ...registerRoutes(deps)];
}

function sheetRoute(deps: TriageDeps): RouteSpec {
  return route({
    method: 'GET',
    path: '/api/v1/cases/:caseId/triage/:reportId',
    summary: {
      ja: '報告の真偽の一枚（二つの軸、主張、裏付け、次の手）',
      en: 'The sheet of a report: two axes, claims, corroboration, next steps',
    },
    access: mayRead,
    params: reportParams,
    response: triageSheetSchema,
    reads: ({ caseId }) => caseId,
    async handle({ params }) {
      const report = await openReport(deps, params.caseId, params.reportId);
      if (report === null) return { problem: triageProblem('triage.not-in-case') };
      return { status: 200, body: sheetWire(await examineReport(deps, report, params.reportId), params.reportId, true) };
    },
  });
}

function paperRoute(deps: TriageDeps): RouteSpec {
  return route({
    method: 'GET',
    path: '/api/v1/cases/:caseId/triage/:reportId/sheet.pdf',
    summary: { ja: '真偽の一枚を紙にする（PDF）', en: 'The sheet on paper (PDF)' },
    access: mayRead,
    params: reportParams,
    response: 'raw',
    reads: ({ caseId }) => caseId,
    async handle({ params, lang }) {
      const report = await openReport(deps, params.caseId, params.reportId);
      if (report === null) return { problem: triageProblem('triage.not-in-case') };
      const seen = await examineReport(deps, report, params.reportId);
      const raw = await deps.print(sheetPaper(sheetWire(seen, params.reportId, false), params.caseId, lang));
      if (raw === null) return { problem: triageProblem('triage.no-typesetter') };
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
    method: 'POST',
    path: '/api/v1/cases/:caseId/triage/:reportId/settings',
    summary: { ja: '優先度の判断点を人が決める', en: 'Set decision points by hand' },
    access: mayWork,
    params: reportParams,
    body: settingsSchema,
    response: triageSheetSchema,
    async handle({ params, body, who }) {
      const wrong = Object.entries(body.settings).flatMap(([table, points]) =>
        Object.entries(points ?? {}).filter(([key, value]) => !isSetting(tables[table as keyof typeof tables], key, value)),
      );
      const before = await openReport(deps, params.caseId, params.reportId);
      if (before === null || wrong.length > 0) return { problem: triageProblem('triage.not-in-case') };
      const settings = Object.fromEntries(Object.entries(body.settings).map(([table, points]) => [table, points ?? {}]));
      await deps.journal.append({
        stream: params.caseId,
        actor: actorOf(who),
        drafts: [{ kind: 'triage.priority-set', body: { reportId: params.reportId, settings, reason: body.reason } }],
      });
      const report = await openReport(deps, params.caseId, params.reportId);
      if (report === null) return { problem: triageProblem('triage.not-in-case') };
      return { status: 200, body: sheetWire(await examineReport(deps, report, params.reportId), params.reportId, true) };
    },
  });
}

function registerRoutes(deps: TriageDeps): readonly RouteSpec[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/triage/inventory',
      summary: { ja: '資産の一覧', en: 'The list of assets' },
      access: mayRead,
      response: inventorySchema,
      async handle() {
        const items = await deps.store.inventory();
        return {
          status: 200,
          body: {
            items: items.map(({ id, kind, name, version, host, owner, exposure, from }) => ({
              id,
              kind,
              name,
              version,
              host,
              owner,
              exposure,
              from,
            })),
          },
        };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/triage/inventory',
      summary: { ja: '資産の一覧を取り込む（CSV・SBOM・dpkg・rpm）', en: 'Import a list of assets (CSV, SBOM, dpkg, rpm)' },
      access: mayWork,
      upload: { maxFiles: 20, maxBytes: 100_000_000 },
      response: importedSchema,
      async handle({ uploads, who }) {
        const files: z.input<typeof importedSchema>['files'] = [];
        for (const upload of uploads) {
          const read = await importAssets(deps, actorOf(who), upload);
          files.push(
            read.ok
              ? { file: upload.fileName, format: read.format, items: read.items.length, refused: [...read.refused], why: null }
              : { file: upload.fileName, format: 'none', items: 0, refused: [], why: read.why },
          );
        }
        return { status: 200, body: { files } };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/triage/advisories',
      summary: { ja: '公開情報の状態', en: 'Which advisory data is here' },
      access: mayRead,
      response: z.object({ sources: z.array(z.record(z.string(), z.unknown())) }),
      handle() {
        const advisories = deps.advisories.open();
        const sources = advisoryStatus(advisories.manifests(), deps.clock.now());
        advisories.close();
        return Promise.resolve({ status: 200, body: { sources: sources.map((row) => ({ ...row })) } });
      },
    }),
  ];
}
