// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get, post, put, remove } from '../edge/endpoint.contract.ts';
import { pageUrgencies, toldWays } from '../case/entry/duty.ts';
import { channels, externalSchema, planSchema } from './rota/plan.ts';

/**
 * What the web sees of duty.
 * Where no rota has been set, now, calendar, lint and call-list answer { is: 'no-rota-yet', hint }: a state, not a fault.
 */
const two = z.object({ ja: z.string(), en: z.string() });
const person = z.object({
  id: z.string(),
  name: z.string(),
  telephone: z.string(),
  channels: z.array(z.enum(channels)),
  lang: z.enum(['ja', 'en']),
});
const dayKind = z.enum(['working', 'weekend', 'holiday']);

export const whoSchema = z.object({
  at: z.string(),
  zone: z.string(),
  day: z.object({ date: z.string(), kind: dayKind, name: two.nullable(), provisional: z.boolean() }),
  rosters: z.array(
    z.object({
      roster: z.string(),
      name: two,
      required: z.boolean(),
      person: person.nullable(),
      layer: z.string().nullable(),
      because: z.string(),
      until: z.string().nullable(),
      next: person.nullable(),
    }),
  ),
  externals: z.array(
    externalSchema
      .pick({ id: true, kind: true, telephone: true, mail: true, languages: true, note: true })
      .extend({ name: two, openNow: z.boolean() }),
  ),
});
export type Who = z.infer<typeof whoSchema>;

/** The next duties of whoever asks, soonest first; changes of layer are one duty. */
export const ownShift = z.object({ roster: z.string(), name: two, from: z.string(), to: z.string() });
export const nowSchema = whoSchema.extend({ mine: z.array(ownShift) });
export type OwnShift = z.infer<typeof ownShift>;

/** No rota has been set: what to do about it. */
export const noRotaSchema = z.object({ is: z.literal('no-rota-yet'), hint: two });

/** An answer about the rota, or that none has been set. */
export function orNoRota<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>) {
  return z.discriminatedUnion('is', [schema.extend({ is: z.literal('rota') }), noRotaSchema]);
}

export const changeSchema = z.object({
  roster: z.string(),
  from: z.string(),
  to: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});

export const lintSchema = z.object({
  from: z.string(),
  days: z.int(),
  zone: z.string(),
  sound: z.boolean(),
  gaps: z.array(z.object({ roster: z.string(), from: z.string(), to: z.string(), hours: z.number() })).readonly(),
  findings: z.array(z.object({ code: z.string(), at: z.string().nullable(), text: two, about: z.string().optional() })).readonly(),
  notes: z.array(two).readonly(),
  longWeekends: z
    .array(
      z.object({
        from: z.string(),
        to: z.string(),
        days: z.int(),
        names: z.array(two).readonly(),
        duty: z.array(z.object({ roster: z.string(), persons: z.array(z.string().nullable()).readonly() })).readonly(),
      }),
    )
    .readonly(),
  provisional: z.array(z.object({ day: z.string(), name: two })).readonly(),
  tally: z
    .array(z.object({ roster: z.string(), person: z.string(), working: z.int(), weekend: z.int(), holiday: z.int(), hours: z.number() }))
    .readonly(),
});
export type LintWire = z.infer<typeof lintSchema>;

/** Either faults that must be mended first, or what the plan would mean. */
export const checkSchema = z.discriminatedUnion('is', [
  z.object({ is: z.literal('faulty'), faults: two }),
  z.object({ is: z.literal('readable'), lint: lintSchema, changes: z.array(changeSchema).readonly() }),
]);
export type PlanCheck = z.infer<typeof checkSchema>;

export const storedPlanSchema = z.object({ version: z.int(), plan: planSchema.nullable(), at: z.string(), by: z.string() });
export type { DutyPlan } from './rota/plan.ts';

export const calendarSchema = z.object({
  zone: z.string(),
  from: z.string(),
  days: z.array(z.object({ day: z.string(), kind: dayKind, name: two.nullable(), provisional: z.boolean() })),
  people: z.record(z.string(), z.string()),
  rosters: z.array(
    z.object({
      roster: z.string(),
      name: two,
      segments: z.array(
        z.object({ from: z.string(), to: z.string(), person: z.string().nullable(), layer: z.string().nullable(), because: z.string() }),
      ),
    }),
  ),
});
export type DutyCalendar = z.infer<typeof calendarSchema>;

