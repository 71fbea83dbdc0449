// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { HashBytes } from '../../kernel/sha256.ts';

export const contactKinds = ['mail', 'telephone', 'letter'] as const;
export type ContactKind = (typeof contactKinds)[number];

/** A place at which somebody is reached; several customers may name the same one. What is known of it stands here alone. */
export type Contact = {
  readonly contactId: string;
  readonly kind: ContactKind;
  readonly value: string;
  /** Switched off by a person: it stays so whatever an import brings. */
  readonly off: { readonly reason: string; readonly by: string; readonly at: string } | null;
  /** A server said for good that there is nobody; stands until a person has looked and reset it. */
  readonly dead: { readonly why: string; readonly at: string } | null;
  /** Wants no optional notices, by its own press in this notice; required ones reach it all the same. */
  readonly unsubscribed: { readonly noticeId: string; readonly at: string } | null;
};

/** The same place has the same number everywhere, which tells a stranger nothing. */
export function contactIdOf(hash: HashBytes, kind: ContactKind, value: string): string {
  return `K-${hash(`${kind}\n${value}`).slice(0, 16)}`;
}

type Read = { readonly value: string } | { readonly why: Bilingual };
const why = (ja: string, en: string): Read => ({ why: { ja, en } });

/**
 * One mail address as it is written to a server: ASCII before the @ (RFC 5321; addresses that need SMTPUTF8 are refused and
 * said so), the domain in lower case, international names in their ASCII form (IDNA). Dots as old carriers allowed them stay.
 */
export function readMailAddress(text: string): Read {
  const address = text.normalize('NFKC').trim();
  if (/[;,、，\s]/.test(address)) return why('1つのセルに1つのアドレスを書いてください', 'one address in a cell');
  const at = address.lastIndexOf('@');
  const [local, host] = [address.slice(0, Math.max(at, 0)), address.slice(at + 1)];
  if (at < 1 || host === '') return why('メールアドレスではありません', 'is not a mail address');
  // oxlint-disable-next-line no-control-regex -- ASCII is what this is about
  if (/[^\u0000-\u007f]/.test(local))
    return why('@ より前に ASCII 以外の文字があり、送れません', 'has letters before the @ to which the desk cannot send');
  if (!/^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}$/.test(local)) return why('メールアドレスではありません', 'is not a mail address');
  const domain = asciiDomain(host);
  if (domain === null) return why('ドメイン名ではありません', 'does not name a domain');
  return { value: `${local}@${domain}` };
}

/** A telephone number in digits, with the leading + where it has one. */
export function readTelephone(text: string): Read {
  const written = text.normalize('NFKC').trim();
  if (!/^\+?[0-9()./ -]+$/.test(written)) return why('電話番号ではありません', 'is not a telephone number');
  const digits = written.replaceAll(/[^0-9]/g, '');
  if (digits.length < 6 || digits.length > 15) return why('電話番号の桁数ではありません', 'has not the length of a telephone number');
  return { value: `${written.startsWith('+') ? '+' : ''}${digits}` };
}

function asciiDomain(host: string): string | null {
  if (/[/?#:@\\%[\]]/.test(host)) return null;
  const parsed = URL.canParse(`http://${host}/`) ? new URL(`http://${host}/`).hostname : '';
  const labels = parsed.split('.');
  const whole = labels.length > 1 && parsed.length <= 253 && labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
  return whole && /[a-z]/.test(labels.at(-1) ?? '') ? parsed : null;
}
