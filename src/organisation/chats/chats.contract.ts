// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get, post } from '../../edge/endpoint.contract.ts';

/** What the web sees of webhooks: neither an address nor a token. */
export const chatSchema = z.object({
  name: z.string(),
  kind: z.enum(['json', 'teams', 'slack', 'google-chat', 'chatwork', 'line-works']),
  /** The server it is posted to. */
  host: z.string(),
  /** Subject, text and link go there too. */
  everything: z.boolean(),
});
export type Chat = z.output<typeof chatSchema>;

/** `taken`: the service said that it took it; every other one says that it did not, or that nobody knows. */
export const chatTestedSchema = z.object({
  is: z.enum(['taken', 'later', 'refused', 'unknown', 'not-set-up', 'practice']),
  answer: z.string(),
});
export type ChatTested = z.output<typeof chatTestedSchema>;

export const endpoints = {
  chats: get('/api/v1/chats', z.object({ chats: z.array(chatSchema) })),
  testChat: post('/api/v1/chats/:name/test', chatTestedSchema),
} as const;
