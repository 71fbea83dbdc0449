// SPDX-License-Identifier: Apache-2.0
import type { MailPart } from '../../../common/mail.ts';
import { isOutlook } from './outlook.ts';

const MESSAGE = /^message\/(rfc822|global|news)$/;
const OUTLOOK = /^application\/(vnd\.ms-outlook|x-msg)\b|\.msg$/i;
const NAMED = /\.(eml|emlx|mht|mhtml)$/i;
/** What a mail begins with: one of the fields that every mail program writes. */
const BEGINS =
  /^(?:\d{1,10}[ \t]*\r?\n)?(?:(?:return-path|received|from|to|subject|date|message-id|mime-version|delivered-to|x-[\w-]{1,60}|reply-to|dkim-signature|authentication-results|arc-[\w-]{1,40})[ \t]{0,4}:)/i;

/** The bytes of the mail that a part is: by its type, or by its name together with what it begins with. */
export function carriedIn(part: Pick<MailPart, 'contentType' | 'fileName' | 'bytes'>): readonly Uint8Array[] {
  if (MESSAGE.test(part.contentType)) return [part.bytes];
  if (
    OUTLOOK.test(`${part.contentType} ${part.fileName}`) &&
    isOutlook(Buffer.from(part.bytes.buffer, part.bytes.byteOffset, part.bytes.length))
  )
    return [part.bytes];
  if (!NAMED.test(part.fileName)) return [];
  const start = Buffer.from(part.bytes.buffer, part.bytes.byteOffset, Math.min(part.bytes.length, 512)).toString('latin1');
  return BEGINS.test(start.trimStart()) ? [part.bytes] : [];
}