export const pageWireSchema = z.object({
  pageId: z.string(),
  caseId: z.string().nullable(),
  policy: z.string(),
  subject: z.string(),
  urgency: z.enum(pageUrgencies),
  state: z.enum(['triggered', 'acknowledged', 'exhausted', 'resolved']),
  alarms: z.int(),
  acksNeeded: z.int(),
  acks: z.array(z.object({ person: z.string(), at: z.string() })),
  createdAt: z.string(),
  nextAt: z.string().nullable(),
  deliveries: z.array(
    z.object({
      key: z.string(),
      person: z.string(),
      channel: z.string(),
      state: z.string(),
      dueAt: z.string(),
      sentAt: z.string().nullable(),
      attempts: z.int(),
      failure: z.string().nullable(),
    }),
  ),
});
export type PageWire = z.infer<typeof pageWireSchema>;

/** Two duties of one roster, each named by an instant that lies in it; the preview is the same without `apply`. */
export const swapOrder = z.object({
  roster: z.string().max(60),
  first: z.string().max(60),
  second: z.string().max(60),
  reason: z.string().trim().max(500).default(''),
  apply: z.boolean().default(false),
  confirmed: z.boolean().default(false),
  /** Both are told by mail, released by who swaps. */
  tell: z.boolean().default(false),
});
const beforeAfter = z.object({ before: z.number(), after: z.number() });
/** Who stands when, what each of the two carries, what the check of the rota says for the first time; `told`: moves that people were told otherwise. */
export const swapSchema = z.object({
  moves: z.array(changeSchema),
  carries: z.array(z.object({ person: z.string(), hours: beforeAfter, longest: beforeAfter, doubled: z.array(z.string()) })),
  found: z.array(two),
  told: z.int(),
  people: z.record(z.string(), z.string()),
  version: z.int(),
  stored: z.boolean(),
});
export type SwapLooked = z.infer<typeof swapSchema>;

const saidOf = z.object({ uid: z.string(), why: two });
/** What a calendar changed: absences added, absences that stand no longer, what is no absence, what could not be read. */
export const absencesTakenSchema = z.object({
  added: z.int(),
  removed: z.int(),
  version: z.int(),
  notAbsent: z.array(saidOf),
  unread: z.array(saidOf),
});

/** What a shift table says: duties read, what could not be read (line 0: between lines), whose duties change. */
export const tableTakenSchema = z.object({
  duties: z.int(),
  unread: z.array(z.object({ line: z.int(), cell: z.string(), why: two })),
  changes: z.array(changeSchema),
  version: z.int(),
  stored: z.boolean(),
});

/** `closed`: why no notification would reach a browser although it is subscribed; null: nothing is in the way. */
export const pushKeySchema = z.object({ publicKey: z.string(), closed: two.nullable() });

/** What became of an answer, and when the page calls again unless somebody says “still on it” or ends it; null: it does not. */
export const ackSchema = z.object({ is: z.string(), pagedAgainAt: z.string().nullable() });

export const callRowSchema = z.object({
  pageId: z.string(),
  caseId: z.string().nullable(),
  subject: z.string(),
  person: z.string(),
  name: z.string(),
  telephone: z.string(),
  external: z.boolean(),
  openNow: z.boolean(),
  /** In an exercise: `away`, nobody answers this number in it; `played`, the exercise control plays who stands here. The number is then left out. */
  exercise: z.enum(['away', 'played']).nullable(),
  /** The caller asks for it: it proves that the call reached a person who has the page in front of them. Not shown here. */
  codeKnownBy: z.enum(['page', 'nobody']),
});
export type CallRow = z.infer<typeof callRowSchema>;

export const newPageSchema = z.object({
  caseId: z.string().nullable().default(null),
  policy: z.string().max(60).nullable().default(null),
  subject: z.string().trim().min(1).max(500),
  urgency: z.enum(pageUrgencies).default('now'),
});

/** Whom a page of the case would call now: the policy for its kinds and who has the duty of its first step. */
export const whomSchema = z.object({
  kind: z.string().nullable(),
  policy: z.object({ id: z.string(), name: two }).nullable(),
  /** `away`: cannot be reached in the exercise that the case is. */
  people: z.array(z.object({ id: z.string(), name: z.string(), ways: z.array(z.enum(channels)), away: z.boolean() })),
});
export type Whom = z.infer<typeof whomSchema>;

