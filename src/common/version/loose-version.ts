// SPDX-License-Identifier: Apache-2.0
// Versions of software that follows no published scheme, in the order in which people number releases.

/** One number or word of a version; `hyphen`: a hyphen, underscore or tilde stands before it, not a point and not nothing. */
type Part = { readonly text: string; readonly number: boolean; readonly before: '' | '.' | '-' };
type Loose = { readonly parts: readonly Part[]; readonly line: boolean; readonly anyUpdate: boolean };

const BEFORE = 'alpha|beta|rc|cr|pre|preview|dev|snapshot|m|milestone|nightly|canary';
/** Builds of every day, before an alpha (PEP 440; Maven). */
const EARLIEST = /^(?:dev|snapshot|nightly|canary)$/;
const SAME = 'final|ga|release|stable';
const AFTER = 'p|pl|patch|sp|u|update|post|hotfix|hf|r|rev|build|cu|fp';
const isBefore = new RegExp(`^(?:${BEFORE})$`);
const isSame = new RegExp(`^(?:${SAME})$`);
const isAfter = new RegExp(`^(?:${AFTER})$`);
const SPACED = new RegExp(` (${BEFORE}|${SAME}|${AFTER})(?:[ .]?(\\d{1,9}))?$`);
const ONE_WORD: Readonly<Record<string, string>> = { patch: 'p', pl: 'p', update: 'u' };
const LONGEST = 100;
/** What a commit is called: it has no order. */
const COMMIT = /^(?=\d{0,40}[a-f])[\da-f]{10,64}$/i;

const languages = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** A version without the language of its build (`6.7-ja`, `6.7-pt_BR`, `6.7 日本語版`), which takes no part in its order. */
export function withoutLocale(version: string): string {
  if (version.length > LONGEST || /^[\d.]+$/.test(version)) return version;
  const plain = version
    .normalize('NFKC')
    .trim()
    .replace(/ ?\(?日本語版?\)?$/, '');
  const tail = /[-_. ]([a-z]{2})(?:[-_][A-Za-z]{2})?$/.exec(plain);
  const word = tail?.[1] ?? '';
  if (tail === null || isBefore.test(word) || isSame.test(word) || languages.of(word) === undefined) return plain;
  return plain.slice(0, tail.index);
}

/** `5.x`, `2.4.*`: every release of a line of versions. */
export function isVersionLine(version: string): boolean {
  return /[x*]$/i.test(version) && looseVersion(version)?.line === true;
}

/**
 * Where `version` stands to `bound`: negative, zero, positive; null where nobody can tell. Numbers go by value; `rc`, `beta`,
 * `alpha` come before a release, `p1`, `sp1`, `update 1` after it; a language and a build behind `+` count for nothing. A
 * bound that is a line (`5.x`) or of any update (`2.4.0:*`, CPE 2.3) equals all that it covers; one without a release
 * (`1.2.3`) speaks of each release of it (`1.2.3-4`). A word of unknown meaning behind a version has no order.
 */
export function compareLoose(version: string, bound: string): number | null {
  if (version.trim() !== '' && version.trim().toLowerCase() === bound.trim().toLowerCase()) return 0;
  const left = looseVersion(version);
  const right = looseVersion(bound);
  if (left === null || right === null) return null;
  const shorter = Math.min(left.parts.length, right.parts.length);
  for (let at = 0; at < shorter; at += 1) {
    const order = comparePart(left.parts[at] as Part, right.parts[at] as Part);
    if (order !== 0) return order;
  }
  if (right.line && left.parts.length >= right.parts.length) return 0;
  if (left.line && right.parts.length >= left.parts.length) return null;
  if (right.parts.length > shorter) {
    const weight = restWeight(right.parts.slice(shorter));
    return weight === null || weight === 'release' ? null : weight === 0 ? 0 : -weight;
  }
  const rest = left.parts.slice(shorter);
  if (right.anyUpdate && isUpdate(rest)) return 0;
  const weight = restWeight(rest);
  return weight === 'release' ? 0 : weight;
}

/** What stands behind an equal beginning: before it, after it, nothing, only a release number, or null for what has no order. */
function restWeight(rest: readonly Part[]): number | 'release' | null {
  for (const part of rest) {
    if (part.number && part.before === '-') return 'release';
    const weight = weigh(part);
    if (weight !== 0) return weight === null ? null : Math.sign(weight);
  }
  return 0;
}

/** A marked update of a release: `-rc1`, `p2`, ` SP1`. A letter alone (`1.0.1g`) is a release of its own. */
function isUpdate([word, count]: readonly Part[]): boolean {
  if (word === undefined || word.number) return false;
  return (isBefore.test(word.text) || isAfter.test(word.text)) && (word.before === '-' || word.text.length > 1 || count?.number === true);
}

function comparePart(a: Part, b: Part): number | null {
  if (a.number && b.number) return compareDigits(a.text, b.text);
  const [x, y] = [weigh(a), weigh(b)];
  if (!a.number && !b.number && a.text === b.text) return 0;
  if (x === null || y === null) return null;
  if (x !== y) return Math.sign(x - y);
  if (a.number || b.number) return 0;
  const [early, later] = [EARLIEST.test(a.text), EARLIEST.test(b.text)];
  if (early !== later) return early ? -1 : 1;
  return a.text < b.text ? -1 : 1;
}

function compareDigits(a: string, b: string): number {
  if (a.length !== b.length) return a.length < b.length ? -1 : 1;
  return a < b ? -1 : Number(a > b);
}

function weigh(part: Part): number | null {
  if (part.number) return Number(part.text);
  if (isBefore.test(part.text)) return -1;
  if (isSame.test(part.text)) return 0;
  return isAfter.test(part.text) || (part.before === '' && part.text.length === 1) ? 0.5 : null;
}

/** Null for words, for a range (`1.2-1.4`), and for what does not begin with a number. */
function looseVersion(text: string): Loose | null {
  if (text.length > LONGEST || COMMIT.test(text)) return null;
  const anyUpdate = text.endsWith(':*');
  const plain = withoutLocale(anyUpdate ? text.slice(0, -2) : text)
    .toLowerCase()
    .replace(/^v(?=\d)/, '')
    .replace(/^\d+:(?=\d)/, '')
    .replace(/\+.*$/, '')
    .replace(SPACED, '-$1$2');
  const line = /(?<![x*])(?:\.[x*]){1,5}$/.exec(plain);
  const bare = line === null ? plain : plain.slice(0, line.index);
  if (!/^\d[\w.~-]*$/.test(bare) || isSpan(bare)) return null;
  const parts: Part[] = [];
  let gap = '';
  for (const [piece] of bare.matchAll(/[-_~.]|\d+|[a-z]+/g)) {
    if (/^[-_~.]/.test(piece)) gap = gap === '' ? piece : '-';
    else {
      const number = /^\d/.test(piece);
      const before = gap === '' || gap === '.' ? gap : '-';
      parts.push({ text: number ? piece.replace(/^0+(?=\d)/, '') : (ONE_WORD[piece] ?? piece), number, before });
      gap = '';
    }
  }
  return { parts, line: line !== null, anyUpdate };
}

/** `3.0.0-3.0.15` is two versions, `2.4.6-97.1` one with its release. */
function isSpan(text: string): boolean {
  const [, from, upTo] = /^(\d+(?:\.\d+)*)-(\d+(?:\.\d+)*)$/.exec(text) ?? [];
  if (from === undefined || upTo === undefined) return false;
  return from.split('.').length === upTo.split('.').length;
}
