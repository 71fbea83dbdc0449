// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { ExpressionBuilder, Generated, Kysely, RawBuilder } from 'kysely';
import type { ArrivalRecord, ImapCursorStore, IntakeStore, NewReport, ReportFilter, ReportRecord } from '../../intake/intake-store.port.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Tx } from '../../journal/store.port.ts';
import type { Database } from './database.ts';

type ReportRow = {
  ordinal: Generated<number>;
  report_id: string;
  case_id: string | null;
  kind: string;
  channel: string;
  state: string;
  raw: string;
  bytes: number;
  subject: string;
  sender: string;
  received_at: string;
  arrivals: Generated<number>;
  kind_reasons: unknown;
  charset_notes: unknown;
};
export type IntakeTables = {
  report: ReportRow;
  report_search: { raw: string; words: string; indexed: Generated<boolean> };
  report_arrival: { report_id: string; at: string; channel: string; mailbox: string; envelope_from: string };
  imap_cursor: { account: string; folder: string; uid_validity: string; uid: number };
};

const COLUMNS = [
  'ordinal',
  'report_id',
  'case_id',
  'kind',
  'channel',
  'state',
  'raw',
  'bytes',
  'subject',
  'sender',
  'received_at',
  'arrivals',
  'kind_reasons',
  'charset_notes',
] as const;

/** Reports and their arrivals in PostgreSQL, with the index over their words. */
export function createIntakeStore(database: Database): IntakeStore {
  const on = (tx?: Tx) => database.on<IntakeTables>(tx);
  return {
    async byRaw(tx, raws) {
      const rows = await on(tx)
        .selectFrom('report')
        .select(COLUMNS)
        .where('raw', '=', sql<string>`any(${[...raws]}::text[])`)
        .execute();
      return rows.map((row) => recordOf(row));
    },
    insert: (tx, reports, arrivals) => insertBoth(on(tx), reports, arrivals),
    async arrivedAgain(tx, reportId, times) {
      await on(tx)
        .updateTable('report')
        .set({ arrivals: sql<number>`arrivals + ${times}` })
        .where('report_id', '=', reportId)
        .execute();
    },
    async setState(tx, reportId, state) {
      await on(tx).updateTable('report').set({ state }).where('report_id', '=', reportId).execute();
    },
    async setCase(tx, reportId, caseId, kind) {
      await on(tx).updateTable('report').set({ case_id: caseId, kind }).where('report_id', '=', reportId).execute();
    },
    async casesByKey(keys) {
      if (keys.length === 0) return new Map();
      const { rows } = await sql<{ key: string; case_id: string }>`select distinct on (k.key) k.key, r.case_id from report_key k
        join report r using (report_id) where k.key = any(${[...keys]}::text[]) and r.case_id is not null
        order by k.key, r.ordinal desc`.execute(on());
      return new Map(rows.map((row) => [row.key, row.case_id as CaseId]));
    },
    async lock(tx, reportId) {
      const row = await on(tx).selectFrom('report').select(COLUMNS).where('report_id', '=', reportId).forUpdate().executeTakeFirst();
      return row === undefined ? null : recordOf(row);
    },
    async find(reportId) {
      const row = await on().selectFrom('report').select(COLUMNS).where('report_id', '=', reportId).executeTakeFirst();
      return row === undefined ? null : recordOf(row);
    },
    async list(filter) {
      const { search = '', before, limit } = filter;
      let rows = on().selectFrom('report').select(COLUMNS).where(asked(filter)).orderBy('ordinal', 'desc').limit(limit);
      if (before !== undefined) rows = rows.where('ordinal', '<', before);
      if (search.trim() !== '') rows = rows.where('ordinal', 'in', newestFound(filter));
      return (await rows.execute()).map((row) => recordOf(row));
    },
    async countByKind(filter) {
      const rows = await on()
        .selectFrom('report')
        .select((eb) => ['kind', eb.fn.countAll<number>().as('count')])
        .where(asked(filter))
        .where((eb) => (filter.search?.trim() ? eb('ordinal', 'in', everyFound(filter.search)) : eb.lit(true)))
        .groupBy('kind')
        .execute();
      return rows.map(({ kind, count }) => ({ kind: kind as ReportRecord['kind'], count }));
    },
    async indexWords(most) {
      const done = await sql`update report_search set indexed = true, pairs = matoi_pairs(words)
        where raw in (select raw from report_search where not indexed limit ${most} for update skip locked)`.execute(on());
      return Number(done.numAffectedRows ?? 0);
    },
    async arrivalsOf(reportId, limit) {
      const rows = await on()
        .selectFrom('report_arrival')
        .selectAll()
        .where('report_id', '=', reportId)
        .orderBy('at')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        reportId: row.report_id as ArrivalRecord['reportId'],
        at: row.at,
        channel: row.channel as ArrivalRecord['channel'],
        mailbox: row.mailbox,
        envelopeFrom: row.envelope_from,
      }));
    },
  };
}

