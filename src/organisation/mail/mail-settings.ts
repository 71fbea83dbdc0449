// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { signInWaySchema, tlsModes } from '../../common/mail-server.ts';
import type { ChatKind } from '../../common/chat-kind.ts';

/** The order in which a relay or a mailbox is meant: the first one, and the one to fall back to. */
export const places = ['first', 'second'] as const;
export type Place = (typeof places)[number];
/** Mail out by relays, mail in from mailboxes. */
export const directions = ['out', 'in'] as const;
export type Direction = (typeof directions)[number];

const host = z
  .string()
  .trim()
  .min(1)
  .max(253)
  .regex(/^[\p{L}\p{N}._:[\]-]+$/u);
const folder = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .regex(/^[^\p{C}]*$/u);
const server = { host, port: z.int().min(1).max(65_535), tls: z.enum(tlsModes), signIn: signInWaySchema };
/** `desk@example.jp`, or `CSIRT <desk@example.jp>`: one line, one address (RFC 5322 section 3.4). */
const from = z
  .string()
  .trim()
  .max(400)
  .regex(/^(?:[^\p{C}<>@,;"]{0,200}<)?[^\p{C}\s<>@,;"()]{1,64}@[^\p{C}\s<>@,;"()]{1,253}>?$/u);

export const relaySchema = z.object({ ...server, from });
/** `junk`: the folder's name, `none` reads none, null asks the server which it is. */
export const mailboxSchema = z.object({ ...server, folder: folder.default('INBOX'), junk: folder.nullable().default(null) });
export type Relay = z.output<typeof relaySchema>;
export type Mailbox = z.output<typeof mailboxSchema>;

/** When and by whom a secret was given; the secret itself stands sealed beside it and is never given out. */
export type SecretSet = { readonly at: string; readonly by: string };
export type Kept<Server> = { readonly server: Server; readonly sealed: string | null; readonly secretSet: SecretSet | null };
/** Which of the two is in use; since when, released by whom and why, where a person switched. */
export type Using = { readonly place: Place; readonly since: string | null; readonly by: string | null; readonly reason: string | null };
export type Both<Server> = { readonly first: Kept<Server> | null; readonly second: Kept<Server> | null; readonly using: Using };

/** A chat: the address and the token of its webhook are one secret; the host is what people may see of it. */
export type KeptChat = {
  readonly kind: ChatKind;
  readonly host: string;
  /** Subject, text and link go there too; else only that somebody is called, and the number of the case. */
  readonly everything: boolean;
  readonly sealed: string;
  readonly secretSet: SecretSet;
};

/** All that people set on the screen about mail, chats and where the desk is reached. `chats` by name; absent in what was kept before there were any. */
export type MailSettings = {
  readonly out: Both<Relay>;
  readonly in: Both<Mailbox>;
  readonly publicUrl: string | null;
  readonly chats?: Readonly<Record<string, KeptChat>>;
};

const nobodySwitched: Using = { place: 'first', since: null, by: null, reason: null };
export const nothingSet: MailSettings = {
  out: { first: null, second: null, using: nobodySwitched },
  in: { first: null, second: null, using: nobodySwitched },
  publicUrl: null,
};

/** The settings with one server of one direction put in place of what was there. */
export function withServer(settings: MailSettings, direction: Direction, place: Place, kept: Kept<Relay | Mailbox> | null): MailSettings {
  return { ...settings, [direction]: { ...settings[direction], [place]: kept } };
}

/** A name or an address by which only the machine itself is reached (RFC 6761 section 6.3, RFC 5735). */
export function onlyThisMachine(hostName: string): boolean {
  const name = hostName.toLowerCase().replace(/^\[|\]$/g, '');
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '::1' ||
    name === '::' ||
    /^(?:127(?:\.\d{1,3}){3}|0\.0\.0\.0)$/.test(name)
  );
}
