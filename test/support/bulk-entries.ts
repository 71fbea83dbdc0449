// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import { nextHead, seal, ZERO_HASH } from '../../src/journal/chain.ts';
import { FOLD_VERSION } from '../../src/case/fold/fold.ts';
import { caseLanguage } from '../../src/case/language/case-language.ts';
import type { CaseView } from '../../src/case/fold/view.ts';
import type { StoredEntry } from '../../src/journal/store.port.ts';
import { caseIdOf } from '../../src/journal/stream.ts';
import { sha256, systemClock } from '../../src/adapters/system/system.ts';
import type { Clock } from '../../src/kernel/instant.ts';
import type { TestDesk } from './desk.ts';

const A_CASE = 20;
const A_BATCH = 5000;

/**
 * Brings the journal to `total` entries the quick way: cases of twenty entries, rightly chained, written in large
 * inserts past `append`. The chain verifies afterwards like any other.
 */
export async function bulkLoad(desk: Pick<TestDesk, 'store' | 'database'> & { readonly clock?: Clock }, total: number): Promise<number> {
  const clock = desk.clock ?? systemClock;
  const head = await desk.store.head();
  const at = { global: head.global, head: head.head };
  const actor = { type: 'machine', name: 'bench' } as const;
  let number = 1;
  for (let rows: StoredEntry[] = [], tails: unknown[] = []; ; ) {
    const stream = caseIdOf(1999, number++);
    let view: CaseView | null = null;
    let prev = ZERO_HASH;
    for (let seq = 1; seq <= A_CASE; seq += 1) {
      const draft =
        seq === 1
          ? ({ kind: 'case.opened', body: { title: `Loaded case ${number}`, reportId: null } } as const)
          : ({
              kind: 'case.noted',
              body: { noteId: `note-${seq}`, text: 'What was seen and done, in a sentence of usual length.', happenedAt: null },
            } as const);
      const { stored, entry } = seal(
        sha256,
        { stream, seq, prev, global: at.global + 1, head: at.head, now: clock.now(), actor, salt: 'bench-salt' },
        draft,
      );
      view = caseLanguage.fold(view, entry);
      prev = stored.hash;
      at.global = stored.global;
      at.head = nextHead(sha256, at.head, stored.hash);
      rows.push(stored);
    }
    tails.push({ stream, seq: A_CASE, hash: prev, view: JSON.stringify(view), changed_at: view?.changedAt, fold_version: FOLD_VERSION });
    const full = at.global >= total;
    if (rows.length >= A_BATCH || full) {
      await write(desk, rows, tails as readonly Record<string, unknown>[], at);
      rows = [];
      tails = [];
    }
    if (full) break;
  }
  await sql`analyze`.execute(desk.database.on());
  return at.global;
}

async function write(
  desk: Pick<TestDesk, 'database'>,
  rows: readonly StoredEntry[],
  tails: readonly Record<string, unknown>[],
  head: { global: number; head: string },
): Promise<void> {
  await desk.database.inTransaction(async (tx) => {
    const db = desk.database.on(tx);
    await sql`insert into journal_entry (global, stream, seq, envelope, body, hash, head)
      select * from json_to_recordset(${JSON.stringify(rows)}::json) as r(global bigint, stream text, seq integer, envelope text, body text, hash text, head text)`.execute(
      db,
    );
    await sql`insert into journal_tail (stream, seq, hash, view, changed_at, fold_version, view_mark)
      select stream, seq, hash, view::jsonb, changed_at, fold_version, hash from json_to_recordset(${JSON.stringify(tails)}::json) as r(stream text, seq integer, hash text, view text, changed_at text, fold_version integer)`.execute(
      db,
    );
    await sql`update journal_head set global = ${head.global}, head = ${head.head}`.execute(db);
  });
}
