// SPDX-License-Identifier: Apache-2.0
// Values and their modifiers (Sigma 2.1, appendix "Modifiers").
import { formatPrefix, parseRange } from '../../common/address/ip-range.ts';
import type { Item, Match, Piece, TimePart } from './rule.ts';
import { timeParts, Unsupported } from './rule.ts';

type Scalar = string | number | boolean | null;

/** `\*`, `\?` and `\\` are plain; a backslash before anything else is itself (specification, "Escape Character"). */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let plain = '';
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    const next = text[at + 1];
    if (char === '\\' && (next === '*' || next === '?' || next === '\\')) {
      plain += next;
      at += 1;
    } else if (char === '*' || char === '?') {
      if (plain !== '') pieces.push({ plain });
      pieces.push({ wild: char });
      plain = '';
    } else plain += char;
  }
  if (plain !== '') pieces.push({ plain });
  return pieces;
}

const ANY: Piece = { wild: '*' };
const TRANSFORMS = new Set(['base64', 'base64offset', 'utf16', 'utf16le', 'utf16be', 'wide', 'windash', 'expand']);
const PLACES = new Set(['contains', 'startswith', 'endswith']);
const REGEX_FLAGS = new Set(['i', 'm', 's']);
const COMPARISONS = new Set(['lt', 'lte', 'gt', 'gte']);
const KNOWN = new Set([
  ...TRANSFORMS,
  ...PLACES,
  ...REGEX_FLAGS,
  ...COMPARISONS,
  ...timeParts,
  'all',
  'exists',
  'cased',
  'neq',
  're',
  'cidr',
  'fieldref',
]);

/** `field|mod|mod: value` as an item. Placeholders (`expand`) are filled from `placeholders`. */
export function itemOf(key: string, raw: unknown, placeholders: Readonly<Record<string, readonly string[]>>): Item {
  const [name = '', ...modifiers] = key.split('|');
  const unknown = modifiers.find((modifier) => !KNOWN.has(modifier));
  if (unknown !== undefined)
    throw new Unsupported(`modifier "${unknown}" is not one of Sigma 2.1`, `修飾子「${unknown}」は Sigma 2.1 にない`);
  const values = (Array.isArray(raw) ? raw : [raw]).map(scalar);
  const matches = values.flatMap((value) => matchesOf(value, modifiers, placeholders));
  return { field: name === '' ? null : name, matches, all: modifiers.includes('all'), not: modifiers.includes('neq') };
}

function scalar(value: unknown): Scalar {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw new Unsupported('a value that is neither text, number, truth value nor null', '値が文字列・数・真偽値・null のどれでもない');
}

function matchesOf(value: Scalar, modifiers: readonly string[], placeholders: Readonly<Record<string, readonly string[]>>): Match[] {
  const has = (name: string) => modifiers.includes(name);
  if (has('exists')) return [{ is: 'exists', value: value === true || value === 'true' || value === 'yes' }];
  if (value === null) return [{ is: 'null' }];
  if (has('re')) return [regex(String(value), modifiers.filter((modifier) => REGEX_FLAGS.has(modifier)).join(''))];
  if (has('cidr')) return [cidr(String(value))];
  const comparison = modifiers.find((modifier) => COMPARISONS.has(modifier));
  if (comparison !== undefined) return [{ is: 'compare', by: comparison as 'lt', value: numberFrom(value) }];
  const part = modifiers.find((modifier): modifier is TimePart => (timeParts as readonly string[]).includes(modifier));
  if (part !== undefined) return [{ is: 'time', part, value: numberFrom(value) }];
  const cased = has('cased');
  if (has('fieldref')) {
    const at = has('contains') ? 'anywhere' : has('startswith') ? 'start' : has('endswith') ? 'end' : 'whole';
    return [{ is: 'field', field: String(value), at, cased }];
  }
  const place = modifiers.filter((modifier) => PLACES.has(modifier));
  if (typeof value === 'number' && place.length === 0 && !modifiers.some((modifier) => TRANSFORMS.has(modifier)))
    return [{ is: 'number', value }];
  return transform(String(value), modifiers, placeholders).map((pieces) => ({ is: 'text', pieces: placed(pieces, place), cased }));
}

function placed(pieces: readonly Piece[], place: readonly string[]): Piece[] {
  const before = place.includes('contains') || place.includes('endswith') ? [ANY] : [];
  const after = place.includes('contains') || place.includes('startswith') ? [ANY] : [];
  return [...before, ...pieces, ...after];
}

