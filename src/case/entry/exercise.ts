// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

const roundId = z.string().max(40);
const personId = z.string().max(100);
const count = z.int().nonnegative();
const reason = z.string().max(2000);

/**
 * Question rounds, in the desk's chain. What people wrote stands in the part's register and may still be hidden from the
 * others when it is appended: an entry has the digest (SHA-256 over canonical JSON), never the text.
 */
export const exerciseEntries = {
  'round.set-up': z.object({ roundId, title: z.string().max(300), category: z.string().max(60), digest: z.string() }),
  'round.changed': z.object({ roundId, fields: z.array(z.string().max(40)).max(20), digest: z.string() }),
  'round.instructor-named': z.object({ roundId, personId, name: z.string().max(200) }),
  'round.opened': z.object({ roundId, title: z.string().max(300), deadline: z.string(), instructor: personId, digest: z.string() }),
  /** The actor asked for the hint. */
  'round.hint-revealed': z.object({ roundId }),
  /** The actor's answer; `version` counts from 1, an answer may be changed until the deadline. */
  'round.answered': z.object({ roundId, answerId: z.string().max(60), version: z.int().positive(), late: z.boolean(), digest: z.string() }),
  'round.extended': z.object({ roundId, title: z.string().max(300), from: z.string(), to: z.string(), reason }),
  'round.late-asked': z.object({ roundId, reason }),
  'round.late-allowed': z.object({ roundId, personId, reason }),
  /** Answers are seen by all from here on. `digest` is over every answer's own, in the order of their ids. */
  'round.review-begun': z.object({ roundId, answers: count, digest: z.string() }),
  'round.commented': z.object({ roundId, answerId: z.string().max(60), model: z.boolean(), digest: z.string() }),
  'round.comments-released': z.object({ roundId, comments: count }),
  'round.voted': z.object({ roundId, answerId: z.string().max(60) }),
  'round.vote-withdrawn': z.object({ roundId, answerId: z.string().max(60) }),
  'round.closed': z.object({ roundId, answers: count, votes: count, comments: count, digest: z.string() }),
} as const;
