// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { mayRead } from '../edge/role.ts';
import { route } from '../edge/route.ts';
import type { Caller, RouteSpec } from '../edge/route.ts';
import { millisOf, parseInstant } from '../kernel/instant.ts';
import type { Problem } from '../kernel/problem.ts';
import { dayAt } from './civil.ts';
import { calendarOf } from './calendar-page.ts';
import { calendarSchema, whoSchema } from './contract.ts';
import type { DutyDeps } from './deps.ts';
import { rotaOf } from './deps.ts';
import { feedOf, withAbsences } from './feed.ts';
import { lintRota } from './lint.ts';
import type { DutyPlan } from './plan.ts';
import { planSchema } from './plan.ts';
import { noPlan, setPlan } from './set-plan.ts';
import { whoIsOn } from './who.ts';

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
      response: whoSchema,
      async handle({ query }) {
        const rota = await rotaOf(deps);
        const at = query.at === undefined ? deps.clock.now() : parseInstant(query.at);
        if (rota === null || at === null) return { problem: noPlan() };
        return { status: 200, body: whoIsOn(rota, millisOf(at)) };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/duty/calendar',
      summary: { ja: '当番表の月', en: 'The rota month' },
      access: 'signed-in',
      query: z.object({ from: z.iso.date().optional(), days: z.coerce.number().int().min(1).max(400).default(42) }),
      response: calendarSchema,
      async handle({ query }) {
        const rota = await rotaOf(deps);
        if (rota === null) return { problem: noPlan() };
        return { status: 200, body: calendarOf(rota, query.from ?? dayAt(millisOf(deps.clock.now()), rota.plan.zone), query.days) };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/duty/lint',
      summary: { ja: '当番表の空きと連休', en: 'Gaps and long weekends of the rota' },
      access: 'signed-in',
      query: z.object({ days: z.coerce.number().int().min(1).max(1000).default(400) }),
      response: z.record(z.string(), z.unknown()),
      async handle({ query }) {
        const rota = await rotaOf(deps);
        if (rota === null) return { problem: noPlan() };
        return { status: 200, body: { ...lintRota(rota, millisOf(deps.clock.now()), query.days) } };
      },
    }),
  ];
}

function planRoutes(deps: DutyDeps): readonly RouteSpec[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/duty/plan',
      summary: { ja: '当番表の元', en: 'The plan behind the rota' },
      access: mayRead,
      response: z.object({ version: z.int(), plan: planSchema, at: z.string(), by: z.string() }),
      async handle() {
        const stored = await deps.plans.latest();
        return stored === null ? { problem: noPlan() } : { status: 200, body: stored, etag: String(stored.version) };
      },
    }),
    route({
      method: 'PUT',
      path: '/api/v1/duty/plan',
      summary: { ja: '当番表を改める', en: 'Change the plan' },
      access: ['administrator', 'manager'],
      body: z.object({ plan: z.record(z.string(), z.unknown()), reason: z.string().trim().max(2000).default('') }),
      response: z.object({ version: z.int() }),
      async handle({ body, who, ifMatch }) {
        const done = await setPlan(deps, body.plan, {
          actor: actorOf(who),
          reason: body.reason,
          expectedVersion: ifMatch === null ? null : Number(ifMatch),
        });
        return done.ok ? { status: 200, body: { version: done.value.version }, etag: String(done.value.version) } : { problem: done.error };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/duty/absences/import',
      summary: { ja: '予定表（iCalendar）から不在を取り込む', en: 'Take absences from a calendar (iCalendar)' },
      access: ['administrator', 'manager'],
      query: z.object({ person: z.string().max(60) }),
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
        person: z.string().max(60),
        endpoint: z.url({ protocol: /^https$/ }).max(1000),
        p256dh: z.string().max(200),
        auth: z.string().max(100),
      }),
      response: 'none',
      async handle({ body, who }) {
        const stored = await deps.plans.latest();
        const person = stored?.plan.people.find((one) => one.id === body.person);
        // One may subscribe oneself only: the plan's person carries the caller's id.
        if (person === undefined || person.id !== who.personId) return { problem: notYours() };
        await deps.journal.write((writing) => deps.plans.subscribe(writing.tx, body));
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

function actorOf(who: Caller) {
  return { type: 'person', id: who.personId, name: who.name } as const;
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
    status: 403,
    what: { ja: '登録できるのは自分のブラウザだけです。', en: 'You can subscribe only yourself.' },
    safe: { ja: '登録は変わっていません。', en: 'No subscription was changed.' },
    next: { ja: '当番表の自分の番号（id）でサインインしてください。', en: 'Sign in as the person of the plan.' },
  };
}
