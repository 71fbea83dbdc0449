// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { Kysely, RawBuilder } from 'kysely';
import { FOLD_VERSION } from '../../../case/fold/fold.ts';
import type { CaseView } from '../../../case/fold/view.ts';
import { STANDING_VERSION } from '../../../case/language/standing.ts';
import type { TailOf } from '../../../journal/store.port.ts';
import type { StreamId } from '../../../journal/stream.ts';
import type { Instant } from '../../../kernel/instant.ts';
import type { Sha256 } from '../../../kernel/sha256.ts';
import type { JournalTables } from './tables.ts';
import { createViews } from './views.ts';

type Row = {
  stream: string;
  seq: number;
  hash: string;
  changed_at: string | null;
  fold_version: number;
  erased: boolean;
  imported: boolean;
  view_mark: string;
  standing: number;
  has: boolean;
};

/** What the database is known to hold of a view: itself, and the rows of what stands open in it. */
type Held = { readonly stored: boolean; readonly standing: boolean };

export type Tails = {
  /** Those that `which` (an SQL condition on journal_tail, with its order) names, in that order. */
  readonly find: (
    db: Kysely<JournalTables>,
    which: RawBuilder<unknown>,
    /** `doubted`: every view is read from the database, whatever is in memory. */
    how?: 'doubted',
  ) => Promise<readonly (TailOf<CaseView> & { stream: StreamId })[]>;
  readonly heldOf: (view: CaseView | null) => Held;
  /** After a view was written with the rows of what stands in it. */
  readonly wrote: (stream: string, mark: string, view: CaseView, characters: number) => void;
};

/** Tails as they are stored. `foldAnew`: a view of older rules is folded anew from its entries; nobody sees the old one. */
export function createTails(foldAnew: (db: Kysely<JournalTables>, stream: StreamId) => Promise<CaseView | null>): Tails {
  const views = createViews();
  // By the parts: two views with the same ones differ in what stands in columns of its own at most.
  const held = new WeakMap<object, Held>();

  async function viewsOf(db: Kysely<JournalTables>, rows: readonly Row[], doubted: boolean): Promise<Map<string, CaseView>> {
    const found = new Map<string, CaseView>();
    const unknown: Row[] = [];
    for (const row of rows) {
      if (!row.has) continue;
      const known = row.fold_version === FOLD_VERSION && !doubted ? views.get(row.stream, row.view_mark) : null;
      if (known === null) unknown.push(row);
      else found.set(row.stream, at(known, row));
    }
    const current = unknown.filter((row) => row.fold_version === FOLD_VERSION);
    if (current.length > 0) {
      const { rows: texts } = await sql<Row & { view: string }>`select ${COLUMNS}, view::text as view from journal_tail
        where stream = any(${current.map(({ stream }) => stream)}::text[]) and view is not null`.execute(db);
      for (const row of texts) {
        const view = JSON.parse(row.view) as CaseView;
        if (!doubted) views.keep(row.stream, row.view_mark, view, row.view.length);
        held.set(view.parts, { stored: true, standing: row.standing === STANDING_VERSION });
        found.set(row.stream, at(view, row));
      }
    }
    for (const { stream, fold_version: version } of unknown) {
      const view = version === FOLD_VERSION ? null : await foldAnew(db, stream as StreamId);
      if (view !== null) found.set(stream, view);
    }
    return found;
  }

  return {
    async find(db, which, how) {
      const { rows } = await sql<Row>`select ${COLUMNS} from journal_tail ${which}`.execute(db);
      const found = await viewsOf(db, rows, how === 'doubted');
      return rows.map((row) => ({
        stream: row.stream as StreamId,
        seq: row.seq,
        hash: row.hash as Sha256,
        view: found.get(row.stream) ?? null,
        erased: row.erased,
        imported: row.imported,
      }));
    },
    heldOf: (view) => (view === null ? undefined : held.get(view.parts)) ?? { stored: false, standing: false },
    wrote(stream, mark, view, characters) {
      views.keep(stream, mark, view, characters);
      held.set(view.parts, { stored: true, standing: true });
    },
  };
}

const COLUMNS = sql`stream, seq, hash, changed_at, fold_version, erased, imported, view_mark, standing, view is not null as has`;

function at(view: CaseView, { seq, changed_at: changedAt }: Row): CaseView {
  return view.seq === seq ? view : { ...view, seq, changedAt: (changedAt ?? view.changedAt) as Instant };
}
