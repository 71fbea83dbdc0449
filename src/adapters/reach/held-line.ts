// SPDX-License-Identifier: Apache-2.0
import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** `greets`: the server speaks first (SMTP, IMAP without implicit TLS), and a word beginning with 4 or 5 is a refusal. */
export type LinePlace = { readonly host: string; readonly port: number; readonly greets: boolean };

/** Milliseconds in which a server must be reached; a greeting may take longer without being a fault. */
const WITHIN = 2400;
/** A server that ends keeps its old connections for a while and takes no new one: so this one is made anew every minute. */
const HELD_FOR = 60_000;

/** What a connection that is held to see whether a server is there has met; the system's error where it failed. */
export type HeldLine = { readonly look: (place: LinePlace | null) => Promise<Error | null>; readonly close: () => void };

/**
 * Holds one connection to a server and says nothing on it: whoever asks every few seconds opens it anew only once a minute and
 * when the server ended it. The end of a server's process is seen at once, the silence of its machine by keep-alive after about eleven seconds.
 */
export function heldLine(): HeldLine {
  const held: { key: string; socket: Socket | null; until: number } = { key: '', socket: null, until: 0 };
  const close = (): void => {
    held.socket?.destroy();
    held.socket = null;
  };
  return {
    close,
    async look(place) {
      const key = JSON.stringify(place);
      if (key !== held.key) close();
      held.key = key;
      const isOpen = held.socket !== null && !held.socket.destroyed && performance.now() < held.until;
      if (place === null || isOpen) return null;
      close();
      const opened = await openLine(place);
      if (opened instanceof Error) return opened;
      held.socket = opened;
      held.until = performance.now() + HELD_FOR;
      return null;
    },
  };
}

/** Whether a server is reached now, by a connection that ends at once; null: it is. */
export async function reachServer(place: LinePlace): Promise<Error | null> {
  const opened = await openLine(place);
  if (opened instanceof Error) return opened;
  opened.destroy();
  return null;
}

function openLine({ host, port, greets }: LinePlace): Promise<Socket | Error> {
  const { promise, resolve } = Promise.withResolvers<Socket | Error>();
  const socket = connect({ host, port, keepAlive: true, keepAliveInitialDelay: 1000 });
  socket.unref();
  const failed = (cause: Error): void => {
    socket.destroy();
    resolve(cause);
  };
  let isConnected = false;
  const timer = setTimeout(() => (isConnected ? resolve(socket) : failed(coded('ETIMEDOUT', 'no answer'))), WITHIN);
  socket.once('connect', () => {
    isConnected = true;
    if (!greets) resolve(socket);
  });
  socket.on('error', failed);
  socket.once('data', (bytes: Buffer) => {
    const line = bytes.toString('latin1').split(/\r?\n/)[0]?.slice(0, 200) ?? '';
    if (greets && /^[45]\d\d|^\* BYE/i.test(line)) failed(new Error(line));
    else resolve(socket);
  });
  socket.on('end', () => socket.destroy());
  // Once it was resolved this says nothing; before that the server hung up without a word.
  socket.once('close', () => {
    clearTimeout(timer);
    resolve(coded('ECONNRESET', 'the server hung up'));
  });
  void promise.finally(() => clearTimeout(timer));
  return promise;
}

const coded = (code: string, message: string): Error => Object.assign(new Error(message), { code });
