// SPDX-License-Identifier: Apache-2.0
import type { TriageDeps } from '../deps.ts';

/** `C-2026-0001.N-….P-….mark`: names case, notice and person; the mark makes it the desk's own. */
export async function staffLink(deps: Pick<TriageDeps, 'sign'>, caseId: string, noticeId: string, personId: string): Promise<string> {
  const text = `${caseId}.${noticeId}.${personId}`;
  return `${text}.${(await deps.sign()).mark(`triage-staff/${text}`)}`;
}

/** What a colleague's signed link names; null where the mark does not hold. It does not run out. */
export async function readStaffLink(
  deps: Pick<TriageDeps, 'sign'>,
  token: string,
): Promise<{ readonly caseId: string; readonly noticeId: string; readonly personId: string } | null> {
  const parts = token.split('.');
  const [caseId, noticeId, personId, mark] = parts;
  if (parts.length !== 4 || caseId === undefined || noticeId === undefined || personId === undefined || mark === undefined) return null;
  return (await deps.sign()).verify(`triage-staff/${caseId}.${noticeId}.${personId}`, mark) ? { caseId, noticeId, personId } : null;
}
