// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { actorOf } from '../../edge/actor.ts';
import { mayAdminister } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { Caller, Reply, RouteSpec } from '../../edge/route.ts';
import { readerOf } from '../../kernel/apart.ts';
import type { Apart } from '../../kernel/apart.ts';
import { organisationProblem } from '../problems.ts';
import { invitationEndpoints, MOST_INVITED } from './invitation.contract.ts';
import type { InviteReport, inviteSchema } from './invitation.contract.ts';
import { faultOf, invitationPage, MOST_PASSWORD } from './invitation-page.ts';
import type { Fault } from './invitation-page.ts';
import { invite, latestInvitations, lookAtInvitations } from './invite.ts';
import type { InvitationDeps } from './invite.ts';
import type { readInvited } from './read-invited.ts';
import { openInvitation, useInvitation } from './use-invitation.ts';

const pasted = readerOf<typeof readInvited>(new URL('read-invited.ts', import.meta.url), 'readInvited');
const params = z.object({ token: z.string().max(1000) });
const typed = z
  .string()
  .max(MOST_PASSWORD + 1)
  .default('');

/** Routes over invitations, and the public page on which somebody who was invited chooses a password. */
export function invitationRoutes(deps: InvitationDeps): readonly RouteSpec[] {
  return [...administered(deps), ...opened(deps)];
}

function administered(deps: InvitationDeps): readonly RouteSpec[] {
  const called = async (
    does: typeof invite,
    { body, who, apart }: { readonly body: z.output<typeof inviteSchema>; readonly who: Caller; readonly apart: Apart },
  ): Promise<Reply<InviteReport>> => {
    const actor = actorOf(who);
    if (actor.type === 'machine') return { problem: organisationProblem('organisation.needs-a-person') };
    const list = await apart(pasted)(body.pasted);
    if (list === 'too-many') return { problem: organisationProblem('organisation.too-many-invited', { most: MOST_INVITED }) };
    const done = await does(deps, actor, { personIds: [...new Set(body.personIds)], list });
    return done.ok ? { status: 200, body: done.value } : { problem: done.error };
  };
  return [
    route({
      ...invitationEndpoints.lookAtInvitations,
      summary: { ja: '招待する人と文面を見る（何も送らない）', en: 'Who would be invited, and the mail (nothing is sent)' },
      access: mayAdminister,
      handle: (call) => called(lookAtInvitations, call),
    }),
    route({
      ...invitationEndpoints.invite,
      summary: { ja: '招待のメールを送る（1人に1つ、1回だけ使えるリンク）', en: 'Send invitations, to each a link that works once' },
      access: mayAdminister,
      handle: (call) => called(invite, call),
    }),
    route({
      ...invitationEndpoints.invitations,
      summary: { ja: '最近の招待と、届いたかどうか', en: 'The latest invitations, and how their mails stand' },
      access: mayAdminister,
      handle: async () => ({ status: 200, body: { items: [...(await latestInvitations(deps))] } }),
    }),
  ];
}

function opened(deps: InvitationDeps): readonly RouteSpec[] {
  const page = async (token: string, fault: Fault | null) => {
    const open = await openInvitation(deps, token);
    if (open === null) return { problem: organisationProblem('organisation.invitation-not-open') };
    const { name, lang, addresses } = open.person;
    const [organisation, zone] = await Promise.all([deps.people.organisation(), deps.zone()]);
    const shown = { name, lang, address: addresses[0] ?? '', organisation: organisation.name, until: open.until, zone };
    return invitationPage(deps.hash, shown, fault);
  };
  return [
    route({
      ...invitationEndpoints.invitationPage,
      summary: { ja: '招待された人がパスワードを決めるページ', en: 'The page on which somebody who was invited chooses a password' },
      access: 'public',
      rateLimit: 30,
      params,
      handle: ({ params: { token } }) => page(token, null),
    }),
    route({
      ...invitationEndpoints.useInvitation,
      summary: { ja: '招待を使ってパスワードを決める', en: 'Use an invitation: choose a password' },
      access: 'public',
      rateLimit: 10,
      params,
      body: z.object({ password: typed, again: typed }),
      async handle({ params: { token }, body }) {
        const fault = faultOf(body.password, body.again);
        if (fault !== null) return page(token, fault);
        const open = await openInvitation(deps, token);
        if (open === null || !(await useInvitation(deps, open, body.password)))
          return { problem: organisationProblem('organisation.invitation-not-open') };
        return { status: 303, location: '/' };
      },
    }),
  ];
}
