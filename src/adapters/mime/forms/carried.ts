// SPDX-License-Identifier: Apache-2.0
import type { MailPart } from '../../../common/mail.ts';
import { splitMails } from './mbox.ts';
import { isOutlook } from './outlook.ts';

const MESSAGE = /^message\/(rfc822|global|news)$/;
const MBOX = /^application\/mbox\b|\.(mbox|mbx)$/i;
const OUTLOOK = /^application\/(vnd\.ms-outlook|x-msg)\b|\.msg$/i;
const NAMED = /\.(eml|emlx|mht|mhtml)$/i;
/** What a mail begins with: one of the fields that every mail program writes. */
const BEGINS =
  /^(?:\d{1,10}[ \t]*\r?\n)?(?:(?:return-path|received|from|to|subject|date|message-id|mime-version|delivered-to|x-[\w-]{1,60}|reply-to|dkim-signature|authentication-results|arc-[\w-]{1,40})[ \t]{0,4}:)/i;

/** The bytes of the mails that a part is or holds: by its type, or by its name together with what it begins with. */
export function carriedIn(part: Pick<MailPart, 'contentType' | 'fileName' | 'bytes'>): readonly Uint8Array[] {
  if (MESSAGE.test(part.contentType)) return [part.bytes];
  if (
    OUTLOOK.test(`${part.contentType} ${part.fileName}`) &&
    isOutlook(Buffer.from(part.bytes.buffer, part.bytes.byteOffset, part.bytes.length))
  )
    return [part.bytes];
  if (MBOX.test(`${part.contentType} ${part.fileName}`)) {
    const mails = splitMails(part.bytes, 'mails.mbox');
    return mails.length > 1 || /^From \S/.test(startOf(part.bytes)) ? mails : [];
  }
  if (!NAMED.test(part.fileName)) return [];
  return BEGINS.test(startOf(part.bytes).trimStart()) ? [part.bytes] : [];
}

function startOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 512)).toString('latin1');
}
