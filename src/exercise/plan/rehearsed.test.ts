// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../kernel/instant.ts';
import type { Run } from '../run/run.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { rehearsed, stateOfDate } from './rehearsed.ts';

const measuring = (id: string, ...points: readonly string[]): Scenario =>
  ({
    id,
    objectives: [{ id: 'o', text: 'o', targets: points.map((to) => ({ id: to, metric: { from: 'first-contact', to, within: '1h' } })) }],
  }) as never;
const run = (runId: string, startedAt: string, scenario: Scenario, state: Run['state'] = 'ended'): Run =>
  ({ runId, startedAt, scenario, state }) as never;
const [mail, rota] = [measuring('mail', 'triaged', 'contained'), measuring('rota', 'acknowledged')];
const now = '2027-01-10T00:00:00.000Z' as Instant;

describe('exercise/rehearsed', () => {
  it('names the last run that ended and measured each moment, and what never was or is a year ago', () => {
    const runs = [
      run('X-4', '2027-01-09T00:00:00.000Z', rota, 'running'),
      run('X-3', '2026-06-01T00:00:00.000Z', measuring('gone', 'triaged')),
      run('X-2', '2026-01-11T00:00:00.000Z', mail),
      run('X-1', '2026-01-09T00:00:00.000Z', rota),
    ];
    const found = rehearsed([mail, rota], runs, now);
    const of = (point: string) => found.find((one) => one.point === point);
    expect(of('triaged')).toEqual({ point: 'triaged', last: { runId: 'X-3', at: '2026-06-01T00:00:00.000Z' }, gap: false, by: ['mail'] });
    expect([of('contained')?.last?.runId, of('contained')?.gap]).toEqual(['X-2', false]);
    expect([of('acknowledged')?.last?.runId, of('acknowledged')?.gap, of('acknowledged')?.by]).toEqual(['X-1', true, ['rota']]);
    expect(of('closed')).toEqual({ point: 'closed', last: null, gap: true, by: [] });
  });

  it('a day set for a scenario is held by the same scenario about that day, and missed once it is over', () => {
    const started = [
      { scenarioId: 'mail', day: '2027-01-03' },
      { scenarioId: 'rota', day: '2027-01-17' },
    ];
    const state = (scenarioId: string, day: string) => stateOfDate({ scenarioId, day }, started, '2027-01-12');
    expect([state('mail', '2027-01-10'), state('mail', '2027-01-11'), state('mail', '2027-01-12')]).toEqual(['held', 'missed', 'coming']);
    expect([state('rota', '2027-01-10'), state('rota', '2027-01-09'), state('other', '2027-01-10')]).toEqual(['held', 'missed', 'missed']);
  });
});
