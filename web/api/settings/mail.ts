// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { SetChat } from '../../../src/organisation/chats/chats.contract.ts';
import { endpoints as chatEndpoints } from '../../../src/organisation/chats/chats.contract.ts';
import { endpoints } from '../../../src/organisation/mail/mail.contract.ts';
import type { Direction, Place, setMailboxSchema, setRelaySchema, switchSchema } from '../../../src/organisation/mail/mail.contract.ts';
import { ask, askWithTag } from '../fetch/http.ts';

export type NewRelay = z.input<typeof setRelaySchema>;
export type NewMailbox = z.input<typeof setMailboxSchema>;

export const mailKey = ['mail'] as const;
const match = (etag: string | null) => (etag === null ? {} : { ifMatch: etag });

export function useMailSettings() {
  return useQuery({ queryKey: [...mailKey, 'settings'], queryFn: ({ signal }) => askWithTag(endpoints.mailSettings, { signal }) });
}

/** What of mail and of the public address is not set up, for everybody who may read. */
export function useMailMissing(enabled: boolean) {
  return useQuery({ queryKey: [...mailKey, 'missing'], queryFn: ({ signal }) => ask(endpoints.missing, { signal }), enabled });
}

export function saveRelay(place: Place, relay: NewRelay, etag: string | null) {
  return ask(endpoints.setRelay, { params: { place }, json: relay, ...match(etag) });
}

export function saveMailbox(place: Place, mailbox: NewMailbox, etag: string | null) {
  return ask(endpoints.setMailbox, { params: { place }, json: mailbox, ...match(etag) });
}

export function removeMailServer(direction: Direction, place: Place, etag: string | null) {
  return ask(endpoints.removeServer, { params: { direction, place }, ...match(etag) });
}

export function switchMailServer(order: z.input<typeof switchSchema>, etag: string | null) {
  return ask(endpoints.switchServer, { json: order, ...match(etag) });
}

export function saveDeskAddress(url: string | null, etag: string | null) {
  return ask(endpoints.setAddress, { json: { url }, ...match(etag) });
}

export function checkDeskAddress() {
  return ask(endpoints.checkAddress, {});
}

export function checkMailbox(place: Place) {
  return ask(endpoints.checkMailbox, { params: { place } });
}

export function sendMailTest(to: string) {
  return ask(endpoints.sendTest, { json: { to } });
}

const LOOK_EVERY = 5000;

/** Looked for again until each mail of the test has come to an end. */
export function useTestArrival(testId: string | null) {
  return useQuery({
    queryKey: [...mailKey, 'test', testId],
    queryFn: ({ signal }) => ask(endpoints.testArrival, { params: { testId: testId ?? '' }, signal }),
    enabled: testId !== null,
    refetchInterval: ({ state }) => (state.data?.mails.some(({ arrival }) => arrival.is === 'waiting') === false ? false : LOOK_EVERY),
  });
}

/** The webhooks that are set up; for administrators. */
export function useChats(enabled: boolean) {
  return useQuery({ queryKey: chatsKey, queryFn: ({ signal }) => askWithTag(chatEndpoints.chats, { signal }), enabled });
}

export const chatsKey = ['chats'] as const;

export function saveChat(name: string, chat: SetChat, etag: string | null) {
  return ask(chatEndpoints.setChat, { params: { name }, json: chat, ...match(etag) });
}

export function removeChat(name: string, etag: string | null) {
  return ask(chatEndpoints.removeChat, { params: { name }, ...match(etag) });
}

export function testChat(name: string) {
  return ask(chatEndpoints.testChat, { params: { name } });
}
