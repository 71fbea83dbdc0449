// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

export const injectChannels = ['mail', 'phone', 'chat', 'form', 'sensor', 'log', 'flow', 'paper'] as const;

/** HSEEP: performed without challenges, with some, with major ones, unable to be performed. */
export const ratings = ['P', 'S', 'M', 'U'] as const;
export type Rating = (typeof ratings)[number];

const roundId = z.string().max(40);
const runId = z.string().max(40);
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

  /** A day (YYYY-MM-DD) on which a scenario is to be rehearsed, in the desk's chain; by a person. */
  'exercise.date-set': z.object({
    dateId: z.string().max(40),
    scenarioId: z.string().max(60),
    title: z.string().max(300),
    day: z.string().max(10),
  }),
  'exercise.date-dropped': z.object({ dateId: z.string().max(40), title: z.string().max(300), day: z.string().max(10), reason }),
  /** A case that is rehearsed: nothing of it leaves but to the roster, marked. `digest`: SHA-256 over the scenario. */
  'exercise.started': z.object({
    runId,
    scenarioId: z.string().max(60),
    title: z.string().max(500),
    digest: z.string(),
    speed: z.number(),
    roster: z.array(z.object({ role: z.string().max(60), personId, name: z.string().max(200) })).max(500),
  }),
  /** `at` and `late`: seconds of the exercise's own time since its start, and how much later than that it went out. */
  'exercise.inject-sent': z.object({
    runId,
    injectId: z.string().max(60),
    at: z.number(),
    late: z.number(),
    by: z.enum(['time', 'hand']),
    channel: z.enum(injectChannels),
    to: z.array(z.string().max(300)).max(20),
    from: z.string().max(300),
    subject: z.object({ ja: z.string().max(20_000), en: z.string().max(20_000) }),
    text: z.object({ ja: z.string().max(20_000), en: z.string().max(20_000) }),
  }),
  /** It will not come: its condition did not hold in time, or what it waits for did not come. */
  'exercise.inject-lapsed': z.object({ runId, injectId: z.string().max(60), at: z.number(), late: z.number() }),
  'exercise.inject-skipped': z.object({ runId, injectId: z.string().max(60), at: z.number(), reason }),
  /** This one and all after it, by so many seconds. */
  'exercise.shifted': z.object({ runId, injectId: z.string().max(60), seconds: z.number(), moved: count, reason }),
  'exercise.paused': z.object({ runId, at: z.number(), reason }),
  'exercise.resumed': z.object({ runId, at: z.number() }),
  'exercise.speed-set': z.object({ runId, at: z.number(), speed: z.number() }),
  /** Not reachable in the exercise from here on: nothing is sent to this person. */
  'exercise.unreachable': z.object({ runId, at: z.number(), personId, name: z.string().max(200), reason }),
  /** What the facilitator saw; `met`: the expectation that it fulfils, `inject/expectation`. */
  'exercise.noted': z.object({ runId, at: z.number(), text: z.string().max(4000), met: z.string().max(130).nullable() }),
  /** What the instructor says of a target that no journal measures; `target`: `objective/target`. The last one holds. */
  'exercise.rated': z.object({ runId, target: z.string().max(130), rating: z.enum(ratings), note: reason }),
  /** What cannot wait for the report (NIST SP 800-84, 4.4). `stopped`: the exercise ends with it, because something real needs its people. */
  'exercise.lapse-called': z.object({ runId, at: z.number(), text: reason, stopped: z.boolean() }),
  /** The hot wash: what the actor answered right after the end; the last answers of each hold. */
  'exercise.wash-answered': z.object({
    runId,
    answers: z
      .array(z.object({ question: z.object({ ja: z.string().max(20_000), en: z.string().max(20_000) }), text: z.string().max(4000) }))
      .max(43),
  }),
  /** A corrective action became real work: item `itemId` on the board of `caseId`. */
  'exercise.corrected': z.object({
    runId,
    caseId: z.string().max(40),
    itemId: z.string().max(60),
    title: z.string().max(300),
    owner: z.object({ personId, name: z.string().max(200) }),
    due: z.string().max(40),
  }),
  /** `open`: injects that had neither come nor been given up. */
  'exercise.ended': z.object({ runId, at: z.number(), sent: count, lapsed: count, skipped: count, open: count, reason }),
} as const;
