// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { mayRead } from '../edge/role.ts';
import { route } from '../edge/route.ts';
import type { RouteSpec } from '../edge/route.ts';
import { actorOf } from '../edge/actor.ts';
import { millisOf, parseInstant } from '../kernel/instant.ts';
import { dayAt } from '../common/civil-day.ts';
import { calendarOf } from './calendar/calendar-page.ts';
import { endpoints } from './contract.ts';
import type { SaidOf } from './calendar/ical.port.ts';
import type { DutyDeps } from './deps.ts';
import { rotaInForce, rotaOfPlan } from './rota/in-force.ts';
import { feedOf } from './calendar/feed.ts';
import { makeFeedToken, readFeedToken } from './calendar/feed-address.ts';
import { withAbsences } from './calendar/absences.ts';
import { lintRota } from './rota/lint.ts';
import type { DutyPlan } from './rota/plan.ts';
import { planPersonOf } from './rota/plan.ts';
import { dutyProblem } from './problems.ts';
import { badTime, changesFrom, NO_ROTA, readPlan, setPlan } from './rota/set-plan.ts';
import { dutiesOf, whoIsOn } from './rota/who.ts';

const OWN_AHEAD = 62 * 86_400_000;
const OWN_MOST = 8;
const MOST_AHEAD = 5 * 366 * 86_400_000;

/** Routes over the rota and its plan, and the public calendar feed. */
export function dutyRoutes(deps: DutyDeps): readonly RouteSpec[] {
  return [...rotaRoutes(deps), ...planRoutes(deps)];
}

function rotaRoutes(deps: DutyDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.now,
      summary: { ja: '今の当番', en: 'Who has the duty' },
      access: 'signed-in',
      query: z.object({ at: z.string().max(60).optional() }),
      async handle({ query, who }) {
        const rota = await rotaInForce(deps);
        const at = query.at === undefined ? deps.clock.now() : parseInstant(query.at);
        if (at === null || isTooFar(deps, at)) return { problem: badTime(query.at ?? '') };
        if (rota === null) return { status: 200, body: NO_ROTA };
        const me = who.machine ? null : planPersonOf(rota.plan, who.personId);
        const mine = me === null ? [] : dutiesOf(rota, me.id, millisOf(at), millisOf(at) + OWN_AHEAD, OWN_MOST);
        return { status: 200, body: { is: 'rota' as const, ...whoIsOn(rota, millisOf(at)), mine } };
      },
    }),
    route({
      ...endpoints.calendar,
      summary: { ja: '当番表の月', en: 'The rota month' },
      access: 'signed-in',
      query: z.object({ from: z.iso.date().optional(), days: z.coerce.number().int().min(1).max(400).default(42) }),
      async handle({ query }) {
        const rota = await rotaInForce(deps);
        if (rota === null) return { status: 200, body: NO_ROTA };
        if (query.from !== undefined && isTooFar(deps, query.from)) return { problem: badTime(query.from) };
        const from = query.from ?? dayAt(millisOf(deps.clock.now()), rota.plan.zone);
        return { status: 200, body: { is: 'rota' as const, ...calendarOf(rota, from, query.days) } };
      },
    }),
    route({
      ...endpoints.lint,
      summary: { ja: '当番表の空きと連休', en: 'Gaps and long weekends of the rota' },
      access: 'signed-in',
      query: z.object({ days: z.coerce.number().int().min(1).max(1000).default(400) }),
      async handle({ query }) {
        const rota = await rotaInForce(deps);
        if (rota === null) return { status: 200, body: NO_ROTA };
        return { status: 200, body: { is: 'rota' as const, ...lintRota(rota, millisOf(deps.clock.now()), query.days, await deps.ways()) } };
      },
    }),
  ];
}

/** Series of a calendar are followed for a little more than the year that a rota is looked at. */
const SERIES_BACK = 30 * 86_400_000;
const SERIES_AHEAD = 400 * 86_400_000;

/** What files of one person's calendar make of the plan; nothing is stored. */
async function absencesTaken(deps: DutyDeps, stored: DutyPlan, person: string, files: readonly Uint8Array[]) {
  const now = millisOf(deps.clock.now());
  const rota = await rotaInForce(deps);
  const mine = (rota?.plan.people.find((one) => one.id === person)?.mail ?? []).map((address) => address.toLowerCase());
  const how = { zone: stored.zone, mine, from: now - SERIES_BACK, to: now + SERIES_AHEAD };
  const found = { plan: stored, added: 0, removed: 0, notAbsent: [] as SaidOf[], unread: [] as SaidOf[] };
  for (const bytes of files) {
    const read = await deps.ical.read(bytes, how);
    const taken = withAbsences(found.plan, person, read, how.from);
    found.plan = taken.plan;
    found.added += taken.added;
    found.removed += taken.removed;
    found.notAbsent.push(...read.notAbsent);
    found.unread.push(...read.unread, ...taken.older);
  }
  return found;
}

/** Turns are counted from the beginning of a layer: a day thousands of years ahead would keep the desk busy for minutes. */
function isTooFar(deps: Pick<DutyDeps, 'clock'>, time: string): boolean {
  return Date.parse(time) > millisOf(deps.clock.now()) + MOST_AHEAD;
}

