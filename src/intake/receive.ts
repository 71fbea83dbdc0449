// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../journal/actor.ts';
import type { BlobStore } from '../journal/blob-store.port.ts';
import type { Draft } from '../case/entry.ts';
import type { Journal, Writing } from '../case/language/journal.port.ts';
import { DESK } from '../journal/stream.ts';
import type { CaseId } from '../journal/stream.ts';
import type { Clock } from '../kernel/instant.ts';
import type { Sha256 } from '../kernel/sha256.ts';
import { createGrouped } from '../kernel/grouped.ts';
import type { ArrivalRecord, IntakeStore, NewReport, ReportRecord } from './intake-store.port.ts';
import { belongsTo, joined, keysOf } from './belongs.ts';
import type { Belongs, Join } from './belongs.ts';
import { opensCase } from './mail/kind.ts';
import type { DescribeMail, Described } from './mail/describe.port.ts';
import type { ReceiveMail, RecordedReport, Source } from './receive.port.ts';
import type { OpenHouse } from './house.port.ts';
import { reportIdOf } from './report-id.ts';
import type { ReportId } from './report-id.ts';

export type ReceiveDeps = {
  readonly journal: Journal;
  readonly blobs: BlobStore;
  readonly store: IntakeStore;
  readonly describe: DescribeMail;
  readonly house: OpenHouse;
  readonly clock: Clock;
  /** The case from which we sent the mail of this Message-ID; null when it is none of ours. Absent where nothing is sent. */
  readonly sentFrom?: (messageId: string) => Promise<CaseId | null>;
  /** The case of an exercise whose mails answer this Message-ID, which only this desk can make; null: none. Absent where nothing is rehearsed. */
  readonly rehearsedIn?: (messageId: string) => Promise<CaseId | null>;
  /** Whether a mail of this Message-ID is one by which this desk tried its own settings. Absent where nothing is sent. */
  readonly ownTest?: (messageId: string) => Promise<boolean>;
};

const MOST_AT_ONCE = 64;
const MACHINE: Actor = { type: 'machine', name: 'intake' };

type Arrived = {
  readonly raw: Sha256;
  readonly bytes: number;
  readonly mail: Described;
  readonly source: Source;
  readonly belongs: Belongs;
  /** The report of which this is another copy, handed in beside it. */
  readonly copyOf: Known | null;
};

/** The way in for every channel. Resolves only when bytes, entry and register are durable; what throws left nothing half-stored. */
export function createReceive(deps: ReceiveDeps): ReceiveMail {
  const record = createGrouped<Arrived, RecordedReport>((arrived) => recordAgain(deps, arrived), MOST_AT_ONCE);
  return async (bytes, source) => {
    // The bytes go to disk while they are read.
    const describe = async (): Promise<Described> =>
      apartIfOwnTest(deps, await deps.describe(bytes, { junk: source.junk === true, ...(await deps.house()) }));
    const [raw, described] = await Promise.all([deps.blobs.put(bytes), describe()]);
    const rehearsed = await rehearsedMail(deps, described);
    const mail = rehearsed?.mail ?? described;
    const key = mail.same ?? null;
    const first = key === null ? undefined : source.together?.get(key);
    const arrived = async (): Promise<Arrived> => ({
      raw,
      bytes: bytes.length,
      mail,
      source,
      belongs: rehearsed?.belongs ?? (await belongsTo(deps, mail)),
      copyOf: first === undefined ? null : await first,
    });
    const received = arrived().then(record);
    if (key !== null && first === undefined) source.together?.set(key, received);
    return received;
  };
}

/** A test of the desk's own settings is no report of anybody: it stands apart, as what a machine sent. */
async function apartIfOwnTest(deps: ReceiveDeps, mail: Described): Promise<Described> {
  const { messageId } = mail.thread;
  if (messageId === null || (await deps.ownTest?.(messageId)) !== true) return mail;
  return { ...mail, kind: 'auto-reply', kindReasons: [`own.test: ${messageId}`.slice(0, 500), ...mail.kindReasons] };
}

/** A mail of an exercise is a report of its case, whatever it looks like, and of no other. */
async function rehearsedMail(deps: ReceiveDeps, mail: Described): Promise<{ readonly mail: Described; readonly belongs: Belongs } | null> {
  const [of] = mail.thread.refers;
  const caseId = of === undefined ? null : ((await deps.rehearsedIn?.(of)) ?? null);
  if (of === undefined || caseId === null || (await deps.journal.view(caseId)) === null) return null;
  return { mail: { ...mail, kind: 'report' }, belongs: { join: { caseId, how: 'exercise', of }, proposed: null } };
}

/** Another process may have recorded the same bytes a moment ago: then the second look finds them there. */
async function recordAgain(deps: ReceiveDeps, arrived: readonly Arrived[]): Promise<readonly RecordedReport[]> {
  try {
    return await deps.journal.write((writing) => recordAll(deps, writing, arrived));
  } catch (cause) {
    if (!isTaken(cause)) throw cause;
    return deps.journal.write((writing) => recordAll(deps, writing, arrived));
  }
}

function isTaken(cause: unknown): boolean {
  return (cause as { code?: unknown }).code === '23505';
}

