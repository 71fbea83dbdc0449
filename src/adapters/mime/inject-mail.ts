// SPDX-License-Identifier: Apache-2.0
import type { InjectMail } from '../../exercise/run/deliver.port.ts';
import { headerWords } from './forms/written.ts';

/** The bytes of a mail of an exercise; the same mail gives the same bytes. What was written is base64, so it can become no header. */
export function injectBytes(mail: InjectMail, to: string): Uint8Array {
  const { name, address } = nameAndAddress(mail.from);
  const from = address === '' ? `${headerWords(mail.from)} <sender@exercise.invalid>` : `${headerWords(name)} <${address}>`;
  const head = [
    `Date: ${new Date(mail.date).toUTCString().replace('GMT', '+0000')}`,
    `From: ${from.trim()}`,
    `To: <${to}>`,
    `Subject: ${headerWords(mail.subject)}`,
    `Message-ID: ${mail.messageId}`,
    `In-Reply-To: ${mail.answers}`,
    ...Object.entries(mail.headers).map(([key, value]) => `${key}: ${headerWords(value)}`),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
  ];
  const body =
    Buffer.from(mail.text, 'utf8')
      .toString('base64')
      .match(/.{1,76}/g) ?? [];
  return Buffer.from([...head, '', ...body, ''].join('\r\n'), 'latin1');
}

/** `Name <a@b>`, `Name a@b` or `a@b`; both are '' where no address stands at the end. */
function nameAndAddress(from: string): { readonly name: string; readonly address: string } {
  const words = from.trim();
  const last = words.split(/[\s<]/).at(-1) ?? '';
  const address = last.endsWith('>') ? last.slice(0, -1) : last;
  const before = words.slice(0, words.length - last.length);
  const name = (before.endsWith('<') ? before.slice(0, -1) : before).trim();
  return /^[^\s<>@]+@[^\s<>@]+$/.test(address) && !/[<>]/.test(name) ? { name, address } : { name: '', address: '' };
}
