// SPDX-License-Identifier: Apache-2.0
import type { Mail, MailPart } from '../../../common/mail.ts';

const ARMOR = /-----BEGIN PGP MESSAGE-----[\s\S]{0,2000000}?(?:-----END PGP MESSAGE-----|$)/g;
/** Fewer characters beside the sealed part say nothing of their own: a greeting, a footer's rule. */
const LITTLE = 40;

/** Why the words of a mail cannot be read although it can be taken apart: sealed, packed by Outlook, or a picture only. Empty where words stand. */
export function sealedIn(mail: Pick<Mail, 'text' | 'attachments'>, outline: readonly string[]): readonly string[] {
  const inline = mail.text.includes('-----BEGIN PGP MESSAGE-----');
  const words = (inline ? mail.text.replaceAll(ARMOR, '') : mail.text).replaceAll(/\s+/g, '');
  if (words.length >= LITTLE || (!inline && words !== '')) return [];
  const has = (test: (part: MailPart) => boolean): boolean => mail.attachments.some(test);
  const starts = (part: MailPart): string => Buffer.from(part.bytes.subarray(0, 400)).toString('latin1');
  if (inline || outline.includes('application/pgp-encrypted') || has((part) => starts(part).includes('-----BEGIN PGP MESSAGE-----')))
    return ['its content is encrypted (OpenPGP)'];
  const smime = outline.some((type) => type === 'multipart/encrypted' || /^application\/(x-)?pkcs7-mime$/.test(type));
  if (smime || has(({ fileName }) => /^smime\.p7[mz]$|\.p7m$/i.test(fileName))) return ['its content is encrypted or sealed (S/MIME)'];
  if (has(({ contentType, fileName }) => /^application\/(vnd\.)?ms-tnef$/.test(contentType) || /^winmail\.dat$/i.test(fileName)))
    return ['its content is packed in winmail.dat (Outlook), which is not read'];
  if (has(({ contentType, fileName }) => contentType === 'application/rtf' && fileName === 'body.rtf'))
    return ['its words are RTF (Outlook) that could not be read'];
  if (mail.attachments.length > 0 && mail.attachments.every(({ contentType }) => contentType.startsWith('image/')))
    return ['it holds pictures only, which are not read'];
  return [];
}
