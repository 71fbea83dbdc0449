// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareDebianVersions } from './debian-version.ts';
import { compareRpmVersions } from './rpm-version.ts';

const folder = join(import.meta.dirname, '../../../../shared/data/versions');
const sign = { '<': -1, '=': 0, '>': 1 } as const;

function wrongPairs(file: string, compare: (a: string, b: string) => number): { pairs: number; wrong: string[] } {
  const lines = readFileSync(join(folder, file), 'utf8').split('\n');
  const wrong: string[] = [];
  let pairs = 0;
  for (const line of lines) {
    const [a, operator, b] = line.trim().split(' ');
    if (a === undefined || b === undefined || operator === undefined || !(operator in sign)) continue;
    pairs += 1;
    const wanted = sign[operator as keyof typeof sign];
    if (Math.sign(compare(a, b)) !== wanted || Math.sign(compare(b, a)) !== Math.sign(-wanted)) wrong.push(line);
  }
  return { pairs, wrong };
}

describe('exposure/versions', () => {
  it('orders what deb-version(7) says about tildes, epochs and revisions', () => {
    expect(compareDebianVersions('1.0~rc1-1', '1.0-1')).toBeLessThan(0);
    expect(compareDebianVersions('1:0.1', '9.9')).toBeGreaterThan(0);
    expect(compareDebianVersions('1.0-1+deb12u1', '1.0-1')).toBeGreaterThan(0);
    expect(compareDebianVersions('1.0-1~deb12u1', '1.0-1')).toBeLessThan(0);
    expect(compareDebianVersions('1.0', '1.0-0')).toBe(0);
  });

  it('orders carets, tildes, letters and long numbers as rpm does', () => {
    expect(compareRpmVersions('1.0^git1', '1.0')).toBeGreaterThan(0);
    expect(compareRpmVersions('1.0^git1', '1.0.1')).toBeLessThan(0);
    expect(compareRpmVersions('1.0~rc1', '1.0')).toBeLessThan(0);
    expect(compareRpmVersions('20261122123456789012345', '20261122123456789012346')).toBeLessThan(0);
    expect(compareRpmVersions('0:1.0-1.el9', '1.0-1.el9')).toBe(0);
  });

  describe.skipIf(!existsSync(folder))('pairs in stated order (needs ../shared/data/versions)', () => {
    it.each([
      ['debian-versions.txt', compareDebianVersions],
      ['debian-versions-generated.txt', compareDebianVersions],
      ['redhat-versions.txt', compareRpmVersions],
    ])('%s: none wrong', (file, compare) => {
      const { pairs, wrong } = wrongPairs(file, compare);

      expect(pairs).toBeGreaterThan(20);
      expect(wrong).toEqual([]);
    });
  });
});
