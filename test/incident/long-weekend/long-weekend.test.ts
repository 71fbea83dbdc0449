// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { isAwarded } from '../support/award.ts';
import { holds } from '../support/truths.ts';
import { longWeekend } from './long-weekend.ts';

const lacks = longWeekend.lacks();
const play = (plant: string | null) => longWeekend.run({ size: 'small', pictures: null, lang: 'ja', plant, say: () => undefined });
const wrong = ({ truths }: Awaited<ReturnType<typeof play>>) => truths.filter((truth) => !holds(truth)).map(({ what }) => what.en);

describe.skipIf(lacks !== null)(`incident/long-weekend${lacks === null ? '' : ` (skipped, missing: ${lacks})`}`, () => {
  it('what the network, the kernel, the mail server and the calendar say stands in the desk, and what was cut stays cut', async () => {
    const outcome = await play(null);
    expect(wrong(outcome)).toEqual([]);
    expect(outcome.truths.length).toBeGreaterThan(30);
    expect(outcome.mustOccur.filter((moment) => outcome.minutes[moment] === null)).toEqual([]);
    expect(isAwarded(outcome.award)).toBe(true);
    // Each fault that can be planted names a row of this table.
    expect(Object.values(longWeekend.plants).filter((row) => !outcome.truths.some(({ what }) => what.en === row))).toEqual([]);
  });
});
