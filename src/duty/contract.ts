// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { pageUrgencies } from '../journal/entry/duty.ts';
import { channels, externalSchema, planSchema } from './plan.ts';

/**
 * What the web sees of duty.
 * Where no rota has been set, now, calendar, lint and call-list answer { is: 'no-rota-yet', hint }: a state, not a fault.
 *   GET  /api/v1/duty/now?at=                      who
 *   GET  /api/v1/duty/calendar?from=&days=         days with their kind and each roster's segments (the rota month)
 *   GET  /api/v1/duty/lint?days=                   gaps, long weekends, tally
 *   GET  /api/v1/duty/plan                         { version, plan } (ETag = version)
 *   PUT  /api/v1/duty/plan                         { plan, reason, confirmed }, If-Match = version
 *   POST /api/v1/duty/plan/check                   { plan } -> what publishing it would mean (nothing is stored)
 *   POST /api/v1/duty/absences/import              .ics files (multipart), person -> { added, unread }
 *   GET  /api/v1/duty/pages?open=                  pages with their deliveries
 *   POST /api/v1/duty/pages                        { caseId, policy, subject, urgency }
 *   POST /api/v1/duty/pages/:pageId/ack            the signed-in person, matched by mail address or id
 *   POST /api/v1/duty/pages/:pageId/ack-code       { person, code } said on the telephone
 *   POST /api/v1/duty/pages/:pageId/resolve        { reason }
 *   GET  /api/v1/duty/call-list                    whom to call by telephone for open pages
 *   GET  /api/v1/duty/push-key, POST /api/v1/duty/push  web push subscription of a person
 *   GET  /duty/feed/:token                         iCalendar of a roster or a person (public, signed address)
 *   GET  /page/:token, POST /page/:token           the telephone page (public, signed link; only POST acknowledges)
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

/** No rota has been set: what to do about it. */
export const noRotaSchema = z.object({ is: z.literal('no-rota-yet'), hint: two });

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
  findings: z.array(z.object({ code: z.string(), at: z.string().nullable(), text: two })).readonly(),
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
export type { DutyPlan } from './plan.ts';

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

export const callRowSchema = z.object({
  pageId: z.string(),
  caseId: z.string().nullable(),
  subject: z.string(),
  person: z.string(),
  name: z.string(),
  telephone: z.string(),
  external: z.boolean(),
  openNow: z.boolean(),
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
