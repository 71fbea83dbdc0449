// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { mayRead } from '../edge/role.ts';
import { route } from '../edge/route.ts';
import type { RouteSpec } from '../edge/route.ts';
import { actorOf } from '../edge/actor.ts';
import { millisOf, parseInstant } from '../kernel/instant.ts';
import type { Problem } from '../kernel/problem.ts';
import { dayAt } from './civil.ts';
import { calendarOf } from './calendar-page.ts';
import { calendarSchema, checkSchema, lintSchema, orNoRota, storedPlanSchema, whoSchema } from './contract.ts';
import type { DutyDeps } from './deps.ts';
import { rotaOf } from './deps.ts';
import { feedOf, withAbsences } from './feed.ts';
import { lintRota } from './lint.ts';
import type { DutyPlan } from './plan.ts';
import { planPersonOf } from './plan.ts';
import { openRota } from './roster.ts';
import { badTime, changesFrom, NO_ROTA, noPlan, readPlan, setPlan } from './set-plan.ts';
import { whoIsOn } from './who.ts';

const MOST_AHEAD = 5 * 366 * 86_400_000;

export function dutyRoutes(deps: DutyDeps): readonly RouteSpec[] {
  return [...rotaRoutes(deps), ...planRoutes(deps)];
}

function rotaRoutes(deps: DutyDeps): readonly RouteSpec[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/duty/now',
      summary: { ja: '今の当番', en: 'Who has the duty' },
      access: 'signed-in',
      query: z.object({ at: z.string().max(60).optional() }),
      response: orNoRota(whoSchema),
      async handle({ query }) {
        const rota = await rotaOf(deps);
        const at = query.at === undefined ? deps.clock.now() : parseInstant(query.at);
        if (at === null || isTooFar(deps, at)) return { problem: badTime(query.at ?? '') };
        return { status: 200, body: rota === null ? NO_ROTA : { is: 'rota' as const, ...whoIsOn(rota, millisOf(at)) } };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/duty/calendar',
      summary: { ja: '当番表の月', en: 'The rota month' },
      access: 'signed-in',
      query: z.object({ from: z.iso.date().optional(), days: z.coerce.number().int().min(1).max(400).default(42) }),
      response: orNoRota(calendarSchema),
      async handle({ query }) {
        const rota = await rotaOf(deps);
        if (rota === null) return { status: 200, body: NO_ROTA };
        if (query.from !== undefined && isTooFar(deps, query.from)) return { problem: badTime(query.from) };
        const from = query.from ?? dayAt(millisOf(deps.clock.now()), rota.plan.zone);
        return { status: 200, body: { is: 'rota' as const, ...calendarOf(rota, from, query.days) } };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/duty/lint',
      summary: { ja: '当番表の空きと連休', en: 'Gaps and long weekends of the rota' },
      access: 'signed-in',
      query: z.object({ days: z.coerce.number().int().min(1).max(1000).default(400) }),
      response: orNoRota(lintSchema),
      async handle({ query }) {
        const rota = await rotaOf(deps);
        if (rota === null) return { status: 200, body: NO_ROTA };
        return { status: 200, body: { is: 'rota' as const, ...lintRota(rota, millisOf(deps.clock.now()), query.days) } };
      },
    }),
  ];
}

/** Turns are counted from the beginning of a layer: a day thousands of years ahead would keep the desk busy for minutes. */
function isTooFar(deps: Pick<DutyDeps, 'clock'>, time: string): boolean {
  return Date.parse(time) > millisOf(deps.clock.now()) + MOST_AHEAD;
}