/** One statement whatever their number: arrays, not a parameter for each value. */
async function insertBoth(db: Kysely<IntakeTables>, reports: readonly NewReport[], arrivals: readonly ArrivalRecord[]): Promise<void> {
  const of = <K extends keyof NewReport>(key: K) => reports.map((row) => row[key]);
  const at = <K extends keyof ArrivalRecord>(key: K) => arrivals.map((row) => row[key]);
  const keys = reports.flatMap(({ reportId, keys: own }) => [...new Set(own)].map((key) => ({ key, reportId })));
  const json = (lists: readonly (readonly string[])[]) => lists.map((list) => JSON.stringify(list));
  await sql`with fresh as (
      insert into report (report_id, case_id, kind, channel, state, raw, bytes, subject, sender, received_at, kind_reasons, charset_notes)
      select * from unnest(${of('reportId')}::text[], ${of('caseId')}::text[], ${of('kind')}::text[], ${of('channel')}::text[],
        ${of('state')}::text[], ${of('raw')}::text[], ${of('bytes')}::bigint[], ${of('subject')}::text[], ${of('from')}::text[],
        ${of('receivedAt')}::text[], ${json(of('kindReasons'))}::jsonb[], ${json(of('charsetNotes'))}::jsonb[])
    ), search as (
      insert into report_search (raw, words) select * from unnest(${of('raw')}::text[], ${of('words')}::text[])
    ), keys as (
      insert into report_key (key, report_id) select * from unnest(${keys.map((one) => one.key)}::text[], ${keys.map((one) => one.reportId)}::text[])
    )
    insert into report_arrival (report_id, at, channel, mailbox, envelope_from)
    select * from unnest(${at('reportId')}::text[], ${at('at')}::text[], ${at('channel')}::text[], ${at('mailbox')}::text[],
      ${at('envelopeFrom')}::text[])`.execute(db);
}

/** The words of the partial index `report_apart_speaks`. */
const SPEAKING = sql<boolean>`case_id is null and kind_reasons::text like '%.speaks-of-a-weakness%'`;

type Asked = Omit<ReportFilter, 'before' | 'limit'>;

/** All that is asked but the words. */
function asked({ state, kind, standing, speaks }: Asked) {
  return (eb: ExpressionBuilder<IntakeTables, 'report'>) =>
    eb.and([
      ...(state === undefined ? [] : [eb('state', '=', state)]),
      ...(kind === undefined ? [] : [eb('kind', '=', kind)]),
      ...(standing === undefined ? [] : [eb('case_id', standing === 'case' ? 'is not' : 'is', null)]),
      ...(speaks === true ? [SPEAKING] : []),
    ]);
}

/**
 * Where words are looked for: the indexed ones by the index, the few that wait for it one by one. Two characters have no
 * trigram; where one is not ASCII their pair is the index's own word. Numbers of reports and cases are looked through where
 * it could be one.
 */
