// SPDX-License-Identifier: Apache-2.0
import { Readable } from 'node:stream';
import type { Transporter } from 'nodemailer';
import { refusedWithToken } from '../../common/mail-refusal.ts';
import type { MailServer } from '../../common/mail-server.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Answer, Carrier, Content, Slot } from '../../outbox/carrier.port.ts';
import type { OutboxRow } from '../../outbox/carrier.port.ts';
import { signedMail } from './dkim.ts';
import type { DkimKey } from './dkim.ts';

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

const NOT_SET_UP: Bilingual = { ja: 'メールを送る設定がありません', en: 'Outgoing mail is not set up' };

/** SMTP submission (RFC 6409). One recipient a message, so that one address's refusal is nobody else's. `signBy`: our own signature. */
export function mailCarrier(settingsNow: MailOutNow, signBy: DkimKey | null = null): Carrier {
  const session = { limit: Infinity };
  const kept: { key: string; transport: Transporter | null } = { key: '', transport: null };
  const transportTo = async (settings: MailOutSettings): Promise<Transporter> => {
    const token = 'server' in settings ? await settings.token?.() : undefined;
    const key = JSON.stringify([settings, token]);
    if (kept.transport === null || kept.key !== key) Object.assign(kept, { key, transport: await openTransport(settings, token) });
    return kept.transport as Transporter;
  };
  return {
    channel: 'mail',
    async state() {
      const settings = await settingsNow();
      if (settings === null) return { is: 'not-set-up', why: NOT_SET_UP };
      return 'unusable' in settings ? { is: 'not-set-up', why: settings.unusable } : { is: 'ready', from: settings.from };
    },
    async compose(content, how) {
      const mail = await composeMail(content, how);
      return signBy === null ? mail : new Uint8Array(await signedMail(Buffer.from(mail), signBy));
    },
    send: (row) => sendBy(settingsNow, row, transportTo),
    openSlot: () => openSlot(settingsNow, session),
  };
}

async function sendBy(
  settingsNow: MailOutNow,
  row: OutboxRow,
  transportTo: (settings: MailOutSettings) => Promise<Transporter>,
): Promise<Answer> {
  const settings = await settingsNow();
  if (settings === null || row.bytes === null) return { is: 'not-set-up', answer: NOT_SET_UP.en };
  // It was set up when this was released: it waits until it is again.
  if ('unusable' in settings) return { is: 'later', answer: settings.unusable.en };
  const opened = await transportTo(settings).catch((cause: unknown) => ((cause as Error).message ?? String(cause)).slice(0, 600));
  if (typeof opened === 'string') return { is: 'later', answer: opened, at: 'session' };
  const raw = Readable.from([Buffer.from(row.bytes)]);
  const from = row.content.envelopeFrom ?? addressOf(settings.from);
  const sending = opened.sendMail({ envelope: { from, to: [row.content.to] }, raw }).then(
    (info): Answer => ({ is: 'taken', answer: (info.response ?? '').trim() || 'taken' }),
    (cause: unknown) => withToken(settings, cause, answerOf(cause, raw.readableEnded)),
  );
  return Promise.race([sending, tooLong()]);
}

/**
 * One connection for one message after the other. A server that ends a session after so many messages (421) is heard: the message
 * that it did not take goes by a new session at once, and all slots end theirs before that many from then on.
 */
function openSlot(settingsNow: MailOutNow, session: { limit: number }): Slot {
  const kept: { key: string; transport: Transporter | null; sent: number } = { key: '', transport: null, sent: 0 };
  const close = (): void => {
    kept.transport?.close();
    Object.assign(kept, { transport: null, sent: 0 });
  };
  const transportTo = async (settings: MailOutSettings): Promise<Transporter> => {
    const token = 'server' in settings ? await settings.token?.() : undefined;
    const key = JSON.stringify([settings, token]);
    if (kept.key !== key || kept.sent >= session.limit) close();
    // A message whose connection broke is never handed over a second time behind our back.
    kept.transport ??= await openTransport(settings, token, { pool: true, maxConnections: 1, maxMessages: Infinity, maxRequeues: 0 });
    kept.key = key;
    return kept.transport;
  };
  const sendOnce = async (row: OutboxRow): Promise<Answer> => {
    const answer = await sendBy(settingsNow, row, transportTo);
    kept.sent += answer.is === 'taken' ? 1 : 0;
    if (answer.is === 'unknown') close();
    return answer;
  };
  return {
    async send(row) {
      const answer = await sendOnce(row);
      if (answer.is !== 'later' || answer.at !== 'session') return answer;
      const { sent } = kept;
      close();
      if (sent === 0) return answer;
      if (/\b421\b/.test(answer.answer)) session.limit = Math.min(session.limit, sent);
      return sendOnce(row);
    },
    close,
  };
}

/** A token that is not taken is asked for anew; why a mailbox stays closed all the same is said in words. */
function withToken(settings: MailOutSettings, cause: unknown, answer: Answer): Answer {
  if (!('server' in settings) || settings.token === undefined) return answer;
  if ((cause as { code?: string }).code === 'EAUTH') settings.tokenRefused?.();
  const words = refusedWithToken(answer.answer);
  return words === null ? answer : { ...answer, answer: `${answer.answer} — ${words.ja} / ${words.en}`.slice(0, 1000) };
}

async function tooLong(): Promise<Answer> {
  await new Promise((resolve) => setTimeout(resolve, WHOLE).unref());
  return { is: 'unknown', answer: 'no answer within thirty seconds' };
}

/** The library is loaded when the first mail goes out. */
async function openTransport(settings: MailOutSettings, token: string | undefined, more: object = {}): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    ...('url' in settings ? { url: settings.url } : connectionTo(settings.server, token)),
    ...more,
    connectionTimeout: TIMEOUT,
    greetingTimeout: TIMEOUT,
    socketTimeout: TIMEOUT,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as object);
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

async function composeMail(
  { to, subject, text, html, headers = {}, attachments = [] }: Content,
  { messageId, at, from }: { readonly messageId: string; readonly at: string; readonly from: string },
): Promise<Uint8Array> {
  const { createTransport } = await import('nodemailer');
  const composed = (await createTransport({ streamTransport: true, buffer: true, newline: 'windows' }).sendMail({
    from,
    to,
    subject: subject.replaceAll(/[\r\n]+/g, ' '),
    text,
    ...(html === undefined ? {} : { html }),
    ...(attachments.length === 0
      ? {}
      : { attachments: attachments.map((one) => ({ filename: one.name, contentType: one.type, content: one.text })) }),
    messageId,
    date: new Date(at),
    headers: { 'Auto-Submitted': 'auto-generated', ...headers },
    disableFileAccess: true,
    disableUrlAccess: true,
  })) as { readonly message: Buffer };
  return new Uint8Array(composed.message);
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
