// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get, post, put } from '../../edge/endpoint.contract.ts';
import { bilingualSchema } from '../../edge/wire.ts';
import { roundStates } from './round.ts';

const line = (most: number) => z.string().trim().min(1).max(most);
const instant = z.iso.datetime({ offset: true });
const answerId = z.string().max(60);
const reason = line(2000);

/** Most characters of a question, an answer and a long comment. */
const TEXT = 20_000;

export const roundFields = {
  category: line(60),
  title: line(300),
  question: line(TEXT),
  hint: z.string().trim().max(4000),
  deadline: instant.nullable(),
  voteAfterOwnAnswer: z.boolean(),
  anonymousToPeers: z.boolean(),
} as const;

export const setUpSchema = z.object({
  category: roundFields.category,
  title: roundFields.title,
  question: roundFields.question,
  hint: roundFields.hint.default(''),
  deadline: roundFields.deadline.default(null),
  voteAfterOwnAnswer: roundFields.voteAfterOwnAnswer.default(false),
  anonymousToPeers: roundFields.anonymousToPeers.default(false),
  /** Who comments; may be named later, but before the round opens. */
  instructorId: z.string().max(100).nullable().default(null),
});
export type SetUp = z.output<typeof setUpSchema>;

export const roundOrderSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('change'), fields: z.object(roundFields).partial() }),
  z.object({ do: z.literal('name-instructor'), personId: z.string().max(100) }),
  z.object({ do: z.literal('open') }),
  z.object({ do: z.literal('extend'), to: instant, reason }),
  z.object({ do: z.literal('end-answers') }),
  z.object({ do: z.literal('reveal-hint') }),
  z.object({ do: z.literal('answer'), text: line(TEXT) }),
  z.object({ do: z.literal('ask-late'), reason }),
  z.object({ do: z.literal('allow-late'), personId: z.string().max(100), reason: z.string().trim().max(2000).default('') }),
  z.object({
    do: z.literal('comment'),
    answerId,
    short: line(2000),
    long: z.string().trim().max(TEXT).default(''),
    followUp: z.string().trim().max(2000).default(''),
    model: z.boolean().default(false),
  }),
  z.object({ do: z.literal('release-comments') }),
  z.object({ do: z.literal('vote'), answerId }),
  z.object({ do: z.literal('withdraw-vote'), answerId }),
  z.object({ do: z.literal('close'), outcome: z.string().trim().max(TEXT).default('') }),
]);
export type RoundOrder = z.output<typeof roundOrderSchema>;

const named = z.object({ personId: z.string(), name: z.string() });
const time = z.string().nullable();

const rowSchema = z.object({
  roundId: z.string(),
  category: z.string(),
  title: z.string(),
  state: z.enum(roundStates),
  createdAt: z.string(),
  deadline: time,
  examiner: z.string(),
  answers: z.int(),
  /** What whoever asks does in it now. */
  now: bilingualSchema,
});
export type RoundRow = z.infer<typeof rowSchema>;

const commentSchema = z.object({
  short: z.string(),
  long: z.string(),
  followUp: z.string(),
  model: z.boolean(),
  by: z.string(),
  at: z.string(),
});

export const roundSheetSchema = z.object({
  ...rowSchema.shape,
  rev: z.int(),
  place: z.enum(['examiner', 'instructor', 'member', 'observer']),
  /** The moves of the order's schema that whoever asks may make now. */
  may: z.array(z.string()),
  question: z.string(),
  /** `text` null: there is one, and it was not asked for. */
  hint: z.object({ text: z.string().nullable(), revealedAt: time }).nullable(),
  instructor: named.nullable(),
  openedAt: time,
  reviewAt: time,
  closedAt: time,
  commentsOutAt: time,
  extensions: z.array(z.object({ from: z.string(), to: z.string(), at: z.string(), by: z.string(), reason: z.string() })),
  outcome: z.string(),
  voteAfterOwnAnswer: z.boolean(),
  anonymousToPeers: z.boolean(),
  votes: z.int(),
  own: z.object({
    draft: z.string(),
    draftAt: time,
    lateAsked: z.boolean(),
    lateAllowed: z.boolean(),
    answer: z.object({ answerId: z.string(), text: z.string(), at: z.string(), late: z.boolean(), version: z.int() }).nullable(),
  }),
  /** null: hidden from whoever asks, for now. Most liked first. */
  list: z
    .array(
      z.object({
        answerId: z.string(),
        /** null: anonymous to peers. */
        author: z.string().nullable(),
        mine: z.boolean(),
        text: z.string(),
        at: z.string(),
        late: z.boolean(),
        votes: z.int(),
        voted: z.boolean(),
        comment: commentSchema.nullable(),
      }),
    )
    .nullable(),
  /** For the instructor: who asks to answer late. */
  asking: z.array(z.object({ ...named.shape, reason: z.string(), at: z.string() })),
});
export type RoundSheet = z.infer<typeof roundSheetSchema>;

export const roundsSchema = z.object({
  items: z.array(rowSchema),
  next: z.string().nullable(),
  categories: z.array(z.object({ category: z.string(), rounds: z.int() })),
});

export const roundEndpoints = {
  // Newest first; `search` looks in title, question and category.
  rounds: get('/api/v1/exercise/rounds', roundsSchema),
  setUpRound: post('/api/v1/exercise/rounds', roundSheetSchema, setUpSchema),
  // ETag: rev.
  round: get('/api/v1/exercise/rounds/:roundId', roundSheetSchema),
  // If-Match: rev (optional).
  orderRound: post('/api/v1/exercise/rounds/:roundId', roundSheetSchema, roundOrderSchema),
  saveRoundDraft: put('/api/v1/exercise/rounds/:roundId/draft', 'none', z.object({ text: z.string().max(TEXT) })),
  // Who may be named instructor.
  instructors: get('/api/v1/exercise/instructors', z.object({ people: z.array(named) })),
} as const;
