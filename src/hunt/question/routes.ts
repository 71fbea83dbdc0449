// SPDX-License-Identifier: Apache-2.0
// The questions of the hunt page. GET reads and leaves no trace in a case; POST writes the answer into it.
import { z } from 'zod';
import { mayRead, mayWork } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { inertText } from '../../kernel/text.ts';
import { findBeacons } from '../beacons.ts';
import { judgeClaim } from '../claim.ts';
import type { ClaimAnswer } from '../claim.ts';
import {
  beaconSchema,
  claimAnswerSchema,
  claimQuestionSchema,
  dataOutQuestionSchema,
  dataOutSchema,
  sightingsAnswerSchema,
  sightingsQuestionSchema,
} from '../contract.ts';
import { boundDataOut } from '../data-out.ts';
import type { HuntDesk } from '../desk.ts';
import type { EngineFault } from '../engine.port.ts';
import { dataOutEntry, digestOf, searchedEntries, verdictEntry } from '../entries.ts';
import { bundleFiles, rawLines } from '../evidence.ts';
import { hunt } from '../hunt.ts';
import type { Hunted } from '../hunt.ts';
import { readIndicators } from '../indicator/read.ts';
import { ALWAYS } from '../period.ts';
import { wrongCall } from '../problems.ts';
import { askedOf, unreadable } from '../shared/routes.ts';
import type { Answering, Asked } from '../shared/routes.ts';
import { isZone } from '../sources/settle-import.ts';
import { listFiles } from '../store.ts';

export function questionRoutes(deps: Answering): readonly RouteSpec[] {
  return [...claimRoutes(deps), ...sightingRoutes(deps), ...beaconRoutes(deps), ...dataOutRoutes(deps)];
}

type ClaimQuestion = z.output<typeof claimQuestionSchema>;

