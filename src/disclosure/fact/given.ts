// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { tlps } from '../../case/entry/case.ts';
import { parseInstant } from '../../kernel/instant.ts';

const line = (most: number) => z.string().trim().min(1).max(most);
const two = z.object({ ja: line(1000), en: line(1000) }).strict();
const instant = z.string().transform((text, context) => {
  const read = parseInstant(text);
  if (read !== null) return read;
  context.addIssue({ code: 'custom', message: '2026-11-21T14:05:00+09:00' });
  return z.NEVER;
});
const count = z.int().nonnegative();
const telephone = z
  .string()
  .trim()
  .regex(/^\+?[0-9][0-9() -]{4,28}[0-9]$/, '03-0000-0000');
const mail = z.email().max(200);

export const purposes = ['warn', 'account', 'correct'] as const;
export const leaks = ['under-investigation', 'confirmed', 'traces', 'not-confirmed'] as const;
export const noticedBy = ['ourselves', 'outside'] as const;

/** What the record cannot know and a person states. Nobody types what an entry already says. */
export const givenSchema = z
  .object({
    purpose: z.enum(purposes),
    'noticed.by': z.enum(noticedBy),
    'happened.at': instant,
    /** Names of what is concerned, as customers know it. */
    services: z.array(two).min(1).max(30),
    'services.since': instant,
    'services.instead': two,
    /** Whether names of what was stopped and kept may be public. */
    'cut.names': z.enum(['public', 'internal']),
    /** Nothing was stopped, and why: somebody looked, without a plan that says so. */
    'cut.nothing': two,
    information: two,
    'persons.at-most': count,
    leak: z.enum(leaks),
    'not-concerned': two,
    'not-concerned.known-by': two,
    requests: z.array(two).min(1).max(20),
    'contact.how-told': two,
    'contact.telephone': telephone,
    'contact.mail': mail,
    'contact.hours': two,
    cause: two,
    'cause.tlp': z.enum(tlps),
    prevention: z.array(two).min(1).max(20),
    'next.at': instant,
    'next.event': two,
    thanks: two,
    'press.telephone': telephone,
    'press.mail': mail,
    /** Names that sentences may use as `{names.ID}`: of products, bodies, places. */
    names: z.record(z.string().regex(/^[a-z][a-z0-9-]{0,40}$/), two),
    /** Why a value differs from what was said before, by field. */
    reasons: z.record(z.string().max(60), two),
  })
  .partial()
  .strict();
export type Given = z.output<typeof givenSchema>;
export type GivenField = keyof Given;

/** Fields in which people write sentences; all others are values, which a field may hold as they are. */
export const sentenceFields = [
  'services.instead',
  'cut.nothing',
  'information',
  'not-concerned',
  'not-concerned.known-by',
  'requests',
  'contact.how-told',
  'cause',
  'prevention',
  'next.event',
  'thanks',
  'reasons',
] as const satisfies readonly GivenField[];
