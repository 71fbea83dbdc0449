// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { Kysely, RawBuilder } from 'kysely';

/**
 * What is erased from a case must not live on in a register. Every table of the database stands in `tables`, with what
 * happens to it; test/story/erasure.test.ts holds the list against the database and looks for planted words afterwards.
 * All of it runs in the transaction that erases the entries.
 */
export const tables = {
  report: 'erased',
  report_arrival: 'erased',
  report_search: 'erased',
  report_key: 'erased',
  triage_likeness: 'erased',
  triage_examination: 'erased',
  triage_census: 'erased',
  outbox: 'erased',
  outbox_hold: 'no case',
  hunt_indicator: 'erased',
  hunt_retro: 'erased',
  hunt_found: 'erased',
  exposure_run: 'erased',
  exposure_finding: 'erased',
  exposure_change: 'erased',
  duty_page: 'erased',
  duty_delivery: 'erased',
  note: 'erased',
  note_text: 'erased',
  note_draft: 'erased',
  note_upload: 'erased',
  task: 'erased',
  journal_entry: 'the envelope and its hash stay, the body goes',
  journal_tail: 'the number and the hash stay, the view goes',
  case_standing: 'erased',
  case_read: 'who read what stays answerable',
  journal_head: 'no case',
  counter: 'no case',
  schema_migration: 'no case',
  imap_cursor: 'no case',
  intake_ways: 'no case',
  mail_setting: 'no case',
  organisation: 'no case',
  outside_bodies: 'no case',
  people_import: 'no case',
  department_head: 'no case',
  person: 'no case',
  person_address: 'no case',
  triage_item: 'the organisation’s own assets',
  triage_heading_map: 'the organisation’s own assets',
  exposure_customer: 'the organisation’s own customers',
  audience_list: 'erased',
  audience_approved: 'erased',
  notice_message: 'erased',
  notice_standing: 'erased',
  notice_event: 'erased',
  notice_letter: 'erased',
  inquiry_version: 'what was counted when stays answerable',
  inquiry_known: 'erased',
  inquiry: 'erased',
  exercise_round: 'the organisation’s own exercises',
  exercise_seat: 'the organisation’s own exercises',
  exercise_answer: 'the organisation’s own exercises',
  exercise_vote: 'the organisation’s own exercises',
  exercise_run: 'erased',
  exercise_date: 'the organisation’s own exercises',
  customer: 'the organisation’s own customers',
  contact: 'the organisation’s own customers',
  duty_plan: 'the organisation’s own rota',
  duty_push: 'the organisation’s own rota',
  duty_warned: 'the organisation’s own rota',
  duty_feed: 'the organisation’s own rota',
  hunt_allowed: 'the organisation’s own services',
  hunt_import: 'the vault of logs has its own life',
  hunt_folder: 'the vault of logs has its own life',
  hunt_seen: 'the vault of logs has its own life',
  hunt_rule_file: 'the organisation’s own rules',
  containment_service: 'the organisation’s own services',
  containment_traffic: 'the organisation’s own traffic',
  containment_setting: 'the organisation’s own traffic',
} as const satisfies Readonly<Record<string, string>>;

type Statement = RawBuilder<unknown>;

async function run<Tables>(db: Kysely<Tables>, statements: readonly Statement[]): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}

