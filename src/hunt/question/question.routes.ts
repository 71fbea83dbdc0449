// SPDX-License-Identifier: Apache-2.0
// The questions of the hunt page. GET reads and leaves no trace in a case; POST writes the answer into it.
import { z } from 'zod';
import { mayRead, mayWork } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { linesLookedAt } from './coverage.ts';
import { judgeClaim } from './claim.ts';
import type { ClaimAnswer } from './claim.ts';
import { endpoints as huntEndpoints, claimQuestionSchema } from '../contract.ts';
import { endpoints as dataOutEndpoints, dataOutQuestionSchema } from './data-out.contract.ts';
import { claimAbout } from './claim-scope.ts';
import { boundDataOut } from './data-out.ts';
import type { DataOut, DataOutQuestion } from './data-out.ts';
import type { HuntResources } from '../deps.ts';
import type { EngineFault, LogEngine } from '../engine/engine.port.ts';
import { dataOutEntry, searchedEntries, verdictEntry } from './entries.ts';
import { gatherEvidence } from '../evidence/evidence.ts';
import { withHolders } from '../address-use/shown.ts';
import { hunt } from './hunt.ts';
import type { HuntResult } from './hunt.ts';
import { sightingRoutes } from '../indicator/indicator.routes.ts';
import { ALWAYS } from '../engine/period.ts';
import { asDownload, askedOf, unreadable } from '../answering.edge.ts';
import type { Answering, QuestionScope } from '../answering.edge.ts';
import { isZone } from '../formats/read/zone.ts';

/** Routes that put a question to the logs; a GET reads, the POST writes its answer into a case. */
export function questionRoutes(deps: Answering): readonly RouteSpec[] {
  return [...claimRoutes(deps), ...sightingRoutes(deps), ...beaconRoutes(deps), ...dataOutRoutes(deps)];
}

type ClaimQuestion = z.output<typeof claimQuestionSchema>;

function claimRoutes(deps: Answering): readonly RouteSpec[] {
  const judge = ({ engine }: HuntResources, { kind, path, host, log }: ClaimQuestion, { period }: QuestionScope) =>
    judgeClaim(engine, { kind, path, period, about: claimAbout(host, log) });
  return [
    route({
      ...huntEndpoints.claim,
      summary: { ja: '報告の内容をログで確かめる（記録しない）', en: 'Judge a claim by the logs, without an entry' },
      access: mayRead,
      query: claimQuestionSchema,
      handle: async ({ query }) => {
        const asked = askedOf({ ...query, caseId: null });
        if (asked === null) return unreadable;
        return deps.answer(async (desk) => shownOf(await judge(desk, query, asked)));
      },
    }),
    route({
      ...huntEndpoints.recordClaim,
      summary: { ja: '報告の内容をログで確かめて事案に記録する', en: 'Judge a claim by the logs and write it into the case' },
      access: mayWork,
      handle: async ({ body, who }) => {
        const asked = askedOf(body);
        if (asked === null) return unreadable;
        return deps.answer(async (desk) => {
          const judged = await judge(desk, body, asked);
          if (judged.ok) await deps.into(asked.caseId, who, [verdictEntry(deps.hash, judged.value, null)]);
          return shownOf(judged);
        });
      },
    }),
    route({
      ...huntEndpoints.claimBundle,
      summary: { ja: '判定の証跡一式（zip）', en: 'The evidence behind a verdict, as a zip' },
      access: mayWork,
      handle: async ({ body, who }) => {
        const asked = askedOf(body);
        if (asked === null) return unreadable;
        const packed = await deps.answer(async (desk) => {
          const judged = await judge(desk, body, asked);
          if (!judged.ok) return judged;
          const files = await gatherEvidence(deps, desk, {
            answer: judged.value,
            lines: judged.value.lines,
            queries: judged.value.queries,
          });
          if (!files.ok) return files;
          const bundle = deps.packBundle(files.value, deps.clock.now());
          await deps.into(asked.caseId, who, [verdictEntry(deps.hash, judged.value, bundle.digest)]);
          return ok(bundle);
        });
        return asDownload(packed);
      },
    }),
  ];
}

