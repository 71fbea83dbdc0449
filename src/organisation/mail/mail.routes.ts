// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { actorOf } from '../../edge/actor.ts';
import { mayAdminister, mayRead } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { Caller, RouteSpec } from '../../edge/route.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { Result } from '../../kernel/result.ts';
import { organisationProblem } from '../problems.ts';
import { removeServer, setAddress, setServer, switchServer } from './change-mail.ts';
import type { Changing } from './change-mail.ts';
import { checkAddress, markOfDesk } from './check-address.ts';
import type { MailDeps } from './deps.ts';
import { addressSchema, directions, endpoints, places, setMailboxSchema, setRelaySchema, switchSchema } from './mail.contract.ts';
import { sendTest, testArrival } from './test-mail.ts';
import { missingOf, viewMail } from './view-mail.ts';

const atPlace = z.object({ place: z.enum(places) });
/** Each of them opens a connection to somebody else's server. */
const TRIES_A_MINUTE = 12;
/** A test that waits is looked for every few seconds. */
const LOOKS_A_MINUTE = 40;

/** How mail goes out and comes in, for administrators: secrets go in and never come out. */
export function mailRoutes(deps: MailDeps): readonly RouteSpec[] {
  return [...settingRoutes(deps), ...changeRoutes(deps), ...tryRoutes(deps), ...publicRoutes(deps)];
}

async function reply(deps: MailDeps, personId: string) {
  const { version, view } = await viewMail(deps, personId);
  return { status: 200 as const, body: view, etag: String(version) };
}

/** A change is made by a named person who saw what they change. */
async function changed(
  deps: MailDeps,
  { who, ifMatch }: { readonly who: Caller; readonly ifMatch: string | null },
  make: (changing: Changing) => Promise<Result<null, Problem>>,
) {
  if (who.machine) return { problem: organisationProblem('organisation.needs-a-person') };
  if (ifMatch === null || !/^\d{1,9}$/.test(ifMatch)) return { problem: organisationProblem('organisation.version-needed') };
  const done = await make({ actor: actorOf(who), version: Number(ifMatch) });
  return done.ok ? reply(deps, who.personId) : { problem: done.error };
}

function settingRoutes(deps: MailDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.mailSettings,
      summary: {
        ja: 'メールの送信・受信とデスクの公開アドレスの設定',
        en: 'How mail goes out and comes in, and the desk’s public address',
      },
      access: mayAdminister,
      handle: ({ who }) => reply(deps, who.personId),
    }),
    route({
      ...endpoints.missing,
      summary: { ja: 'メールと公開アドレスで、まだ設定されていないもの', en: 'What of mail and of the public address is not set up' },
      access: mayRead,
      async handle() {
        const channel = await deps.outbox.channel('mail');
        return { status: 200, body: { practice: channel.is === 'practice', missing: [...(await missingOf(deps))] } };
      },
    }),
  ];
}

function changeRoutes(deps: MailDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.setRelay,
      summary: { ja: '送信サーバーの設定', en: 'Set a relay' },
      access: mayAdminister,
      params: atPlace,
      body: setRelaySchema,
      handle: ({ params, body, ...call }) => changed(deps, call, (by) => setServer(deps, by, { direction: 'out', ...params }, body)),
    }),
    route({
      ...endpoints.setMailbox,
      summary: { ja: '受信メールボックスの設定', en: 'Set a mailbox' },
      access: mayAdminister,
      params: atPlace,
      body: setMailboxSchema,
      handle: ({ params, body, ...call }) => changed(deps, call, (by) => setServer(deps, by, { direction: 'in', ...params }, body)),
    }),
    route({
      ...endpoints.removeServer,
      summary: { ja: '送信サーバーまたは受信メールボックスの設定の削除', en: 'Remove a relay or a mailbox' },
      access: mayAdminister,
      params: z.object({ direction: z.enum(directions), place: z.enum(places) }),
      handle: ({ params, ...call }) => changed(deps, call, (by) => removeServer(deps, by, params.direction, params.place)),
    }),
    route({
      ...endpoints.switchServer,
      summary: {
        ja: '予備の送信サーバー・受信メールボックスへの切り替え（理由を記録）',
        en: 'Switch to the other relay or mailbox, with the reason',
      },
      access: mayAdminister,
      body: switchSchema,
      handle: ({ body, ...call }) => changed(deps, call, (by) => switchServer(deps, by, body)),
    }),
    route({
      ...endpoints.setAddress,
      summary: { ja: 'デスクの公開アドレスの設定', en: 'Set the desk’s public address' },
      access: mayAdminister,
      body: addressSchema,
      handle: ({ body, ...call }) => changed(deps, call, (by) => setAddress(deps, by, body.url)),
    }),
  ];
}

function tryRoutes(deps: MailDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.checkMailbox,
      summary: { ja: '受信メールボックスへの接続の確認', en: 'Look into a mailbox' },
      access: mayAdminister,
      params: atPlace,
      rateLimit: TRIES_A_MINUTE,
      async handle({ params }) {
        const found = await deps.look.into(params.place);
        return { status: 200, body: found.is === 'failed' ? found : { ...found, folders: found.folders.map((folder) => ({ ...folder })) } };
      },
    }),
    route({
      ...endpoints.checkAddress,
      summary: { ja: '公開アドレスにこのデスクが応答するかの確認', en: 'Look whether this desk answers at its public address' },
      access: mayAdminister,
      rateLimit: TRIES_A_MINUTE,
      handle: async () => ({ status: 200, body: await checkAddress(deps) }),
    }),
    route({
      ...endpoints.sendTest,
      summary: { ja: '自分あての送信テスト', en: 'Send a test to oneself' },
      access: mayAdminister,
      body: z.object({ to: z.string().max(320) }),
      rateLimit: TRIES_A_MINUTE,
      async handle({ body, who, lang }) {
        if (who.machine) return { problem: organisationProblem('organisation.needs-a-person') };
        const sent = await sendTest(deps, { personId: who.personId, lang, actor: actorOf(who) }, body.to);
        return sent.ok ? { status: 201, body: sent.value } : { problem: sent.error };
      },
    }),
    route({
      ...endpoints.testArrival,
      summary: { ja: '送信テストが受信メールボックスに届いたか', en: 'Whether a test has arrived in the mailbox' },
      access: mayAdminister,
      params: z.object({ testId: z.string().regex(/^T-[A-Za-z0-9_-]{6,40}$/) }),
      rateLimit: LOOKS_A_MINUTE,
      async handle({ params }) {
        const found = await testArrival(deps, params.testId);
        return found.ok ? { status: 200, body: found.value } : { problem: found.error };
      },
    }),
  ];
}

function publicRoutes(deps: MailDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.thisDesk,
      summary: {
        ja: 'このデスク自身かどうかの印（公開アドレスの確認用）',
        en: 'A mark by which the desk knows itself at its public address',
      },
      access: 'public',
      params: z.object({ nonce: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/) }),
      rateLimit: LOOKS_A_MINUTE,
      handle: async ({ params }) => ({ status: 200, body: { mark: await markOfDesk(deps, params.nonce) } }),
    }),
  ];
}
