// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { injectChannels, ratings } from '../../case/entry/exercise.ts';
import { get, post } from '../../edge/endpoint.contract.ts';
import { bilingualSchema } from '../../edge/wire.ts';
import { SPEEDS } from './clock.ts';

const reason = z.string().trim().min(1).max(2000);
const speed = z.number().min(SPEEDS.least).max(SPEEDS.most);
const injectId = z.string().max(60);

export const startSchema = z.object({
  scenarioId: z.string().max(60),
  speed: speed.default(1),
  roster: z
    .array(z.object({ role: z.string().max(60), personId: z.string().max(100) }))
    .min(1)
    .max(500),
});
export type StartRun = z.output<typeof startSchema>;

export const runOrderSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('pause'), reason }),
  z.object({ do: z.literal('resume') }),
  z.object({ do: z.literal('set-speed'), speed }),
  // This one and all that are due after it, by so many seconds of the exercise.
  z.object({ do: z.literal('shift'), injectId, seconds: z.int().min(-86_400).max(864_000), reason }),
  z.object({ do: z.literal('skip'), injectId, reason }),
  z.object({ do: z.literal('send-now'), injectId }),
  // Written on the spot; `answering`: the inject whose sender speaks.
  z.object({
    do: z.literal('write'),
    channel: z.enum(injectChannels),
    to: z.array(z.string().max(60)).min(1).max(20),
    from: z.string().trim().max(300).default(''),
    answering: injectId.nullable().default(null),
    subject: z.string().trim().min(1).max(300),
    text: z.string().trim().min(1).max(20_000),
  }),
  z.object({ do: z.literal('unreachable'), personId: z.string().max(100), reason }),
  z.object({ do: z.literal('note'), text: z.string().trim().min(1).max(4000), met: z.string().max(130).nullable().default(null) }),
  // Of a target that the journal does not measure; also after the end.
  z.object({ do: z.literal('rate'), target: z.string().max(130), rating: z.enum(ratings), note: z.string().trim().max(2000).default('') }),
  // What cannot wait for the report; `stop` ends the exercise at once, because something real needs its people.
  z.object({ do: z.literal('lapse'), text: reason, stop: z.boolean() }),
  z.object({ do: z.literal('end'), reason: z.string().trim().max(2000).default('') }),
]);
export type RunOrder = z.output<typeof runOrderSchema>;

const stateSchema = z.enum(['running', 'paused', 'ended']);
const rowSchema = z.object({
  runId: z.string(),
  caseId: z.string(),
  state: stateSchema,
  title: bilingualSchema,
  startedAt: z.string(),
  facilitator: z.string(),
});
export type RunRow = z.infer<typeof rowSchema>;

export const runSheetSchema = z.object({
  ...rowSchema.shape,
  /** Seconds of the exercise's own time. */
  time: z.number(),
  /** 0 while it is paused. */
  speed: z.number(),
  roster: z.array(z.object({ role: z.string(), title: bilingualSchema, personId: z.string(), name: z.string(), reachable: z.boolean() })),
  /** Those to come, nearest first; `due` null: it follows another, or waits for its condition (`waits`). */
  coming: z.array(
    z.object({
      injectId: z.string(),
      due: z.number().nullable(),
      waits: z.boolean(),
      channel: z.enum(injectChannels),
      to: z.array(bilingualSchema),
      from: bilingualSchema,
      subject: bilingualSchema,
    }),
  ),
  settled: z.array(z.object({ injectId: z.string(), subject: bilingualSchema, is: z.enum(['sent', 'lapsed', 'skipped']), at: z.number() })),
  /** `inject/expectation` and when it was met. */
  met: z.array(z.object({ name: z.string(), at: z.number() })),
});
export type RunSheet = z.infer<typeof runSheetSchema>;

export const runEndpoints = {
  scenarios: get(
    '/api/v1/exercise/scenarios',
    z.object({
      items: z.array(
        z.object({
          id: z.string(),
          title: bilingualSchema,
          about: bilingualSchema,
          duration: z.string(),
          roles: z.array(z.object({ id: z.string(), title: bilingualSchema, fill: z.string() })),
        }),
      ),
    }),
  ),
  runs: get('/api/v1/exercise/runs', z.object({ items: z.array(rowSchema) })),
  // A named person starts it; a key for a machine cannot.
  startRun: post('/api/v1/exercise/runs', runSheetSchema, startSchema),
  run: get('/api/v1/exercise/runs/:runId', runSheetSchema),
  orderRun: post('/api/v1/exercise/runs/:runId', runSheetSchema, runOrderSchema),
} as const;
