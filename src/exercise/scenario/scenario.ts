// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { injectChannels } from '../../case/entry/exercise.ts';
import { points } from '../../case/measures/points.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import { secondsOf } from './time.ts';

export const FORMAT = 'matoi-scenario/1';

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/);
/** In both languages, or, where it came from elsewhere, in the one that there is. */
const said = z.union([
  z.string().min(1).max(20_000),
  z.strictObject({ ja: z.string().min(1).max(20_000), en: z.string().min(1).max(20_000) }),
]);
export type Said = z.output<typeof said>;
const span = z
  .string()
  .max(40)
  .refine((text) => secondsOf(text) !== null, { message: 'time' })
  .meta({ description: 'a time since the start or a length: 2d 4h 30m 10s', pattern: '^(\\d+d)? ?(\\d+h)? ?(\\d+m)? ?(\\d+s)?$' });

/** How an inject reaches those who exercise. */
export const channels = injectChannels;
/** What an inject is beside its news: a scenario without any of these is too smooth. */
export const traits = ['false-trail', 'absence', 'press', 'customer', 'costs'] as const;
/** Who takes a role when a run starts. */
export const fills = ['on-duty', 'manager', 'responder', 'staff', 'instructor', 'outside'] as const;
/** What must be so before an inject goes out; looked at from its time on. */
export type Condition =
  | { readonly fired: string }
  /** `inject/expectation`: seen in the journal, or noted by the facilitator. */
  | { readonly met: string }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };
const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ fired: id }),
    z.strictObject({ met: z.string().regex(/^[a-z0-9-]{1,60}\/[a-z0-9-]{1,60}$/) }),
    z.strictObject({ all: z.array(condition).min(1).max(20) }),
    z.strictObject({ any: z.array(condition).min(1).max(20) }),
    z.strictObject({ not: condition }),
  ]),
);

const injectSchema = z.strictObject({
  id,
  /** Since the start; or after another inject went out, `after`. */
  at: span.optional(),
  after: z.strictObject({ inject: id, delay: span }).optional(),
  /** Since the start: where the condition does not hold by then, the inject lapses and that is recorded. */
  until: span.optional(),
  when: condition.optional(),
  channel: z.enum(channels),
  to: z.array(id).min(1).max(20),
  from: z.string().max(300).default(''),
  subject: said,
  body: said,
  /** `entry`: the kind of journal entry that shows it by itself. */
  expects: z
    .array(z.strictObject({ id, text: said, entry: z.string().max(60).optional() }))
    .max(20)
    .default([]),
  objectives: z.array(id).max(20).default([]),
  traits: z.array(z.enum(traits)).max(5).default([]),
  /** Columns of the sheet it came from, kept. */
  extra: z.record(z.string().max(100), z.string().max(4000)).optional(),
});

export const scenarioSchema = z.strictObject({
  format: z.literal(FORMAT),
  id,
  title: said,
  about: said,
  duration: span,
  roles: z
    .array(z.strictObject({ id, title: said, fill: z.enum(fills) }))
    .min(1)
    .max(40),
  objectives: z
    .array(
      z.strictObject({
        id,
        text: said,
        targets: z
          .array(
            z.strictObject({
              id,
              text: said,
              /** At most `within` between two points of the case; rated from the journal. Without one the instructor rates. */
              metric: z.strictObject({ from: z.enum(points), to: z.enum(points), within: span }).optional(),
              tasks: z.array(said).max(20).default([]),
            }),
          )
          .max(20)
          .default([]),
      }),
    )
    .max(40)
    .default([]),
  injects: z.array(injectSchema).min(1).max(1000),
  /** The same as a tabletop in rounds, for those who have no technicians. */
  moves: z
    .array(
      z.strictObject({
        id,
        title: said,
        minutes: z.int().min(1).max(480),
        situation: said,
        questions: z.array(said).min(1).max(20),
        decision: said,
      }),
    )
    .max(40)
    .default([]),
  debrief: z.array(said).max(40).default([]),
});
export type Scenario = z.output<typeof scenarioSchema>;
export type Inject = Scenario['injects'][number];

/** The text for this reader; what there is in one language alone is shown as it is. */
export function saidIn(text: Said, lang: Lang): string {
  return typeof text === 'string' ? text : text[lang];
}

/** Ids of injects that this one waits for. */
export function waitsFor(inject: Inject): readonly string[] {
  return [
    ...(inject.after === undefined ? [] : [inject.after.inject]),
    ...(inject.when === undefined ? [] : namedIn(inject.when).map(({ inject: named }) => named)),
  ];
}

/** Every inject that a condition names, with its expectation where it names one. */
export function namedIn(asked: Condition): readonly { readonly inject: string; readonly expects: string | null }[] {
  if ('fired' in asked) return [{ inject: asked.fired, expects: null }];
  if ('met' in asked) {
    const [inject = '', expects = ''] = asked.met.split('/');
    return [{ inject, expects }];
  }
  if ('not' in asked) return namedIn(asked.not);
  return ('all' in asked ? asked.all : asked.any).flatMap(namedIn);
}
