// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { actorOf } from '../../edge/actor.ts';
import { mayRead, mayWork } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { journalProblem } from '../../journal/problems.ts';
import { isLang } from '../../kernel/bilingual.ts';
import { caseIdParam } from '../case-id-param.ts';
import { entriesOf } from '../measures/entries-of.ts';
import { caseProblem } from '../problems.ts';
import { guestEndpoints } from './guest.contract.ts';
import { guestPage } from './guest-page.ts';
import { guestRows, inviteGuest, openGuest, readerOf, withdrawGuest } from './guest.ts';
import type { GuestDeps } from './guest.ts';

const oneCase = z.object({ caseId: caseIdParam });
/** Of one address in a minute; the secret has 256 bits, so this bounds load and traces, not guessing. */
const RATE = 30;
const WITHDRAWN = { withdrawn: true } as const;

/** Links for people outside: who gave them, what they open, and the page itself. */
export function guestRoutes(deps: GuestDeps): readonly RouteSpec[] {
  return [...keptRoutes(deps), openedRoute(deps)];
}

function keptRoutes(deps: GuestDeps): readonly RouteSpec[] {
  return [
    route({
      ...guestEndpoints.guests,
      summary: { ja: '事案を見せている外部の人', en: 'Whom outside the case is shown to' },
      access: mayRead,
      params: oneCase,
      reads: ({ caseId }) => caseId,
      async handle({ params }) {
        const view = await deps.journal.view(params.caseId);
        if (view === null) return { problem: journalProblem('journal.no-such-case', { caseId: params.caseId }) };
        return { status: 200, body: { items: [...(await guestRows(deps, view))] } };
      },
    }),
    route({
      ...guestEndpoints.inviteGuest,
      summary: { ja: '外部の人に、事案を読むだけのリンクを渡す', en: 'A link for somebody outside to read the case' },
      access: mayWork,
      params: oneCase,
      async handle({ params, body, who }) {
        const actor = actorOf(who);
        if (actor.type === 'machine') return { problem: caseProblem('case.guest-needs-a-person') };
        const made = await inviteGuest(deps, params.caseId, actor, body);
        return made.ok ? { status: 201, body: made.value } : { problem: made.error };
      },
    }),
    route({
      ...guestEndpoints.withdrawGuest,
      summary: { ja: '外部の人のリンクを取り消す', en: 'Withdraw the link of somebody outside' },
      access: mayWork,
      params: oneCase.extend({ guestId: z.string().max(20) }),
      async handle({ params: { caseId, guestId }, body, who }) {
        const actor = actorOf(who);
        if (actor.type === 'machine') return { problem: caseProblem('case.guest-needs-a-person') };
        const done = await withdrawGuest(deps, caseId, actor, { guestId, reason: body.reason });
        return done.ok ? { status: 200, body: WITHDRAWN } : { problem: done.error };
      },
    }),
  ];
}

function openedRoute(deps: GuestDeps): RouteSpec {
  return route({
    ...guestEndpoints.guestPage,
    summary: { ja: '外部の人が事案を読むページ', en: 'The page on which somebody outside reads a case' },
    access: 'public',
    rateLimit: RATE,
    params: z.object({ token: z.string().max(200) }),
    query: z.object({ lang: z.string().max(10).optional() }),
    async handle({ params, query, lang }) {
      const open = await openGuest(deps, params.token);
      if (open === null) return { problem: caseProblem('case.guest-not-open') };
      const { view, guest } = open;
      // The trace stands before a word is given out.
      await deps.store.traceRead(view.id, readerOf(guest.guestId), 'GET /guest/:token', deps.clock.now());
      const entries = await entriesOf(deps.journal, view.id);
      return guestPage(deps.hash, { view, guest, entries, zone: await deps.zone(), lang: isLang(query.lang) ? query.lang : lang });
    },
  });
}
