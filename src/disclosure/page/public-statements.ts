// SPDX-License-Identifier: Apache-2.0
import type { CaseView } from '../../case/fold/view.ts';
import { everyCase } from '../../case/language/every-case.ts';
import type { DisclosureDeps } from '../deps.ts';
import { frozenStatement } from '../statement/frozen.ts';
import type { Snapshot } from '../statement/snapshot.ts';
import { publishedOf } from '../yardstick/yardstick.ts';

/** One statement as the public may read it. `successor`: the number of the last one of its case, where there is a later one. */
export type PublicStatement = {
  readonly caseId: string;
  readonly number: number;
  readonly publishedAt: string;
  readonly blob: string;
  readonly snapshot: Snapshot;
  readonly successor: number | null;
};

/** All that is public on this desk, newest first. What is only prepared or approved is not among it. */
export async function publicStatements(deps: DisclosureDeps): Promise<readonly PublicStatement[]> {
  const found: PublicStatement[] = [];
  for await (const view of everyCase(deps.journal)) found.push(...(await publicOf(deps, view)));
  return found.toSorted((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1));
}

/** The public statements of one case, oldest first; one whose snapshot was erased is no more. */
export async function publicOf(deps: Pick<DisclosureDeps, 'blobs' | 'passing'>, view: CaseView): Promise<readonly PublicStatement[]> {
  // What another desk published is its own to serve.
  if (view.imported !== null) return [];
  const published = publishedOf(view.parts.disclosure);
  // What is rehearsed on a real desk is not for the public: nothing of it leaves.
  if (published.length === 0 || !(await deps.passing.of(view.id)).public) return [];
  const last = published.at(-1)?.number ?? 0;
  const all = await Promise.all(published.map(async (one) => ({ one, snapshot: await frozenStatement(deps, one.blob) })));
  return all.flatMap(({ one: { number, at, blob }, snapshot }) =>
    snapshot === null ? [] : [{ caseId: view.id, number, publishedAt: at, blob, snapshot, successor: number < last ? last : null }],
  );
}
