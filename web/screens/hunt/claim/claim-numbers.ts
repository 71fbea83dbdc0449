// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import type { Asked, ClaimAsked } from '../../../api/hunt/hunt.ts';

const counted = (name: 'status' | 'method' | 'shape') =>
  z
    .array(z.object({ [name]: z.union([z.string(), z.number()]), count: z.number() }))
    .transform((list) => list.map((one) => ({ value: String(one[name]), count: Number(one['count']) })))
    .catch([]);
export const numbersSchema = z.object({
  requests: z.number(),
  sources: z.number(),
  first: z.string().nullable(),
  last: z.string().nullable(),
  attackShaped: z.number(),
  attackSources: z.number(),
  attackAnswered: z.number(),
  posts: z.number(),
  usualBytes: z.number(),
  unusuallyLarge: z.number(),
  followUps: z.number(),
  rejectedMentions: z.number(),
  statuses: counted('status'),
  methods: counted('method'),
  shapes: counted('shape'),
  topSources: z
    .array(z.object({ ip: z.string(), count: z.number(), attackShaped: z.number(), first: z.string(), last: z.string() }))
    .catch([]),
});
export type Numbers = z.infer<typeof numbersSchema>;

/** Which of a claim's numbers lines are asked for. */
export type Pick = Extract<Asked['behind'], { of: 'claim' }>['pick'];

export function behindOf(asked: ClaimAsked, pick: Pick, value = ''): Asked {
  return {
    behind: { of: 'claim', path: asked.path, host: asked.host, log: asked.log, pick, value },
    since: asked.since,
    until: asked.until,
  };
}
