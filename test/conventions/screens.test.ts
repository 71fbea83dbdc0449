// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const web = join(import.meta.dirname, '..', '..', 'web');

/** A wait, or a failed answer, that a screen draws by itself: `<Loading`, or a choice between the two by hand. */
const BY_HAND = /<Loading\b|\.error === null \?\s*\(?\s*<(?:Loading|Skeleton)\b/;

describe('conventions/screens', () => {
  it('an answer on its way has one form: <Pending on={…} />', () => {
    const screens = ['screens', 'journal'].flatMap((folder) =>
      readdirSync(join(web, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.tsx'))
        .map((file) => `${folder}/${file}`),
    );

    expect(screens.length).toBeGreaterThan(150);
    expect(screens.filter((file) => BY_HAND.test(readFileSync(join(web, file), 'utf8')))).toEqual([]);
  });

  it('would notice a screen that waits in its own way', () => {
    expect(BY_HAND.test('return found.error === null ? <Loading lines={8} /> : <Failed error={found.error} />;')).toBe(true);
    expect(BY_HAND.test('{list.data === undefined ? <Pending on={list} lines={8} /> : null}')).toBe(false);
  });
});
