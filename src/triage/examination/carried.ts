// SPDX-License-Identifier: Apache-2.0
import type { MailAddress } from '../../common/mail.ts';
import type { Domains } from '../mail/domain.port.ts';
import type { ReadableMail } from '../mail/readable.ts';
import { hostOf } from '../mail/sender.ts';
import { FROM_LABELS } from './forward-labels.ts';
import { originalOf } from './forwarded.ts';

/** A mail that somebody passed on: who did, how, and who stands in it as its sender (nothing proves that). */
export type Carried = {
  readonly how: 'attached' | 'inline';
  readonly by: MailAddress | null;
  readonly stated: MailAddress | null;
  /** Further mails carried beside it, that were not examined. */
  readonly more: number;
};

export type ExaminedMail = {
  /** The mail that is examined: the carried one, or the mail itself. */
  readonly mail: ReadableMail;
  /** Its bytes; null where it lies in the words of another. */
  readonly bytes: Uint8Array | null;
  /** The mail around it, whose words are read for claims too. */
  readonly around: ReadableMail | null;
  readonly carried: Carried | null;
};

const FORWARD = /^\s*(?:[【[]\s{0,5})?(?:fwd?|fw|転送|wg|tr|rv|enc|doorst|vs|vb|vl|pd|转发|轉寄|전달)\s{0,5}(?:[】\]]|[:：])/iu;
const REPLY = /^\s*(?:re|aw|返信)\s*[:：]/iu;
const FROM_LINE = new RegExp(`^[ >　*]{0,20}(?:${FROM_LABELS})[ \\t　]{0,4}\\*?[ \\t　]{0,4}[:：][ \\t　]{0,10}(?!\\s)(.{1,500})$`, 'gimu');
/** Fewer words around a carried mail only hand it on. */
const FEW_WORDS = 300;
const DEEPEST = 4;

/**
 * Which mail there is to examine in this one. A colleague's "is this real?" is not what must be looked at, the mail that
 * he or she passes on is; a stranger who attaches a mail as evidence stays the one who writes.
 */
export function lookInside(domains: Domains, ownDomains: readonly string[], mail: ReadableMail, bytes: Uint8Array): ExaminedMail {
  const outer: ExaminedMail = { mail, bytes, around: null, carried: null };
  const inner = mail.embedded[0];
  if (inner !== undefined && mail.contentType !== 'multipart/report' && (handsOn(domains, ownDomains, mail) || words(mail) < FEW_WORDS)) {
    const deepest = innermost(inner, mail.embeddedBytes[0] ?? bytes, 1);
    // A colleague's own forward, attached: what stands quoted in it is the mail from outside.
    const quoted = REPLY.test(deepest.mail.subject) ? null : quotedIn(domains, ownDomains, deepest.mail);
    if (quoted !== null && mail.embedded.length === 1) return { ...quoted, around: mail };
    const carried: Carried = {
      how: 'attached',
      by: mail.from[0] ?? null,
      stated: deepest.mail.from[0] ?? null,
      more: mail.embedded.length - 1,
    };
    return { ...deepest, around: mail, carried };
  }
  return (REPLY.test(mail.subject) ? null : quotedIn(domains, ownDomains, mail)) ?? outer;
}

/** A mail that lies in the words of the one who passes it on; null where none does. */
function quotedIn(domains: Domains, ownDomains: readonly string[], mail: ReadableMail): ExaminedMail | null {
  if (!handsOn(domains, ownDomains, mail) || originalOf({ ...mail, embedded: [] }).how !== 'inline') return null;
  const own = [...ownDomains, ...mail.from.flatMap((from) => domains.organisation(hostOf(from)) ?? [])];
  const ours = (one: MailAddress): boolean => own.includes(domains.organisation(hostOf(one)) ?? '');
  const stated = statedSender(mail.text.trim() === '' ? mail.htmlText : mail.text, ours);
  return stated === null
    ? null
    : { mail, bytes: null, around: null, carried: { how: 'inline', by: mail.from[0] ?? null, stated, more: 0 } };
}

/** A forward of a forward: the mail at the bottom is the one that came from outside. */
function innermost(mail: ReadableMail, bytes: Uint8Array, depth: number): { readonly mail: ReadableMail; readonly bytes: Uint8Array } {
  const next = mail.embedded[0];
  if (next === undefined || depth >= DEEPEST || words(mail) >= FEW_WORDS) return { mail, bytes };
  return innermost(next, mail.embeddedBytes[0] ?? bytes, depth + 1);
}

/** A colleague, or somebody whose subject says that it is passed on. Colleagues: of our domains, else of the domain it is sent to. */
function handsOn(domains: Domains, ownDomains: readonly string[], mail: ReadableMail): boolean {
  if (FORWARD.test(mail.subject)) return true;
  const of = domains.organisation(hostOf(mail.from[0]));
  if (of === null) return false;
  return ownDomains.length > 0 ? ownDomains.includes(of) : mail.to.some((to) => domains.organisation(hostOf(to)) === of);
}

function words(mail: ReadableMail): number {
  return (mail.text.trim() === '' ? mail.htmlText : mail.text).replace(/\s/g, '').length;
}

/** Header blocks that are looked through: a mail that went through many hands. */
const MOST_HANDS = 20;

/** The first sender from outside that a quoted header block names, else the one at the bottom: `Name <a@b>`, `Name [mailto:a@b]`, or the address alone. */
function statedSender(text: string, ours: (one: MailAddress) => boolean): MailAddress | null {
  const named: MailAddress[] = [];
  for (const line of text.matchAll(FROM_LINE)) {
    const one = senderIn((line[1] ?? '').replace(/\*/g, '').trim());
    if (one !== null) named.push(one);
    if (named.length >= MOST_HANDS) break;
  }
  return named.find((one) => !ours(one)) ?? named.at(-1) ?? null;
}

function senderIn(said: string): MailAddress | null {
  const address = /(?<![\w.+-])[\w.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}/iu.exec(said)?.[0];
  if (address === undefined) return null;
  const name = said
    .slice(0, said.indexOf(address))
    .replace(/[<[("']|mailto:/gi, '')
    .trim();
  return { name: name.slice(0, 200), address };
}
