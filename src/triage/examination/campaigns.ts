// SPDX-License-Identifier: Apache-2.0
import type { Tx } from '../../journal/store.port.ts';
import { FEW, sameCampaign } from './likeness.ts';
import type { LikenessRow, TriageStore } from './triage-store.port.ts';

/** As many earlier reports are compared with a new one, whatever their number: the cost of a report does not grow with them. */
export const COMPARED = 5000;
const PAGE = 200;

export type Campaigns = {
  /** Reads the last sketches if that has not been done, and which cases are rehearsed: before a transaction, never in one. */
  readonly ready: () => Promise<void>;
  /**
   * Puts these, and gives for each the newest earlier report that is the same campaign, among the last `COMPARED`; a short
   * text is found among all, if it is the same. Of two like ones that are put together the second finds the first.
   */
  readonly fold: (tx: Tx, rows: readonly LikenessRow[]) => Promise<readonly (LikenessRow | null)[]>;
  /** A report that is examined again: it is looked for by nobody, and known already where it could be read before. */
  readonly put: (tx: Tx, row: LikenessRow) => Promise<void>;
};

/** A text of no more characters says nothing. */
export const SHORTEST_TEXT = 8;

type Store = Pick<TriageStore, 'likenesses' | 'hasLikeness' | 'sameText' | 'putLikenesses'>;

/**
 * The last sketches, kept in memory (1 kB each) and read once, page by page, so that other work goes on between. A row
 * that was erased since, or whose writing was undone, is asked for before it is named. What is rehearsed (`rehearsedNow`: those
 * cases) and what is real are never one campaign.
 */
export function createCampaigns(store: Store, rehearsedNow: () => Promise<ReadonlySet<string>>): Campaigns {
  /** Oldest first. */
  const rows: LikenessRow[] = [];
  const state: { loading: Promise<void> | null; rehearsed: ReadonlySet<string> } = { loading: null, rehearsed: new Set() };
  const sameWorld = (caseId: string, other: string): boolean => state.rehearsed.has(caseId) === state.rehearsed.has(other);

  const add = (row: LikenessRow): void => {
    rows.push({ ...row, likeness: { ...row.likeness, least: Uint32Array.from(row.likeness.least) } });
    if (rows.length > COMPARED * 2) rows.splice(0, rows.length - COMPARED);
  };
  const load = async (): Promise<void> => {
    const found: LikenessRow[] = [];
    for (let before: number | null = null; found.length < COMPARED; ) {
      const page: readonly (LikenessRow & { readonly ordinal: number })[] = await store.likenesses(PAGE, before);
      found.push(...page);
      before = page.at(-1)?.ordinal ?? null;
      if (page.length < PAGE) break;
    }
    const since = rows.splice(0);
    for (const row of found.toReversed()) if (!since.some(({ reportId }) => reportId === row.reportId)) add(row);
    for (const row of since) add(row);
  };

  const alike = async (
    { likeness, reportId, caseId }: LikenessRow,
    stillThere: (row: LikenessRow) => Promise<boolean>,
    sameText: (exact: string, apartFrom: string) => Promise<LikenessRow | null>,
  ): Promise<LikenessRow | null> => {
    if (likeness.pieces < FEW) {
      const same = likeness.exact.length > SHORTEST_TEXT ? await sameText(likeness.exact, reportId) : null;
      return same !== null && sameWorld(same.caseId, caseId) ? same : null;
    }
    for (let at = rows.length - 1; at >= Math.max(0, rows.length - COMPARED); at -= 1) {
      const row = rows[at];
      if (row === undefined || row.reportId === reportId || !sameCampaign(row.likeness, likeness)) continue;
      if (!sameWorld(row.caseId, caseId)) continue;
      if (await stillThere(row)) return row;
      rows.splice(at, 1);
    }
    return null;
  };

  return {
    async ready() {
      // A case is an exercise from its first entry on, and stays one.
      const [rehearsed] = await Promise.all([rehearsedNow(), (state.loading ??= load())]);
      state.rehearsed = rehearsed;
    },
    async fold(tx, put) {
      const found: (LikenessRow | null)[] = [];
      const there = new Set<string>();
      const stillThere = async ({ reportId }: LikenessRow): Promise<boolean> => {
        if (!there.has(reportId) && !(await store.hasLikeness(tx, reportId))) return false;
        there.add(reportId);
        return true;
      };
      for (const [index, row] of put.entries()) {
        const before = put.slice(0, index);
        const sameText = async (exact: string, apartFrom: string): Promise<LikenessRow | null> =>
          before.findLast(({ likeness, reportId }) => likeness.exact === exact && reportId !== apartFrom) ??
          store.sameText(tx, exact, apartFrom);
        found.push(await alike(row, stillThere, sameText));
        add(row);
        there.add(row.reportId);
      }
      await store.putLikenesses(tx, put);
      return found;
    },
    async put(tx, row) {
      await store.putLikenesses(tx, [row]);
      if (!rows.some(({ reportId }) => reportId === row.reportId)) add(row);
    },
  };
}
