// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openWays } from '../../../test/support/duty-world.ts';
import { holidayBook } from '../../adapters/holidays/holidays.ts';
import { isZone } from '../../kernel/instant.ts';
import { lintRota } from './lint.ts';
import { planFaults, planSchema } from './plan.ts';
import { openRota } from './roster.ts';

const CASES = '../shared/cases/acting';
const planOf = (name: string) => planSchema.parse(JSON.parse(readFileSync(`${CASES}/${name}.json`, 'utf8')));
const at = Date.parse('2026-11-30T00:00:00+09:00');

/** The right answers that were collected for duty (expected.md of the cases), by their numbers. */
describe.skipIf(!existsSync(CASES))('duty: the collected cases', () => {
  it('17: who left in mid-week has no duty, and nobody on a weekday that is never theirs', () => {
    const rota = openRota(planOf('17-duty-left-in-mid-week'), holidayBook());
    expect(rota.at('primary', Date.parse('2026-12-04T12:00:00+09:00')).person).toBe('ben');
    for (let day = 0; day < 120; day += 1) {
      const noon = at + day * 86_400_000 + 12 * 3_600_000;
      const { person } = rota.at('primary', noon);
      if (new Date(noon + 9 * 3_600_000).getUTCDay() === 3) expect(person).not.toBe('chie');
      if (noon >= Date.parse('2026-12-03T00:00:00+09:00')) expect(person).not.toBe('aki');
    }
  });

  it('18: a stand-in who is away, and one who has left, are named', () => {
    const { findings } = lintRota(openRota(planOf('18-duty-override-to-one-who-left'), holidayBook()), at, 60, openWays());
    expect(findings.find((one) => one.code === 'duty.away-on-duty')?.text.en).toContain('ben');
    expect(findings.find((one) => one.code === 'duty.not-on-team')?.text.en).toContain('chie');
  });

  it('19: no rota is sound whose only channel is not set up', () => {
    const plan = planOf('19-duty-channel-not-set-up');
    const closed = { mail: { ja: '設定がない', en: 'not set up' } };
    const lint = lintRota(openRota(plan, holidayBook()), at, 60, openWays({ closed }));
    expect([lint.sound, lint.findings.map((one) => one.code)]).toEqual([false, ['duty.unreachable']]);
    expect(lintRota(openRota(plan, holidayBook()), at, 60, openWays()).sound).toBe(true);
  });

  it('24: a closure that ends before it begins is a fault; one that repeats every year is none', () => {
    expect(planFaults(planOf('24-duty-reversed-closure'), isZone)).toEqual([
      'closure 2026-12-29 to 2026-01-03: the end lies before the beginning',
    ]);
  });
});
