// SPDX-License-Identifier: Apache-2.0
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** A plain client that does exactly what it is told, also what a real one never would. */
export type SmtpClient = {
  /** One whole reply, `250 OK` or the last line of several. Rejects when the line breaks. */
  readonly reply: () => Promise<string>;
  readonly send: (text: string | Uint8Array) => void;
  readonly ask: (line: string) => Promise<string>;
  /** MAIL, RCPT, DATA and the mail; resolves with the answer to the end of data. */
  readonly mail: (raw: Uint8Array, from?: string, to?: string) => Promise<string>;
  readonly close: () => void;
  readonly closed: Promise<void>;
};

export async function smtpClient(port: number, hello = 'EHLO test.example', host = '127.0.0.1'): Promise<SmtpClient> {
  const socket = connect(port, host);
  const client = overSocket(socket);
  const banner = await client.reply();
  if (!banner.startsWith('220')) throw new Error(banner);
  if (hello !== '') await client.ask(hello);
  return client;
}

/** As above, over STARTTLS; `trusted` is the certificate that is expected. */
export async function smtpClientOverTls(port: number, trusted: string, servername: string): Promise<SmtpClient> {
  const socket = connect(port, '127.0.0.1');
  const plain = overSocket(socket);
  await plain.reply();
  await plain.ask('EHLO test.example');
  const answer = await plain.ask('STARTTLS');
  if (!answer.startsWith('220')) throw new Error(answer);
  socket.removeAllListeners('data');
  const secure = connectTls({ socket, ca: trusted, servername });
  await new Promise((resolve, reject) => secure.once('secureConnect', () => resolve(null)).once('error', reject));
  const client = overSocket(secure);
  await client.ask('EHLO test.example');
  return client;
}

function overSocket(socket: Socket): SmtpClient {
  const replies: string[] = [];
  const waiting: { resolve: (reply: string) => void; reject: (cause: Error) => void }[] = [];
  const state: { buffer: string; broken: Error | null } = { buffer: '', broken: null };
  const fail = (cause: Error): void => {
    state.broken ??= cause;
    for (const { reject } of waiting.splice(0)) reject(state.broken);
  };
  socket.on('data', (chunk) => {
    state.buffer += chunk.toString('latin1');
    for (let end = state.buffer.indexOf('\r\n'); end >= 0; end = state.buffer.indexOf('\r\n')) {
      const line = state.buffer.slice(0, end);
      state.buffer = state.buffer.slice(end + 2);
      if (/^\d{3}-/.test(line)) continue;
      const next = waiting.shift();
      if (next === undefined) replies.push(line);
      else next.resolve(line);
    }
  });
  socket.on('error', fail);
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => {
      fail(new Error('the server closed the connection'));
      resolve();
    });
  });
  const reply = (): Promise<string> => {
    const there = replies.shift();
    if (there !== undefined) return Promise.resolve(there);
    if (state.broken !== null) return Promise.reject(state.broken);
    return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
  };
  const send = (text: string | Uint8Array): void => void (socket.destroyed || socket.write(text));
  const ask = (line: string): Promise<string> => {
    send(`${line}\r\n`);
    return reply();
  };
  return {
    reply,
    send,
    ask,
    async mail(raw, from = 'sender@example.com', to = 'security@example.jp') {
      send(`MAIL FROM:<${from}>\r\nRCPT TO:<${to}>\r\nDATA\r\n`);
      const [mailFrom, rcptTo, data] = [await reply(), await reply(), await reply()];
      if (!data.startsWith('354')) return [mailFrom, rcptTo, data].find((line) => !line.startsWith('250')) ?? data;
      send(stuffed(raw));
      return reply();
    },
    close: () => socket.destroy(),
    closed,
  };
}

/** Dot-stuffed, with its end (RFC 5321, 4.5.2). The mail ends with CRLF already or gets one. */
export function stuffed(raw: Uint8Array): Buffer {
  const text = Buffer.from(raw)
    .toString('latin1')
    .replaceAll(/(^|\r\n)\./g, '$1..');
  return Buffer.from(`${text}${text.endsWith('\r\n') ? '' : '\r\n'}.\r\n`, 'latin1');
}
