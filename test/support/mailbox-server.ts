// SPDX-License-Identifier: Apache-2.0
import { createRequire } from 'node:module';
import type { AddressInfo, Server } from 'node:net';

type Hoodiecrow = {
  listen: (port: number, done: () => void) => void;
  close: (done: () => void) => void;
  server: Server;
  appendMessage: (folder: string, flags: string[], date: null, raw: string) => void;
};
const hoodiecrow = createRequire(import.meta.url)('hoodiecrow-imap') as (options: unknown) => Hoodiecrow;

export type MailboxServer = {
  readonly port: number;
  readonly append: (folder: string, raw: string) => void;
  readonly close: () => Promise<void>;
};

/** The one account of every such server. */
export const MAILBOX_ACCOUNT = { user: 'testuser', password: 'testpass' } as const;

/** A name as it stands on the wire: modified UTF-7 (RFC 3501 section 5.1.3), for names that are all beyond ASCII or all within it. */
function onTheWire(name: string): string {
  if (/^[ -~]*$/.test(name)) return name.replaceAll('&', '&-');
  const bytes = Buffer.from(name, 'utf16le').swap16();
  return `&${bytes.toString('base64').replace(/=+$/, '').replaceAll('/', ',')}-`;
}

/** A real IMAP server on loopback with an INBOX, a junk folder and folders of these names. */
export async function openMailboxServer(folders: readonly string[] = []): Promise<MailboxServer> {
  const own = Object.fromEntries(folders.map((name) => [onTheWire(name), { messages: [] }]));
  const server = hoodiecrow({
    plugins: ['IDLE', 'NAMESPACE', 'ID'],
    storage: { INBOX: { messages: [] }, '': { folders: { Junk: { 'special-use': '\\Junk', messages: [] }, ...own } } },
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    append: (folder, raw) => server.appendMessage(folder, [], null, raw),
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}