function planRoutes(deps: DutyDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.plan,
      summary: { ja: '当番表の元', en: 'The plan behind the rota' },
      access: mayRead,
      async handle() {
        const stored = (await deps.plans.latest()) ?? { version: 0, plan: null, at: deps.clock.now(), by: '' };
        return { status: 200, body: stored, etag: String(stored.version) };
      },
    }),
    route({
      ...endpoints.publishPlan,
      summary: { ja: '当番表を改める', en: 'Change the plan' },
      access: ['administrator', 'manager'],
      body: z.object({
        plan: z.record(z.string(), z.unknown()),
        reason: z.string().trim().max(2000).default(''),
        confirmed: z.boolean().default(false),
        tell: z.boolean().default(false),
      }),
      async handle({ body, who, ifMatch }) {
        const done = await setPlan(deps, body.plan, {
          actor: actorOf(who),
          reason: body.reason,
          confirmed: body.confirmed,
          tell: body.tell,
          expectedVersion: ifMatch === null ? null : Number(ifMatch),
        });
        return done.ok ? { status: 200, body: { version: done.value.version }, etag: String(done.value.version) } : { problem: done.error };
      },
    }),
    route({
      ...endpoints.checkPlan,
      summary: { ja: '公開する前に当番表を調べる（保存しない）', en: 'Check a plan before it is published; nothing is stored' },
      access: ['administrator', 'manager'],
      body: z.object({ plan: z.record(z.string(), z.unknown()), days: z.int().min(1).max(1000).default(400) }),
      async handle({ body }) {
        const read = readPlan(body.plan, deps.clock);
        if (!read.ok) return { status: 200, body: { is: 'faulty' as const, faults: read.error.what } };
        const inForce = await deps.plans.latest();
        const changes = inForce === null ? [] : changesFrom(deps, inForce.plan, read.value);
        const lint = lintRota(await rotaOfPlan(deps, read.value), millisOf(deps.clock.now()), body.days, await deps.ways());
        return { status: 200, body: { is: 'readable' as const, lint, changes } };
      },
    }),
    route({
      ...endpoints.importAbsences,
      summary: { ja: '予定表（iCalendar）から不在を取り込む', en: 'Take absences from a calendar (iCalendar)' },
      access: ['administrator', 'manager'],
      query: z.object({ person: z.string().max(60), confirmed: z.stringbool().default(false) }),
      upload: { maxFiles: 5, maxBytes: 2_000_000 },
      async handle({ query, who, uploads }) {
        const stored = await deps.plans.latest();
        if (stored === null || !stored.plan.people.some((person) => person.id === query.person))
          return { problem: dutyProblem('duty.no-plan') };
        const { plan, ...taken } = await absencesTaken(
          deps,
          stored.plan,
          query.person,
          uploads.map(({ bytes }) => bytes),
        );
        if (taken.added + taken.removed === 0) return { status: 200, body: { ...taken, version: stored.version } };
        const done = await setPlan(deps, plan, {
          actor: actorOf(who),
          reason: `absences of ${query.person} from a calendar`,
          confirmed: query.confirmed,
          expectedVersion: stored.version,
        });
        return done.ok ? { status: 200, body: { ...taken, version: done.value.version } } : { problem: done.error };
      },
    }),
    route({
      ...endpoints.feed,
      summary: { ja: '予定表の購読先', en: 'Address of a calendar feed' },
      access: mayRead,
      params: z.object({ of: z.string().regex(/^(roster|person):[A-Za-z0-9._-]{1,60}$/) }),
      async handle({ params, who }) {
        if (who.machine) return { problem: dutyProblem('duty.feed-of-a-person') };
        const token = await makeFeedToken(deps, params.of, who.personId);
        return { status: 200, body: { url: (await deps.baseUrl()) + endpoints.feedFile.at({ token }) } };
      },
    }),
    route({
      ...endpoints.withdrawFeeds,
      summary: { ja: '自分が受け取った予定表のアドレスをすべて無効にする', en: 'Withdraw every calendar address that one asked for' },
      access: 'signed-in',
      async handle({ who }) {
        if (who.machine) return { problem: dutyProblem('duty.feed-of-a-person') };
        await deps.journal.write((writing) => deps.plans.withdrawFeeds(writing.tx, who.personId));
        return { status: 204 };
      },
    }),
    route({
      ...endpoints.pushKey,
      summary: { ja: 'ブラウザ通知の公開鍵', en: 'Public key for browser notifications' },
      access: 'signed-in',
      handle: async () => ({
        status: 200,
        body: { publicKey: await deps.pushKey(), closed: (await deps.ways()).closed['web-push'] ?? null },
      }),
    }),
    route({
      ...endpoints.subscribe,
      summary: { ja: 'このブラウザで呼び出しを受ける', en: 'Receive pages in this browser' },
      access: 'signed-in',
      body: z.object({
        endpoint: z.url({ protocol: /^https$/ }).max(1000),
        p256dh: z.string().max(200),
        auth: z.string().max(100),
      }),
      async handle({ body, who }) {
        const stored = await deps.plans.latest();
        // One may subscribe oneself only.
        const person = stored === null ? null : planPersonOf(stored.plan, who.personId);
        if (person === null) return { problem: dutyProblem('duty.not-yourself') };
        await deps.journal.write((writing) => deps.plans.subscribe(writing.tx, { ...body, person: person.id }));
        return { status: 204 };
      },
    }),
    route({
      ...endpoints.feedFile,
      summary: { ja: '当番の予定表（iCalendar）', en: 'Duty calendar feed (iCalendar)' },
      access: 'public',
      rateLimit: 60,
      params: z.object({ token: z.string().max(400) }),
      async handle({ params, lang }) {
        const of = await readFeedToken(deps, params.token);
        const rota = of === null ? null : await rotaInForce(deps);
        if (of === null || rota === null) return { problem: dutyProblem('duty.feed-forged') };
        const text = feedOf(rota, of, millisOf(deps.clock.now()), lang, deps.ical);
        return text === null
          ? { problem: dutyProblem('duty.feed-forged') }
          : { status: 200, raw: text, contentType: 'text/calendar; charset=utf-8' };
      },
    }),
  ];
}
