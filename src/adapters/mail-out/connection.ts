// SPDX-License-Identifier: Apache-2.0
import { refusedWithToken } from '../../common/mail-refusal.ts';
import type { MailServer } from '../../common/mail-server.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Answer, OutboxRow } from '../../outbox/carrier.port.ts';

/**
 * Where mails are handed over, and the role address that they come from. `url`: `smtp://user:password@host:587` or `smtps://…`,
 * as it stands in the environment; else a server, with where its access token comes from where it wants one (XOAUTH2).
 */
export type MailOutSettings = { readonly from: string } & (
  | { readonly url: string }
  | { readonly server: MailServer; readonly token?: () => Promise<string>; readonly tokenRefused?: () => void }
);
/** Set up, and yet nothing can leave. */
type Unusable = { readonly unusable: Bilingual };
/** null: not set up at all. Asked at every mail: what was changed holds from the next one on. */
export type MailOutNow = () => Promise<MailOutSettings | Unusable | null>;

const TIMEOUT = 8000;
/** Longer than any step; what takes longer has ended without an answer. */
const WHOLE = 30_000;

export const NOT_SET_UP: Bilingual = { ja: 'メールを送る設定がありません', en: 'Outgoing mail is not set up' };

/** A mail on its way to a server; `given` becomes true when its content may have begun to leave. */
export type Leaving = { readonly from: string; readonly to: string; readonly bytes: Uint8Array; given: boolean };
/** Gives one mail to the server and resolves with its answer; rejects with what went wrong, as the library says it. */
export type Sender = (mail: Leaving) => Promise<string>;

/** Hands one row to the server of the settings of now; what came of it is always an answer. */
export async function sendBy(
  settingsNow: MailOutNow,
  row: OutboxRow,
  senderTo: (settings: MailOutSettings) => Promise<Sender>,
): Promise<Answer> {
  const settings = await settingsNow();
  if (settings === null || row.bytes === null) return { is: 'not-set-up', answer: NOT_SET_UP.en };
  // It was set up when this was released: it waits until it is again.
  if ('unusable' in settings) return { is: 'later', answer: settings.unusable.en };
  const send = await senderTo(settings).catch((cause: unknown) => ((cause as Error).message ?? String(cause)).slice(0, 600));
  if (typeof send === 'string') return { is: 'later', answer: send, at: 'session' };
  const mail: Leaving = { from: row.content.envelopeFrom ?? addressOf(settings.from), to: row.content.to, bytes: row.bytes, given: false };
  const sending = send(mail).then(
    (answer): Answer => ({ is: 'taken', answer: answer.trim() || 'taken' }),
    (cause: unknown) => withToken(settings, cause, answerOf(cause, mail.given)),
  );
  return inTime(sending);
}

/** What the library is told of the connection: settings that are the same have the same key. */
export async function connectionOf(settings: MailOutSettings): Promise<{ readonly key: string; readonly options: object }> {
  const token = 'server' in settings ? await settings.token?.() : undefined;
  const options = {
    ...('url' in settings ? { url: settings.url } : connectionTo(settings.server, token)),
    connectionTimeout: TIMEOUT,
    greetingTimeout: TIMEOUT,
    socketTimeout: TIMEOUT,
  };
  return { key: JSON.stringify([settings, token]), options };
}

function connectionTo({ host, port, tls, signIn }: MailServer, token: string | undefined): object {
  const encryption = { secure: tls === 'implicit', requireTLS: tls === 'starttls', ignoreTLS: tls === 'none' };
  if (signIn.kind === 'none') return { host, port, ...encryption };
  const auth =
    signIn.kind === 'password'
      ? { user: signIn.account, pass: signIn.password }
      : { type: 'OAuth2', user: signIn.account, accessToken: token ?? '' };
  return { host, port, ...encryption, auth };
}

/** A token that is not taken is asked for anew; why a mailbox stays closed all the same is said in words. */
function withToken(settings: MailOutSettings, cause: unknown, answer: Answer): Answer {
  if (!('server' in settings) || settings.token === undefined) return answer;
  if ((cause as { code?: string }).code === 'EAUTH') settings.tokenRefused?.();
  const words = refusedWithToken(answer.answer);
  return words === null ? answer : { ...answer, answer: `${answer.answer} — ${words.ja} / ${words.en}`.slice(0, 1000) };
}

async function inTime(sending: Promise<Answer>): Promise<Answer> {
  const { promise, resolve } = Promise.withResolvers<Answer>();
  const timer = setTimeout(() => resolve({ is: 'unknown', answer: 'no answer within thirty seconds' }), WHOLE);
  const answer = await Promise.race([sending, promise]);
  clearTimeout(timer);
  return answer;
}

/**
 * A permanent refusal of the recipient or of the message is final. A refusal of our own sign-in or sender is a fault of the
 * set-up: the mail waits. When the connection ended after the message was given, nobody knows.
 */
function answerOf(cause: unknown, given: boolean): Answer {
  const {
    responseCode = 0,
    code = '',
    command = '',
    message,
  } = cause as {
    responseCode?: number;
    code?: string;
    command?: string;
    message?: string;
  };
  const answer = `${code} ${responseCode === 0 ? '' : responseCode} ${message ?? String(cause)}`.trim().slice(0, 1000);
  const at = command === 'RCPT TO' ? 'recipient' : command === 'DATA' ? 'message' : 'session';
  if (responseCode >= 500 && at !== 'session') return { is: 'refused', answer, at };
  if (responseCode === 0 && given) return { is: 'unknown', answer, at };
  return { is: 'later', answer, at: responseCode === 421 || responseCode === 0 ? 'session' : at };
}

function addressOf(from: string): string {
  return /<([^<>]+)>/.exec(from)?.[1] ?? from;
}
