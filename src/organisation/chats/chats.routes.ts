// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { actorOf } from '../../edge/actor.ts';
import { mayAdminister } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { DESK } from '../../journal/stream.ts';
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import type { Outbox, Parcel } from '../../outbox/outbox.port.ts';
import { organisationProblem } from '../problems.ts';
import { endpoints } from './chats.contract.ts';
import type { Chat } from './chats.contract.ts';

export type ChatDeps = {
  readonly chats: () => readonly Chat[];
  readonly outbox: Pick<Outbox, 'passNow'>;
  /** Random text of `bytes` bytes as base64url. */
  readonly random: (bytes: number) => string;
};

const TRIES_A_MINUTE = 12;

/** The webhooks that are set up, and a test of each that says what the server answered. */
export function chatRoutes(deps: ChatDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.chats,
      summary: { ja: '設定されている Webhook（チャット）', en: 'The webhooks (chats) that are set up' },
      access: mayAdminister,
      handle: () => Promise.resolve({ status: 200, body: { chats: deps.chats().map((chat) => ({ ...chat })) } }),
    }),
    route({
      ...endpoints.testChat,
      summary: { ja: 'チャットへの送信テスト', en: 'Send a test to a chat' },
      access: mayAdminister,
      params: z.object({ name: z.string().regex(/^[a-z0-9-]{1,60}$/) }),
      rateLimit: TRIES_A_MINUTE,
      async handle({ params, who, lang }) {
        if (who.machine) return { problem: organisationProblem('organisation.needs-a-person') };
        const { is, answer } = await deps.outbox.passNow(testParcel(deps, params.name, who.personId, lang), actorOf(who).name);
        return { status: 201, body: { is, answer } };
      },
    }),
  ];
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
