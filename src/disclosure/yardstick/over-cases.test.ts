// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openWorld, worlds } from '../../../test/support/statement-worlds.ts';
import type { World } from '../../../test/support/statement-worlds.ts';
import type { Draft } from '../../case/entry.ts';
import { orderStatement } from '../release/desk.ts';
import { median, yardsticks } from './over-cases.ts';

const writer = { type: 'person', id: 'P-0001', name: '佐藤花子' } as const;
const second = { type: 'person', id: 'P-0002', name: '鈴木一郎' } as const;
const HOUR = 3_600_000;
const world = worlds.find(({ name }) => name === 'ransomware, little known') as World;

/** Publishes the first report two hours on, in a case whose noticing lies 2.3 days back. `before`: what else stands in the case. */
async function published(before: readonly Draft[] = []) {
  const { deps, caseId, journal } = await openWorld(world);
  if (before.length > 0) await deps.journal.write((writing) => writing.append({ stream: caseId, actor: writer, drafts: [...before] }));
  journal.clock.forward(2 * HOUR);
  await orderStatement(deps, writer, caseId, { do: 'prepare', stage: 'first' });
  const statement = (await deps.journal.view(caseId))?.parts.disclosure.statements.at(-1);
  const { statementId = '', blob = '' } = statement ?? {};
  await orderStatement(deps, second, caseId, { do: 'approve', statementId, blob, checks: [] });
  const out = await orderStatement(deps, second, caseId, { do: 'publish', statementId, blob, reason: '報道が先に出たため' });
  if (!out.ok) throw new Error(out.error.code);
  return { deps, caseId, journal };
}

describe('disclosure/yardstick: over cases', () => {
  it('counts a real case by the wall, and holds its promise against it', async () => {
    const { deps, caseId, journal } = await published();
    const { real, exercises } = await yardsticks(deps);
    // Noticed on 28 November at 21:42 UTC, published on 1 December at 03:00 UTC.
    expect(real).toMatchObject({ cases: 1, medianHoursToFirst: 53.3, medianDaysBetween: null, promises: { kept: 0, of: 0 } });
    expect(real.rows).toMatchObject([{ caseId, hoursToFirst: 53.3, promises: { kept: 0, missed: 0, open: 1 }, first: 'ourselves' }]);
    expect(exercises).toEqual({ rows: [], medianHoursToFirst: null, medianDaysBetween: null, promises: { kept: 0, of: 0 }, cases: 0 });
    journal.clock.forward(10 * 24 * HOUR);
    expect((await yardsticks(deps)).real).toMatchObject({ promises: { kept: 0, of: 1 } });
  });

  it('counts an exercise apart, by its own clock: two hours at twelve times the speed are a day', async () => {
    const started: Draft = {
      kind: 'exercise.started',
      body: { runId: 'X-1', scenarioId: 's', title: '訓練', digest: 'd', speed: 12, roster: [] },
    };
    const { deps, caseId } = await published([started]);
    const rehearsed = { ...deps, passing: { ...deps.passing, uncounted: () => Promise.resolve(new Set<string>([caseId])) } };
    const { real, exercises } = await yardsticks(rehearsed);
    expect(real.cases).toBe(0);
    expect(exercises).toMatchObject({ cases: 1, medianHoursToFirst: 24 });
  });

  it('leaves out a case in which nobody has begun a statement', async () => {
    const { deps } = await openWorld(world);
    expect((await yardsticks(deps)).real).toMatchObject({ cases: 0, rows: [] });
  });

  it('the median lies between the least and the most, with as many on either side', () => {
    expect([median([]), median([3]), median([1, 2]), median([9, 1, 5])]).toEqual([null, 3, 1.5, 5]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1 }), (numbers) => {
        const middle = median(numbers) as number;
        const below = numbers.filter((one) => one < middle).length;
        const above = numbers.filter((one) => one > middle).length;
        expect(Math.max(below, above)).toBeLessThanOrEqual(numbers.length / 2);
      }),
    );
  });
});
