// SPDX-License-Identifier: Apache-2.0
import { matched } from './mail-look.ts';
import type { Look } from './mail-look.ts';

const LIST_HEADERS = [
  'list-id',
  'list-post',
  'list-unsubscribe',
  'list-help',
  'list-subscribe',
  'list-archive',
  'list-owner',
  'mailing-list',
  'x-mailing-list',
  'x-ml-name',
  'x-mlserver',
  'x-ml-count',
  'x-mailman-version',
];

/** Words with which people tell of a weakness or an intrusion; for pointing at a list mail, never for a verdict. */
const WEAKNESS =
  /脆弱性|不正アクセス|情報漏(えい|洩|れ)|改ざん|乗っ取|セキュリティ(ホール|上の問題)|\bvulnerab|\bsecurity (issue|hole|flaw|bug|report)|\bexploit|\bCVE-\d{4}-\d{4,}|\bXSS\b|\bSQL ?injection|\bRCE\b|\bdata (leak|breach)/i;

/**
 * Did it come through a mailing list or in bulk (RFC 2919, RFC 2369, Precedence)? `ownDomains` are mail domains of
 * this house: a list of our own is a way in, and what comes through it is a report.
 */
export function listReasons(look: Look, ownDomains: readonly string[]): readonly string[] {
  const identity = `${look.header('list-id')} ${look.header('list-post')}`.toLowerCase();
  if (ownDomains.some((domain) => new RegExp(`[.@]${domain.toLowerCase().replaceAll(/[^a-z0-9-]/g, '\\$&')}[>\\s]`).test(`${identity} `)))
    return [];
  const reasons = LIST_HEADERS.filter((name) => look.header(name) !== '').map(
    (name) => `list.header: ${name}: ${look.header(name).slice(0, 100)}`,
  );
  const precedence = matched(/^(list|bulk|junk)\b/i, look.header('precedence'));
  if (precedence !== null) reasons.push(`list.precedence: ${precedence}`);
  if (reasons.length === 0) return [];
  const speaks = matched(WEAKNESS, `${look.mail.subject}\n${look.opening}`);
  return speaks === null ? reasons : [...reasons, `list.speaks-of-a-weakness: ${speaks}`];
}
