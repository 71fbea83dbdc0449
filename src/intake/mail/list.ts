// SPDX-License-Identifier: Apache-2.0
import { isAtOrBelow } from '../../common/host-name.ts';
import { fromOwn } from './auto-reply.ts';
import { matched } from './mail-look.ts';
import type { Look } from './mail-look.ts';
import { SPEAKS_OF_A_WEAKNESS } from './weakness-words.ts';

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

/** Headers that a sending service sets on single mails too; they name no list. */
const SERVICE_HEADERS = ['list-unsubscribe', 'list-help'];

/**
 * Did it come through a mailing list or in bulk (RFC 2919, RFC 2369, Precedence)? `ownDomains` are mail domains of
 * this organisation: a list of our own is a way in, and what comes through it is a report. Bulk signs alone (an address to
 * unsubscribe, Precedence) put no mail apart that speaks of a weakness, and no list does that was sent to us directly.
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
  const aList = LIST_HEADERS.some((name) => !SERVICE_HEADERS.includes(name) && look.header(name) !== '');
  // A form or a monitor of ours marks what it brings as bulk.
  if (!aList && fromOwn(look, ownDomains)) return [];
  if (matched(SPEAKS_OF_A_WEAKNESS, `${look.mail.subject}\n${look.opening}`) === null) return reasons;
  return !aList || sentToUs(look, ownDomains) ? [] : reasons;
}

/** One of our own addresses stands among the recipients, where a list would stand with its own. */
function sentToUs(look: Look, ownDomains: readonly string[]): boolean {
  const domains = [...look.mail.to, ...look.mail.cc].map(({ address }) => address.toLowerCase().split('@').at(-1) ?? '');
  return domains.some((domain) => ownDomains.some((own) => isAtOrBelow(domain, own)));
}
