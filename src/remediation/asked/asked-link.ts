// SPDX-License-Identifier: Apache-2.0
import type { Signer } from '../../common/signer.port.ts';
import { millisOf } from '../../kernel/instant.ts';
import type { Instant } from '../../kernel/instant.ts';

const LIFE = 30 * 86_400_000;

/** One task of one case, and who was asked. */
export type AskedLink = { readonly caseId: string; readonly taskId: string; readonly personId: string };

/** `text.mark`, both safe in an address; the text names case, task, person and the second in which it ends, 30 days from now. */
export function makeAskedLink(signer: Signer, { caseId, taskId, personId }: AskedLink, now: Instant): string {
  const until = Math.floor((millisOf(now) + LIFE) / 1000);
  const text = Buffer.from(JSON.stringify([caseId, taskId, personId, until])).toString('base64url');
  return `${text}.${signer.mark(`asked ${text}`)}`;
}

/** What a signed link names; null where its mark does not hold or its time is over. */
export function readAskedLink(signer: Signer, token: string, now: Instant): AskedLink | null {
  const [text = '', mark = '', ...more] = token.split('.');
  if (more.length > 0 || !signer.verify(`asked ${text}`, mark)) return null;
  const [caseId, taskId, personId, until] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [string, string, string, number];
  return until * 1000 < millisOf(now) ? null : { caseId, taskId, personId };
}
