// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get, post } from '../edge/endpoint.contract.ts';
import { clockFactsSchema, ruleIds } from '../case/entry/obligation.ts';
import { clockStates } from './clock.ts';
import { answersSchema } from './law/questions.ts';

/** What the web sees of obligations. Not legal advice; every sheet says so. */
const two = z.object({ ja: z.string(), en: z.string() });
export const basisSchema = z.object({ law: z.string(), article: z.string(), source: z.string() });

export const computedWireSchema = z.object({
  rule: z.enum(ruleIds),
  state: z.enum(clockStates),
  deadline: z.string().nullable(),
  lastDay: z.string().nullable(),
  warnFrom: z.string().nullable(),
  zone: z.string(),
  strict: z.boolean(),
  note: two,
  basis: basisSchema,
});

/** A rule as the screens need it; the rest of it goes along. */
export const ruleWireSchema = z.looseObject({
  id: z.string(),
  name: two,
  trigger: z.string(),
  accepts: z.array(z.string()).readonly(),
  recipient: two,
  note: two,
  basis: basisSchema,
});

export const clockRowSchema = computedWireSchema.extend({
  clockId: z.string(),
  name: two,
  recipient: two,
  /** How it is handed in: form, portal, telephone. */
  submission: two,
  /** The duty is “without undue delay”; the deadline is the latest that the law allows. */
  outer: z.boolean(),
  facts: clockFactsSchema,
  light: z.enum(['none', 'green', 'amber', 'red']),
  decidedBy: z.string(),
  reason: z.string(),
  evidence: z.array(z.string()),
  submittedAt: z.string().nullable(),
  receipt: z.string().nullable(),
});
export type ClockRow = z.infer<typeof clockRowSchema>;

export const clockListSchema = z.object({
  caseId: z.string(),
  seq: z.int(),
  at: z.string(),
  notLegalAdvice: two,
  /** Duties that no clock of the desk knows. */
  notCovered: z.array(two),
  answers: z.record(z.string(), z.unknown()).nullable(),
  proposals: z.array(
    z.object({ rule: z.enum(ruleIds), is: z.enum(['proposed', 'undetermined', 'not-proposed']), why: two, missing: z.array(z.string()) }),
  ),
  clocks: z.array(clockRowSchema),
});
export const openClocksSchema = z.object({
  at: z.string(),
  clocks: z.array(
    clockRowSchema
      .pick({ clockId: true, rule: true, name: true, state: true, light: true, deadline: true, basis: true })
      .extend({ caseId: z.string(), title: z.string() }),
  ),
});
export type OpenClocks = z.infer<typeof openClocksSchema>;

export type ClockList = z.infer<typeof clockListSchema>;

const decision = {
  clockId: z.string().trim().min(1).max(60),
  decidedBy: z.string().trim().min(1).max(200),
  reason: z.string().trim().min(1).max(2000),
  evidence: z.array(z.string().max(500)).max(50).default([]),
};

export const clockOrderSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('answer'), answers: answersSchema.partial() }),
  z.object({ do: z.literal('open'), rule: z.enum(ruleIds), facts: clockFactsSchema, ...decision }),
  z.object({ do: z.literal('change-facts'), facts: clockFactsSchema, ...decision }),
  z.object({ do: z.literal('not-applicable'), ...decision }),
  z.object({
    do: z.literal('met'),
    clockId: decision.clockId,
    submittedAt: z.string().max(60),
    receipt: z.string().trim().min(1).max(1000),
    evidence: decision.evidence,
  }),
]);
export type ClockOrder = z.output<typeof clockOrderSchema>;

/** The addresses, from which the routes are made and through which the browser asks. */
export const endpoints = {
  clocks: get('/api/v1/cases/:caseId/clocks', clockListSchema),
  // If-Match: seq of the case (optional).
  order: post('/api/v1/cases/:caseId/clocks', clockListSchema, clockOrderSchema),
  // ?lang=: a draft of the report from the case record.
  draft: get('/api/v1/cases/:caseId/clocks/:clockId/draft', z.object({ text: z.string() })),
  // Clocks that run, over all open cases, nearest deadline first.
  openClocks: get('/api/v1/clocks/open', openClocksSchema),
  compute: post('/api/v1/clocks/compute', computedWireSchema),
  // The rules with law, article, source.
  rules: get(
    '/api/v1/clocks/rules',
    z.object({
      rules: z.array(ruleWireSchema),
      questions: z.record(z.string(), two),
      notLegalAdvice: two,
    }),
  ),
} as const;