function shownOf(judged: Result<ClaimAnswer, EngineFault>) {
  if (!judged.ok) return judged;
  const { queries: _, ...shown } = judged.value;
  return ok({ ...shown, numbers: { ...shown.numbers } });
}

function beaconRoutes(deps: Answering): readonly RouteSpec[] {
  const limit = z.coerce.number().int().min(1).max(200).default(50);
  const find = (engine: LogEngine, most: number) =>
    hunt(engine, { period: ALWAYS, indicators: null, rules: null, beacons: most, rare: null });
  const shown = async (engine: LogEngine, { beacons, coverage, lookedIn }: HuntResult) => {
    const rows = await withHolders(
      engine,
      beacons,
      ({ source, first, last }) => [{ ip: source, first, last }],
      (one, who) => ({ ...one, who: who({ ip: one.source, first: one.first, last: one.last }) }),
    );
    return rows.ok ? ok({ beacons: rows.value, linesLookedAt: linesLookedAt(coverage, lookedIn.beacons) }) : rows;
  };
  return [
    route({
      ...huntEndpoints.beacons,
      summary: { ja: '定期通信', en: 'Beacons' },
      access: mayRead,
      query: z.object({ limit }),
      handle: ({ query }) =>
        deps.answer(async ({ engine }) => {
          const found = await find(engine, query.limit);
          return found.ok ? shown(engine, found.value) : found;
        }),
    }),
    route({
      ...huntEndpoints.recordBeacons,
      summary: { ja: '定期通信を探して事案に記録する', en: 'Look for beacons and write them into the case' },
      access: mayWork,
      body: z.object({ caseId: z.string().max(20), limit }),
      handle: async ({ body, who }) => {
        const asked = askedOf({ since: null, until: null, caseId: body.caseId });
        if (asked === null) return unreadable;
        return deps.answer(async ({ engine }) => {
          const hunted = await find(engine, body.limit);
          if (!hunted.ok) return hunted;
          await deps.into(asked.caseId, who, searchedEntries(deps.hash, hunted.value));
          return shown(engine, hunted.value);
        });
      },
    }),
  ];
}

function dataOutRoutes(deps: Answering): readonly RouteSpec[] {
  const read = (question: z.output<typeof dataOutQuestionSchema>) => {
    const asked = askedOf(question);
    if (asked === null || !isZone(question.zone)) return null;
    const { computer, destination, zone } = question;
    const named = (text: string | null) => (text === null || text === '' ? null : text);
    return { asked, question: { period: asked.period, computer: named(computer), destination: named(destination), zone } };
  };
  const shown = async ({ engine }: HuntResources, found: DataOut) => {
    const rows = await withHolders(
      engine,
      found.rows,
      ({ computer, first, last }) => [{ ip: computer, first, last }],
      (one, who) => ({ ...one, who: who({ ip: one.computer, first: one.first, last: one.last }) }),
    );
    return rows.ok ? ok({ ...found, rows: rows.value }) : rows;
  };
  const bound = async (desk: HuntResources, question: DataOutQuestion) => {
    const found = await boundDataOut(desk.engine, question);
    return found.ok ? shown(desk, found.value) : found;
  };
  return [
    route({
      ...dataOutEndpoints.dataOut,
      summary: { ja: '外部への送信量の上限（記録しない）', en: 'A bound on what went out, without an entry' },
      access: mayRead,
      query: dataOutQuestionSchema,
      handle: async ({ query }) => {
        const call = read({ ...query, caseId: null });
        return call === null ? unreadable : deps.answer((desk) => bound(desk, call.question));
      },
    }),
    route({
      ...dataOutEndpoints.recordDataOut,
      summary: { ja: '外部への送信量の上限を事案に記録する', en: 'Bound what went out and write it into the case' },
      access: mayWork,
      handle: async ({ body, who }) => {
        const call = read(body);
        if (call === null) return unreadable;
        return deps.answer(async (desk) => {
          const found = await boundDataOut(desk.engine, call.question);
          if (!found.ok) return found;
          await deps.into(call.asked.caseId, who, [dataOutEntry(deps.hash, call.question, found.value)]);
          return shown(desk, found.value);
        });
      },
    }),
  ];
}