/** How the case stands upwards: the text, whom it would go to by which ways, and how long each level is waited for. */
export const reportUpSchema = z.object({
  /** Three sentences, one a line, as the case stands now. */
  text: two,
  levels: z.array(
    z.object({
      waitMinutes: z.int(),
      people: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          telephone: z.string(),
          /** Ways by which it could leave to them now; empty: only a call reaches them. */
          ways: z.array(z.enum(channels)),
        }),
      ),
    }),
  ),
  /** Why nothing would leave by a channel; a channel that is ready is not in it. */
  closed: z.array(z.object({ channel: z.enum(channels), why: two })),
  /** The report that is out; null: none is. */
  open: z
    .object({ pageId: z.string(), state: z.enum(['triggered', 'exhausted']), level: z.int(), levelAt: z.string(), sent: z.int() })
    .nullable(),
  informed: z.array(z.object({ name: z.string(), at: z.string(), way: z.string() })),
  nextReportAt: z.string().nullable(),
});
export type ReportUpWire = z.infer<typeof reportUpSchema>;
export const toldSchema = z.object({ person: z.string().min(1).max(60), way: z.enum(toldWays).default('telephone') });

/** The addresses, from which the routes are made and through which the browser asks. */
export const endpoints = {
  // ?at=; with the next duties of whoever asks.
  now: get('/api/v1/duty/now', orNoRota(nowSchema)),
  // ?from=&days=: days with their kind and each roster's segments (the rota month).
  calendar: get('/api/v1/duty/calendar', orNoRota(calendarSchema)),
  // ?days=: gaps, long weekends, tally.
  lint: get('/api/v1/duty/lint', orNoRota(lintSchema)),
  // ETag: the version.
  plan: get('/api/v1/duty/plan', storedPlanSchema),
  // If-Match: the version.
  publishPlan: put('/api/v1/duty/plan', z.object({ version: z.int() })),
  // What publishing it would mean; nothing is stored.
  checkPlan: post('/api/v1/duty/plan/check', checkSchema),
  // ?person=, .ics files (multipart).
  importAbsences: post('/api/v1/duty/absences/import', absencesTakenSchema),
  // ?roster=&month=&codes=&apply=&confirmed=, a CSV file (multipart); If-Match: the version. Without apply nothing is stored.
  takeTable: post('/api/v1/duty/table', tableTakenSchema),
  // ?of=&from=&days=&for=: duties as CSV (plain, garoon, desknets).
  tableFile: get('/api/v1/duty/table.csv', 'raw'),
  // If-Match: the version that was looked at.
  swap: post('/api/v1/duty/swap', swapSchema, swapOrder),
  feed: get('/api/v1/duty/feeds/:of', z.object({ url: z.string() })),
  withdrawFeeds: remove('/api/v1/duty/feeds', 'none'),
  // iCalendar of a roster or a person; public, the address is signed, and ends with the person who asked for it.
  feedFile: get('/duty/feed/:token', 'raw'),
  // The telephone page; public, the link is signed, and only the POST acknowledges.
  phonePage: get('/page/:token', 'raw'),
  acknowledgeOnPhone: post('/page/:token', 'raw'),
  passOnFromPhone: post('/page/:token/pass-on', 'raw'),
  ownFromPhone: post('/page/:token/own', 'raw'),
  pushKey: get('/api/v1/duty/push-key', pushKeySchema),
  subscribe: post('/api/v1/duty/push', 'none'),
  // ?open=: pages with their deliveries.
  pages: get('/api/v1/duty/pages', z.object({ pages: z.array(pageWireSchema) })),
  page: post('/api/v1/duty/pages', z.object({ is: z.string(), pageId: z.string().nullable() }), newPageSchema),
  // The signed-in person, matched by mail address or id.
  acknowledge: post('/api/v1/duty/pages/:pageId/ack', ackSchema),
  // A code said on the telephone.
  acknowledgeByCode: post('/api/v1/duty/pages/:pageId/ack-code', ackSchema),
  resolve: post('/api/v1/duty/pages/:pageId/resolve', z.object({ resolved: z.int() })),
  // Whom to call by telephone for open pages.
  callList: get('/api/v1/duty/call-list', orNoRota(z.object({ calls: z.array(callRowSchema) }))),
  // Whom a page of the case would call; nothing is paged.
  whom: get('/api/v1/cases/:caseId/page-whom', whomSchema),
  reportUp: get('/api/v1/cases/:caseId/report-up', reportUpSchema),
  // Tells the superiors, level by level.
  sendReportUp: post('/api/v1/cases/:caseId/report-up', reportUpSchema),
  // A superior was told by telephone or face to face.
  toldUp: post('/api/v1/cases/:caseId/report-up/told', reportUpSchema, toldSchema),
  lookAhead: post('/api/v1/duty/look-ahead', z.object({ warned: z.int() })),
} as const;
