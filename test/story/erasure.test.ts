// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tables } from '../../src/adapters/postgres/erasure.ts';
import { deleteCase, eraseBlob, eraseBody } from '../../src/journal/erase.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import type { Sha256 } from '../../src/kernel/sha256.ts';
import { everyWatch } from '../../src/wiring/watches.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';

const WORD = '消えるべき名前zq7';
const ACTOR = { type: 'person', id: 'p1', name: '夜勤の担当' } as const;

/** One row with the word in each register that a case may have rows in; $1 the case, $2 the word, $3 the mail's hash. */
const planted: Readonly<Record<string, string>> = {
  report: `insert into report (report_id, case_id, kind, channel, state, raw, bytes, subject, sender, received_at, kind_reasons, charset_notes)
    values ('R-' || $1, $1, 'report', 'smtp', 'new', $3, 1, $2, $2, '2026-11-21T00:00:00Z', jsonb_build_array($2::text), '[]')`,
  report_arrival: `insert into report_arrival values ('R-' || $1, '2026-11-21', 'smtp', $2, $2 || $3)`,
  report_key: `insert into report_key (key, report_id) values ($2 || $3, 'R-' || $1)`,
  report_search: `insert into report_search (raw, words) values ($3, $2 || $1)`,
  case_standing: `insert into case_standing values ($1, 'work', 'W-' || $3, null, jsonb_build_object('title', $2::text))`,
  triage_likeness: `insert into triage_likeness (report_id, case_id, pieces, least, exact) values ('R-' || $1, $1, 1, '{1}', $2 || $3)`,
  triage_census: `insert into triage_census (notice_id, person_id, name, department, has_address, note)
    values ('N-' || $1, 'p2', $2, $2, true, $2 || $3)`,
  outbox: `insert into outbox (id, purpose, about, recipient, stream, channel, content, message_id, sha256, state, urgent, by_gate, last_answer)
    values ('staff-notice/N-' || $1 || '/p2', 'staff-notice', 'N-' || $1, 'p2', $1, 'mail', jsonb_build_object('text', $2::text), $3, $3, 'deferred', false, true, $2)`,
  hunt_indicator: `insert into hunt_indicator values ($1, 'domain', $2 || $3, '2026')`,
  hunt_retro: `insert into hunt_retro values ($1, $2 || $3, '2026')`,
  hunt_found: `insert into hunt_found values ($1, 'domain', $2 || $3, 1, 1, '2026', '2026')`,
  exposure_run: `insert into exposure_run (case_id, run_id, at, root, status, header, findings, digest)
    values ($1, 'run-1', now(), $2, 'complete', jsonb_build_object('host', $2::text), 1, $3)`,
  exposure_finding: `insert into exposure_finding (case_id, rule, path_bytes, key_hash, path, severity, state, proof, first_run, last_seen_run, settled_run, data, waived_reason)
    values ($1, 'r', 'ff', $3, $2, 'high', 'open', 'kernel', 'run-1', 'run-1', 'run-1', jsonb_build_object('path', $2::text), $2)`,
  exposure_change: `insert into exposure_change (case_id, run_id, key_hash, after) values ($1, 'run-1', $2 || $3, 'open')`,
  duty_page: `insert into duty_page (page_id, case_id, policy_id, state, created_at, page)
    values ('P-' || $1, $1, 'night', 'triggered', '2026', jsonb_build_object('subject', $2::text, 'joined', '[]'::jsonb, 'x', $3::text))`,
  duty_delivery: `insert into duty_delivery (key, page_id, person, channel, generation, round, step, state, due_at, attempts, failure)
    values ($3, 'P-' || $1, 'p1', 'mail', 0, 0, 0, 'failed', '2026', 1, $2)`,
  note: `insert into note values ('n-' || $1, $1, 1, jsonb_build_object('title', $2::text, 'text', $2::text, 'x', $3::text))`,
  note_text: `insert into note_text (note_id, version, based_on, accepted, body, digest, author, saved_at)
    values ('n-' || $1, 1, 0, true, $2, $3, 'p1', '2026')`,
  note_draft: `insert into note_draft (note_id, person_id, body, at, case_id) values ('never-saved-' || $1, 'p1', $2 || $3, '2026', $1)`,
  note_upload: `insert into note_upload values ($1, $2, $3, '2026-11-21')`,
  triage_examination: `insert into triage_examination (case_id, report_id, digest, body) values ($1, 'R-' || $1, $3, $2)`,
  audience_list: `insert into audience_list values ($1, $3, $2, jsonb_build_array($2 || $3))`,
  audience_approved: `insert into audience_approved values ($1, $3, $2, jsonb_build_array($2 || $3))`,
  notice_message: `insert into notice_message (notice_id, contact_id, wave, case_id, canary, rung, address, domain, lang, customers, token, state, changed_at)
    values ($1 || '/1', 'K-1', 1, $1, true, 'role', $2, 'x', 'ja', array['C1'], $3, 'approved', '2026')`,
  notice_standing: `insert into notice_standing values ($1 || '/1', 'C1', $1, $2, $3, 'approved', '2026')`,
  notice_event: `insert into notice_event (notice_id, case_id, event, detail, by, at) values ($1 || '/1', $1, 'reply', $2, $3, '2026')`,
  notice_letter: `insert into notice_letter values ($2 || $3, $1 || '/1', $1, 'C1', 'K-1', 1, '2026', null, null)`,
  inquiry_known: `insert into inquiry_known values ($1, $3, 1, $2, jsonb_build_array($2 || $3), '2026', null)`,
  exercise_run: `insert into exercise_run values ('X-' || $3, $1, 'ended', jsonb_build_object('scenario', jsonb_build_object('title', $2::text)))`,
  inquiry: `insert into inquiry values ('Q-' || $3, $1, '2026', jsonb_build_object('asked', $2::text))`,
  task: `insert into task (key, name, data, last_failure)
    values ('k-' || $3, 'duty.page', jsonb_build_object('caseId', $1::text, 'subject', $2::text), $2)`,
};

