// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get, post } from '../../edge/endpoint.contract.ts';
import { coverageSchema } from '../contract.ts';
import { whoSchema } from '../address-use/address-use.contract.ts';
import { leftOutReasons } from './left-out.ts';

/** What the web sees of detection rules. Their list is the whole desk's; a run belongs to a case. */
const two = z.object({ ja: z.string(), en: z.string() });
export const refusedRuleSchema = z.object({ file: z.string(), place: z.int(), id: z.string(), title: z.string(), reason: two });
export type RefusedRuleWire = z.infer<typeof refusedRuleSchema>;

export const ruleListSchema = z.object({
  digest: z.string(),
  files: z.array(z.object({ name: z.string(), sha256: z.string(), bytes: z.int(), addedAt: z.string() })),
  /** Rules that can be run. */
  usable: z.int(),
  refused: z.array(refusedRuleSchema),
});
export type RuleList = z.infer<typeof ruleListSchema>;

export const rulesTakenSchema = z.object({
  added: z.int(),
  replaced: z.int(),
  same: z.int(),
  leftOut: z.array(z.object({ name: z.string(), reason: z.enum(leftOutReasons) })),
});
export type RulesTaken = z.infer<typeof rulesTakenSchema>;

export const ruleLevels = ['critical', 'high', 'medium', 'low', 'informational'] as const;

export const ruleHitSchema = z.object({
  file: z.string(),
  place: z.int(),
  id: z.string(),
  title: z.string(),
  /** '' where the rule has none, or one that Sigma does not know. */
  level: z.enum([...ruleLevels, '']),
  author: z.string(),
  /** '' where the rule names none. */
  license: z.string(),
  falsePositives: z.array(z.string()),
  count: z.number(),
  first: z.string(),
  last: z.string(),
  sourceCount: z.number(),
  sources: z.array(z.object({ ip: z.string(), count: z.number(), first: z.string(), last: z.string(), who: whoSchema })),
});
export type RuleHitRow = z.infer<typeof ruleHitSchema>;

export const ruleHitsSchema = z.object({
  digest: z.string(),
  /** Rules that ran. */
  asked: z.int(),
  hits: z.array(ruleHitSchema),
  refused: z.array(refusedRuleSchema),
  coverage: coverageSchema,
});
export type RuleHitsSheet = z.infer<typeof ruleHitsSchema>;

/** The addresses, from which the routes are made and through which the browser asks. */
export const endpoints = {
  rules: get('/api/v1/hunt/rules', ruleListSchema),
  // YAML files and zips of them (multipart).
  addRules: post('/api/v1/hunt/rules', rulesTakenSchema),
  removeRules: post('/api/v1/hunt/rules/remove', ruleListSchema),
  // Without an entry.
  hits: get('/api/v1/hunt/rules/hits', ruleHitsSchema),
  // Written into the case.
  recordHits: post('/api/v1/hunt/rules/hits', ruleHitsSchema),
} as const;
