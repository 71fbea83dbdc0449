// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get, post, remove } from '../edge/endpoint.contract.ts';
import { pageOf } from '../edge/wire.ts';
import { actorSchema } from '../journal/actor.ts';
import { callResults, outcomes, receivers, severities, stations, tlps, urgencies } from './entry/case.ts';

/** What the web sees of the journal. */
const two = z.object({ ja: z.string(), en: z.string() });

export const evidenceSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('entry'), seq: z.int() }),
  z.object({ type: z.literal('blob'), sha256: z.string(), label: z.string() }),
  z.object({ type: z.literal('link'), href: z.string(), label: z.string() }),
]);

export const statementSchema = z.object({
  id: z.string(),
  text: two,
  mark: z.enum(['proved', 'derived', 'not-checkable']),
  evidence: z.array(evidenceSchema),
});

export const stationSchema = z.object({
  station: z.enum(stations),
  state: z.enum(['waiting', 'running', 'done']),
  word: two,
  number: z.object({ value: z.number(), unit: two }).nullable(),
  deadline: z.string().nullable(),
  struck: z.string().nullable(),
  owner: z.string().nullable(),
});

export const nextActionSchema = z.object({
  id: z.string(),
  order: z.number(),
  text: two,
  why: two,
  who: two,
  by: z.string().nullable(),
  href: z.string().nullable(),
  given: z.string().nullable(),
  /** Who is on duty now or answers for the case, where it is given to nobody; null: nobody is. */
  person: z.string().nullable(),
});

/** What one station found and another can use. `by` and `reason` are empty while nobody has decided. */
export const findingSchema = z.object({
  id: z.string(),
  to: z.enum(receivers),
  kind: z.string(),
  value: z.string(),
  text: two,
  evidence: z.array(evidenceSchema),
  is: z.enum(['ready', 'taken', 'declined']),
  by: z.string(),
  reason: z.string(),
});
export type FindingWire = z.infer<typeof findingSchema>;

export const caseRowSchema = z.object({
  id: z.string(),
  seq: z.int(),
  title: z.string(),
  openedAt: z.string(),
  changedAt: z.string(),
  severity: z.enum(severities),
  urgency: z.enum(urgencies),
  tlp: z.enum(tlps),
  state: z.enum(['open', 'closed']),
  owner: z.string().nullable(),
  /** Came from another desk: read here, not worked on. */
  imported: z.object({ entries: z.int(), from: z.string(), practice: z.boolean().nullable(), by: z.string(), at: z.string() }).nullable(),
});
export type CaseRow = z.infer<typeof caseRowSchema>;

/** Something that the case still waits for; who closes it is shown the first and how many there are. */
export const unfinishedSchema = z.object({
  kind: z.enum(['clock', 'work', 'plan', 'by-hand', 'reply', 'page']),
  id: z.string(),
  text: two,
  by: z.string().nullable(),
});

/** The beginning of each list, and in `counts` how long it is; the whole lists and the parts have addresses of their own. */
export const caseSheetSchema = caseRowSchema.extend({
  outcome: z.enum(outcomes).nullable(),
  stations: z.array(stationSchema),
  judgement: z.object({ known: z.array(statementSchema), unknown: z.array(statementSchema), notCheckable: z.array(statementSchema) }),
  unfinished: z.array(unfinishedSchema),
  next: z.array(nextActionSchema),
  /** The first for each receiver, those that nobody has decided on before the others. */
  findings: z.array(findingSchema),
  /** The last call to each body outside. */
  calls: z.array(
    z.object({ whom: z.string(), result: z.enum(callResults), callBackAt: z.string().nullable(), by: z.string(), at: z.string() }),
  ),
  /** When each source begins to lose lines that matter here: the earliest first, what is safe last. */
  retentions: z.array(z.object({ source: z.string(), days: z.int(), firstAt: z.string(), lostAt: z.string(), kept: z.boolean() })),
  counts: z.object({
    known: z.int(),
    unknown: z.int(),
    notCheckable: z.int(),
    unfinished: z.int(),
    /** Of what is unfinished, legal clocks. */
    clocks: z.int(),
    next: z.int(),
    calls: z.int(),
    retentions: z.int(),
    findings: z.int(),
  }),
});
export type CaseSheet = z.infer<typeof caseSheetSchema>;

/** The three lists of what is known of a case. */
export const judgementLists = ['known', 'unknown', 'notCheckable'] as const;

/** One part's folded view; a part's screen knows its own shape through its own contract. */
export const casePartSchema = z.object({ seq: z.int(), part: z.unknown() });

/** What is next over the open cases that changed last, in the ranking of a case's own page. */
export const nextOverCasesSchema = z.object({
  items: z.array(nextActionSchema.extend({ caseId: z.string(), caseTitle: z.string() })),
});

/** What the signed-in person was asked to do, over all open cases, nearest time first. */
export const askedSchema = z.object({
  items: z.array(
    z.object({
      caseId: z.string(),
      caseTitle: z.string(),
      id: z.string(),
      text: two,
      by: z.string().nullable(),
      href: z.string().nullable(),
    }),
  ),
});

/** One card of the timeline. `body` is null where it was erased. */
export const entryWireSchema = z.object({
  stream: z.string(),
  seq: z.int(),
  kind: z.string(),
  at: z.string(),
  actor: actorSchema,
  body: z.record(z.string(), z.unknown()).nullable(),
  hash: z.string(),
});
export type EntryWire = z.infer<typeof entryWireSchema>;