/** Before the case's bodies go: the census is found by them. */
export async function eraseRegistersOfCase<Tables>(db: Kysely<Tables>, caseId: string): Promise<void> {
  await run(db, [
    sql`delete from triage_census where notice_id in (${noticesOf(caseId)})`,
    // What is being handed over this moment is in the server's hands already; its row goes with the others.
    sql`delete from outbox where stream = ${caseId}`,
    sql`delete from case_standing where stream = ${caseId}`,
    sql`delete from triage_likeness where case_id = ${caseId}`,
    sql`delete from triage_examination where case_id = ${caseId}`,
    sql`delete from report_search where raw in (select raw from report where case_id = ${caseId})`,
    sql`delete from report where case_id = ${caseId}`,
    sql`delete from hunt_indicator where case_id = ${caseId}`,
    sql`delete from hunt_retro where case_id = ${caseId}`,
    sql`delete from hunt_found where case_id = ${caseId}`,
    sql`delete from exposure_change where case_id = ${caseId}`,
    sql`delete from exposure_finding where case_id = ${caseId}`,
    sql`delete from exposure_run where case_id = ${caseId}`,
    sql`delete from audience_list where case_id = ${caseId}`,
    sql`delete from audience_approved where case_id = ${caseId}`,
    ...withoutNotice(caseId),
    sql`delete from inquiry_known where case_id = ${caseId}`,
    sql`delete from inquiry where case_id = ${caseId}`,
    sql`delete from exercise_run where case_id = ${caseId}`,
    sql`delete from note_draft where case_id = ${caseId} or note_id in (select note_id from note where case_id = ${caseId})`,
    sql`delete from note_text where note_id in (select note_id from note where case_id = ${caseId})`,
    sql`delete from note where case_id = ${caseId}`,
    sql`delete from note_upload where case_id = ${caseId}`,
    // A page that other cases joined goes on for them, without this case's words.
    sql`delete from duty_page where case_id = ${caseId} and coalesce(jsonb_array_length(page -> 'joined'), 0) = 0`,
    withoutSubject(caseId),
    sql`update task set data = jsonb_build_object('caseId', ${caseId}::text), done_at = coalesce(done_at, now()), last_failure = null
      where data ->> 'caseId' = ${caseId} and name <> 'journal.erase-blob'`,
    sql`update pgboss.job set output = null where data ->> 'key' in (select key from task where data ->> 'caseId' = ${caseId})`,
  ]);
}

/** What stands in a register because of the body that is about to be erased. */
export async function eraseRegistersOfBody<Tables>(db: Kysely<Tables>, caseId: string, kind: string, body: unknown): Promise<void> {
  const said = (typeof body === 'object' && body !== null ? body : {}) as Readonly<Record<string, unknown>>;
  const text = (name: string): string => (typeof said[name] === 'string' ? said[name] : '');
  const byKind: Readonly<Record<string, readonly Statement[]>> = {
    'report.received': [...withoutMail(text('raw')), ...wordsOfCase(caseId)],
    'case.opened': wordsOfCase(caseId),
    'case.retitled': wordsOfCase(caseId),
    'page.triggered': wordsOfCase(caseId),
    'page.joined': wordsOfCase(caseId),
    'triage.notice-sent': [
      sql`delete from triage_census where notice_id = ${text('noticeId')}`,
      sql`update task set data = data - 'ja' - 'en', done_at = coalesce(done_at, now()) where data ->> 'noticeId' = ${text('noticeId')}`,
    ],
    'triage.notice-released': [
      sql`delete from triage_census where notice_id = ${text('noticeId')}`,
      sql`delete from outbox where purpose in ('staff-notice', 'staff-reminder') and about = ${text('noticeId')}`,
    ],
    'triage.notice-reminded': [sql`delete from outbox where purpose = 'staff-reminder' and about = ${text('noticeId')}`],
    'triage.reply-held': [sql`delete from outbox where purpose = 'reply' and about = ${text('replyId')}`],
    'triage.examined': [
      sql`delete from triage_examination where case_id = ${caseId} and report_id = ${text('reportId')} and digest = ${text('examination')}`,
    ],
    'triage.staff-answered': [
      sql`update triage_census set note = '', answer = null, answered_at = null
        where notice_id = ${text('noticeId')} and person_id = ${text('personId')}`,
    ],
    // Which indicator came with which entry is not kept: all that the case looks for go.
    'hunt.indicators-added': [
      sql`delete from hunt_indicator where case_id = ${caseId}`,
      sql`delete from hunt_retro where case_id = ${caseId}`,
      sql`delete from hunt_found where case_id = ${caseId}`,
    ],
    'exposure.run-recorded': [
      sql`update exposure_run set root = '', only_tenant = null, header = '{}' where case_id = ${caseId} and run_id = ${text('runId')}`,
    ],
    'exposure.finding-waived': [
      sql`update exposure_finding set waived_reason = null where case_id = ${caseId} and path_bytes = ${text('pathBytes')}`,
    ],
    'audience.listed': [sql`delete from audience_list where case_id = ${caseId}`],
    'audience.approved': [sql`delete from audience_approved where case_id = ${caseId}`],
    'notice.approved': withoutNotice(caseId),
    'notice.replied': [sql`update notice_event set detail = '' where case_id = ${caseId} and event in ('reply', 'answer')`],
    'inquiry.audience-seen': [sql`delete from inquiry_known where case_id = ${caseId}`],
    'exercise.inject-sent': [withoutInject(caseId, text('injectId'))],
    'inquiry.answered': [sql`delete from inquiry where inquiry_id = ${text('inquiryId')}`],
    'note.saved': noteWithoutWords(text('noteId')),
    'note.save-refused': noteWithoutWords(text('noteId')),
  };
  await run(db, byKind[kind] ?? []);
}

