// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { compareDebianVersions } from '../../../src/common/version/debian-version.ts';
import { compareRpmVersions } from '../../../src/common/version/rpm-version.ts';
import { seeded } from '../../support/exposure-tree.ts';
import { labLacks } from '../../support/lab-needs.ts';

const PIECES = [
  '0',
  '1',
  '2',
  '9',
  '10',
  '007',
  'a',
  'b',
  'rc',
  'A',
  'Z',
  '.',
  '.',
  '+',
  '~',
  '~~',
  'deb12u1',
  'really',
  'dfsg',
  'git20261122',
  '18446744073709551617',
];

/** Neighbours differ in one or two places: there the rules bite, not between two random texts. */
function pairs(count: number, seed: number, pieces: readonly string[], revision: string): readonly (readonly [string, string])[] {
  const roll = seeded(seed);
  const pick = () => pieces[roll(pieces.length)] as string;
  const one = () => {
    const epoch = roll(5) === 0 ? `${roll(3)}:` : '';
    const upstream = `${roll(12)}${Array.from({ length: roll(6) }, pick).join('')}`;
    return `${epoch}${upstream}${roll(3) === 0 ? '' : `-${roll(4)}${roll(2) === 0 ? pick() : ''}${revision}`}`;
  };
  return Array.from({ length: count }, () => {
    const a = one();
    if (roll(4) === 0) return [a, one()] as const;
    const at = 1 + roll(a.length);
    return [a, roll(2) === 0 ? a.slice(0, at) + pick() + a.slice(at) : a.slice(0, at) + a.slice(at + 1)] as const;
  }).filter(([, b]) => /^(\d+:)?\d[^:]*$/.test(b) && !/[-:]$/.test(b));
}

const letter = (order: number) => (order < 0 ? '<' : order > 0 ? '>' : '=');
const differing = (some: readonly (readonly [string, string])[], said: readonly string[], compare: (a: string, b: string) => number) =>
  some.flatMap(([a, b], at) => {
    const here = letter(compare(a, b));
    return here === said[at] && letter(compare(b, a)) === { '<': '>', '>': '<', '=': '=' }[here]
      ? []
      : [`${a} ${said[at]} ${b}, here ${here}`];
  });

const dpkgLacks = labLacks(['dpkg'], false);
describe.skipIf(dpkgLacks !== null)(`lab/exposure/versions against dpkg${dpkgLacks === null ? '' : ` (needs ${dpkgLacks})`}`, () => {
  it('orders as dpkg --compare-versions does', () => {
    const some = pairs(1000, 11, PIECES, '');
    // 2 means that dpkg takes one of the two for no version at all: such a pair has no order.
    const script =
      'while read -r a b; do dpkg --compare-versions "$a" lt "$b"; case $? in 0) printf "<"; continue;; 2) printf "!"; continue;; esac; if dpkg --compare-versions "$a" gt "$b"; then printf ">"; else printf "="; fi; done';
    const input = some.map(([a, b]) => `${a} ${b}\n`).join('');
    const said = [...execFileSync('sh', ['-c', script], { input, stdio: ['pipe', 'pipe', 'ignore'] }).toString()];

    expect(said).toHaveLength(some.length);
    const valid = some.flatMap((pair, at) => (said[at] === '!' ? [] : [{ pair, said: said[at] as string }]));
    expect(valid.length).toBeGreaterThan(750);
    expect(new Set(valid.map((each) => each.said))).toEqual(new Set(['<', '>', '=']));
    expect(
      differing(
        valid.map((each) => each.pair),
        valid.map((each) => each.said),
        compareDebianVersions,
      ),
    ).toEqual([]);
  });
});

const rpmLacks = labLacks(['rpm'], false);
describe.skipIf(rpmLacks !== null)(`lab/exposure/versions against rpm${rpmLacks === null ? '' : ` (needs ${rpmLacks})`}`, () => {
  it('orders as rpm does, with epochs, ~ and ^', () => {
    const some = pairs(40_000, 12, [...PIECES, '^', '^git1', '_', 'el9', '.module_el9.4.0+1+2'], '.el9');
    const lua =
      'for line in io.lines() do local a, b = line:match("([^ ]+) ([^ ]+)"); local x, y = rpm.ver(a), rpm.ver(b); print(x < y and "<" or y < x and ">" or "=") end';
    const input = some.map(([a, b]) => `${a} ${b}\n`).join('');
    const said = [
      ...execFileSync('rpm', ['--eval', `%{lua:${lua}}`], { input, maxBuffer: 1 << 26 })
        .toString()
        .trim(),
    ];

    expect(said).toHaveLength(some.length);
    expect(new Set(said)).toEqual(new Set(['<', '>', '=']));
    expect(differing(some, said, compareRpmVersions)).toEqual([]);
  });
});
