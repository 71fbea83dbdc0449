// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compareVersions } from '../../common/version/compare-versions.ts';
import type { VersionScheme } from './advisory.port.ts';
import { inRanges } from './version.ts';

const shared = new URL('../../../../shared/data/versions/', import.meta.url).pathname;

describe('triage/version', () => {
  test.each([
    ['generic', '1.10', '1.9', 1],
    ['generic', 'v1.2', '1.2.0', 0],
    ['generic', '1.2+build.7', '1.2', 0],
    ['generic', '1.0dev', '1.0', -1],
    ['generic', '1.0m3', '1.0', -1],
    ['generic', '1.0alpha', '1.0beta', -1],
    ['generic', '1.0a', '1.0b', -1],
    ['generic', '1.0b', '1.0', 1],
    ['generic', '1.0z', '1.1', -1],
    ['generic', '6.1.2', '6.1', 1],
    ['generic', '2.0rc1', '2.0', -1],
    ['generic', '1.0.1a', '1.0.1', 1],
    ['semver', '1.0.0-alpha.2', '1.0.0-alpha.10', -1],
    ['semver', '1.0.0-rc.1', '1.0.0', -1],
    // The chain of SemVer 2.0.0, section 11.
    ['semver', '1.0.0-alpha', '1.0.0-alpha.1', -1],
    ['semver', '1.0.0-alpha.1', '1.0.0-alpha.beta', -1],
    ['semver', '1.0.0-alpha.beta', '1.0.0-beta', -1],
    ['semver', '1.0.0-beta', '1.0.0-beta.2', -1],
    ['semver', '1.0.0-beta.2', '1.0.0-beta.11', -1],
    ['semver', '1.0.0-beta.11', '1.0.0-rc.1', -1],
    ['semver', '1.0.0', '2.0.0', -1],
    ['semver', '2.0.0', '2.1.0', -1],
    ['semver', '2.1.0', '2.1.1', -1],
    ['semver', '2.1.10', '2.1.9', 1],
    ['semver', '1.0.0+a', '1.0.0+b', 0],
    ['semver', '1.0.0-rc.1+a', '1.0.0-rc.1', 0],
    ['semver', 'v1.0', '1.0.0', 0],
    ['semver', ' 1.0.0-alpha.1 ', '1.0.0-alpha.beta', -1],
    ['semver', '1.0.0-x.y', '1.0.0-x.y', 0],
    // What is no SemVer is compared as any version is.
    ['semver', '1.0_1', '1.0_2', -1],
    ['cpan', '1.10', '1.9', -1],
    ['cpan', '1.02', 'v1.20.0', 0],
    ['cpan', '1.1', 'v1.100.0', 0],
    ['cpan', '1.002003', 'v1.2.3', 0],
    ['cpan', '1.0020031', 'v1.2.3.100', 0],
    ['cpan', '2', 'v2.0.0', 0],
    ['cpan', '1.2.3', '1.2.4', -1],
    ['cpan', 'v1.2', '1.2', -1],
    ['cpan', '1.02_03', '1.0203', 0],
    ['cpan', '1.02-TRIAL2', '1.02', 0],
    ['cpan', ' 1.02 ', '1.02', 0],
    ['cpan', 'v2', '1.999', 1],
    ['dpkg', '1.0~rc1-1', '1.0-1', -1],
    ['rpm', '1:1.0-1', '2.0-1', 1],
    ['pep440', '1.0a2', '1.0', -1],
    ['pep440', '1.0b1', '1.0a2', 1],
    ['pep440', '1.0c1', '1.0', -1],
    ['pep440', '1.0.dev1', '1.0a1', -1],
    ['pep440', '1.0rc1', '1.0.dev3', 1],
    ['pep440', '1.0.post1', '1.0', 1],
    ['rpm', '1.0-1', '1.0', 0],
    ['rpm', '1.0-1.el9', '1.0-2.el9', -1],
  ] satisfies readonly (readonly [VersionScheme, string, string, number])[])('%s: %s to %s is %d', (scheme, a, b, order) => {
    expect(Math.sign(compareVersions(scheme, a, b) ?? Number.NaN)).toBe(order);
    expect(Math.sign(compareVersions(scheme, b, a) ?? Number.NaN)).toBe(order === 0 ? 0 : -order);
  });

  test('what cannot be compared is unknown, never outside', () => {
    const words = { from: null, before: null, upTo: null, after: null, exact: '6 R4 およびそれ以前' };
    expect(inRanges('generic', '5.0', [words])).toBe('unknown');
    expect(inRanges('generic', null, [{ ...words, exact: null, before: '2.0' }])).toBe('unknown');
    expect(inRanges('text', '1.0', [])).toBe('unknown');
  });

  const nothing = { from: null, before: null, upTo: null, after: null, exact: null };

  test.each([
    ['from', '1.0', { '0.9': 'no', '1.0': 'yes', '1.1': 'yes' }],
    ['after', '1.0', { '0.9': 'no', '1.0': 'no', '1.1': 'yes' }],
    ['before', '1.0', { '0.9': 'yes', '1.0': 'no', '1.1': 'no' }],
    ['upTo', '1.0', { '0.9': 'yes', '1.0': 'yes', '1.1': 'no' }],
    ['exact', '1.0', { '0.9': 'no', '1.0': 'yes', '1.0.0': 'yes', '1.1': 'no' }],
  ] as const)('a bound says on which side it holds: %s %s', (bound, at, wanted) => {
    const range = { ...nothing, [bound]: at };
    for (const [version, answer] of Object.entries(wanted)) expect(inRanges('generic', version, [range]), version).toBe(answer);
  });

  test('between two bounds, in one of three stretches, in all of them, in none', () => {
    const [low, middle, high] = [
      { ...nothing, from: '1.0', before: '1.5' },
      { ...nothing, from: '2.0', before: '2.5' },
      { ...nothing, from: '3.0', before: '3.5' },
    ];
    const asked = (version: string | null) => inRanges('generic', version, [low, middle, high]);

    expect(['0.9', '1.0', '1.4', '1.5', '2.2', '3.4', '3.5'].map(asked)).toEqual(['no', 'yes', 'yes', 'no', 'yes', 'yes', 'no']);
    expect(asked(null)).toBe('unknown');
    expect(inRanges('generic', '9', [low, nothing])).toBe('yes');
    expect(inRanges('generic', null, [nothing])).toBe('yes');
  });

  test('one bound that says no is no, though another cannot be compared; one that says yes is not enough', () => {
    const words = '6 R4 and earlier';

    expect(inRanges('generic', '1.0', [{ ...nothing, from: '2.0', upTo: words }])).toBe('no');
    expect(inRanges('generic', '1.0', [{ ...nothing, from: words, upTo: '0.5' }])).toBe('no');
    expect(inRanges('generic', '3.0', [{ ...nothing, from: '2.0', upTo: words }])).toBe('unknown');
    expect(
      inRanges('generic', '3.0', [
        { ...nothing, upTo: words },
        { ...nothing, upTo: '1.0' },
      ]),
    ).toBe('unknown');
    expect(
      inRanges('generic', '3.0', [
        { ...nothing, upTo: words },
        { ...nothing, from: '2.0' },
      ]),
    ).toBe('yes');
  });

  test.each([
    ['cpan', 'latest', '1.0'],
    ['cpan', '1.0', 'abc'],
    ['generic', 'none', '1.0'],
    ['generic', '1.0', 'none'],
    ['generic', '1 or 2', '1.0'],
    ['generic', `1.${'0'.repeat(99)}`, '1.0'],
    ['semver', '1.0 to 2.0', '1.0'],
    ['text', '1.0', '1.0'],
  ] satisfies readonly (readonly [VersionScheme, string, string])[])('%s: %s and %s cannot be compared', (scheme, a, b) => {
    expect(compareVersions(scheme, a, b)).toBeNull();
  });

  test('a version of a hundred characters is still one', () => {
    expect(compareVersions('generic', `1.${'0'.repeat(97)}1`, '1.0')).toBe(1);
  });

  test.skipIf(!existsSync(shared)).each([
    ['debian-versions.txt', 'dpkg'],
    ['debian-versions-generated.txt', 'dpkg'],
    ['redhat-versions.txt', 'rpm'],
  ] satisfies readonly (readonly [string, VersionScheme])[])('%s: every pair in the stated order', (name, scheme) => {
    const wrong = readFileSync(`${shared}${name}`, 'utf8')
      .split('\n')
      .flatMap((line) => {
        const match = /^(\S+)\s+([<=>])\s+(\S+)$/.exec(line.trim());
        if (match === null) return [];
        // An epoch that is no number is no version (unknown); a bound without a release speaks of every release of the version.
        if (scheme === 'rpm' && ![match[1], match[3]].every((text) => /^(?:\d+:)?[^-:]+-[^-]+$/.test(text ?? ''))) return [];
        const order = compareVersions(scheme, match[1] ?? '', match[3] ?? '');
        const said = order === null ? '?' : order < 0 ? '<' : order > 0 ? '>' : '=';
        return said === match[2] ? [] : [`${line} (said ${said})`];
      });
    expect(wrong).toEqual([]);
  });
});
