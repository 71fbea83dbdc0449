// SPDX-License-Identifier: Apache-2.0
/** [epoch:]version[-release]; a missing epoch is 0. What stands before a colon is an epoch only when it is digits. */
export type Evr = { readonly epoch: number; readonly version: string; readonly release: string | null };

/** Epoch, version and release of an RPM version, `[E:]V[-R]`; no epoch is 0. */
export function parseEvr(text: string): Evr {
  const colon = text.indexOf(':');
  const hasEpoch = colon >= 0 && /^\d*$/.test(text.slice(0, colon));
  const rest = hasEpoch ? text.slice(colon + 1) : text;
  const hyphen = rest.lastIndexOf('-');
  return {
    epoch: hasEpoch ? Number(text.slice(0, colon)) : 0,
    version: hyphen < 0 ? rest : rest.slice(0, hyphen),
    release: hyphen < 0 ? null : rest.slice(hyphen + 1),
  };
}

/** Whether it is one at all: an epoch of digits, a version, at most one release. */
export function isRpmVersion(text: string): boolean {
  return /^(?:\d{1,9}:)?[^-\s:]+(?:-[^-\s]+)?$/.test(text.trim());
}

/** As `rpm.labelCompare` orders (rpmvercmp): negative, 0 or positive. */
export function compareRpmVersions(a: string, b: string): number {
  const left = parseEvr(a.trim());
  const right = parseEvr(b.trim());
  const byVersion = left.epoch - right.epoch || compareRpmPart(left.version, right.version);
  if (byVersion !== 0) return byVersion;
  // No release at all is older than any release, even an empty one.
  if (left.release === null || right.release === null) return (left.release === null ? 0 : 1) - (right.release === null ? 0 : 1);
  return compareRpmPart(left.release, right.release);
}

/**
 * One version or release as rpm orders it: stretches of digits and of letters, anything else only parts them; `~` sorts
 * before everything, even the end; `^` after the end but before anything else; digits are newer than letters.
 */
export function compareRpmPart(a: string, b: string): number {
  let left = a;
  let right = b;
  while (left !== '' || right !== '') {
    left = left.replace(/^[^A-Za-z0-9~^]+/, '');
    right = right.replace(/^[^A-Za-z0-9~^]+/, '');
    if (left.startsWith('~') || right.startsWith('~')) {
      if (!left.startsWith('~')) return 1;
      if (!right.startsWith('~')) return -1;
      [left, right] = [left.slice(1), right.slice(1)];
      continue;
    }
    if (left.startsWith('^') || right.startsWith('^')) {
      if (left === '') return -1;
      if (right === '') return 1;
      if (!left.startsWith('^')) return 1;
      if (!right.startsWith('^')) return -1;
      [left, right] = [left.slice(1), right.slice(1)];
      continue;
    }
    if (left === '' || right === '') break;
    const digits = /^[0-9]/.test(left);
    const stretch = digits ? /^[0-9]+/ : /^[A-Za-z]+/;
    const x = stretch.exec(left)?.[0] ?? '';
    const y = stretch.exec(right)?.[0] ?? '';
    // Different kinds: the number is newer.
    if (y === '') return digits ? 1 : -1;
    const order = digits ? compareDigits(x, y) : compareText(x, y);
    if (order !== 0) return order;
    [left, right] = [left.slice(x.length), right.slice(y.length)];
  }
  return (left === '' ? 0 : 1) - (right === '' ? 0 : 1);
}

function compareDigits(a: string, b: string): number {
  const [x, y] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  return x.length - y.length || compareText(x, y);
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
