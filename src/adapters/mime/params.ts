// SPDX-License-Identifier: Apache-2.0
import { decodeText } from './charset/charset.ts';
import { decodeHeader } from './header-words.ts';

export type Structured = { readonly value: string; readonly params: Readonly<Record<string, string>> };

type Piece = { readonly order: number; readonly coded: boolean; readonly text: string };

/** A value with parameters (RFC 2045), with continuations and charsets (RFC 2231) and the words that mailers put there all the same. */
export function readStructured(raw: string, note: (text: string) => void): Structured {
  const [first = '', ...rest] = cutUnquoted(raw.slice(0, 16_384));
  const pieces = new Map<string, Piece[]>();
  for (const item of rest.slice(0, 100)) {
    const equals = item.indexOf('=');
    if (equals < 0) continue;
    const match = /^([^*\s]+)(?:[*](\d{1,3}))?([*])?$/.exec(item.slice(0, equals).trim().toLowerCase());
    if (match === null) continue;
    const [, name = '', order, coded] = match;
    const list = pieces.get(name) ?? [];
    pieces.set(name, [
      ...list,
      { order: order === undefined ? -1 : Number(order), coded: coded !== undefined, text: unquote(item.slice(equals + 1).trim()) },
    ]);
  }
  const params = [...pieces].map(([name, list]) => [name, join(list, note)] as const);
  return { value: first.trim().toLowerCase().replaceAll(/\s+/g, ''), params: Object.fromEntries(params) };
}

function join(list: readonly Piece[], note: (text: string) => void): string {
  const coded = list.some((piece) => piece.coded);
  const continued = list.filter((piece) => piece.order >= 0).toSorted((a, b) => a.order - b.order);
  const chosen = continued.length > 0 ? continued : list.filter((piece) => piece.coded === coded).slice(0, 1);
  const text = chosen.map((piece) => piece.text).join('');
  if (!coded) return decodeHeader(text, null, note);
  const match = /^([^']*)'[^']*'([\s\S]*)$/.exec(text);
  const bytes = Buffer.from(
    (match?.[2] ?? text).replaceAll(/%([0-9a-f]{2})/gi, (_, two: string) => String.fromCharCode(Number.parseInt(two, 16))),
    'latin1',
  );
  const decoded = decodeText(bytes, match?.[1] ?? null);
  if (decoded.note !== null) note(`parameter: ${decoded.note}`);
  return decoded.text;
}

/** Cuts at semicolons outside quotes; comments in parentheses outside quotes fall away. */
function cutUnquoted(raw: string): readonly string[] {
  const out: string[] = [];
  let item = '';
  let quoted = false;
  let depth = 0;
  const lastClosing = raw.lastIndexOf(')');
  for (let at = 0; at < raw.length; at += 1) {
    const char = raw[at] as string;
    if (quoted && char === '\\') {
      item += char + (raw[at + 1] ?? '');
      at += 1;
    } else if (char === '"' && depth === 0) {
      quoted = !quoted;
      item += char;
    } else if (!quoted && char === '(' && (depth > 0 || /[\s;]$|^$/.test(item)) && at < lastClosing) depth += 1;
    else if (!quoted && char === ')' && depth > 0) depth -= 1;
    else if (depth > 0) continue;
    else if (!quoted && char === ';') {
      out.push(item);
      item = '';
    } else item += char;
  }
  return [...out, item];
}

function unquote(text: string): string {
  const match = /^"((?:[^"\\]|\\[\s\S])*)"?/.exec(text);
  if (match !== null) return (match[1] ?? '').replaceAll(/\\(["\\])/g, '$1');
  return text.replace(/^'(.*)'$/, '$1');
}
