// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { wayKinds } from '../case/entry/intake.ts';
import { get, put } from '../edge/endpoint.contract.ts';

/** A mark as it is compared: `<security.corp.example>`, `mailto:` and capitals are how programs write it. Null where it is none. */
export function parseMark(text: string): string | null {
  const mark = text
    .trim()
    .toLowerCase()
    .replace(/^mailto:/, '')
    .replace(/^<|>$/g, '')
    .replace(/\.$/, '');
  return /^[^\s@<>]{0,64}@?[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63}){1,10}$/.test(mark) ? mark : null;
}

/** Ways in that people named, and what counts as our own domain. */
export const wayMarkSchema = z.string().transform((text, context) => {
  const mark = parseMark(text);
  if (mark !== null) return mark;
  context.addIssue({ code: 'custom', message: 'an address, a domain or a List-Id' });
  return z.NEVER;
});
const way = z.object({ kind: z.enum(wayKinds), name: z.string().trim().min(1).max(100), mark: wayMarkSchema });
export const newWaysSchema = z.object({ ways: z.array(way).max(100) });

const ownDomain = z.object({ domain: z.string(), from: z.enum(['setting', 'role-mailbox', 'set-up']) });
export type OwnDomain = z.infer<typeof ownDomain>;
export const knownWaysSchema = z.object({
  ways: z.array(z.object({ kind: z.enum(wayKinds), name: z.string(), mark: z.string() })),
  ownDomains: z.array(ownDomain),
});
export type KnownWaysWire = z.infer<typeof knownWaysSchema>;

export const endpoints = {
  // ETag: how often it was changed.
  knownWays: get('/api/v1/intake/known-ways', knownWaysSchema),
  // If-Match.
  setKnownWays: put('/api/v1/intake/known-ways', knownWaysSchema, newWaysSchema),
} as const;
