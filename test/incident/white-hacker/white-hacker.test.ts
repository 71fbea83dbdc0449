// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { isAwarded } from '../support/award.ts';
import { holds } from '../support/truths.ts';
import { whiteHacker } from './white-hacker.ts';

const lacks = whiteHacker.lacks();
const play = (plant: string | null) => whiteHacker.run({ size: 'small', pictures: null, lang: 'ja', plant, say: () => undefined });
const wrong = ({ truths }: Awaited<ReturnType<typeof play>>) => truths.filter((truth) => !holds(truth)).map(({ what }) => what.en);

describe.skipIf(lacks !== null)(`incident/white-hacker${lacks === null ? '' : ` (skipped, missing: ${lacks})`}`, () => {
  it('each truth that servers and files saw stands in the desk, each moment came, and the public was told', async () => {
    const outcome = await play(null);
    expect(wrong(outcome)).toEqual([]);
    expect(outcome.truths.length).toBeGreaterThan(20);
    expect(outcome.mustOccur.filter((moment) => outcome.minutes[moment] === null)).toEqual([]);
    expect(isAwarded(outcome.award)).toBe(true);
    // Each fault that can be planted names a row of this table.
    expect(Object.values(whiteHacker.plants).filter((row) => !outcome.truths.some(({ what }) => what.en === row))).toEqual([]);
  });
});
