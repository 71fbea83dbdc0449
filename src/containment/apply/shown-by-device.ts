// SPDX-License-Identifier: Apache-2.0
// What a device's own output says that it closes: words as they stand, and the ranges that it writes in any of the usual ways.
import { contains, formatRange, parseRange, widthOf } from '../../common/address/ip-range.ts';
import type { Range } from '../../common/address/ip-range.ts';
import { writtenRanges } from '../../common/address/written-range.ts';

/** Wider ranges are routes, own networks and "any": that one of them stands there says nothing of a block. */
const WIDEST = { 4: 16, 6: 32 } as const;
/** Words of a line that opens, by whatever maker. */
const OPENS = /\b(?:accept|allow|allowed|pass|permit|permitted)\b/i;

export type Shown = {
  /** Whether it stands there as a word of its own: `10.0.0.1` is not shown by `10.0.0.12`. */
  readonly names: (word: string) => boolean;
  /** Whether a range that stands there holds all of it. */
  readonly covers: (range: string) => boolean;
};

/** `kept`: what must stay open. A range over any of it, or over a whole own network, is no block. Linear in the text. */
export function shownBy(text: string, kept: readonly string[]): Shown {
  const words = new Set<string>();
  const ranges = new Map<string, Range>();
  const open = kept.flatMap((one) => parseRange(one) ?? []);
  const take = (written: string) => {
    const base = parseRange(/^[^\s/]*/.exec(written)?.[0] ?? '');
    for (const range of writtenRanges(written) ?? []) {
      // An interface writes its own address with the mask of its network: that closes nothing.
      const isNetwork = base === null || range.first === base.first || written.includes('-') || written.includes('*');
      if (isNetwork && range.bits >= WIDEST[range.family] && !open.some((one) => contains(range, one)))
        ranges.set(formatRange(range), range);
    }
  };
  for (const line of text.split('\n')) {
    const tokens = [...line.matchAll(/[A-Za-z0-9:._/*-]+/g)].map(([word]) => word);
    for (const word of tokens) words.add(bare(word));
    if (OPENS.test(line)) continue;
    tokens.forEach((word, at) => {
      if (!/^[0-9a-f]*[.:]/i.test(word)) return;
      take(word);
      const [next = '', last = ''] = tokens.slice(at + 1, at + 3);
      if (/^(?:\d{1,3}\.){3}\d{1,3}$/.test(next)) take(`${word} ${next}`);
      if (next === '-') take(`${word}-${last}`);
    });
  }
  const lengths = [...new Set([...ranges.values()].map(({ family, bits }) => `${family}/${bits}`))];
  return {
    names: (word) => words.has(bare(word)),
    covers(text_) {
      const range = parseRange(text_);
      if (range === null) return false;
      return lengths.some((length) => {
        const [family, bits] = length.split('/').map(Number) as [4 | 6, number];
        if (family !== range.family || bits > range.bits) return false;
        const shift = BigInt(widthOf(family) - bits);
        return ranges.has(formatRange({ family, bits, first: (range.first >> shift) << shift }));
      });
    },
  };
}

/** One spelling for one thing: `198.51.100.66/32` is the address, `*.evil.example.` the name. */
export function bare(word: string): string {
  const text = word.toLowerCase();
  const start = /^[*.]*/.exec(text)?.[0].length ?? 0;
  return text
    .slice(start)
    .replace(/\.$/, '')
    .replace(/(\.\d{1,3})\/32$/, '$1')
    .replace(/(:[0-9a-f]*)\/128$/, '$1');
}
