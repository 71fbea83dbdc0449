// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../case/entry.ts';
import type { EntryKind } from '../../case/entry/kinds.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { evaluate } from './evaluate.ts';

const at = (minutes: number) => `2026-11-21T05:${String(minutes).padStart(2, '0')}:00.000Z` as Instant;
const entry = (minutes: number, kind: EntryKind, body: object, seq: number): Entry =>
  ({ seq, at: at(minutes), kind, body, actor: { type: 'person', id: 'P-9', name: '講師' } }) as never;
const rate = (minutes: number, rating: string, seq: number) =>
  entry(minutes, 'exercise.rated', { runId: 'X', target: 'o/by-hand', rating, note: '迷った' }, seq);

type Target = Scenario['objectives'][number]['targets'][number];
type Point = NonNullable<Target['metric']>['to'];
const target = (id: string, to: Point, within: string, from: Point = 'first-contact'): Target => ({
  id,
  text: id,
  metric: { from, to, within },
  tasks: [],
});
const objectives: Scenario['objectives'] = [
  {
    id: 'o',
    text: 'o',
    targets: [
      target('in-time', 'triaged', '20m'),
      target('to-the-second', 'triaged', '15m'),
      target('late', 'triaged', '14m 59s'),
      target('some-time-left', 'contained', '40m'),
      target('time-over', 'acknowledged', '25m'),
      target('from-a-later-point', 'contained', '15m', 'triaged'),
      target('from-nothing', 'closed', '1m', 'verified'),
      { id: 'by-hand', text: 'h', tasks: [] },
    ],
  },
];

const started = [
  entry(0, 'case.opened', {}, 1),
  entry(0, 'exercise.started', { speed: 1 }, 2),
  entry(5, 'exercise.inject-sent', {}, 3),
  entry(20, 'case.rated', { severity: 'high' }, 4),
];
const seen = (entries: readonly Entry[], now: number) =>
  evaluate({ objectives }, entries, at(now)).objectives.flatMap(({ targets }) =>
    targets.map((one) => (one.by === 'journal' ? [one.outcome, one.took] : (one.rating?.rating ?? null))),
  );

describe('exercise/evaluate', () => {
  it('rates by the journal what has a metric, and leaves the rest to the instructor', () => {
    expect(seen(started, 31)).toEqual([
      ['met', 900],
      ['met', 900],
      ['late', 900],
      ['open', null],
      ['not-reached', null],
      ['open', null],
      ['open', null],
      null,
    ]);
    // Sixteen minutes after it was triaged, the quarter of an hour is over.
    expect(seen(started, 36)[5]).toEqual(['not-reached', null]);
  });

  it('has no time left once the exercise has ended', () => {
    const ended = entry(30, 'exercise.ended', { at: 1800 }, 5);
    expect(seen([...started, ended], 31).slice(3, 5)).toEqual([
      ['not-reached', null],
      ['not-reached', null],
    ]);
  });

  it('takes the last rating of a target, also one after the end, with who gave it', () => {
    const entries = [...started, rate(21, 'P', 5), entry(30, 'exercise.ended', { at: 1800 }, 6), rate(40, 'M', 7)];
    const last = evaluate({ objectives }, entries, at(41)).objectives[0]?.targets.at(-1);
    expect(last).toMatchObject({ name: 'o/by-hand', rating: { rating: 'M', note: '迷った', by: '講師', at: at(40) } });
  });
});