function placesOf(search: string): readonly RawBuilder<unknown>[] {
  const needle = `%${search.replaceAll(/[\\%_]/g, (char) => `\\${char}`)}%`;
  const pair = [...search].length === 2 && /[^\p{ASCII}]/u.test(search) && !/\s/.test(search);
  const words = (where: RawBuilder<unknown>) => sql`report r join report_search s using (raw) where ${where}`;
  return [
    words(pair ? sql`s.indexed and s.pairs @> array[lower(${search})]` : sql`s.indexed and s.words ilike ${needle}`),
    words(sql`not s.indexed and s.words ilike ${needle}`),
    ...(/^[\drc-]+$/i.test(search) ? [sql`report r where (r.report_id ilike ${needle} or r.case_id ilike ${needle})`] : []),
  ];
}

const everyFound = (search: string) =>
  sql<number>`(${sql.join(
    placesOf(search.trim()).map((place) => sql`select r.ordinal from ${place}`),
    sql` union `,
  )})`;

/**
 * The newest of each place, as many as are asked for: a frequent word is met among the newest reports and need not be looked
 * up in the index, which holds a row for each time. Which of both is quicker the server knows by its figures.
 */
function newestFound({ search = '', before, limit, ...filter }: ReportFilter) {
  const { state, kind, standing, speaks } = filter;
  const conditions = [
    ...(before === undefined ? [] : [sql`r.ordinal < ${before}`]),
    ...(state === undefined ? [] : [sql`r.state = ${state}`]),
    ...(kind === undefined ? [] : [sql`r.kind = ${kind}`]),
    ...(standing === undefined ? [] : [standing === 'case' ? sql`r.case_id is not null` : sql`r.case_id is null`]),
    ...(speaks === true ? [SPEAKING] : []),
  ];
  return sql<number>`(${sql.join(
    placesOf(search.trim()).map(
      (place) => sql`(select r.ordinal from ${sql.join([place, ...conditions], sql` and `)} order by r.ordinal desc limit ${limit})`,
    ),
    sql` union `,
  )})`;
}

function recordOf(
  row: Pick<{ [K in keyof ReportRow]: ReportRow[K] extends Generated<infer T> ? T : ReportRow[K] }, (typeof COLUMNS)[number]>,
): ReportRecord {
  return {
    ordinal: row.ordinal,
    reportId: row.report_id as ReportRecord['reportId'],
    caseId: row.case_id as ReportRecord['caseId'],
    kind: row.kind as ReportRecord['kind'],
    channel: row.channel as ReportRecord['channel'],
    state: row.state as ReportRecord['state'],
    raw: row.raw as ReportRecord['raw'],
    bytes: row.bytes,
    subject: row.subject,
    from: row.sender,
    receivedAt: row.received_at,
    arrivals: row.arrivals,
    kindReasons: row.kind_reasons as readonly string[],
    charsetNotes: row.charset_notes as readonly string[],
  };
}

/** How far a mailbox has been read: UIDVALIDITY and the last UID of each folder (RFC 3501, 2.3.1.1). */
export function createImapCursorStore(database: Database): ImapCursorStore {
  const on = () => database.on<IntakeTables>();
  return {
    async read(account, folder) {
      const row = await on()
        .selectFrom('imap_cursor')
        .select(['uid_validity', 'uid'])
        .where('account', '=', account)
        .where('folder', '=', folder)
        .executeTakeFirst();
      return row === undefined ? null : { uidValidity: row.uid_validity, uid: row.uid };
    },
    async save(account, folder, uidValidity, uid) {
      await on()
        .insertInto('imap_cursor')
        .values({ account, folder, uid_validity: uidValidity, uid })
        .onConflict((conflict) => conflict.columns(['account', 'folder']).doUpdateSet({ uid_validity: uidValidity, uid }))
        .execute();
    },
  };
}
