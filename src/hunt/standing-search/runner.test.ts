// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { EngineFault } from '../engine/engine.port.ts';
import type { CaseId } from '../../journal/stream.ts';
import { err } from '../../kernel/result.ts';
import type { StandingDeps } from './standing-deps.ts';
import { createSearchRunner, searchWanted } from './runner.ts';

/** Two cases that wait, and an engine that only fails; what was asked of the store is kept. */
function failing(code: EngineFault['code']) {
  const told: string[] = [];
  const fault = async () => err({ code, detail: 'x'.repeat(2000) });
  const deps = {
    journal: { view: async () => null },
    clock: { now: () => '2026-11-22T00:00:00.000Z' },
    hash: () => 'digest',
    desk: { engine: { read: fault, write: fault } },
    store: {
      wanting: async () => {
        told.push('wanting');
        return ['C-2026-0001', 'C-2026-0002'] as CaseId[];
      },
      state: async () => ({ wanted: 1, done: 0, last: null, fault: null }),
      indicators: async () => [{ kind: 'ip', value: '192.0.2.1' }],
      allowed: async () => [],
      failed: async (caseId: CaseId, why: EngineFault) => void told.push(`${caseId} ${why.code} ${why.detail.length}`),
    },
  } as unknown as StandingDeps;
  return { deps, told };
}

describe('hunt/standing-search/runner', () => {
  it('a fault of one case is kept beside it, and the next one is searched all the same', async () => {
    const { deps, told } = failing('engine-memory');
    expect(await searchWanted(deps)).toBe(2);
    expect(told).toEqual(['wanting', 'C-2026-0001 engine-memory 500', 'C-2026-0002 engine-memory 500']);
  });

  it('without an engine each case says so, and nothing is tried again by itself', async () => {
    const { deps, told } = failing('engine-absent');
    expect(await searchWanted(deps)).toBe(0);
    expect(told).toEqual(['wanting', 'C-2026-0001 engine-absent 500', 'C-2026-0002 engine-absent 500']);
  });

  it('a desk that stops writes down no fault', async () => {
    const { deps, told } = failing('engine-lost');
    expect(await searchWanted(deps, () => false)).toBe(0);
    expect(told).toEqual(['wanting']);
  });

  it('does nothing before it is started, and looks for what waits when it is', async () => {
    const { deps, told } = failing('engine-absent');
    const runner = createSearchRunner(deps);
    runner.poke();
    expect(told).toEqual([]);
    runner.start();
    runner.poke();
    await runner.stop();
    expect(told.filter((one) => one === 'wanting').length).toBeGreaterThanOrEqual(1);
  });
});
