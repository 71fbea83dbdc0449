// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import type { Endpoint } from '../../edge/endpoint.contract.ts';
import { mayAdminister, mayRead, mayWork } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { actorOf } from '../../edge/actor.ts';
import type { Draft } from '../../case/entry.ts';
import type { CaseView } from '../../case/fold/view.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import { MANY } from '../../journal/store.port.ts';
import { markedPage } from '../../case/exercise-mark.ts';
import { DESK, parseCaseId } from '../../journal/stream.ts';
import type { StreamId } from '../../journal/stream.ts';
import { millisOf } from '../../kernel/instant.ts';
import { personActor } from '../../kernel/person.ts';
import { acknowledge, pagedAgainAt, resolve } from './acknowledge.ts';
import { briefNow } from './brief-now.ts';
import { callList } from './call-list.ts';
import { endpoints } from '../contract.ts';
import type { DutyDeps } from '../deps.ts';
import { rotaInForce } from '../rota/in-force.ts';
import { ackCode, readLink } from './link.ts';
import type { Page } from './page.ts';
import { wireOf, withDeliveries } from './page.view.ts';
import { passOn } from './pass-on.ts';
import { phonePage } from './phone-page.ts';
import type { ShownCase } from './phone-page.ts';
import { dutyProblem } from '../problems.ts';
import { planPersonOf } from '../rota/plan.ts';
import type { DutyPerson } from '../rota/plan.ts';
import type { Passes } from '../../outbox/passing.port.ts';
import { isAway } from './away.ts';
import { NO_ROTA } from '../rota/set-plan.ts';
import { pageable } from '../rota/who.ts';
import { trigger } from './trigger.ts';

const pageParams = z.object({ pageId: z.string().max(60) });
const tokenParams = z.object({ token: z.string().max(400) });

/** Routes over pages, and the public page that a telephone opens by a signed link. */
export function pagingRoutes(deps: DutyDeps): readonly RouteSpec[] {
  return [...pageRoutes(deps), ...publicRoutes(deps)];
}

function pageRoutes(deps: DutyDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.pages,
      summary: { ja: '呼び出しの一覧', en: 'Pages and their deliveries' },
      access: mayRead,
      query: z.object({ open: z.stringbool().default(true) }),
      reads: () => MANY,
      handle: async ({ query }) => ({ status: 200, body: { pages: (await withDeliveries(deps, query.open)).map((one) => wireOf(one)) } }),
    }),
    route({
      ...endpoints.page,
      summary: { ja: '当番を呼び出す', en: 'Page the person on duty' },
      access: mayWork,
      async handle({ body, who }) {
        const caseId = body.caseId === null ? null : parseCaseId(body.caseId);
        const found = await trigger(deps, { ...body, caseId }, actorOf(who));
        return { status: 201, body: { is: found.is, pageId: found.is === 'impossible' ? null : found.pageId } };
      },
    }),
    route({
      ...endpoints.acknowledge,
      summary: { ja: '呼び出しを確認する', en: 'Acknowledge a page' },
      access: mayWork,
      params: pageParams,
      async handle({ params, who }) {
        if (who.machine) return { problem: dutyProblem('page.needs-a-person') };
        const stored = await deps.plans.latest();
        const known = stored === null ? null : planPersonOf(stored.plan, who.personId);
        const person = known?.id ?? who.personId;
        if (await isAway(deps, params.pageId, known?.mail ?? null)) return { problem: dutyProblem('page.away') };
        const found = await acknowledge(deps, { pageId: params.pageId, person, name: who.name, way: 'screen' });
        return found.is === 'unknown'
          ? { problem: dutyProblem('page.unknown', undefined, { pageId: params.pageId }) }
          : { status: 200, body: { is: found.is, pagedAgainAt: pagedAgainAt(found.page) } };
      },
    }),
    route({
      ...endpoints.acknowledgeByCode,
      summary: { ja: '電話で聞いた番号で確認する', en: 'Acknowledge by the code read out on the telephone' },
      access: mayWork,
      rateLimit: 5,
      params: pageParams,
      body: z.object({ person: z.string().max(60), code: z.string().regex(/^\d{6}$/) }),
      async handle({ params, body }) {
        const page = await deps.pages.page(params.pageId);
        const rota = await rotaInForce(deps);
        if (page === null || rota === null || !rota.plan.people.some((one) => one.id === body.person))
          return { problem: dutyProblem('page.unknown', undefined, { pageId: params.pageId }) };
        const person = pageable(rota, body.person, millisOf(deps.clock.now()));
        if (person === null) return { problem: dutyProblem('page.person-left') };
        if (ackCode(await deps.signer(), page.pageId, page.generation, person.id) !== body.code)
          return { problem: dutyProblem('page.code-wrong') };
        if (await isAway(deps, page.pageId, person.mail)) return { problem: dutyProblem('page.away') };
        const found = await acknowledge(deps, { pageId: page.pageId, person: person.id, name: person.name, way: 'code' });
        return { status: 200, body: { is: found.is, pagedAgainAt: found.is === 'unknown' ? null : pagedAgainAt(found.page) } };
      },
    }),
    route({
      ...endpoints.resolve,
      summary: { ja: '呼び出しを終える', en: 'End a page' },
      access: mayWork,
      params: pageParams,
      body: z.object({ reason: z.string().trim().min(1).max(2000) }),
      handle: async ({ params, body, who }) => ({
        status: 200,
        body: { resolved: await resolve(deps, params, actorOf(who), body.reason) },
      }),
    }),
    route({
      ...endpoints.callList,
      summary: { ja: '電話表', en: 'Telephone list' },
      access: mayRead,
      async handle() {
        const rota = await rotaInForce(deps);
        if (rota === null) return { status: 200, body: NO_ROTA };
        const pages = await withDeliveries(deps, true);
        const streams = new Set<StreamId>(pages.map(({ page }) => page.caseId ?? DESK));
        const passes = new Map(await Promise.all([...streams].map(async (one) => [one, await deps.passing.of(one)] as const)));
        const calls = callList(rota, pages, millisOf(deps.clock.now()), (stream) => passes.get(stream) as Passes);
        return { status: 200, body: { is: 'rota' as const, calls: [...calls] } };
      },
    }),
    route({
      ...endpoints.lookAhead,
      summary: { ja: '連休と空きの予告を今調べる', en: 'Look for coming long weekends and gaps now' },
      access: mayAdminister,
      handle: async () => ({ status: 200, body: { warned: await deps.lookAhead() } }),
    }),
  ];
}

