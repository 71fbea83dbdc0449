// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { isAwarded } from '../support/award.ts';
import { holds } from '../support/truths.ts';
import { dark } from './dark.ts';

const lacks = dark.lacks();

describe.skipIf(lacks !== null)(`incident/dark${lacks === null ? '' : ` (skipped, missing: ${lacks})`}`, () => {
  it('a day without own mail, names, sign-in and public site stands in the desk as paper, second server and files show it', async () => {
    const outcome = await dark.run({ size: 'small', pictures: null, lang: 'ja', plant: null, say: () => undefined });
    expect(outcome.truths.filter((truth) => !holds(truth)).map(({ what }) => what.en)).toEqual([]);
    expect(outcome.truths.length).toBeGreaterThan(30);
    expect(outcome.mustOccur.filter((moment) => outcome.minutes[moment] === null)).toEqual([]);
    expect(isAwarded(outcome.award)).toBe(true);
    // Each fault that can be planted names a row of this table.
    expect(Object.values(dark.plants).filter((row) => !outcome.truths.some(({ what }) => what.en === row))).toEqual([]);
  });
});
