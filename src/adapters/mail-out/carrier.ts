// SPDX-License-Identifier: Apache-2.0
import { Readable } from 'node:stream';
import type { Transporter } from 'nodemailer';
import type { Carrier } from '../../outbox/carrier.port.ts';
import { composeMail } from './compose.ts';
import { connectionOf, NOT_SET_UP, sendBy } from './connection.ts';
import type { MailOutNow, MailOutSettings, Sender } from './connection.ts';
import { signedMail } from './dkim.ts';
import type { DkimKey } from './dkim.ts';
import { openSlot } from './slot.ts';

/** SMTP submission (RFC 6409). One recipient a message, so that one address's refusal is nobody else's. `signBy`: our own signature. */
export function mailCarrier(settingsNow: MailOutNow, signBy: DkimKey | null = null): Carrier {
  const session = { limit: Infinity };
  const kept: { key: string; transport: Transporter | null } = { key: '', transport: null };
  const senderTo = async (settings: MailOutSettings): Promise<Sender> => {
    const { key, options } = await connectionOf(settings);
    if (kept.transport === null || kept.key !== key) Object.assign(kept, { key, transport: await openTransport(options) });
    const transport = kept.transport as Transporter;
    return async (mail) => {
      const raw = Readable.from([Buffer.from(mail.bytes)]);
      raw.once('end', () => {
        mail.given = true;
      });
      return (await transport.sendMail({ envelope: { from: mail.from, to: [mail.to] }, raw })).response ?? '';
    };
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
    send: (row) => sendBy(settingsNow, row, senderTo),
    openSlot: () => openSlot(settingsNow, session),
  };
}

/** The library is loaded when the first mail goes out. */
async function openTransport(options: object): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  return createTransport({ ...options, disableFileAccess: true, disableUrlAccess: true } as object);
}
