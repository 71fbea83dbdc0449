// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../kernel/instant.ts';
import { scenarioSchema } from '../scenario/scenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { advance, begun, nextMoment } from './advance.ts';
import type { Act, Outcome } from './advance.ts';
import { virtualAt } from '../../common/time/run-clock.ts';
import { millisUntil, speedBeforePause, withSpeed } from './clock.ts';

const inject = (id: string, rest: object) => ({ id, channel: 'mail', to: ['duty'], subject: id, body: id, ...rest });
const injects = scenarioSchema.parse({
  format: 'matoi-scenario/1',
  id: 'x',
  title: 't',
  about: 'a',
  duration: '4h',
  roles: [{ id: 'duty', title: 'd', fill: 'on-duty' }],
  injects: [
    inject('start', { at: '0m', expects: [{ id: 'rate', text: 'r', entry: 'case.rated' }] }),
    inject('thanks', { at: '10m', when: { met: 'start/rate' }, until: '30m' }),
    inject('reproach', { at: '20m', when: { not: { met: 'start/rate' } }, until: '30m' }),
    inject('next', { after: { inject: 'thanks', delay: '5m' } }),
    inject('both', { at: '15m', when: { all: [{ fired: 'start' }, { any: [{ fired: 'next' }, { fired: 'reproach' }] }] } }),
  ],
}).injects;
const minutes = (outcomes: readonly Outcome[]) => outcomes.map(({ injectId, is, at }) => `${injectId} ${is} ${at / 60}`);

describe('exercise/run/advance', () => {
  it('sends what is due, what waits when its act was done, and what follows after its delay', () => {
    const { outcomes } = advance(injects, begun, [{ at: 12 * 60, kind: 'case.rated' }], 3600);
    expect(minutes(outcomes)).toEqual(['start sent 0', 'thanks sent 12', 'next sent 17', 'both sent 17', 'reproach lapsed 30']);
  });

  it('goes the other way where nobody acted, and what follows a lapsed one lapses with it', () => {
    const { outcomes, progress } = advance(injects, begun, [{ at: 31 * 60, kind: 'case.rated' }], 3600);
    expect(minutes(outcomes)).toEqual(['start sent 0', 'reproach sent 20', 'both sent 20', 'thanks lapsed 30', 'next lapsed 30']);
    expect(nextMoment(injects, progress)).toBeNull();
  });

  it('an act before the inject came fulfils nothing', () => {
    const early = advance(injects, { ...begun, offsets: { start: 300 } }, [{ at: 60, kind: 'case.rated' }], 3600);
    expect(minutes(early.outcomes)).toContain('reproach sent 20');
  });

  it('what comes when does not hang on how often it is asked', () => {
    const acts = fc.array(fc.record({ at: fc.integer({ min: 1, max: 3000 }), kind: fc.constantFrom('case.rated', 'case.noted') }), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(acts, fc.array(fc.integer({ min: 1, max: 3600 }), { maxLength: 20 }), (done, stops) => {
        const sorted: readonly Act[] = done.toSorted((a, b) => a.at - b.at);
        const whole = advance(injects, begun, sorted, 3600).outcomes;
        let progress = begun;
        const pieces: Outcome[] = [];
        for (const to of [...stops, 3600].toSorted((a, b) => a - b)) {
          const fresh = sorted.filter(({ at }) => at > progress.settledTo && at <= to);
          const step = advance(injects, progress, fresh, to);
          pieces.push(...step.outcomes);
          progress = step.progress;
        }
        expect(pieces).toEqual(whole);
      }),
    );
  });

  it('no inject comes twice, whatever the scenario and the acts', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const any = fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: 9 }),
        of: fc.integer({ min: 0, max: 4 }),
        how: fc.constantFrom('none', 'fired', 'not', 'after'),
      }),
      { minLength: 5, maxLength: 5 },
    );
    fc.assert(
      fc.property(any, (parts) => {
        const all = parts.map(({ at, of, how }, i) => {
          const other = ids[of % Math.max(1, i)] ?? 'a';
          const when =
            i === 0 || how === 'none' || how === 'after' ? {} : { when: how === 'fired' ? { fired: other } : { not: { fired: other } } };
          return inject(
            ids[i] ?? '',
            how === 'after' && i > 0 ? { after: { inject: other, delay: `${at}m` } } : { at: `${at}m`, ...when, until: '20m' },
          );
        });
        const made = all.map((one) => ({ expects: [], objectives: [], traits: [], from: '', ...one })) as unknown as Scenario['injects'];
        const names = advance(made, begun, [], 7200).outcomes.map(({ injectId }) => injectId);
        expect(new Set(names).size).toBe(names.length);
        expect(names.length).toBe(5);
      }),
    );
  });
});

describe('exercise/run/clock', () => {
  const at = (text: string) => `2026-11-21T${text}Z` as Instant;

  it('runs at its speed, stands still while it is paused, and goes on with the speed that it had', () => {
    const start = [{ real: at('00:00:00.000'), virtual: 0, speed: 60 }];
    const paused = withSpeed(start, at('00:01:00.000'), 0);
    expect([virtualAt(paused, at('00:00:30.500')), virtualAt(paused, at('00:09:00.000')), speedBeforePause(paused)]).toEqual([
      1830, 3600, 60,
    ]);
    const on = withSpeed(paused, at('00:10:00.000'), speedBeforePause(paused));
    expect(virtualAt(on, at('00:10:01.000'))).toBe(3660);
    expect([millisUntil(on, at('00:10:01.000'), 3720), millisUntil(paused, at('00:05:00.000'), 9999)]).toEqual([1000, null]);
  });
});
