// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { chatKinds } from '../../common/chat-kind.ts';
import type { ChatKind } from '../../common/chat-kind.ts';
import { get, post, put, remove } from '../../edge/endpoint.contract.ts';

export { chatKinds };
/** Services that take nothing without a token of their own. */
export const tokenKinds: readonly ChatKind[] = ['chatwork'];

/** What the web sees of webhooks: neither an address nor a token. */
export const chatSchema = z.object({
  name: z.string(),
  kind: z.enum(chatKinds),
  /** The server it is posted to. */
  host: z.string(),
  /** Subject, text and link go there too. */
  everything: z.boolean(),
  /** The environment wins over the screen, and is not changed there. */
  source: z.enum(['environment', 'screen']),
  /** When and by whom the address was given; null where it stands in the environment. */
  secretSet: z.object({ at: z.string(), by: z.string() }).nullable(),
  /** False: its address cannot be opened any more and has to be given again. */
  usable: z.boolean(),
});
export type Chat = z.output<typeof chatSchema>;

/** `taken`: the service said that it took it; every other one says that it did not, or that nobody knows. */
export const chatTestedSchema = z.object({
  is: z.enum(['taken', 'later', 'refused', 'unknown', 'not-set-up', 'practice']),
  answer: z.string(),
});
export type ChatTested = z.output<typeof chatTestedSchema>;

export const chatName = z.string().regex(/^[a-z0-9-]{1,60}$/);
/** `url` and `token` null: those given before stay. */
export const setChatSchema = z.object({
  kind: z.enum(chatKinds),
  everything: z.boolean(),
  url: z.string().trim().max(2000).nullable(),
  token: z.string().trim().max(2000).nullable(),
});
export type SetChat = z.output<typeof setChatSchema>;

const chatsSchema = z.object({ chats: z.array(chatSchema) });
export const endpoints = {
  // ETag: the version of what is set on screens about mail and chats.
  chats: get('/api/v1/chats', chatsSchema),
  setChat: put('/api/v1/chats/:name', chatsSchema, setChatSchema),
  removeChat: remove('/api/v1/chats/:name', chatsSchema),
  testChat: post('/api/v1/chats/:name/test', chatTestedSchema),
} as const;
