// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { mayAdminister, mayRead, mayWork } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { actorOf } from '../../edge/actor.ts';
import { parseCaseId } from '../../journal/stream.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import { millisOf } from '../../kernel/instant.ts';
import type { Problem } from '../../kernel/problem.ts';
import { acknowledge, resolve } from '../acknowledge.ts';
import { callList } from '../call-list.ts';
import { callRowSchema, newPageSchema, orNoRota, pageWireSchema } from '../contract.ts';
import type { DutyDeps } from '../deps.ts';
import { rotaOf } from '../deps.ts';
import { ackCode, readLink } from '../link.ts';
import type { Page } from '../page.ts';
import { wireOf, withDeliveries } from '../page-wire.ts';
import { PHONE_STYLE, phonePage } from '../phone-page.ts';
import { planPersonOf } from '../plan.ts';
import { NO_ROTA } from '../set-plan.ts';
import { trigger } from '../trigger.ts';

const pageParams = z.object({ pageId: z.string().max(60) });
const tokenParams = z.object({ token: z.string().max(400) });

export function pagingRoutes(deps: DutyDeps): readonly RouteSpec[] {
  return [...pageRoutes(deps), ...publicRoutes(deps)];
}

function pageRoutes(deps: DutyDeps): readonly RouteSpec[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/duty/pages',
      summary: { ja: '呼び出しの一覧', en: 'Pages and their deliveries' },
      access: mayRead,
      query: z.object({ open: z.stringbool().default(true) }),
      response: z.object({ pages: z.array(pageWireSchema) }),
      handle: async ({ query }) => ({ status: 200, body: { pages: (await withDeliveries(deps, query.open)).map((one) => wireOf(one)) } }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/duty/pages',
      summary: { ja: '当番を呼び出す', en: 'Page the person on duty' },
      access: mayWork,
      body: newPageSchema,
      response: z.object({ is: z.string(), pageId: z.string().nullable() }),
      async handle({ body, who }) {
        const caseId = body.caseId === null ? null : parseCaseId(body.caseId);
        const found = await trigger(deps, { ...body, caseId }, actorOf(who));
        return { status: 201, body: { is: found.is, pageId: found.is === 'impossible' ? null : found.pageId } };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/duty/pages/:pageId/ack',
      summary: { ja: '呼び出しを確認する', en: 'Acknowledge a page' },
      access: mayWork,
      params: pageParams,
      response: z.object({ is: z.string() }),
      async handle({ params, who }) {
        const stored = await deps.plans.latest();
        const known = stored === null ? null : planPersonOf(stored.plan, who.personId);
        const person = known?.id ?? who.personId;
        const found = await acknowledge(deps, { pageId: params.pageId, person, name: who.name, way: 'screen' });
        return found.is === 'unknown' ? { problem: noPage(params.pageId) } : { status: 200, body: { is: found.is } };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/duty/pages/:pageId/ack-code',
      summary: { ja: '電話で聞いた番号で確認する', en: 'Acknowledge by the code read out on the telephone' },
      access: mayWork,
      rateLimit: 5,
      params: pageParams,
      body: z.object({ person: z.string().max(60), code: z.string().regex(/^\d{6}$/) }),
      response: z.object({ is: z.string() }),
      async handle({ params, body }) {
        const page = await deps.pages.page(params.pageId);
        const person = (await deps.plans.latest())?.plan.people.find((one) => one.id === body.person);
        if (page === null || person === undefined) return { problem: noPage(params.pageId) };
        if (ackCode(deps.signer, page.pageId, page.generation, person.id) !== body.code) return { problem: wrongCode() };
        const found = await acknowledge(deps, { pageId: page.pageId, person: person.id, name: person.name, way: 'code' });
        return { status: 200, body: { is: found.is } };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/duty/pages/:pageId/resolve',
      summary: { ja: '呼び出しを終える', en: 'End a page' },
      access: mayWork,
      params: pageParams,
      body: z.object({ reason: z.string().trim().min(1).max(2000) }),
      response: z.object({ resolved: z.int() }),
      handle: async ({ params, body, who }) => ({
        status: 200,
        body: { resolved: await resolve(deps, params, actorOf(who), body.reason) },
      }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/duty/call-list',
      summary: { ja: '電話表', en: 'Telephone list' },
      access: mayRead,
      response: orNoRota(z.object({ calls: z.array(callRowSchema) })),
      async handle() {
        const rota = await rotaOf(deps);
        if (rota === null) return { status: 200, body: NO_ROTA };
        return {
          status: 200,
          body: { is: 'rota' as const, calls: [...callList(rota, await withDeliveries(deps, true), millisOf(deps.clock.now()))] },
        };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/duty/look-ahead',
      summary: { ja: '連休と空きの予告を今調べる', en: 'Look for coming long weekends and gaps now' },
      access: mayAdminister,
      response: z.object({ warned: z.int() }),
      handle: async () => ({ status: 200, body: { warned: await deps.lookAhead() } }),
    }),
  ];
}

/** Nobody is signed in here: the signed address says who it is. GET and HEAD only show. */
function publicRoutes(deps: DutyDeps): readonly RouteSpec[] {
  const opened = async (token: string) => {
    const link = readLink(deps.signer, token, deps.clock.now());
    if (link === 'forged' || link === 'expired') return { problem: badLink(link) };
    const page = await deps.pages.page(link.pageId);
    const person = (await deps.plans.latest())?.plan.people.find((one) => one.id === link.person);
    return page === null || person === undefined ? { problem: badLink('forged') } : { page, person };
  };
  return [
    route({
      method: 'GET',
      path: '/page/:token',
      summary: { ja: '電話で見る呼び出し', en: 'The page as a telephone shows it' },
      access: 'public',
      rateLimit: 60,
      params: tokenParams,
      response: 'raw',
      async handle({ params }) {
        const found = await opened(params.token);
        return 'problem' in found ? { problem: found.problem } : shown(deps, found.page, found.person, found.person.lang);
      },
    }),
    route({
      method: 'POST',
      path: '/page/:token',
      summary: { ja: '呼び出しを確認する（電話）', en: 'Acknowledge by telephone' },
      access: 'public',
      rateLimit: 30,
      params: tokenParams,
      response: 'raw',
      async handle({ params }) {
        const found = await opened(params.token);
        if ('problem' in found) return { problem: found.problem };
        await acknowledge(deps, { pageId: found.page.pageId, person: found.person.id, name: found.person.name, way: 'link' });
        return { status: 303, location: `/page/${params.token}` };
      },
    }),
  ];
}

function shown(deps: DutyDeps, page: Page, person: { readonly id: string; readonly name: string }, lang: Lang) {
  const style = Buffer.from(deps.hash(PHONE_STYLE), 'hex').toString('base64');
  return {
    status: 200,
    raw: phonePage(page, person, lang),
    contentType: 'text/html; charset=utf-8',
    headers: {
      'content-security-policy': `default-src 'none'; style-src 'sha256-${style}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex',
    },
  } as const;
}

const unchanged = { ja: '呼び出しの状態は変わっていません。', en: 'The page has not changed.' } as const;

function badLink(fault: 'forged' | 'expired'): Problem {
  return fault === 'expired'
    ? {
        code: 'page.link-expired',
        status: 410,
        what: { ja: 'このリンクは期限（七日）が過ぎています。', en: 'This link has expired (seven days).' },
        safe: unchanged,
        next: {
          ja: '新しい呼び出しのリンクを使うか、当番の責任者に電話してください。',
          en: 'Use the link of a newer page, or call the manager on duty.',
        },
      }
    : {
        code: 'page.link-forged',
        status: 403,
        what: { ja: 'このリンクは、この窓口が作ったものではありません。', en: 'This link was not made by this desk.' },
        safe: unchanged,
        next: { ja: 'メールのリンクを途中で切らずに開いてください。', en: 'Open the whole link from the mail.' },
      };
}

function noPage(pageId: string): Problem {
  return {
    code: 'page.unknown',
    status: 404,
    what: { ja: `呼び出し ${pageId} または相手が見つかりません。`, en: `There is no page ${pageId}, or no such person.` },
    safe: unchanged,
    next: { ja: '一覧から選び直してください。', en: 'Choose one from the list.' },
  };
}

function wrongCode(): Problem {
  return {
    code: 'page.code-wrong',
    status: 422,
    what: { ja: '番号が違います。', en: 'That is not the code.' },
    safe: unchanged,
    next: {
      ja: '相手に、届いた呼び出しの六桁をもう一度読み上げてもらってください。',
      en: 'Ask the person to read out the six digits of the page once more.',
    },
  };
}
