// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { CaseView } from '../../../case/fold/view.ts';
import { standingOf, STANDING_VERSION } from '../../../case/language/standing.ts';
import type { StandingRow } from '../../../journal/store.port.ts';
import type { JournalTables } from './tables.ts';

type Change = {
  readonly stream: string;
  /** What the rows are known to have been written from; null: they are written whole. */
  readonly before: CaseView | null;
  readonly view: CaseView | null;
};

type Row = { readonly stream: string; readonly what: string; readonly id: string; readonly place: string | null; readonly body: object };

/** Writes what stands open in these cases now: only the rows that changed, where it is known what was there. */
export async function writeStanding(db: Kysely<JournalTables>, changes: readonly Change[]): Promise<void> {
  const [gone, fresh]: [{ stream: string; what: string; id: string }[], Row[]] = [[], []];
  const whole = changes.filter(({ before }) => before === null).map(({ stream }) => stream);
  for (const { stream, before, view } of changes) {
    const was = new Map((before === null ? [] : standingOf(before)).map((row) => [`${row.what} ${row.id}`, row]));
    for (const row of view === null ? [] : standingOf(view)) {
      const key = `${row.what} ${row.id}`;
      const old = was.get(key);
      was.delete(key);
      if (old === undefined || old.place !== row.place || !isSame(old.body, row.body)) fresh.push({ stream, ...row });
    }
    for (const { what, id } of was.values()) gone.push({ stream, what, id });
  }
  if (whole.length > 0) await sql`delete from case_standing where stream = any(${whole}::text[])`.execute(db);
  if (gone.length > 0)
    await sql`delete from case_standing where (stream, what, id) in (select * from unnest(${gone.map(({ stream }) => stream)}::text[],
      ${gone.map(({ what }) => what)}::text[], ${gone.map(({ id }) => id)}::text[]))`.execute(db);
  if (fresh.length === 0) return;
  const of = (key: 'stream' | 'what' | 'id' | 'place') => fresh.map((row) => row[key]);
  await sql`insert into case_standing (stream, what, id, place, body)
    select * from unnest(${of('stream')}::text[], ${of('what')}::text[], ${of('id')}::text[], ${of('place')}::text[],
      ${fresh.map(({ body }) => JSON.stringify(body))}::jsonb[])
    on conflict (stream, what, id) do update set place = excluded.place, body = excluded.body`.execute(db);
}

/** A fold leaves what it does not change as it was; what was read anew is compared by its text. */
function isSame(a: object, b: object): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** Cases whose rows were written by other rules, at most so many. */
export async function staleStanding(db: Kysely<JournalTables>, most: number): Promise<readonly string[]> {
  const { rows } = await sql<{ stream: string }>`select stream from journal_tail
    where view is not null and (standing < ${STANDING_VERSION} or standing > ${STANDING_VERSION}) limit ${most}`.execute(db);
  return rows.map(({ stream }) => stream);
}

/** After the rows of these cases were written whole. */
export async function markStanding(db: Kysely<JournalTables>, streams: readonly string[]): Promise<void> {
  await sql`update journal_tail set standing = ${STANDING_VERSION} where stream = any(${streams}::text[])`.execute(db);
}

/** In order of case and number. */
export async function readStanding(db: Kysely<JournalTables>, what: string, place?: string): Promise<readonly StandingRow[]> {
  const here = place === undefined ? sql`` : sql`and s.place = ${place}`;
  const { rows } = await sql<StandingRow>`select s.stream as "caseId", t.title, t.state, s.id, s.place, s.body
    from case_standing s join journal_tail t using (stream) where s.what = ${what} ${here} order by s.stream, s.id`.execute(db);
  return rows;
}