function withoutNotice(caseId: string): readonly Statement[] {
  return [
    sql`delete from notice_event where case_id = ${caseId}`,
    sql`delete from notice_letter where case_id = ${caseId}`,
    sql`delete from notice_standing where case_id = ${caseId}`,
    sql`delete from notice_message where case_id = ${caseId}`,
  ];
}

/** A refused text and a draft may say the same as the saved one: all of the note's go. */
function noteWithoutWords(noteId: string): readonly Statement[] {
  return [
    sql`update note_text set body = '', title = '', attachments = '[]' where note_id = ${noteId}`,
    sql`delete from note_draft where note_id = ${noteId}`,
    sql`update note set note = note || '{"title":"","text":""}' where note_id = ${noteId}`,
  ];
}

/** What was read out of a mail whose bytes go. */
export async function eraseRegistersOfBlob<Tables>(db: Kysely<Tables>, raw: string): Promise<void> {
  await run(db, withoutMail(raw));
}

/** The rows stay, empty: the report's number stays taken, and the same bytes coming again do not bring the words back. */
function withoutMail(raw: string): readonly Statement[] {
  return [
    sql`update report set subject = '', sender = '', kind_reasons = '[]', charset_notes = '[]' where raw = ${raw}`,
    sql`update report_search set words = '', pairs = '{}' where raw = ${raw}`,
    sql`update report_arrival set mailbox = '', envelope_from = '' where report_id in (select report_id from report where raw = ${raw})`,
    sql`delete from report_key where report_id in (select report_id from report where raw = ${raw})`,
    sql`delete from triage_likeness where report_id in (select report_id from report where raw = ${raw})`,
    sql`delete from triage_examination where report_id in (select report_id from report where raw = ${raw})`,
  ];
}

/** The title, as pages and tasks repeat it. */
function wordsOfCase(caseId: string): readonly Statement[] {
  return [
    withoutSubject(caseId),
    sql`update task set data = data || jsonb_build_object('subject', ${caseId}::text), last_failure = null
      where data ->> 'caseId' = ${caseId} and data ? 'subject'`,
  ];
}

/** The run goes on without the words of this inject. */
function withoutInject(caseId: string, injectId: string): Statement {
  return sql`update exercise_run set run = jsonb_set(run, '{scenario,injects}', (
      select jsonb_agg(case when one ->> 'id' = ${injectId} then one || '{"subject":"-","body":"-","from":""}' else one end)
      from jsonb_array_elements(run -> 'scenario' -> 'injects') one))
    where case_id = ${caseId} and run -> 'scenario' -> 'injects' is not null`;
}

function withoutSubject(caseId: string): Statement {
  return sql`update duty_page set page = page || jsonb_build_object('subject', ${caseId}::text) where case_id = ${caseId}`;
}

function noticesOf(caseId: string): Statement {
  return sql`select body::jsonb -> 'body' ->> 'noticeId' from journal_entry
    where stream = ${caseId} and kind in ('triage.notice-sent', 'triage.notice-released') and body is not null`;
}
