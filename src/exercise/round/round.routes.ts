// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { route } from '../../edge/route.ts';
import type { Caller, RouteSpec } from '../../edge/route.ts';
import { cursorQuery } from '../../edge/wire.ts';
import type { Result } from '../../kernel/result.ts';
import type { Problem } from '../../kernel/problem.ts';
import { inertText } from '../../kernel/text.ts';
import { endpoints } from '../contract.ts';
import type { ExerciseDeps } from '../deps.ts';
import { roundProblem } from '../problems.ts';
import { directRound, setUpRound } from './direct.ts';
import { roundStates } from './round.ts';
import type { Round } from './round.ts';
import { seeRound, seeRow } from './see.ts';

const params = z.object({ roundId: z.string().max(40) });
const maySetUp = ['administrator', 'responder', 'manager', 'instructor'] as const;
const text = z.string().trim().max(200).optional();
const rows = cursorQuery.extend({ search: text, category: text, state: z.enum(roundStates).optional() });

/** Routes over question rounds; whoever can sign in takes part. */
export function roundRoutes(deps: ExerciseDeps): readonly RouteSpec[] {
  return [...readRoutes(deps), ...writeRoutes(deps)];
}

function readRoutes(deps: ExerciseDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.rounds,
      summary: { ja: '問題の回の一覧（新しい順）', en: 'Question rounds, newest first' },
      access: 'signed-in',
      query: rows,
      async handle({ query: { search, category, state, cursor, limit }, who }) {
        const filter = {
          ...(search === undefined || search === '' ? {} : { search }),
          ...(category === undefined || category === '' ? {} : { category }),
          ...(state === undefined ? {} : { state }),
          ...(cursor === undefined ? {} : { before: cursor }),
        };
        const [found, categories] = await Promise.all([
          deps.rounds.list({ ...filter, viewerId: who.personId, limit: limit + 1 }),
          deps.rounds.categories(who.personId),
        ]);
        const page = found.slice(0, limit);
        const items = page.map((one) => seeRow(one, who, deps.clock.now()));
        const next = found.length > limit ? (items.at(-1)?.roundId ?? null) : null;
        return { status: 200, body: { items, next, categories: categories.map((one) => ({ ...one })) } };
      },
    }),
    route({
      ...endpoints.round,
      summary: { ja: '問題の回（見てよいものだけ）', en: 'A round, as far as the caller may see it' },
      access: 'signed-in',
      params,
      handle: ({ params: { roundId }, who }) => sheetReply(deps, roundId, who),
    }),
    route({
      ...endpoints.instructors,
      summary: { ja: '講師にできる人', en: 'Who may be named instructor' },
      access: maySetUp,
      async handle() {
        const people = (await deps.people.instructors()).map(({ personId, name }) => ({ personId, name: inertText(name) }));
        return { status: 200, body: { people } };
      },
    }),
  ];
}

function writeRoutes(deps: ExerciseDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.setUpRound,
      summary: { ja: '問題の回を準備する', en: 'Set up a round' },
      access: maySetUp,
      async handle({ body, who }) {
        if (who.machine) return { problem: roundProblem('round.needs-a-person') };
        return answer(deps, who, await setUpRound(deps, who, body));
      },
    }),
    route({
      ...endpoints.orderRound,
      summary: { ja: '回での操作（1つが1件の記録になる）', en: 'Do one thing in a round; it becomes one entry' },
      access: 'signed-in',
      params,
      async handle({ params: { roundId }, body, who, ifMatch }) {
        if (who.machine) return { problem: roundProblem('round.needs-a-person') };
        const expected = ifMatch !== null && /^\d{1,9}$/.test(ifMatch) ? Number(ifMatch) : null;
        return answer(deps, who, await directRound(deps, roundId, who, body, expected));
      },
    }),
    route({
      ...endpoints.saveRoundDraft,
      summary: { ja: '回答の下書きの自動保存', en: 'Autosave of one’s own answer' },
      access: 'signed-in',
      params,
      async handle({ params: { roundId }, body, who }) {
        if (who.machine) return { problem: roundProblem('round.needs-a-person') };
        const sheet = await seeRound({ rounds: deps.rounds, now: deps.clock.now() }, roundId, who);
        if (sheet === null) return { problem: roundProblem('round.unknown', undefined, { roundId }) };
        if (sheet.place !== 'member') return { problem: roundProblem('round.not-yours', undefined, { roundId }) };
        const { personId, name } = who;
        await deps.rounds.putSeat(roundId, { personId, name, draft: inertText(body.text, true), draftAt: deps.clock.now() });
        return { status: 204 };
      },
    }),
  ];
}

async function answer(deps: ExerciseDeps, who: Caller, done: Result<Round, Problem>) {
  return done.ok ? sheetReply(deps, done.value.roundId, who) : { problem: done.error };
}

async function sheetReply(deps: ExerciseDeps, roundId: string, who: Caller) {
  const sheet = await seeRound({ rounds: deps.rounds, now: deps.clock.now() }, roundId, who);
  if (sheet === null) return { problem: roundProblem('round.unknown', undefined, { roundId }) };
  return { status: 200, body: sheet, etag: String(sheet.rev) } as const;
}
