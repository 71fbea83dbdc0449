// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '../../kernel/instant.ts';
import { instantFromMillis, millisOf } from '../../kernel/instant.ts';
import type { Signer } from '../../common/signer.port.ts';

const LIFE = 7 * 86_400_000;

export type PageLink = { readonly pageId: string; readonly person: string; readonly expiresAt: Instant };

/** `pageId.person.seconds.mark`, all safe in an address. It names one person and one page and ends after seven days. */
export function makeLink(signer: Signer, pageId: string, person: string, now: Instant): string {
  const seconds = Math.floor((millisOf(now) + LIFE) / 1000);
  const text = `${pageId}~${person}~${seconds}`;
  return `${text}~${signer.mark(`page-link ${text}`)}`;
}

export type LinkFault = 'forged' | 'expired';

/**
 * What a signed link says, or why it is not taken: `forged` where the mark or the form does not hold, `expired` after its
 * time.
 */
export function readLink(signer: Signer, token: string, now: Instant): PageLink | LinkFault {
  const parts = token.split('~');
  const [pageId, person, seconds, mark] = parts;
  if (parts.length !== 4 || pageId === undefined || person === undefined || seconds === undefined || mark === undefined) return 'forged';
  if (!/^\d{1,12}$/.test(seconds) || !signer.verify(`page-link ${pageId}~${person}~${seconds}`, mark)) return 'forged';
  const expiresAt = instantFromMillis(Number(seconds) * 1000);
  if (expiresAt === null) return 'forged';
  return expiresAt < now ? 'expired' : { pageId, person, expiresAt };
}

/** Said on the telephone by the person called; another one for each page, generation and person. */
export function ackCode(signer: Signer, pageId: string, generation: number, person: string): string {
  return signer.digits(`page-code ${pageId} ${generation} ${person}`);
}