async function recordAll(deps: ReceiveDeps, writing: Writing, arrived: readonly Arrived[]): Promise<readonly RecordedReport[]> {
  const there = await deps.store.byRaw(writing.tx, [...new Set(arrived.map(({ raw }) => raw))]);
  const known = new Map<Sha256, Known>(there.map((report) => [report.raw, report]));
  const of = ({ raw, copyOf }: Arrived): Known => known.get(raw) ?? (copyOf as Known);
  const fresh = firstOfEach(arrived.filter(({ raw, copyOf }) => !known.has(raw) && copyOf === null));
  const now = deps.clock.now();
  const year = Number(now.slice(0, 4));
  const reports: NewReport[] = [];
  const first = new Set(fresh);
  await writing.together(async () => {
    // Numbers before entries: every group takes its locks in this order.
    const numbered: { readonly item: Arrived; readonly reportId: ReportId }[] = [];
    for (const item of fresh) numbered.push({ item, reportId: reportIdOf(year, await writing.nextNumber(`report/${year}`)) });
    const opened = new Map<string, CaseId>();
    for (const { item, reportId } of numbered) {
      const caseId = await enter(writing, item, reportId, joined(item, opened));
      const report: NewReport = { ...registerRow(item), reportId, caseId, receivedAt: now };
      // An answer may come in the same group as what it answers.
      if (caseId !== null && item.mail.thread.messageId !== null) opened.set(item.mail.thread.messageId, caseId);
      reports.push(report);
      known.set(item.raw, report);
    }
    for (const item of arrived) if (!first.has(item)) await enterAgain(writing, item, of(item));
  });
  await deps.store.insert(
    writing.tx,
    reports,
    arrived.map((item) => arrivalOf(item, of(item), now)),
  );
  await countAgain(
    deps,
    writing,
    arrived.filter((item) => !first.has(item)).map((item) => of(item).reportId),
  );
  return arrived.map((item) => outcome(item, of(item), !first.has(item)));
}

type Known = Pick<ReportRecord, 'reportId' | 'caseId' | 'kind' | 'subject' | 'from'>;

function firstOfEach(arrived: readonly Arrived[]): readonly Arrived[] {
  const seen = new Set<Sha256>();
  return arrived.filter(({ raw }) => !seen.has(raw) && seen.add(raw));
}

/** A person's report opens a case; everything else stands in the desk's own chain until somebody raises it. */
async function enter(writing: Writing, item: Arrived, reportId: ReportId, join: Join | null): Promise<CaseId | null> {
  const { raw, bytes, mail, source } = item;
  const { kind, subject, from, kindReasons, charsetNotes } = mail;
  const received: Draft = {
    kind: 'report.received',
    body: {
      reportId,
      kind,
      channel: source.channel,
      raw,
      bytes,
      subject,
      from,
      kindReasons: [...kindReasons],
      charsetNotes: [...charsetNotes],
      mailbox: source.mailbox.slice(0, 500),
      envelopeFrom: (source.envelopeFrom ?? '').slice(0, 500),
      ...(join === null ? {} : { joins: { how: join.how, of: join.of.slice(0, 500) } }),
      ...(join === null && item.belongs.proposed !== null ? { mayBelongTo: item.belongs.proposed } : {}),
    },
  };
  const actor = source.actor ?? MACHINE;
  if (!opensCase[kind]) {
    await writing.append({ stream: DESK, actor, drafts: [received] });
    return null;
  }
  if (join !== null) {
    await writing.append({ stream: join.caseId, actor, drafts: [received] });
    return join.caseId;
  }
  const opened = await writing.openCase(actor, () => [{ kind: 'case.opened', body: { title: mail.title, reportId } }, received]);
  return opened.caseId;
}

/** A copy whose bytes differ is kept under its own hash, beside those of the report. */
async function enterAgain(writing: Writing, { raw, bytes, source, copyOf }: Arrived, known: Known): Promise<void> {
  const copy = copyOf === null ? {} : { raw, bytes };
  await writing.append({
    stream: known.caseId ?? DESK,
    actor: source.actor ?? MACHINE,
    drafts: [
      {
        kind: 'report.arrived-again',
        body: { reportId: known.reportId, channel: source.channel, mailbox: source.mailbox.slice(0, 500), ...copy },
      },
    ],
  });
}

async function countAgain(deps: ReceiveDeps, writing: Writing, reportIds: readonly ReportId[]): Promise<void> {
  for (const reportId of new Set(reportIds))
    await deps.store.arrivedAgain(writing.tx, reportId, reportIds.filter((each) => each === reportId).length);
}

function registerRow({ raw, bytes, mail, source, belongs }: Arrived): Omit<NewReport, 'reportId' | 'caseId' | 'receivedAt'> {
  const { kind, subject, from, charsetNotes, words, thread } = mail;
  const keys = keysOf(thread);
  const { join } = belongs;
  const joins = join === null ? [] : [`${join.how === 'exercise' ? 'exercise.mail' : `reply.${join.how}`}: ${join.of}`];
  const kindReasons = [...joins, ...mail.kindReasons];
  return { kind, channel: source.channel, state: 'new', raw, bytes, subject, from, kindReasons, charsetNotes, words, keys };
}

function arrivalOf({ source }: Arrived, known: Known, at: string): ArrivalRecord {
  return {
    reportId: known.reportId,
    at,
    channel: source.channel,
    mailbox: source.mailbox.slice(0, 500),
    envelopeFrom: (source.envelopeFrom ?? '').slice(0, 500),
  };
}

function outcome({ raw, mail }: Arrived, known: Known, again: boolean): RecordedReport {
  const { reportId, caseId, kind, subject, from } = known;
  return { sha256: raw, reportId, caseId, kind, subject, from, charsetNotes: mail.charsetNotes, again };
}
