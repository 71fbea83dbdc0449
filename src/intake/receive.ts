// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../journal/actor.ts';
import type { BlobStore } from '../journal/blob-store.port.ts';
import type { Draft } from '../journal/entry.ts';
import type { Journal, Writing } from '../journal/journal.port.ts';
import { DESK } from '../journal/stream.ts';
import type { CaseId } from '../journal/stream.ts';
import type { Clock } from '../kernel/instant.ts';
import type { Sha256 } from '../kernel/sha256.ts';
import { createGrouped } from './group.ts';
import type { ArrivalRecord, IntakeStore, NewReport, ReportRecord } from './intake-store.port.ts';
import { opensCase, recogniseKind } from './kind.ts';
import type { ReadMail } from './mail.port.ts';
import { describeMail } from './describe.ts';
import type { Described } from './describe.ts';
import type { ReceiveMail, Received, Source } from './receive.port.ts';
import { reportIdOf } from './report-id.ts';
import type { ReportId } from './report-id.ts';

export type ReceiveDeps = {
  readonly journal: Journal;
  readonly blobs: BlobStore;
  readonly store: IntakeStore;
  readonly readMail: ReadMail;
  readonly clock: Clock;
  /** Mail domains of this house: a list of our own is a way in, not a list. */
  readonly ownDomains: readonly string[];
};

const MOST_AT_ONCE = 64;
const MACHINE: Actor = { type: 'machine', name: 'intake' };

type Arrived = { readonly raw: Sha256; readonly bytes: number; readonly mail: Described; readonly source: Source };

/** The way in for every channel. Resolves only when bytes, entry and register are durable; what throws left nothing half-stored. */
export function createReceive(deps: ReceiveDeps): ReceiveMail {
  const record = createGrouped<Arrived, Received>((arrived) => recordAgain(deps, arrived), MOST_AT_ONCE);
  return async (bytes, source) => {
    // The bytes go to disk while they are read.
    const [raw, mail] = await Promise.all([deps.blobs.put(bytes), read(deps, bytes, source)]);
    return record({ raw, bytes: bytes.length, mail, source });
  };
}

/** Not a word of it is waited for: a promise, so that a mail that breaks the reader and a full disk are told in one way. */
async function read(deps: ReceiveDeps, bytes: Uint8Array, source: Source): Promise<Described> {
  const parsed = deps.readMail(bytes);
  const recognised = recogniseKind(parsed, { junk: source.junk === true, ownDomains: deps.ownDomains });
  return describeMail(parsed, recognised);
}

/** Another process may have recorded the same bytes a moment ago: then the second look finds them there. */
async function recordAgain(deps: ReceiveDeps, arrived: readonly Arrived[]): Promise<readonly Received[]> {
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

async function recordAll(deps: ReceiveDeps, writing: Writing, arrived: readonly Arrived[]): Promise<readonly Received[]> {
  const there = await deps.store.byRaw(writing.tx, [...new Set(arrived.map(({ raw }) => raw))]);
  const known = new Map<Sha256, Known>(there.map((report) => [report.raw, report]));
  const fresh = firstOfEach(arrived.filter(({ raw }) => !known.has(raw)));
  const now = deps.clock.now();
  const year = Number(now.slice(0, 4));
  const reports: NewReport[] = [];
  const first = new Set(fresh);
  await writing.together(async () => {
    // Numbers before entries: every group takes its locks in this order.
    const numbered: { readonly item: Arrived; readonly reportId: ReportId }[] = [];
    for (const item of fresh) numbered.push({ item, reportId: reportIdOf(year, await writing.nextNumber(`report/${year}`)) });
    for (const { item, reportId } of numbered) {
      const report: NewReport = { ...registerRow(item), reportId, caseId: await enter(writing, item, reportId), receivedAt: now };
      reports.push(report);
      known.set(item.raw, report);
    }
    for (const item of arrived) if (!first.has(item)) await enterAgain(writing, item, known.get(item.raw) as Known);
  });
  await deps.store.insert(
    writing.tx,
    reports,
    arrived.map((item) => arrivalOf(item, known.get(item.raw) as Known, now)),
  );
  await countAgain(
    deps,
    writing,
    arrived.filter((item) => !first.has(item)).map((item) => (known.get(item.raw) as Known).reportId),
  );
  return arrived.map((item) => outcome(item, known.get(item.raw) as Known, !first.has(item)));
}

type Known = Pick<ReportRecord, 'reportId' | 'caseId' | 'kind' | 'subject' | 'from'>;

function firstOfEach(arrived: readonly Arrived[]): readonly Arrived[] {
  const seen = new Set<Sha256>();
  return arrived.filter(({ raw }) => !seen.has(raw) && seen.add(raw));
}

/** A person's report opens a case; everything else stands in the desk's own chain until somebody raises it. */
async function enter(writing: Writing, item: Arrived, reportId: ReportId): Promise<CaseId | null> {
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
    },
  };
  const actor = source.actor ?? MACHINE;
  if (!opensCase[kind]) {
    await writing.append({ stream: DESK, actor, drafts: [received] });
    return null;
  }
  const opened = await writing.openCase(actor, () => [{ kind: 'case.opened', body: { title: mail.title, reportId } }, received]);
  return opened.caseId;
}

async function enterAgain(writing: Writing, { source }: Arrived, known: Known): Promise<void> {
  await writing.append({
    stream: known.caseId ?? DESK,
    actor: source.actor ?? MACHINE,
    drafts: [
      { kind: 'report.arrived-again', body: { reportId: known.reportId, channel: source.channel, mailbox: source.mailbox.slice(0, 500) } },
    ],
  });
}

async function countAgain(deps: ReceiveDeps, writing: Writing, reportIds: readonly ReportId[]): Promise<void> {
  for (const reportId of new Set(reportIds))
    await deps.store.arrivedAgain(writing.tx, reportId, reportIds.filter((each) => each === reportId).length);
}

function registerRow({ raw, bytes, mail, source }: Arrived): Omit<NewReport, 'reportId' | 'caseId' | 'receivedAt'> {
  const { kind, subject, from, kindReasons, charsetNotes, words } = mail;
  return { kind, channel: source.channel, state: 'new', raw, bytes, subject, from, kindReasons, charsetNotes, words };
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

function outcome({ raw, mail }: Arrived, known: Known, again: boolean): Received {
  const { reportId, caseId, kind, subject, from } = known;
  return { sha256: raw, reportId, caseId, kind, subject, from, charsetNotes: mail.charsetNotes, again };
}