function claimRoutes(deps: Answering): readonly RouteSpec[] {
  const judge = ({ engine }: HuntDesk, { kind, path }: ClaimQuestion, { period }: Asked) => judgeClaim(engine, { kind, path, period });
  return [
    route({
      method: 'GET',
      path: '/api/v1/hunt/claims',
      summary: { ja: '主張をログで確かめる（記録しない）', en: 'Judge a claim by the logs, without an entry' },
      access: mayRead,
      query: claimQuestionSchema,
      response: claimAnswerSchema,
      handle: async ({ query }) => {
        const asked = askedOf({ ...query, caseId: null });
        if (asked === null) return unreadable;
        return deps.answer(async (desk) => shownOf(await judge(desk, query, asked)));
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/hunt/claims',
      summary: { ja: '主張をログで確かめて事案に記録する', en: 'Judge a claim by the logs and write it into the case' },
      access: mayWork,
      body: claimQuestionSchema,
      response: claimAnswerSchema,
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
      method: 'POST',
      path: '/api/v1/hunt/claims/bundle',
      summary: { ja: '判定の証跡一式（zip）', en: 'The evidence behind a verdict, as a zip' },
      access: mayWork,
      body: claimQuestionSchema,
      response: 'raw',
      handle: async ({ body, who }) => {
        const asked = askedOf(body);
        if (asked === null) return unreadable;
        const packed = await deps.answer(async (desk) => {
          const judged = await judge(desk, body, asked);
          if (!judged.ok) return judged;
          const files = await evidenceOf(deps, desk, judged.value);
          if (!files.ok) return files;
          const bundle = deps.packBundle(files.value, deps.clock.now());
          await deps.into(asked.caseId, who, [verdictEntry(deps.hash, judged.value, bundle.digest)]);
          return ok(bundle);
        });
        if ('problem' in packed) return packed;
        if (packed.status !== 200 || !('body' in packed)) throw new Error('a bundle without bytes');
        const { bytes, digest } = packed.body;
        return {
          status: 200,
          raw: bytes as Uint8Array,
          contentType: 'application/zip',
          headers: { 'content-disposition': `attachment; filename="evidence-${digest.slice(0, 12)}.zip"` },
        };
      },
    }),
  ];
}

function shownOf(judged: Result<ClaimAnswer, EngineFault>) {
  if (!judged.ok) return judged;
  const { queries: _, ...shown } = judged.value;
  return ok({ ...shown, numbers: { ...shown.numbers } });
}

async function evidenceOf(deps: Answering, desk: HuntDesk, answer: ClaimAnswer) {
  const lines = await rawLines({ ...desk, hash: deps.hash }, answer.lines);
  if (!lines.ok) return lines;
  const files = await listFiles(desk.engine);
  if (!files.ok) return files;
  const engine = await desk.engine.version();
  if (!engine.ok) return engine;
  return ok(
    bundleFiles({
      answer,
      lines: lines.value,
      files: files.value,
      queries: answer.queries,
      engine: engine.value,
      vault: await desk.vault.head(),
      at: deps.clock.now(),
      rules: [],
    }),
  );
}

function sightingRoutes(deps: Answering): readonly RouteSpec[] {
  const search = async (desk: HuntDesk, indicators: string, { period }: Asked) => {
    const { indicators: list, refused } = readIndicators(indicators);
    const hunted = await hunt(desk.engine, {
      period,
      indicators: { name: digestOf(deps.hash, list), list },
      rules: null,
      beacons: null,
      rare: null,
    });
    return hunted.ok ? ok({ hunted: hunted.value, refused, asked: list.length }) : hunted;
  };
  const answerOf = (found: {
    readonly hunted: Hunted;
    readonly refused: ReturnType<typeof readIndicators>['refused'];
    readonly asked: number;
  }) => ({
    asked: found.asked,
    refused: found.refused.slice(0, 100).map((one) => ({ line: one.line, text: inertText(one.text).slice(0, 300) })),
    sightings: [...found.hunted.sightings],
    coverage: found.hunted.coverage,
  });
  const none = { problem: wrongCall('wrong-call', '読み取れる痕跡情報がありません。', 'There is no indicator that can be read.') } as const;
  const readable = (indicators: string) => readIndicators(indicators).indicators.length > 0;
  return [
    route({
      method: 'GET',
      path: '/api/v1/hunt/sightings',
      summary: { ja: '痕跡情報と通信した端末（記録しない）', en: 'Computers that met an indicator, without an entry' },
      access: mayRead,
      query: sightingsQuestionSchema.extend({ indicators: z.string().min(1).max(4000) }),
      response: sightingsAnswerSchema,
      handle: async ({ query }) => {
        const asked = askedOf({ ...query, caseId: null });
        if (asked === null) return unreadable;
        if (!readable(query.indicators)) return none;
        return deps.answer(async (desk) => {
          const found = await search(desk, query.indicators, asked);
          return found.ok ? ok(answerOf(found.value)) : found;
        });
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/hunt/sightings',
      summary: {
        ja: '痕跡情報と通信した端末を調べて事案に記録する',
        en: 'Look for computers that met an indicator and write it into the case',
      },
      access: mayWork,
      body: sightingsQuestionSchema,
      response: sightingsAnswerSchema,
      handle: async ({ body, who }) => {
        const asked = askedOf(body);
        if (asked === null) return unreadable;
        if (!readable(body.indicators)) return none;
        return deps.answer(async (desk) => {
          const found = await search(desk, body.indicators, asked);
          if (!found.ok) return found;
          await deps.into(asked.caseId, who, searchedEntries(deps.hash, found.value.hunted));
          return ok(answerOf(found.value));
        });
      },
    }),
  ];
}

function beaconRoutes(deps: Answering): readonly RouteSpec[] {
  const limit = z.coerce.number().int().min(1).max(200).default(50);
  const response = z.object({ beacons: z.array(beaconSchema) });
  return [
    route({
      method: 'GET',
      path: '/api/v1/hunt/beacons',
      summary: { ja: '定期通信', en: 'Beacons' },
      access: mayRead,
      query: z.object({ limit }),
      response,
      handle: ({ query }) =>
        deps.answer(async ({ engine }) => {
          const beacons = await findBeacons(engine, ALWAYS, query.limit);
          return beacons.ok ? ok({ beacons: beacons.value }) : beacons;
        }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/hunt/beacons',
      summary: { ja: '定期通信を探して事案に記録する', en: 'Look for beacons and write them into the case' },
      access: mayWork,
      body: z.object({ caseId: z.string().max(20), limit }),
      response,
      handle: async ({ body, who }) => {
        const asked = askedOf({ since: null, until: null, caseId: body.caseId });
        if (asked === null) return unreadable;
        return deps.answer(async ({ engine }) => {
          const hunted = await hunt(engine, { period: ALWAYS, indicators: null, rules: null, beacons: body.limit, rare: null });
          if (!hunted.ok) return hunted;
          await deps.into(asked.caseId, who, searchedEntries(deps.hash, hunted.value));
          return ok({ beacons: hunted.value.beacons });
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
  return [
    route({
      method: 'GET',
      path: '/api/v1/hunt/data-out',
      summary: { ja: '外へ出た量の上限（記録しない）', en: 'A bound on what went out, without an entry' },
      access: mayRead,
      query: dataOutQuestionSchema,
      response: dataOutSchema,
      handle: async ({ query }) => {
        const call = read({ ...query, caseId: null });
        return call === null ? unreadable : deps.answer(({ engine }) => boundDataOut(engine, call.question));
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/hunt/data-out',
      summary: { ja: '外へ出た量の上限を事案に記録する', en: 'Bound what went out and write it into the case' },
      access: mayWork,
      body: dataOutQuestionSchema,
      response: dataOutSchema,
      handle: async ({ body, who }) => {
        const call = read(body);
        if (call === null) return unreadable;
        return deps.answer(async ({ engine }) => {
          const bound = await boundDataOut(engine, call.question);
          if (bound.ok) await deps.into(call.asked.caseId, who, [dataOutEntry(deps.hash, call.question, bound.value)]);
          return bound;
        });
      },
    }),
  ];
}