/** Modifiers in the order in which the rule chains them; each may turn one value into several. */
function transform(text: string, modifiers: readonly string[], placeholders: Readonly<Record<string, readonly string[]>>): Piece[][] {
  let values: readonly string[] = [text];
  let bytes: readonly Uint8Array[] | null = null;
  for (const modifier of modifiers) {
    if (modifier === 'expand') values = values.flatMap((value) => expand(value, placeholders));
    else if (modifier === 'windash') values = values.flatMap(dashes);
    else if (modifier.startsWith('utf16') || modifier === 'wide') bytes = values.map((value) => utf16(plainOnly(value), modifier));
    else if (modifier === 'base64' || modifier === 'base64offset') {
      const raw = bytes ?? values.map((value) => new TextEncoder().encode(plainOnly(value)));
      const coded = raw.flatMap((one) => (modifier === 'base64' ? [base64(one)] : [0, 1, 2].map((shift) => base64At(one, shift))));
      return coded.map((plain) => [{ plain }]);
    }
  }
  if (bytes !== null) return bytes.map((one) => [{ plain: Array.from(one, (byte) => String.fromCharCode(byte)).join('') }]);
  return values.map(piecesOf);
}

function plainOnly(value: string): string {
  const pieces = piecesOf(value);
  if (pieces.some((piece) => 'wild' in piece))
    throw new Unsupported('a wildcard inside an encoded value', '符号化する値の中にワイルドカードがある');
  return pieces.map((piece) => ('plain' in piece ? piece.plain : '')).join('');
}

function expand(value: string, placeholders: Readonly<Record<string, readonly string[]>>): string[] {
  const name = /%([^%]+)%/.exec(value)?.[1];
  if (name === undefined) return [value];
  const given = placeholders[name];
  if (given === undefined) throw new Unsupported(`placeholder %${name}% has no values here`, `置き換え語 %${name}% に入れる値がない`);
  return given.flatMap((one) =>
    expand(
      value.replace(`%${name}%`, () => one),
      placeholders,
    ),
  );
}

const DASHES = ['-', '/', '\u2013', '\u2014', '\u2015'] as const;

/** Every dash that stands before a word may be any of five characters; more than four of them would explode. */
function dashes(value: string): string[] {
  const places = [...value.matchAll(/(?<=^|\s)[-/\u2013\u2014\u2015](?=\w)/g)].map((found) => found.index);
  if (places.length > 4) throw new Unsupported('windash on more than four flags', 'windash の対象が 5 つ以上ある');
  return places.reduce<string[]>(
    (all, place) => all.flatMap((one) => DASHES.map((dash) => one.slice(0, place) + dash + one.slice(place + 1))),
    [value],
  );
}

function utf16(text: string, kind: string): Uint8Array {
  const mark = kind === 'utf16' ? [0xff, 0xfe] : [];
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
  return new Uint8Array([...mark, ...units.flatMap((unit) => (kind === 'utf16be' ? [unit >> 8, unit & 255] : [unit & 255, unit >> 8]))]);
}

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** The part of the encoding that does not depend on what stands around the value. */
function base64At(bytes: Uint8Array, shift: number): string {
  const coded = base64(new Uint8Array([...new Uint8Array(shift), ...bytes]));
  const start = [0, 2, 3][shift] ?? 0;
  const end = [0, -3, -2][(bytes.length + shift) % 3] ?? 0;
  return end === 0 ? coded.slice(start) : coded.slice(start, end);
}

function regex(pattern: string, flags: string): Match {
  if (/\(\?(?:[=!]|<[=!])/.test(pattern))
    throw new Unsupported(
      'regular expression with look-around: the engine (RE2) has none',
      '正規表現に先読み・後読みがある（検索エンジン RE2 にない機能）',
    );
  if (/\\[1-9]/.test(pattern.replaceAll('\\\\', '')))
    throw new Unsupported(
      'regular expression with a back-reference: the engine (RE2) has none',
      '正規表現に後方参照がある（検索エンジン RE2 にない機能）',
    );
  if (/\(\?>|[*+?}]\+/.test(pattern.replaceAll(/\\./g, '')))
    throw new Unsupported(
      'regular expression with an atomic group or possessive quantifier: the engine (RE2) has none',
      '正規表現にアトミックグループか強欲な量指定がある（検索エンジン RE2 にない機能）',
    );
  return { is: 'regex', pattern, flags };
}

function cidr(text: string): Match {
  const range = text.includes('/') ? parseRange(text) : null;
  if (range === null) throw new Unsupported(`"${text}" is not a network range`, `「${text}」はアドレスの範囲ではない`);
  return { is: 'cidr', range: formatPrefix(range) };
}

function numberFrom(value: Scalar): number {
  const number = Number(value);
  if (!Number.isFinite(number) || value === '')
    throw new Unsupported(`"${String(value)}" is not a number`, `「${String(value)}」は数ではない`);
  return number;
}
