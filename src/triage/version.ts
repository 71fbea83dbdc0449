// SPDX-License-Identifier: Apache-2.0
import type { AffectedRange, VersionScheme } from './advisory.port.ts';
import { compareDpkg, compareRpm } from './version-package.ts';

/** Negative, zero, positive; null when one of the two is no version of the scheme. */
export function compareVersions(scheme: VersionScheme, a: string, b: string): number | null {
  switch (scheme) {
    case 'cpan':
      return compareCpan(a, b);
    case 'semver':
      return compareSemver(a, b);
    case 'dpkg':
      return compareDpkg(a, b);
    case 'rpm':
      return compareRpm(a, b);
    case 'generic':
      return compareGeneric(a, b);
    default:
      return null;
  }
}

export type InRange = 'yes' | 'no' | 'unknown';

/** Whether `version` lies in one of the stretches. `unknown` where a bound cannot be compared: never read as "no". */
export function inRanges(scheme: VersionScheme, version: string | null, ranges: readonly AffectedRange[]): InRange {
  if (ranges.length === 0) return 'unknown';
  const answers = ranges.map((range) => inRange(scheme, version, range));
  if (answers.includes('yes')) return 'yes';
  return answers.includes('unknown') ? 'unknown' : 'no';
}

function inRange(scheme: VersionScheme, version: string | null, range: AffectedRange): InRange {
  const bounds = [range.from, range.before, range.upTo, range.after, range.exact];
  if (bounds.every((bound) => bound === null)) return 'yes';
  if (version === null) return 'unknown';
  const tests: readonly (readonly [string | null, (order: number) => boolean])[] = [
    [range.from, (order) => order >= 0],
    [range.before, (order) => order < 0],
    [range.upTo, (order) => order <= 0],
    [range.after, (order) => order > 0],
    [range.exact, (order) => order === 0],
  ];
  let unknown = false;
  for (const [bound, holds] of tests) {
    if (bound === null) continue;
    const order = compareVersions(scheme, version, bound);
    if (order === null) unknown = true;
    else if (!holds(order)) return 'no';
  }
  return unknown ? 'unknown' : 'yes';
}

/**
 * CPAN (version.pm): `1.02` is a decimal number, `v1.2.3` and `1.2.3` are dotted. A decimal becomes dotted in groups of three
 * digits after the point, so 1.02 = v1.20.0 and 1.10 = v1.100.0. Underscores (trial releases) are ignored.
 */
function compareCpan(a: string, b: string): number | null {
  const left = cpanParts(a);
  const right = cpanParts(b);
  return left === null || right === null ? null : compareLists(left, right);
}

function cpanParts(text: string): readonly number[] | null {
  const plain = text
    .trim()
    .replace(/_/g, '')
    .replace(/-TRIAL\d*$/i, '');
  const decimal = /^(\d+)(?:\.(\d*))?$/.exec(plain);
  if (decimal !== null && !plain.startsWith('v')) {
    const fraction = decimal[2] ?? '';
    const groups = fraction.padEnd(Math.ceil(fraction.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
    return [Number(decimal[1]), ...groups.map(Number)];
  }
  const dotted = /^v?(\d+(?:\.\d+)*)$/.exec(plain);
  return dotted === null ? null : (dotted[1] ?? '').split('.').map(Number);
}

function compareSemver(a: string, b: string): number | null {
  const shape = /^v?(\d+(?:\.\d+)*)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/;
  const left = shape.exec(a.trim());
  const right = shape.exec(b.trim());
  if (left === null || right === null) return compareGeneric(a, b);
  const core = compareLists((left[1] ?? '').split('.').map(Number), (right[1] ?? '').split('.').map(Number));
  if (core !== 0) return core;
  if (left[2] === undefined || right[2] === undefined) return Number(left[2] === undefined) - Number(right[2] === undefined);
  const aIds = left[2].split('.');
  const bIds = right[2].split('.');
  for (let at = 0; at < Math.max(aIds.length, bIds.length); at += 1) {
    const x = aIds[at];
    const y = bIds[at];
    if (x === undefined || y === undefined) return x === undefined ? -1 : 1;
    const order = compareIdentifier(x, y);
    if (order !== 0) return order;
  }
  return 0;
}

function compareIdentifier(x: string, y: string): number {
  const xNumber = /^\d+$/.test(x);
  const yNumber = /^\d+$/.test(y);
  if (xNumber && yNumber) return Math.sign(Number(x) - Number(y));
  if (xNumber !== yNumber) return xNumber ? -1 : 1;
  return x < y ? -1 : Number(x > y);
}

/** Numbers by value, letters by alphabet; `rc`, `beta`, `alpha`, `pre` come before nothing. Null without any digit. */
function compareGeneric(a: string, b: string): number | null {
  const left = generic(a);
  const right = generic(b);
  if (left === null || right === null) return null;
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const order = weigh(left[at]) - weigh(right[at]);
    if (order !== 0) return Math.sign(order);
    const x = left[at];
    const y = right[at];
    if (typeof x === 'string' && typeof y === 'string' && x !== y) return x < y ? -1 : 1;
  }
  return 0;
}

function generic(text: string): readonly (number | string)[] | null {
  const parts = text
    .trim()
    .toLowerCase()
    .replace(/^v(?=\d)/, '')
    .replace(/\+.*$/, '')
    .match(/\d+|[a-z]+/g);
  // Words ("6 R4 and earlier") are no version: comparing their digits would read a maybe as a no.
  if (parts === null || !/^[\w.+~:-]*\d[\w.+~:-]*$/.test(text.trim()) || text.length > 100) return null;
  return parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function weigh(part: number | string | undefined): number {
  if (part === undefined) return 0;
  if (typeof part === 'number') return part;
  return /^(?:a|alpha|b|beta|rc|pre|dev|snapshot|m)$/.test(part) && part !== 'a' && part !== 'b' ? -1 : 0.5;
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const order = (a[at] ?? 0) - (b[at] ?? 0);
    if (order !== 0) return Math.sign(order);
  }
  return 0;
}
