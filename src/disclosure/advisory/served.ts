// SPDX-License-Identifier: Apache-2.0
import type { AdvisoryView } from '../../case/fold/disclosure.ts';
import type { CaseView } from '../../case/fold/view.ts';
import { everyCase } from '../../case/language/every-case.ts';
import { parseSha256 } from '../../kernel/sha256.ts';
import type { DisclosureDeps } from '../deps.ts';
import { directoryFiles } from './directory.ts';
import type { Placed, Proofs } from './directory.ts';

/** The newest issue of each advisory that is public on this desk, with the case it comes from; what was rehearsed is not. */
export async function publicAdvisories(
  deps: Pick<DisclosureDeps, 'journal' | 'passing'>,
): Promise<readonly (AdvisoryView & { readonly caseId: string })[]> {
  const newest = new Map<string, AdvisoryView & { readonly caseId: string }>();
  for await (const view of everyCase(deps.journal))
    for (const one of await advisoriesOf(deps, view)) newest.set(one.place, { ...one, caseId: view.id });
  return [...newest.values()].toSorted((a, b) => (a.place < b.place ? -1 : 1));
}

async function advisoriesOf({ passing }: Pick<DisclosureDeps, 'passing'>, view: CaseView): Promise<readonly AdvisoryView[]> {
  const { advisories } = view.parts.disclosure;
  if (advisories.length === 0 || view.imported !== null || !(await passing.of(view.id)).public) return [];
  return advisories;
}

/** The whole public directory by place; null while no advisory is public. A document that was erased is no more. */
export async function servedDirectory(
  deps: Pick<DisclosureDeps, 'journal' | 'passing' | 'blobs'>,
  proofs: Proofs,
): Promise<ReadonlyMap<string, string> | null> {
  const all = await publicAdvisories(deps);
  const documents: Placed[] = [];
  for (const { place, blob } of all) {
    const sha256 = parseSha256(blob);
    const bytes = sha256 === null ? null : await deps.blobs.get(sha256);
    if (bytes !== null) documents.push({ place, text: new TextDecoder().decode(bytes) });
  }
  const [head] = all.toSorted((a, b) => (a.at < b.at ? 1 : -1));
  if (head === undefined || documents.length === 0) return null;
  const { directory, ...publisher } = head.provider;
  const files = directoryFiles(documents, { directory, publisher }, proofs);
  return new Map([...documents.map(({ place, text }) => [place, text] as const), ...files]);
}