describe('story/erasure', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await openTestDesk({ watches: everyWatch });
  });
  afterAll(() => desk.close());

  async function everyTable(): Promise<readonly string[]> {
    const { rows } = await desk.database.pool.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    return rows.map(({ name }) => name).toSorted();
  }

  /** Tables of any schema, the queue's and the sign-in's too, in whose rows the word still stands. */
  async function whereItStands(): Promise<readonly string[]> {
    const found: string[] = [];
    for (const name of await everyTable()) {
      const { rows } = await desk.database.pool.query(`select 1 from ${name} as t where position($1 in t::text) > 0 limit 1`, [WORD]);
      if (rows.length > 0) found.push(name.replace('public.', ''));
    }
    return found;
  }

  async function plant(): Promise<{ caseId: CaseId; raw: Sha256 }> {
    const raw = await desk.blobs.put(Buffer.from(`Subject: ${WORD} ${Math.random()}`));
    const { caseId } = await desk.journal.write(async (writing) => {
      const opened = await writing.openCase({ type: 'machine', name: 'intake' }, (id) => [
        { kind: 'case.opened', body: { title: WORD, reportId: `R-${id}` } },
        {
          kind: 'report.received',
          body: {
            reportId: `R-${id}`,
            kind: 'report',
            channel: 'smtp',
            raw,
            bytes: 1,
            subject: WORD,
            from: WORD,
            kindReasons: [],
            charsetNotes: [],
          },
        },
        {
          kind: 'triage.notice-released',
          body: {
            noticeId: `N-${id}`,
            reportId: `R-${id}`,
            departments: [],
            people: 1,
            withoutAddress: 0,
            digest: 'd',
            text: { ja: WORD, en: WORD },
            mail: 'ready',
            links: true,
          },
        },
      ]);
      return opened;
    });
    for (const statement of Object.values(planted)) await desk.database.pool.query(statement, [caseId, WORD, raw]);
    return { caseId, raw };
  }

  it('says of every table what becomes of it, and plants a word in every one that is erased', async () => {
    const own = (await everyTable()).filter((name) => name.startsWith('public.')).map((name) => name.slice('public.'.length));

    expect(own.toSorted()).toEqual(Object.keys(tables).toSorted());
    const erased = Object.entries(tables).flatMap(([table, fate]) => (fate === 'erased' ? [table] : []));
    expect(Object.keys(planted).toSorted()).toEqual(erased.toSorted());
  });

  it('leaves nothing of a deleted case in any table, and finds it in all of them before', async () => {
    const { caseId } = await plant();
    expect(await whereItStands()).toEqual(expect.arrayContaining([...Object.keys(planted), 'journal_entry', 'journal_tail']));

    await deleteCase(desk, caseId, ACTOR, '誤って登録した');

    expect(await whereItStands()).toEqual([]);
  });

  it('leaves nothing of erased entries and an erased mail but what other entries still say', async () => {
    const { caseId, raw } = await plant();
    // What no erased entry speaks of is not the matter here.
    for (const table of [
      'audience_list',
      'audience_approved',
      'notice_message',
      'notice_standing',
      'notice_event',
      'notice_letter',
      'inquiry_known',
      'inquiry',
      'exercise_run',
      'hunt_indicator',
      'hunt_retro',
      'hunt_found',
      'exposure_run',
      'exposure_finding',
      'exposure_change',
      'note_text',
      'note_draft',
      'note_upload',
      'note',
      'duty_delivery',
    ])
      await desk.database.pool.query(`delete from ${table}`);
    const seqNow = async () => (await desk.store.tails()).find(({ stream }) => stream === caseId)?.seq ?? 0;

    await eraseBlob(desk, caseId, ACTOR, { sha256: raw, reason: '本人の求め' }, await seqNow());
    expect(await whereItStands()).not.toContain('report_search');
    for (const seq of [1, 2, 3]) await eraseBody(desk, caseId, ACTOR, { seq, reason: '本人の求め' }, await seqNow());

    expect(await whereItStands()).toEqual([]);
  });
});
