// SPDX-License-Identifier: Apache-2.0
import { ImapFlow } from 'imapflow';
import { refusedWithToken } from '../../common/mail-refusal.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { ImapSettings } from './settings.ts';

/** A connection that is ready to be opened. An access token is asked for anew each time: the one before may have ended. */
export async function connectable(settings: ImapSettings, millis: { readonly step: number; readonly silence: number }): Promise<ImapFlow> {
  const { host, port, secure, startTls, user, password, token } = settings;
  return new ImapFlow({
    host,
    port,
    secure,
    ...(startTls === undefined ? {} : { doSTARTTLS: startTls }),
    auth: token === undefined ? { user, pass: password } : { user, accessToken: await token() },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: millis.step,
    greetingTimeout: millis.step,
    socketTimeout: millis.silence,
  });
}

/** `close` of the library leaves the socket of an unfinished greeting or sign-in open. */
export function hangUp(client: ImapFlow): void {
  const { socket } = client as unknown as { socket?: { destroy?: () => void } };
  client.close();
  socket?.destroy?.();
}

/** Rejects after so many milliseconds; the work itself goes on where it cannot be stopped. */
export async function within<T>(work: Promise<T>, millis: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${millis} ms`)), millis);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What went wrong, in a line without anything secret. */
export function reasonOf(cause: unknown): string {
  const error = cause as { authenticationFailed?: boolean; responseText?: string; message?: string };
  return error.authenticationFailed === true
    ? `the server refused the sign-in${error.responseText === undefined ? '' : ` (${error.responseText.slice(0, 200)})`}`
    : (error.message ?? String(cause)).slice(0, 300);
}

/** What a person can do about it; null where only the server's own words are known. */
export function wordsOf(settings: Pick<ImapSettings, 'token'>, cause: unknown): Bilingual | null {
  const { words, authenticationFailed, responseText, message } = cause as {
    words?: Bilingual;
    authenticationFailed?: boolean;
    responseText?: string;
    message?: string;
  };
  // No access token was given out: the token server's refusal has its words with it.
  if (words !== undefined) return words;
  if (authenticationFailed !== true || settings.token === undefined) return null;
  return refusedWithToken(`AUTHENTICATE failed ${responseText ?? message ?? ''}`);
}
