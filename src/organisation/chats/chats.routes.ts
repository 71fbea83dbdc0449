// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { actorOf } from '../../edge/actor.ts';
import { mayAdminister } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { DESK } from '../../journal/stream.ts';
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import type { Parcel } from '../../outbox/outbox.port.ts';
import type { Caller } from '../../edge/route.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { Result } from '../../kernel/result.ts';
import type { Changing } from '../mail/change-mail.ts';
import { organisationProblem } from '../problems.ts';
import { aboutChat, removeChat, setChat } from './change-chats.ts';
import { chatName, endpoints, setChatSchema } from './chats.contract.ts';
import type { Chat } from './chats.contract.ts';
import type { ChatDeps } from './deps.ts';

const TRIES_A_MINUTE = 12;

/** The webhooks that are set up, and a test of each that says what the server answered. */
export function chatRoutes(deps: ChatDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.chats,
      summary: { ja: '設定されている Webhook（チャット）', en: 'The webhooks (chats) that are set up' },
      access: mayAdminister,
      handle: () => reply(deps),
    }),
    route({
      ...endpoints.setChat,
      summary: { ja: 'チャット（Webhook）の設定', en: 'Set a chat' },
      access: mayAdminister,
      params: named,
      body: setChatSchema,
      handle: ({ params, body, ...call }) => changed(deps, call, (by) => setChat(deps, by, params.name, body)),
    }),
    route({
      ...endpoints.removeChat,
      summary: { ja: 'チャット（Webhook）の設定の削除', en: 'Remove a chat' },
      access: mayAdminister,
      params: named,
      handle: ({ params, ...call }) => changed(deps, call, (by) => removeChat(deps, by, params.name)),
    }),
    route({
      ...endpoints.testChat,
      summary: { ja: 'チャットへの送信テスト', en: 'Send a test to a chat' },
      access: mayAdminister,
      params: named,
      rateLimit: TRIES_A_MINUTE,
      async handle({ params, who, lang }) {
        if (who.machine) return { problem: organisationProblem('organisation.needs-a-person') };
        const { is, answer } = await deps.outbox.passNow(testParcel(deps, params.name, who.personId, lang), actorOf(who).name);
        return { status: 201, body: { is, answer } };
      },
    }),
  ];
}

const named = z.object({ name: chatName });

async function reply(deps: ChatDeps) {
  const { version, settings } = await deps.register.read();
  const ofScreen = await Promise.all(
    Object.entries(settings.chats ?? {}).map(async ([name, { kind, host, everything, sealed, secretSet }]): Promise<Chat> => {
      const usable = (await deps.box.open(sealed, aboutChat(name))).is === 'open';
      return { name, kind, host, everything, source: 'screen', secretSet, usable };
    }),
  );
  const ofEnvironment = deps.ofEnvironment().map((chat): Chat => ({ ...chat, source: 'environment', secretSet: null, usable: true }));
  const known = new Set(ofEnvironment.map(({ name }) => name));
  const chats = [...ofEnvironment, ...ofScreen.filter(({ name }) => !known.has(name))];
  return { status: 200 as const, body: { chats }, etag: String(version) };
}

/** A change is made by a named person who saw what they change. */
async function changed(
  deps: ChatDeps,
  { who, ifMatch }: { readonly who: Caller; readonly ifMatch: string | null },
  make: (changing: Changing) => Promise<Result<null, Problem>>,
) {
  if (who.machine) return { problem: organisationProblem('organisation.needs-a-person') };
  if (ifMatch === null || !/^\d{1,9}$/.test(ifMatch)) return { problem: organisationProblem('organisation.version-needed') };
  const done = await make({ actor: actorOf(who), version: Number(ifMatch) });
  return done.ok ? reply(deps) : { problem: done.error };
}

const words: { readonly title: Bilingual; readonly text: Bilingual } = {
  title: { ja: '【テスト】Matoi からの送信テスト', en: '[Test] Matoi, a test of this chat' },
  text: {
    ja: 'デスクの設定画面から送りました。返信も対応も要りません。',
    en: 'Sent from the settings screen of the desk. Nothing needs to be answered or done.',
  },
};

function testParcel({ random }: ChatDeps, name: string, personId: string, lang: Lang): Parcel {
  const testId = `T-${random(9)}`;
  const call = { title: words.title[lang], text: `${words.text[lang]} ${testId}` };
  const text = JSON.stringify({ call, ...call, key: testId, pageId: '', person: personId, link: null });
  return {
    id: `chat-test/${testId}/${name}`,
    purpose: 'test',
    about: testId,
    recipient: name,
    stream: DESK,
    channel: 'webhook',
    content: { to: name, subject: call.title, text },
    urgent: true,
  };
}
