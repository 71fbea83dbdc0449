// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

/** Legal clocks. The rule's data (law, article, counting) stand in the part; an entry keeps what was computed at the time. */
export const ruleIds = [
  'appi.preliminary',
  'appi.final',
  'appi.processor',
  'telecom.prompt',
  'telecom.detailed',
  'nis2.early-warning',
  'nis2.notification',
  'nis2.final',
  'cra.early-warning',
  'cra.notification',
  'cra.vulnerability-final',
  'cra.incident-final',
  'gdpr.notification',
  'sec.8k-1.05',
  'appi.person-notice',
  'appi.public-preliminary',
  'appi.public-final',
  'appi.public-person-notice',
  'mynumber.preliminary',
  'mynumber.final',
  'telecom.detailed-accident',
  'cra.users',
  'gdpr.persons',
  'gdpr.processor',
  'sec.6k',
] as const;
export type RuleId = (typeof ruleIds)[number];

const reason = z.string().trim().min(1).max(2000);
const evidence = z.array(z.string().max(500)).max(50);
const two = z.object({ ja: z.string().max(4000), en: z.string().max(4000) });

export const clockFactsSchema = z.record(z.string().max(60), z.union([z.string().max(100), z.boolean()]));

/** What the rule gave for these facts, kept so that a later rule or calendar cannot change the past silently. */
export const computedSchema = z.object({
  state: z.enum(['running', 'undetermined', 'not-applicable']),
  deadline: z.string().nullable(),
  lastDay: z.string().nullable(),
  warnFrom: z.string().nullable(),
  zone: z.string().max(80),
  strict: z.boolean(),
  note: two,
  basis: z.object({ law: z.string().max(300), article: z.string().max(300), source: z.string().max(500) }),
});

export const obligationEntries = {
  /** Who we are, whose data, how many, what kind: the answers from which clocks are proposed. */
  'obligation.answered': z.object({
    answers: z.record(z.string().max(60), z.union([z.string().max(200), z.number(), z.boolean(), z.null()])),
  }),
  'clock.opened': z.object({
    clockId: z.string().max(60),
    rule: z.enum(ruleIds),
    facts: clockFactsSchema,
    computed: computedSchema,
    /** The person who judged that the trigger has happened; the actor of the entry may only have typed it. */
    decidedBy: z.string().min(1).max(200),
    reason,
    evidence,
  }),
  'clock.facts-changed': z.object({
    clockId: z.string().max(60),
    facts: clockFactsSchema,
    computed: computedSchema,
    decidedBy: z.string().min(1).max(200),
    reason,
    evidence,
  }),
  'clock.met': z.object({
    clockId: z.string().max(60),
    submittedAt: z.string(),
    /** Receipt number or how it was handed in. */
    receipt: z.string().trim().min(1).max(1000),
    evidence,
  }),
  'clock.not-applicable': z.object({ clockId: z.string().max(60), decidedBy: z.string().min(1).max(200), reason, evidence }),
  /** Written by the desk when the deadline passes without a receipt. */
  'clock.missed': z.object({ clockId: z.string().max(60), deadline: z.string() }),
  'clock.reminded': z.object({ clockId: z.string().max(60), deadline: z.string(), hoursLeft: z.number() }),
} as const;
