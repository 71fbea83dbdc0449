// SPDX-License-Identifier: Apache-2.0
/** Debian Policy 5.6.12: epoch, upstream, revision; `~` sorts before everything, even the end. */
export function compareDpkg(a: string, b: string): number | null {
  const left = split(a);
  const right = split(b);
  if (left === null || right === null) return null;
  return (
    Math.sign(left.epoch - right.epoch) ||
    compareDebianPart(left.upstream, right.upstream) ||
    compareDebianPart(left.revision, right.revision)
  );
}

function split(text: string): { readonly epoch: number; readonly upstream: string; readonly revision: string } | null {
  const match = /^(?:(\d{1,9}):)?([A-Za-z0-9.+~:-]*?)(?:-([A-Za-z0-9.+~]+))?$/.exec(text.trim());
  if (match === null || (match[2] ?? '') === '') return null;
  return { epoch: Number(match[1] ?? 0), upstream: match[2] ?? '', revision: match[3] ?? '' };
}

function rank(char: string | undefined): number {
  if (char === '~') return -1;
  if (char === undefined || /\d/.test(char)) return 0;
  const code = char.charCodeAt(0);
  return /[A-Za-z]/.test(char) ? code : code + 256;
}

function compareDebianPart(a: string, b: string): number {
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    while ((i < a.length && !/\d/.test(a[i] ?? '')) || (j < b.length && !/\d/.test(b[j] ?? ''))) {
      const order = rank(a[i]) - rank(b[j]);
      if (order !== 0) return Math.sign(order);
      i += 1;
      j += 1;
    }
    const x = /^\d*/.exec(a.slice(i))?.[0] ?? '';
    const y = /^\d*/.exec(b.slice(j))?.[0] ?? '';
    const order = compareDigits(x, y);
    if (order !== 0) return order;
    i += x.length;
    j += y.length;
  }
  return 0;
}

function compareDigits(x: string, y: string): number {
  const a = x.replace(/^0+/, '');
  const b = y.replace(/^0+/, '');
  if (a.length !== b.length) return Math.sign(a.length - b.length);
  return a < b ? -1 : Number(a > b);
}

/** rpmvercmp: epoch, version, release; `~` before, `^` after the end. */
export function compareRpm(a: string, b: string): number | null {
  const shape = /^(?:(\d{1,9}):)?([^-\s:]+)(?:-([^-\s]+))?$/;
  const left = shape.exec(a.trim());
  const right = shape.exec(b.trim());
  if (left === null || right === null) return null;
  const epoch = Math.sign(Number(left[1] ?? 0) - Number(right[1] ?? 0));
  if (epoch !== 0) return epoch;
  const version = rpmPart(left[2] ?? '', right[2] ?? '');
  // A bound without a release speaks of every release of the version.
  if (version !== 0 || left[3] === undefined || right[3] === undefined) return version;
  return rpmPart(left[3], right[3]);
}

function rpmPart(a: string, b: string): number {
  const x = a.match(/\d+|[A-Za-z]+|~|\^/g) ?? [];
  const y = b.match(/\d+|[A-Za-z]+|~|\^/g) ?? [];
  for (let at = 0; at < Math.max(x.length, y.length); at += 1) {
    const l = x[at];
    const r = y[at];
    if (l === r) continue;
    if (l === '~' || r === '~') return l === '~' ? -1 : 1;
    if (l === '^' || r === '^') {
      if (l === undefined || r === undefined) return l === undefined ? -1 : 1;
      return l === '^' ? -1 : 1;
    }
    if (l === undefined || r === undefined) return l === undefined ? -1 : 1;
    const lDigits = /\d/.test(l);
    const rDigits = /\d/.test(r);
    if (lDigits !== rDigits) return lDigits ? 1 : -1;
    const order = lDigits ? compareDigits(l, r) : l < r ? -1 : 1;
    if (order !== 0) return order;
  }
  return 0;
}
