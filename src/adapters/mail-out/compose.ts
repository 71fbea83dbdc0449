// SPDX-License-Identifier: Apache-2.0
import type { Content } from '../../outbox/carrier.port.ts';

/** The mail as it leaves, before it is signed: 7-bit fields, CRLF, the parts side by side (RFC 5322, RFC 2046). */
export async function composeMail(
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