/** What became of a deleted case's originals: how many went, and which stay because somebody else rests on them too. */
export const deletedSchema = z.object({ erased: z.int(), kept: z.array(z.object({ sha256: z.string(), by: z.string() })) });

/** One read of a case. Machines read as `machine:<key id>`. */
export const readTraceSchema = z.object({ at: z.string(), personId: z.string(), route: z.string() });

const reason = z.string().trim().min(1).max(2000);

/** All of one receiver. */
const findingIds = z.array(z.string().min(1).max(400)).min(1).max(500);

/** What a person may do to a case by hand; each becomes exactly one entry. */
export const caseCommandSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('retitle'), title: z.string().trim().min(1).max(500) }),
  z.object({
    do: z.literal('rate'),
    severity: z.enum(severities),
    urgency: z.enum(urgencies),
    tlp: z.enum(tlps),
    reason: z.string().max(2000),
  }),
  z.object({
    do: z.literal('note'),
    noteId: z.string().min(8).max(64),
    text: z.string().trim().min(1).max(100_000),
    happenedAt: z.string().nullable(),
    who: z.string().trim().max(200).default(''),
    /** Written on paper by somebody, typed in by whoever sends it. */
    writtenDownBy: z.string().trim().max(200).default(''),
    decision: z.boolean().default(false),
  }),
  z.object({ do: z.literal('name-owner'), personId: z.string().nullable() }),
  z.object({ do: z.literal('strike-station'), station: z.enum(stations), reason }),
  z.object({ do: z.literal('restore-station'), station: z.enum(stations), reason }),
  z.object({ do: z.literal('action-done'), actionId: z.string(), note: z.string().max(2000) }),
  z.object({ do: z.literal('action-give'), actionId: z.string(), personId: z.string(), note: z.string().trim().max(2000).default('') }),
  z.object({ do: z.literal('action-postpone'), actionId: z.string(), until: z.string(), reason }),
  z.object({ do: z.literal('action-refuse'), actionId: z.string(), reason }),
  z.object({ do: z.literal('take-findings'), ids: findingIds }),
  z.object({
    do: z.literal('log-call'),
    whom: z.string().trim().min(1).max(200),
    telephone: z.string().trim().max(60).default(''),
    result: z.enum(callResults),
    callBackAt: z.iso.datetime({ offset: true }).nullable().default(null),
    note: z.string().trim().max(2000).default(''),
  }),
  z.object({
    do: z.literal('log-retention'),
    source: z.string().trim().min(1).max(200),
    days: z.int().min(0).max(36_500),
    kept: z.boolean().default(false),
  }),
  z.object({ do: z.literal('decline-findings'), ids: findingIds, reason }),
  /** `clocks` says what becomes of legal clocks that run on; refused without it while there are any. */
  z.object({ do: z.literal('close'), outcome: z.enum(outcomes), reason, clocks: reason.optional() }),
  z.object({ do: z.literal('reopen'), reason }),
  z.object({ do: z.literal('erase-blob'), sha256: z.string(), reason }),
  z.object({ do: z.literal('erase-body'), seq: z.int().positive(), reason }),
]);
export type CaseCommand = z.infer<typeof caseCommandSchema>;
/** A command as it is sent: what has a default may be left out. */
export type CaseCommandAsk = z.input<typeof caseCommandSchema>;

/** The addresses, from which the routes are made and through which the browser asks. */
export const endpoints = {
  // ?state=&search=&cursor=
  cases: get('/api/v1/cases', pageOf(caseRowSchema)),
  asked: get('/api/v1/asked', askedSchema),
  nextOverCases: get('/api/v1/next', nextOverCasesSchema),
  // ETag: seq.
  case: get('/api/v1/cases/:caseId', caseSheetSchema),
  // The lists of the sheet in whole, ?after= so many rows. ETag: seq.
  statements: get('/api/v1/cases/:caseId/statements/:list', pageOf(statementSchema)),
  nextActions: get('/api/v1/cases/:caseId/next', pageOf(nextActionSchema)),
  unfinished: get('/api/v1/cases/:caseId/unfinished', pageOf(unfinishedSchema)),
  // For one receiver.
  caseFindings: get('/api/v1/cases/:caseId/findings/:to', pageOf(findingSchema)),
  // What one part has of the case.
  part: get('/api/v1/cases/:caseId/parts/:part', casePartSchema),
  // ?after=: in order of seq.
  entries: get('/api/v1/cases/:caseId/entries', pageOf(entryWireSchema)),
  // If-Match: seq.
  command: post('/api/v1/cases/:caseId/entries', caseSheetSchema, caseCommandSchema),
  // Opens a TLP:RED case of others, with a reason; an entry of the case.
  breakGlass: post('/api/v1/cases/:caseId/break-glass', 'none'),
  // With a reason; what other cases need is kept.
  deleteCase: remove('/api/v1/cases/:caseId', deletedSchema),
  // ?case=
  blob: get('/api/v1/blobs/:sha256', 'raw'),
  caseReads: get('/api/v1/cases/:caseId/reads', z.object({ items: z.array(readTraceSchema) })),
  // Of lists and searches.
  deskReads: get('/api/v1/desk/reads', z.object({ items: z.array(readTraceSchema) })),
  // ?after=: the desk's own chain.
  deskEntries: get('/api/v1/desk/entries', pageOf(entryWireSchema)),
} as const;
