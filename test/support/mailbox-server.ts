// SPDX-License-Identifier: Apache-2.0
import { createRequire } from 'node:module';
import type { AddressInfo, Server, Socket } from 'node:net';

type Hoodiecrow = {
  listen: (port: number, done: () => void) => void;
  close: (done: () => void) => void;
  server: Server;
  connectionHandlers: ((connection: Connection) => void)[];
  appendMessage: (folder: string, flags: string[], date: null, raw: string) => void;
};
/** While a client waits for news (IDLE, RFC 2177) its next line goes to `inputHandler`, which puts away the timer of that command. */
type Connection = { socket: Socket; inputHandler: false | ((line: string) => void) };
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

/** A real IMAP server on loopback with an INBOX, a junk folder and folders of these names. `at`: the port of one that was closed before. */
export async function openMailboxServer(folders: readonly string[] = [], at = 0): Promise<MailboxServer> {
  const own = Object.fromEntries(folders.map((name) => [onTheWire(name), { messages: [] }]));
  const server = hoodiecrow({
    plugins: ['IDLE', 'NAMESPACE', 'ID'],
    storage: { INBOX: { messages: [] }, '': { folders: { Junk: { 'special-use': '\\Junk', messages: [] }, ...own } } },
  });
  const open = new Set<Socket>();
  server.connectionHandlers.push((connection) => {
    const { socket } = connection;
    open.add(socket);
    // Whoever goes away while waiting would leave its timer of half an hour, and with it the whole process.
    socket.once('close', () => {
      open.delete(socket);
      if (connection.inputHandler !== false) connection.inputHandler('DONE');
    });
  });
  await new Promise<void>((resolve) => server.listen(at, resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    append: (folder, raw) => server.appendMessage(folder, [], null, raw),
    close() {
      const closed = new Promise<void>((resolve) => server.close(resolve));
      for (const socket of open) socket.destroy();
      return closed;
    },
  };
}
