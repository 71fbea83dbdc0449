// SPDX-License-Identifier: Apache-2.0
import type { Content } from '../../outbox/carrier.port.ts';

/** The mail as it leaves, before it is signed: 7-bit fields, CRLF, the parts side by side (RFC 5322, RFC 2046). */
export async function composeMail(
  { to, subject, text, html, headers = {}, attachments = [] }: Content,
  { messageId, at, from }: { readonly messageId: string; readonly at: string; readonly from: string },
): Promise<Uint8Array> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const composer = new MailComposer({
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
    // What is signed is what leaves: a lone LF would become CRLF on its way.
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return new Uint8Array(await composer.compile().build());
}
