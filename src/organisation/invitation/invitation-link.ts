// SPDX-License-Identifier: Apache-2.0
import type { Signer } from '../../common/signer.port.ts';
import { instantFromMillis, millisOf } from '../../kernel/instant.ts';
import type { Instant } from '../../kernel/instant.ts';

/** How long an invitation is open, in days. */
export const LIFE_DAYS = 7;

/** What a link names. `key`: the one-time password that the link stands for; nobody ever sees or types it. */
export type Invitation = { readonly personId: string; readonly until: Instant; readonly key: string };

/**
 * `text.mark`, both safe in an address; the text names the person, the second in which it ends, and a part that is never the
 * same twice. The key is made from the text by the desk's own key: whoever has only rows of the database cannot make it.
 */
export function makeInvitation(signer: Signer, personId: string, nonce: string, now: Instant): Invitation & { readonly token: string } {
  const until = Math.floor(millisOf(now) / 1000) + LIFE_DAYS * 86_400;
  const text = Buffer.from(JSON.stringify([personId, until, nonce])).toString('base64url');
  return {
    personId,
    until: instantOf(until),
    key: keyOf(signer, text),
    token: `${text}.${signer.mark(`invited ${text}`)}`,
  };
}

/** What a signed link names; null where its mark does not hold or its time is over. */
export function readInvitation(signer: Signer, token: string, now: Instant): Invitation | null {
  const [text = '', mark = '', ...more] = token.split('.');
  if (more.length > 0 || !signer.verify(`invited ${text}`, mark)) return null;
  const [personId, until] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [string, number, string];
  return until * 1000 <= millisOf(now) ? null : { personId, until: instantOf(until), key: keyOf(signer, text) };
}

function keyOf(signer: Signer, text: string): string {
  return signer.mark(`invited key ${text}`);
}

function instantOf(seconds: number): Instant {
  const at = instantFromMillis(seconds * 1000);
  if (at === null) throw new Error(`no such second: ${String(seconds)}`);
  return at;
}
