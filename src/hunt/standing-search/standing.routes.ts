// SPDX-License-Identifier: Apache-2.0
import { actorOf } from '../../edge/actor.ts';
import { z } from 'zod';
import { mayRead, mayWork } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { Caller, Reply, RouteSpec } from '../../edge/route.ts';
import { parseCaseId } from '../../journal/stream.ts';
import type { CaseId } from '../../journal/stream.ts';
import { inertText } from '../../kernel/text.ts';
import type { Indicator } from '../indicator/indicator.ts';
import { decodeTextLeniently } from '../../common/decode-text.ts';
import { indicatorList } from '../indicator/list-reader.ts';
import type { ReadIndicators } from '../indicator/read.ts';
import { engineProblem } from '../problems.ts';
import { coversEverything, harmlessBy } from './allowed.ts';
import { endpoints, MOST_FILE_BYTES, MOST_SHOWN, sourceQuerySchema } from './standing.contract.ts';
import type { AddedAnswer, AllowedRow, StandingSheet } from './standing.contract.ts';
import type { StandingResources } from './standing-deps.ts';
import { changeAllowed, lookFor } from './look-for.ts';
import { standingProblem } from './standing-problems.ts';
import type { Allowed, SearchState, Standing } from './standing-store.port.ts';

const REFUSED_SHOWN = 100;
const params = z.object({ caseId: z.string().regex(/^C-\d{4}-\d{4,9}$/) });

/** Routes over the indicators that a case looks for, and over the list of the harmless. */
export function standingSearchRoutes(desk: StandingResources): readonly RouteSpec[] {
  return [...standingRoutes(desk), ...allowRoutes(desk)];
}

function standingRoutes(desk: StandingResources): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.standing,
      summary: { ja: '事案が探し続けている痕跡情報', en: 'What a case looks for again and again' },
      access: mayRead,
      params,
      query: z.object({ search: z.string().trim().max(300).default('') }),
      reads: ({ caseId }) => caseId,
      handle: async ({ params: { caseId }, query }) => {
        const known = await caseOf(desk, caseId);
        if (known === null) return { problem: standingProblem('hunt.case-missing') };
        const { rows, total, state, allowed } = await desk.store.standing(known, query.search, MOST_SHOWN);
        return { status: 200, body: { ...sheetOf(rows, state, harmlessBy(allowed)), total } };
      },
    }),
    route({
      ...endpoints.addStanding,
      summary: { ja: '探し続ける痕跡情報を加える', en: 'Add indicators to look for' },
      access: mayWork,
      params,
      handle: async ({ params: { caseId }, body, who, apart }) =>
        add(desk, caseId, await apart(indicatorList)(body.text, desk.clock.now()), body.source, who),
    }),
    route({
      ...endpoints.addStandingFile,
      summary: { ja: '痕跡情報をファイルで加える', en: 'Add indicators from a file' },
      access: mayWork,
      params,
      query: sourceQuerySchema,
      upload: { maxFiles: 1, maxBytes: MOST_FILE_BYTES },
      handle: async ({ params: { caseId }, query, uploads, who, apart }) => {
        const [file] = uploads;
        if (file === undefined) return { problem: standingProblem('hunt.indicators-unread') };
        const source = query.source === '' ? inertText(file.fileName).slice(0, 300) : query.source;
        const read = await apart(indicatorList)(decodeTextLeniently(file.bytes), desk.clock.now());
        return add(desk, caseId, read, source, who);
      },
    }),
    route({
      ...endpoints.searchNow,
      summary: { ja: '保存済みの全ログを、今すぐ探し直す', en: 'Search all stored logs again, now' },
      access: mayWork,
      params,
      handle: async ({ params: { caseId } }) => {
        const known = await caseOf(desk, caseId);
        if (known === null) return { problem: standingProblem('hunt.case-missing') };
        await desk.store.want([known]);
        desk.runner.poke();
        return { status: 204 };
      },
    }),
  ];
}

function allowRoutes(desk: StandingResources): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.allowed,
      summary: { ja: '除外リスト（無害と確認したもの）', en: 'The allowlist' },
      access: mayRead,
      handle: async () => {
        const { now, was, total } = await desk.store.allowList(MOST_SHOWN);
        return { status: 200, body: { now: now.map(allowedOf), was: was.map(allowedOf), total } };
      },
    }),
    route({
      ...endpoints.changeAllowed,
      summary: {
        ja: '除外リストを変え、全事案を探し直す',
        en: 'Change the allowlist; every case is searched again',
      },
      access: mayWork,
      handle: async ({ body, who, apart }) => {
        const read = await apart(indicatorList)(body.add, desk.clock.now());
        if (read.indicators.length + body.remove.length === 0) return { problem: standingProblem('hunt.indicators-unread') };
        const all = read.indicators.find(coversEverything);
        if (all !== undefined) return { problem: standingProblem('hunt.allowed-everything', { value: inertText(all.value) }) };
        // Whoever removes one names it as it was shown to them.
        const gone = new Set(body.remove.map((one) => `${one.kind} ${one.value}`));
        const change = (before: readonly Indicator[]) => ({
          add: read.indicators,
          remove: before.filter((one) => gone.has(`${one.kind} ${inertText(one.value)}`)),
        });
        const changed = await changeAllowed(desk, change, body.why, actorOf(who));
        return { status: 200, body: { ...changed, ...refusedOf(read) } };
      },
    }),
  ];
}

async function add(
  desk: StandingResources,
  caseId: string,
  read: ReadIndicators,
  source: string,
  who: Caller,
): Promise<Reply<AddedAnswer>> {
  const known = await caseOf(desk, caseId);
  if (known === null) return { problem: standingProblem('hunt.case-missing') };
  if (read.indicators.length === 0)
    return {
      problem: standingProblem('hunt.indicators-unread', { refused: read.refused.length, first: refusedOf(read).refused[0]?.text ?? '' }),
    };
  const added = await lookFor(desk, known, { indicators: read.indicators, source }, actorOf(who));
  return { status: 200, body: { given: read.indicators.length, added: added.length, ...refusedOf(read) } };
}

async function caseOf(desk: StandingResources, text: string): Promise<CaseId | null> {
  const caseId = parseCaseId(text);
  return caseId === null || (await desk.journal.view(caseId)) === null ? null : caseId;
}

function refusedOf({ refused }: ReadIndicators) {
  const shown = refused.slice(0, REFUSED_SHOWN).map(({ line, text, why }) => ({ line, text: inertText(text).slice(0, 300), why }));
  return { refused: shown, refusedTotal: refused.length };
}

function sheetOf(
  rows: readonly Standing[],
  { wanted, done, last, fault }: SearchState,
  harmless: (one: Standing) => boolean,
): Omit<StandingSheet, 'total'> {
  return {
    indicators: rows.map((one) => {
      const leftOut = harmless(one);
      const looked = last !== null && !leftOut && one.at <= last.beganAt ? last.at : null;
      return {
        ...one,
        value: inertText(one.value),
        source: inertText(one.source),
        harmless: leftOut,
        looked,
        found: looked === null ? null : one.found,
      };
    }),
    search: {
      waits: wanted > done,
      last: last === null ? null : { at: last.at, ...last.outcome },
      fault: fault === null || wanted <= done ? null : faultOf(fault),
    },
  };
}

function faultOf(fault: NonNullable<SearchState['fault']>) {
  const { code, what, safe, next } = engineProblem(fault);
  return { code, what, safe, next, at: fault.at };
}

function allowedOf(one: Allowed): AllowedRow {
  return { ...one, value: inertText(one.value), why: inertText(one.why), until: one.until };
}
