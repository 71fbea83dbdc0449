// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Instant } from '../../kernel/instant.ts';
import { millisOf, parseInstant } from '../../kernel/instant.ts';
import { FARTHEST_DAYS } from './terms.ts';

export type TextFinding = {
  readonly is: 'missing' | 'past' | 'too-far' | 'twice' | 'unreadable' | 'not-https' | 'too-large';
  readonly field: string;
  readonly text: Bilingual;
};

const DAY = 86_400_000;
const MOST_CHARACTERS = 200_000;
const LINKS = ['contact', 'canonical', 'policy', 'acknowledgments', 'hiring', 'encryption'];
const found = (is: TextFinding['is'], field: string, ja: string, en: string): TextFinding => ({ is, field, text: { ja, en } });

/** What is wrong in a security.txt at `now`, by RFC 9116. A signature around it is taken off and not checked. */
export function checkSecurityTxt(text: string, now: Instant): readonly TextFinding[] {
  if (text.length > MOST_CHARACTERS) return [found('too-large', '', '大きすぎて調べない', 'too large to be looked at')];
  const fields: { readonly name: string; readonly value: string }[] = [];
  const findings: TextFinding[] = [];
  for (const [at, raw] of unsigned(text).split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const colon = line.indexOf(':');
    const name = colon < 0 ? '' : line.slice(0, colon);
    if (/^[!-9;-~]+$/.test(name)) fields.push({ name: name.toLowerCase(), value: line.slice(colon + 1).trim() });
    else findings.push(found('unreadable', `line ${at + 1}`, `${at + 1} 行目を読めない`, `line ${at + 1} cannot be read`));
  }
  const of = (name: string) => fields.filter((field) => field.name === name).map(({ value }) => value);
  if (of('contact').length === 0) findings.push(found('missing', 'Contact', '連絡先（Contact）がない', 'there is no Contact'));
  for (const [name, shown] of [
    ['expires', 'Expires'],
    ['preferred-languages', 'Preferred-Languages'],
  ] as const)
    if (of(name).length > 1) findings.push(found('twice', shown, `${shown} が二度ある`, `${shown} stands more than once`));
  findings.push(...expiryOf(of('expires'), now));
  for (const { name, value } of fields) {
    if (!LINKS.includes(name)) continue;
    if (/^http:/i.test(value)) findings.push(found('not-https', name, `${name}：https ではない`, `${name}: is not https`));
    else if (!/^[a-z][a-z0-9+.-]*:\S+$/i.test(value))
      findings.push(found('unreadable', name, `${name}：アドレス（URI）ではない`, `${name}: is no URI`));
  }
  return findings;
}

function expiryOf(values: readonly string[], now: Instant): readonly TextFinding[] {
  const [value] = values;
  if (value === undefined) return [found('missing', 'Expires', '期限（Expires）がない', 'there is no Expires')];
  const at = parseInstant(value);
  if (at === null) return [found('unreadable', 'Expires', '期限（Expires）を読めない', 'Expires cannot be read')];
  const days = Math.floor((millisOf(at) - millisOf(now)) / DAY);
  if (at <= now) return [found('past', 'Expires', `期限が ${at} に切れている`, `it expired at ${at}`)];
  if (days > FARTHEST_DAYS)
    return [
      found(
        'too-far',
        'Expires',
        `期限が ${days} 日先で、遠すぎる（${FARTHEST_DAYS} 日まで）`,
        `it expires in ${days} days, too far ahead (at most ${FARTHEST_DAYS})`,
      ),
    ];
  return [];
}

/** What a cleartext signature (RFC 9580, 7) stands around. */
function unsigned(text: string): string {
  const begin = text.indexOf('-----BEGIN PGP SIGNED MESSAGE-----');
  if (begin < 0) return text.replace(/^\ufeff/, '');
  const body = text.slice(begin).split(/\r?\n/);
  const from = body.findIndex((line) => line.trim() === '');
  const to = body.findIndex((line) => line.startsWith('-----BEGIN PGP SIGNATURE-----'));
  const inner = body.slice(from + 1, to < 0 ? undefined : to);
  return inner.map((line) => (line.startsWith('- ') ? line.slice(2) : line)).join('\n');
}
