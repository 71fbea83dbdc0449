// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { isAwarded } from '../support/award.ts';
import { holds } from '../support/truths.ts';
import { hosting } from './hosting.ts';

const lacks = hosting.lacks();
const play = (plant: string | null) => hosting.run({ size: 'small', pictures: null, lang: 'ja', plant, say: () => undefined });
const wrong = ({ truths }: Awaited<ReturnType<typeof play>>) => truths.filter((truth) => !holds(truth)).map(({ what }) => what.en);

describe.skipIf(lacks !== null)(`incident/hosting${lacks === null ? '' : ` (skipped, missing: ${lacks})`}`, () => {
  it('what was planted, sent, refused and mended stands in the desk, and each caller got the right answer', async () => {
    const outcome = await play(null);
    expect(wrong(outcome)).toEqual([]);
    expect(outcome.truths.length).toBeGreaterThan(12);
    expect(outcome.mustOccur.filter((moment) => outcome.minutes[moment] === null)).toEqual([]);
    expect(isAwarded(outcome.award)).toBe(true);
    // Each fault that can be planted names a row of this table.
    expect(Object.values(hosting.plants).filter((row) => !outcome.truths.some(({ what }) => what.en === row))).toEqual([]);
  });
});
