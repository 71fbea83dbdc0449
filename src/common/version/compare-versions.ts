// SPDX-License-Identifier: Apache-2.0
import { compareDebianVersions, isDebianVersion } from './debian-version.ts';
import { compareLoose, withoutLocale } from './loose-version.ts';
import { compareRpmVersions, isRpmVersion, parseEvr } from './rpm-version.ts';

/** How versions of a product are ordered. `text`: said in words only, a person must compare. */
export type VersionScheme = 'cpan' | 'semver' | 'pep440' | 'dpkg' | 'rpm' | 'generic' | 'text';

/** Negative, zero, positive; null when one of the two is no version of the scheme. */
export function compareVersions(scheme: VersionScheme, a: string, b: string): number | null {
  switch (scheme) {
    case 'cpan':
      return compareCpan(a, b);
    case 'semver':
      return compareSemver(a, b);
    case 'pep440':
      return compareLoose(spelledOut(a), spelledOut(b));
    case 'dpkg':
      return compareDpkg(a, b);
    case 'rpm':
      return compareRpm(a, b);
    case 'generic':
      return compareLoose(a, b);
    default:
      return null;
  }
}

/** Python's short marks of what comes before a release (PEP 440): `1.0a2`, `1.0b1`, `1.0c1`. */
function spelledOut(version: string): string {
  return version.replace(
    /(\d[._-]?)([abc])(?=[._-]?\d)/i,
    (_, number: string, mark: string) => `${number}${PEP440[mark.toLowerCase()] ?? mark}`,
  );
}

const PEP440: Readonly<Record<string, string>> = { a: 'alpha', b: 'beta', c: 'rc' };

function compareDpkg(a: string, b: string): number | null {
  return isDebianVersion(a) && isDebianVersion(b) ? compareDebianVersions(a, b) : null;
}

/** A bound without a release speaks of every release of the version. */
function compareRpm(a: string, b: string): number | null {
  if (!isRpmVersion(a) || !isRpmVersion(b)) return null;
  const bare = (text: string) => parseEvr(text).release === null;
  const cut = (text: string) => (bare(a) || bare(b) ? text.trim().replace(/-[^-]*$/, '') : text);
  return compareRpmVersions(cut(a), cut(b));
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
  const left = shape.exec(withoutLocale(a));
  const right = shape.exec(withoutLocale(b));
  if (left === null || right === null) return compareLoose(a, b);
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

function compareLists(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const order = (a[at] ?? 0) - (b[at] ?? 0);
    if (order !== 0) return Math.sign(order);
  }
  return 0;
}