/** Nobody is signed in here: the signed address says who it is. GET and HEAD only show. */
function publicRoutes(deps: DutyDeps): readonly RouteSpec[] {
  const opened = async (token: string) => {
    const link = readLink(await deps.signer(), token, deps.clock.now());
    if (link === 'forged' || link === 'expired') return { problem: dutyProblem(`page.link-${link}`) };
    const page = await deps.pages.page(link.pageId);
    const rota = await rotaInForce(deps);
    if (page === null || rota === null) return { problem: dutyProblem('page.link-forged') };
    const person = pageable(rota, link.person, millisOf(deps.clock.now()));
    return person === null ? { problem: dutyProblem('page.person-left') } : { page, person, zone: rota.plan.zone };
  };
  type Opened = { readonly page: Page; readonly person: DutyPerson };
  const onPhone = <P extends string>(endpoint: Endpoint<'POST', P, 'raw'>, summary: Bilingual, press: (opened: Opened) => Promise<void>) =>
    route({
      ...endpoint,
      summary,
      access: 'public',
      rateLimit: 30,
      params: tokenParams,
      async handle({ params }) {
        const found = await opened(params.token);
        if ('problem' in found) return { problem: found.problem };
        if (await isAway(deps, found.page.pageId, found.person.mail)) return { problem: dutyProblem('page.away') };
        await press(found);
        return { status: 303, location: endpoints.phonePage.at(params) };
      },
    });
  return [
    route({
      ...endpoints.phonePage,
      summary: { ja: '電話で見る呼び出し', en: 'The page as a telephone shows it' },
      access: 'public',
      rateLimit: 60,
      params: tokenParams,
      async handle({ params }) {
        const found = await opened(params.token);
        return 'problem' in found ? { problem: found.problem } : await shown(deps, found.page, found.person, found.zone, params.token);
      },
    }),
    onPhone(
      endpoints.acknowledgeOnPhone,
      { ja: '呼び出しを確認する（電話）', en: 'Acknowledge by telephone' },
      async ({ page, person }) => {
        await acknowledge(deps, { pageId: page.pageId, person: person.id, name: person.name, way: 'link' });
      },
    ),
    onPhone(
      endpoints.passOnFromPhone,
      { ja: '出られないと答える（電話）', en: 'Say that one cannot, by telephone' },
      async ({ page, person }) => {
        await passOn(deps, { pageId: page.pageId, person: person.id, name: person.name });
      },
    ),
    onPhone(
      endpoints.ownFromPhone,
      { ja: '事案の担当になる（電話）', en: 'Become the owner of the case, by telephone' },
      async ({ page, person }) => {
        await becomeOwner(deps, page, person);
      },
    ),
  ];
}

/** Whoever answered takes the case, where nobody has it: what the screen's button does, under the same name. */
async function becomeOwner({ journal }: DutyDeps, page: Page, person: DutyPerson): Promise<void> {
  const { caseId } = page;
  if (caseId === null) return;
  const { personId, name } = person;
  const drafts: readonly Draft[] = [{ kind: 'case.owner-named', body: { personId, name } }];
  await journal.write(async (writing) => {
    const view = await writing.view(caseId);
    if (view !== null && mayOwn(view, page, person)) await writing.append({ stream: caseId, actor: personActor(person), drafts });
  });
}

function mayOwn(view: CaseView, page: Page, person: DutyPerson): boolean {
  const answered = page.acks.some((ack) => ack.person === person.id);
  return answered && page.purpose === undefined && view.state.is === 'open' && view.owner === null && person.personId !== '';
}

async function caseShown(deps: DutyDeps, page: Page, person: DutyPerson): Promise<ShownCase | null> {
  const { caseId } = page;
  if (caseId === null) return null;
  const [view, brief, base] = await Promise.all([deps.journal.view(caseId), briefNow(deps, caseId), deps.baseUrl()]);
  if (view === null || brief === null) return null;
  return { brief, href: `${base}/cases/${caseId}`, mayOwn: mayOwn(view, page, person) };
}

async function shown(deps: DutyDeps, page: Page, person: DutyPerson, zone: string, token: string) {
  const links = { passOn: endpoints.passOnFromPhone.at({ token }), own: endpoints.ownFromPhone.at({ token }) };
  const [about, organisation] = await Promise.all([caseShown(deps, page, person), deps.organisation()]);
  const small = phonePage(deps.hash, page, person, person.lang, zone, links, about, organisation);
  const { marked } = await deps.passing.of(page.caseId ?? DESK);
  return marked ? { ...small, raw: markedPage(small.raw) } : small;
}
