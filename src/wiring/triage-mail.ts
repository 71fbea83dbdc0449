// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { htmlToText } from '../adapters/mime/html-text.ts';
import { readMail } from '../adapters/mime/parse-mail.ts';
import type { ParsedMail } from '../intake/mail.port.ts';
import { activeContent, linksOf } from '../triage/html-links.ts';
import type { MailReader, ReadableMail } from '../triage/mail.port.ts';

/** Mails inside mails are followed this deep; deeper ones stay attachments. */
const DEEPEST = 4;

/** Intake's reading of a mail, as triage wants to have it. */
export const readableMail: MailReader = (bytes) => {
  const parsed = readMail(bytes);
  const empty = parsed.text === '' && parsed.html === null && parsed.subject === '' && parsed.attachments.length === 0;
  if (empty && (parsed.unreadable.length > 0 || parsed.headers.length === 0))
    return Promise.resolve({ readable: false, reason: parsed.unreadable.join('; ') || 'no header and no body' });
  return Promise.resolve({ readable: true, mail: convert(parsed, 0) });
};

function convert(parsed: ParsedMail, depth: number): ReadableMail {
  const html = parsed.html ?? '';
  const htmlText = html === '' ? '' : htmlToText(html);
  return {
    headers: parsed.headers.map(({ name, value }) => ({ name, value })),
    subject: parsed.subject,
    from: parsed.from,
    replyTo: parsed.replyTo,
    to: parsed.to,
    cc: parsed.cc,
    date: parsed.date,
    messageId: parsed.messageId,
    // Intake gives the HTML's words where there is no plain part; triage keeps the two apart.
    text: parsed.text.trim() === htmlText.trim() ? '' : parsed.text,
    htmlText,
    links: linksOf(html),
    active: activeContent(html),
    attachments: parsed.attachments.map((part) => ({
      fileName: part.fileName,
      contentType: part.contentType,
      bytes: part.bytes.length,
      sha256: createHash('sha256').update(part.bytes).digest('hex'),
    })),
    embedded: parsed.attachments
      .filter((part) => depth < DEEPEST && (part.contentType === 'message/rfc822' || /\.eml$/i.test(part.fileName)))
      .map((part) => convert(readMail(part.bytes), depth + 1)),
  };
}
