// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../kernel/instant.ts';
import type { Run } from '../run/run.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { rehearsed } from './rehearsed.ts';

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
});
