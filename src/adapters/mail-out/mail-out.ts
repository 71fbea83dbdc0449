// SPDX-License-Identifier: Apache-2.0
import type { Transporter } from 'nodemailer';
import type { PageChannel, SendOutcome } from '../../duty/channel.port.ts';

export type MailOutSettings = { readonly url: string; readonly from: string };
export type OutgoingMail = {
  /** Goes into Message-ID and a header, so that a receiver and our own records can tell a second attempt from a second mail. */
  readonly key: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
};
export type MailOut = { readonly send: (mail: OutgoingMail) => Promise<SendOutcome>; readonly close: () => void };

const TIMEOUT = 8000;

/** SMTP submission (RFC 6409) to the server that the organisation configured; `smtp://user:pass@host:587` or `smtps://…`. */
export function openMailOut(settings: MailOutSettings): MailOut {
  const kept: { transport: Promise<Transporter> | null } = { transport: null };
  return {
    async send(mail) {
      kept.transport ??= openTransport(settings.url);
      const transport = await kept.transport;
      const sending = transport.sendMail({
        from: settings.from,
        to: [...mail.to],
        subject: oneLine(mail.subject),
        text: mail.text,
        messageId: `<${mail.key.replaceAll(/[^A-Za-z0-9._-]/g, '-')}@matoi.invalid>`,
        headers: { 'X-Matoi-Key': oneLine(mail.key), 'Auto-Submitted': 'auto-generated', ...mail.headers },
      });
      return sending.then(
        () => ({ is: 'sent' as const }),
        (cause: unknown) => outcomeOf(cause),
      );
    },
    close: () => void kept.transport?.then((transport) => transport.close()),
  };
}

/** The library is loaded when the first mail goes out. */
async function openTransport(url: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    url,
    connectionTimeout: TIMEOUT,
    greetingTimeout: TIMEOUT,
    socketTimeout: TIMEOUT,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as object);
}

/** A page is urgent mail to one's own staff: policy releases it, no person has to. */
export function mailChannel(mailOut: MailOut): PageChannel {
  return {
    channel: 'mail',
    async send({ key, to, subject, body, lang }) {
      if (to.mail.length === 0) return { is: 'never', why: 'no mail address' };
      return mailOut.send({
        key,
        to: to.mail,
        subject: subject[lang],
        text: body[lang],
        headers: { Importance: 'high', 'X-Priority': '1' },
      });
    },
  };
}

/** 5xx to the recipient is final; everything else (refused connection, 4xx, timeout, bad password) may pass. */
function outcomeOf(cause: unknown): SendOutcome {
  const { responseCode, code, message } = cause as { responseCode?: number; code?: string; message?: string };
  const why = `${code ?? ''} ${responseCode ?? ''} ${message ?? String(cause)}`.trim().slice(0, 500);
  return { is: code === 'EENVELOPE' && (responseCode ?? 0) >= 500 ? 'never' : 'later', why };
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ');
}
