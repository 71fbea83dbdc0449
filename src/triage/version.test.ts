// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { VersionScheme } from './advisory.port.ts';
import { compareVersions, inRanges } from './version.ts';

const shared = new URL('../../../shared/data/versions/', import.meta.url).pathname;

describe('triage/version', () => {
  test.each([
    ['generic', '1.10', '1.9', 1],
    ['generic', '2.0rc1', '2.0', -1],
    ['generic', '1.0.1a', '1.0.1', 1],
    ['semver', '1.0.0-alpha.2', '1.0.0-alpha.10', -1],
    ['semver', '1.0.0-rc.1', '1.0.0', -1],
    ['cpan', '1.10', '1.9', -1],
    ['cpan', '1.02', 'v1.20.0', 0],
    ['dpkg', '1.0~rc1-1', '1.0-1', -1],
    ['rpm', '1:1.0-1', '2.0-1', 1],
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