function planRoutes(deps: DutyDeps): readonly RouteSpec[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/duty/plan',
      summary: { ja: '当番表の元', en: 'The plan behind the rota' },
      access: mayRead,
      response: storedPlanSchema,
      async handle() {
        const stored = (await deps.plans.latest()) ?? { version: 0, plan: null, at: deps.clock.now(), by: '' };
        return { status: 200, body: stored, etag: String(stored.version) };
      },
    }),
    route({
      method: 'PUT',
      path: '/api/v1/duty/plan',
      summary: { ja: '当番表を改める', en: 'Change the plan' },
      access: ['administrator', 'manager'],
      body: z.object({
        plan: z.record(z.string(), z.unknown()),
        reason: z.string().trim().max(2000).default(''),
        confirmed: z.boolean().default(false),
      }),
      response: z.object({ version: z.int() }),
      async handle({ body, who, ifMatch }) {
        const done = await setPlan(deps, body.plan, {
          actor: actorOf(who),
          reason: body.reason,
          confirmed: body.confirmed,
          expectedVersion: ifMatch === null ? null : Number(ifMatch),
        });
        return done.ok ? { status: 200, body: { version: done.value.version }, etag: String(done.value.version) } : { problem: done.error };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/duty/plan/check',
      summary: { ja: '公開する前に当番表を調べる（保存しない）', en: 'Check a plan before it is published; nothing is stored' },
      access: ['administrator', 'manager'],
      body: z.object({ plan: z.record(z.string(), z.unknown()), days: z.int().min(1).max(1000).default(400) }),
      response: checkSchema,
      async handle({ body }) {
        const read = readPlan(body.plan, deps.clock);
        if (!read.ok) return { status: 200, body: { is: 'faulty' as const, faults: read.error.what } };
        const inForce = await deps.plans.latest();
        const changes = inForce === null ? [] : changesFrom(deps, inForce.plan, read.value);
        const lint = lintRota(openRota(read.value, deps.holidays), millisOf(deps.clock.now()), body.days);
        return { status: 200, body: { is: 'readable' as const, lint, changes } };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/duty/absences/import',
      summary: { ja: '予定表（iCalendar）から不在を取り込む', en: 'Take absences from a calendar (iCalendar)' },
      access: ['administrator', 'manager'],
      query: z.object({ person: z.string().max(60), confirmed: z.stringbool().default(false) }),
      upload: { maxFiles: 5, maxBytes: 2_000_000 },
      response: z.object({ added: z.int(), version: z.int(), unread: z.array(z.object({ uid: z.string(), why: z.string() })) }),
      async handle({ query, who, uploads }) {
        const stored = await deps.plans.latest();
        if (stored === null || !stored.plan.people.some((person) => person.id === query.person)) return { problem: noPlan() };
        let plan: DutyPlan = stored.plan;
        let added = 0;
        const unread: { uid: string; why: string }[] = [];
        for (const { bytes } of uploads) {
          const read = withAbsences(plan, query.person, new TextDecoder().decode(bytes), deps.ical);
          plan = read.plan;
          added += read.added;
          unread.push(...read.unread);
        }
        if (added === 0) return { status: 200, body: { added, version: stored.version, unread } };
        const done = await setPlan(deps, plan, {
          actor: actorOf(who),
          reason: `absences of ${query.person} from a calendar`,
          confirmed: query.confirmed,
          expectedVersion: stored.version,
        });
        return done.ok ? { status: 200, body: { added, version: done.value.version, unread } } : { problem: done.error };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/duty/feeds/:of',
      summary: { ja: '予定表の購読先', en: 'Address of a calendar feed' },
      access: mayRead,
      params: z.object({ of: z.string().regex(/^(roster|person):[A-Za-z0-9._-]{1,60}$/) }),
      response: z.object({ url: z.string() }),
      handle: async ({ params }) => ({
        status: 200,
        body: { url: `${deps.baseUrl}/duty/feed/${params.of}~${deps.signer.mark(`feed ${params.of}`)}` },
      }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/duty/push-key',
      summary: { ja: 'ブラウザ通知の公開鍵', en: 'Public key for browser notifications' },
      access: 'signed-in',
      response: z.object({ publicKey: z.string() }),
      handle: async () => ({ status: 200, body: { publicKey: deps.pushKey } }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/duty/push',
      summary: { ja: 'このブラウザで呼び出しを受ける', en: 'Receive pages in this browser' },
      access: 'signed-in',
      body: z.object({
        endpoint: z.url({ protocol: /^https$/ }).max(1000),
        p256dh: z.string().max(200),
        auth: z.string().max(100),
      }),
      response: 'none',
      async handle({ body, who }) {
        const stored = await deps.plans.latest();
        // One may subscribe oneself only.
        const person = stored === null ? null : planPersonOf(stored.plan, who.personId);
        if (person === null) return { problem: notYours() };
        await deps.journal.write((writing) => deps.plans.subscribe(writing.tx, { ...body, person: person.id }));
        return { status: 204 };
      },
    }),
    route({
      method: 'GET',
      path: '/duty/feed/:token',
      summary: { ja: '当番の予定表（iCalendar）', en: 'Duty calendar feed (iCalendar)' },
      access: 'public',
      rateLimit: 60,
      params: z.object({ token: z.string().max(400) }),
      response: 'raw',
      async handle({ params, lang }) {
        const [of = '', mark = ''] = params.token.split('~');
        const rota = await rotaOf(deps);
        if (rota === null || !deps.signer.verify(`feed ${of}`, mark)) return { problem: badFeed() };
        const text = feedOf(rota, of, millisOf(deps.clock.now()), lang, deps.ical);
        return text === null ? { problem: badFeed() } : { status: 200, raw: text, contentType: 'text/calendar; charset=utf-8' };
      },
    }),
  ];
}

function badFeed(): Problem {
  return {
    code: 'duty.feed-forged',
    status: 403,
    what: { ja: 'この予定表のアドレスは、この窓口が作ったものではありません。', en: 'This calendar address was not made by this desk.' },
    safe: { ja: '当番表は見せていません。', en: 'No duty was shown.' },
    next: { ja: '当番の画面でアドレスを作り直してください。', en: 'Get a new address on the duty screen.' },
  };
}

function notYours(): Problem {
  return {
    code: 'duty.not-yourself',
    status: 409,
    what: {
      ja: 'あなたは当番表に入っていないため、呼び出しを受ける登録ができません。',
      en: 'You are not in the rota, so this browser cannot receive its pages.',
    },
    safe: { ja: '登録は変わっていません。', en: 'No subscription was changed.' },
    next: { ja: '当番表に自分を加えてもらってから、もう一度押してください。', en: 'Ask to be put into the rota, then try again.' },
  };
}
