// SPDX-License-Identifier: Apache-2.0
// Ranges as people and lists write them: prefix, net mask, wildcard mask, from-to, star. Pure; linear in the text.
import { parseAddress, parseRange, parseV4, prefixes } from './ip-range.ts';
import type { Range } from './ip-range.ts';

const MASK = /^(\S+?)\s*\/\s*(\S+)$/;
const BLANK_MASK =
  /^(\S+)\s+(?:(?:(?:sub)?net[-_ ]?|sub|wild-?card[-_ ]?)?mask[:=]?\s*|(?:サブ)?(?:ネット)?マスク[:：]?\s*)?((?:\d{1,3}\.){3}\d{1,3})$/iu;
const STAR = /^((?:\d{1,3}\.){1,3})(?:\*\.)*\*$/;
const SPAN = /^([^\s\u2013\u301c\uff5e~-]+)\s*[-\u2013\u301c\uff5e~]\s*([^\s\u2013\u301c\uff5e~-]+)$/;

/**
 * `192.0.2.1`, `192.0.2.0/24`, `/255.255.255.0`, ` 255.255.255.0`, ` mask 255.255.255.0`, `/0.0.0.255`, `192.0.2.*`, `192.0.2.1-192.0.2.9` and
 * `192.0.2.1-9` as the fewest prefixes that hold exactly these. Null: none of them as a whole; a range that is
 * understood in part is no range.
 */
export function writtenRanges(given: string): readonly Range[] | null {
  const text = given.trim();
  const masked = MASK.exec(text) ?? BLANK_MASK.exec(text);
  if (masked !== null) {
    const bits = bitsOfMask(masked[2] ?? '');
    return bits === null ? null : listed(parseRange(`${masked[1]}/${bits}`));
  }
  const star = STAR.exec(text);
  if (star !== null && text.split('.').length === 4) {
    const fixed = (star[1] ?? '').split('.').length - 1;
    return listed(parseRange(`${star[1]}${Array.from({ length: 4 - fixed }, () => '0').join('.')}/${8 * fixed}`));
  }
  const span = SPAN.exec(text);
  return span === null ? listed(parseAddress(text)) : spanOf(span[1] ?? '', span[2] ?? '');
}

function listed(range: Range | null): readonly Range[] | null {
  return range === null ? null : [range];
}

/** A prefix length, a net mask or its complement (a wildcard mask), as a prefix length. */
function bitsOfMask(text: string): number | null {
  if (/^(?:0|[1-9]\d{0,2})$/.test(text)) return Number(text);
  const mask = parseV4(text);
  if (mask === null) return null;
  const ones = (value: number) => {
    const bits = value.toString(2).padStart(32, '0');
    return /^1*0*$/.test(bits) ? bits.indexOf('0') : -1;
  };
  const net = mask === 0xffffffff ? 32 : ones(mask);
  if (net !== -1) return net;
  const wild = ones(0xffffffff - mask);
  return wild === -1 ? null : wild;
}

function spanOf(from: string, to: string): readonly Range[] | null {
  const first = parseAddress(from);
  const last = parseAddress(/^\d{1,3}$/.test(to) ? from.replace(/\d{1,3}$/, to) : to);
  if (first === null || last === null || first.family !== last.family || last.first < first.first) return null;
  return prefixes(first.family, first.first, last.first);
}
