// SPDX-License-Identifier: Apache-2.0
import type { Signer } from '../../common/signer.port.ts';
import type { Instant } from '../../kernel/instant.ts';
import { instantFromMillis, millisOf } from '../../kernel/instant.ts';

const LIFE = 90 * 86_400_000;
const RENDER_LIFE = 12 * 3_600_000;

/** One customer in one notice, by the contact who got the link. */
export type NoticeLink = { readonly noticeId: string; readonly customerId: string; readonly contactId: string };
export type LinkFault = 'forged' | 'expired';

/** Names one customer, one notice and one contact, is good for this page alone and ends after ninety days. */
export function makeNoticeLink(signer: Signer, { noticeId, customerId, contactId }: NoticeLink, now: Instant): string {
  const what = Buffer.from(JSON.stringify([noticeId, customerId, contactId])).toString('base64url');
  const text = `${what}~${Math.floor((millisOf(now) + LIFE) / 1000)}`;
  return `${text}~${signer.mark(`notice-link ${text}`)}`;
}

/** `forged` where the mark or the form does not hold, `expired` after its time. Nothing is looked up before. */
export function readNoticeLink(signer: Signer, token: string, now: Instant): NoticeLink | LinkFault {
  const parts = token.split('~');
  const [what, seconds, mark] = parts;
  if (parts.length !== 3 || what === undefined || seconds === undefined || mark === undefined) return 'forged';
  if (!/^\d{1,12}$/.test(seconds) || !signer.verify(`notice-link ${what}~${seconds}`, mark)) return 'forged';
  const expiresAt = instantFromMillis(Number(seconds) * 1000);
  if (expiresAt === null) return 'forged';
  if (expiresAt < now) return 'expired';
  const [noticeId = '', customerId = '', contactId = ''] = JSON.parse(Buffer.from(what, 'base64url').toString()) as readonly string[];
  return { noticeId, customerId, contactId };
}

/** Said on the telephone by whoever has the mail or the letter: another one for each notice and customer. */
export function noticeCode(signer: Signer, { noticeId, customerId }: Pick<NoticeLink, 'noticeId' | 'customerId'>): string {
  return signer.digits(`notice-code ${JSON.stringify([noticeId, customerId])}`);
}

/** Goes into the form of one showing of the page; without it a POST is none that a reader made. */
export function makeNonce(signer: Signer, token: string, now: Instant, random: string): string {
  const text = `${millisOf(now)}.${random}`;
  return `${text}.${signer.mark(`notice-nonce ${text} ${token}`)}`;
}

/** When the page with this nonce was shown (milliseconds since 1970); null where it is of no page of this link, or too old. */
export function shownAt(signer: Signer, token: string, nonce: string, now: Instant): number | null {
  const [millis = '', random = '', mark = ''] = nonce.split('.');
  if (!/^\d{1,15}$/.test(millis) || !signer.verify(`notice-nonce ${millis}.${random} ${token}`, mark)) return null;
  const age = millisOf(now) - Number(millis);
  return age < 0 || age > RENDER_LIFE ? null : Number(millis);
}

type Unsubscribe = { readonly noticeId: string; readonly contactId: string };

/** Good for one thing alone: that this contact wants no optional notices, or wants them again. It never ends. */
export function makeUnsubscribeLink(signer: Signer, { noticeId, contactId }: Unsubscribe): string {
  const what = Buffer.from(JSON.stringify([noticeId, contactId])).toString('base64url');
  return `${what}~${signer.mark(`notice-unsubscribe ${what}`)}`;
}

/** null where the mark or the form does not hold. Nothing is looked up before. */
export function readUnsubscribeLink(signer: Signer, token: string): Unsubscribe | null {
  const [what, mark, ...more] = token.split('~');
  if (what === undefined || mark === undefined || more.length > 0 || !signer.verify(`notice-unsubscribe ${what}`, mark)) return null;
  const [noticeId = '', contactId = ''] = JSON.parse(Buffer.from(what, 'base64url').toString()) as readonly string[];
  return { noticeId, contactId };
}
