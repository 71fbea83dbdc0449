// SPDX-License-Identifier: Apache-2.0
import { compareVersions } from './compare-versions.ts';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareDebianVersions, isDebianVersion } from './debian-version.ts';
import { compareRpmVersions, isRpmVersion } from './rpm-version.ts';

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

describe('common/version/identifiers', () => {
  it('a number comes before a word that begins with a hyphen (Semantic Versioning 2.0.0, 11.4.3)', () => {
    expect(compareVersions('semver', '1.0.0-1', '1.0.0--a')).toBe(-1);
    expect(compareVersions('semver', '1.0.0--a', '1.0.0-1')).toBe(1);
  });
});

describe('common/version', () => {
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

  it('knows what is no version at all', () => {
    expect(['1.0', '2:1.0-1', '1:2:3-4', '1.0-1~bpo+1', 'x:1.0', '1:', '1.0_2', '1.0-', ''].map(isDebianVersion)).toEqual([
      ...Array.from({ length: 4 }, () => true),
      ...Array.from({ length: 5 }, () => false),
    ]);
    expect(['1.0', '2:1.0-1.el9', '1.0^git1-2', 'x:1.0', '1-2-3', '1:', ''].map(isRpmVersion)).toEqual([
      ...Array.from({ length: 3 }, () => true),
      ...Array.from({ length: 4 }, () => false),
    ]);
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
