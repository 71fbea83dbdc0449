// SPDX-License-Identifier: Apache-2.0
import { foldText } from '../text/normalise-text.ts';

/**
 * A mail's likeness: the smallest `SIZE` hashes of its pieces (a bottom-k sketch, Broder 1997). Two sketches tell how much
 * two texts have in common without keeping the texts. Names, numbers, links and addresses are levelled first, because a
 * campaign changes them from mail to mail.
 */
export type Likeness = { readonly pieces: number; readonly least: ArrayLike<number>; readonly exact: string };

const SIZE = 256;
const PIECE = 6;

/** Text without what differs between copies of one mail: addresses, links, numbers, punctuation, blanks. */
export function levelText(text: string): string {
  return foldText(text)
    .text.toLowerCase()
    .replace(/^[ >|]+/gm, ' ')
    .replace(/\b(?:https?|ftp):\/\/\S+|\bwww\.\S+/g, ' 〈l〉 ')
    .replace(/(?<![\w.+-])[\w.+-]{1,64}@[\w.-]+/g, ' 〈a〉 ')
    .replace(/\d[\d,.:/-]*/g, ' 〈n〉 ')
    .replace(/[^\p{L}\p{N}〈〉]+/gu, '');
}

/**
 * A sketch of a text for comparison: the least hashes of its pieces (MinHash, Broder 1997), over at most 100,000 characters.
 */
export function likenessOf(subject: string, text: string): Likeness {
  const level = levelText(text).slice(0, 100_000);
  const hashes = new Set<number>();
  for (let at = 0; at + PIECE <= level.length; at += 1) hashes.add(hashPiece(level, at));
  // A typed array sorts by number: half a million pieces take milliseconds.
  const sorted = Uint32Array.from(hashes).toSorted();
  return { pieces: hashes.size, least: [...sorted.subarray(0, SIZE)], exact: `${levelText(subject)}|${level.slice(0, 400)}` };
}

/** FNV-1a over the piece, then a mixing step, so that small hashes are an even sample. */
function hashPiece(text: string, at: number): number {
  let hash = 0x811c9dc5;
  for (let index = at; index < at + PIECE; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

export type Common = { readonly jaccard: number; readonly contained: number };

/** Share of pieces in common, and the share of the smaller text that the larger one holds. Estimates within about ±0.06. */
export function inCommon(a: Likeness, b: Likeness): Common {
  if (a.pieces === 0 || b.pieces === 0) return { jaccard: 0, contained: 0 };
  const { union, both } = merged(a.least, b.least);
  const jaccard = union === 0 ? 0 : both / union;
  const shared = (jaccard * (a.pieces + b.pieces)) / (1 + jaccard);
  return { jaccard, contained: Math.min(1, shared / Math.min(a.pieces, b.pieces)) };
}

/** Of the `SIZE` smallest hashes of two ascending sketches together: how many there are, and how many stand in both. */
function merged(a: ArrayLike<number>, b: ArrayLike<number>): { readonly union: number; readonly both: number } {
  let [union, both, atA, atB] = [0, 0, 0, 0];
  while (union < SIZE && (atA < a.length || atB < b.length)) {
    const [nextA, nextB] = [a[atA] ?? Number.POSITIVE_INFINITY, b[atB] ?? Number.POSITIVE_INFINITY];
    if (nextA === nextB) both += 1;
    if (nextA <= nextB) atA += 1;
    if (nextB <= nextA) atB += 1;
    union += 1;
  }
  return { union, both };
}

/** Below this many pieces a text says too little to be compared by its pieces: only sameness counts. */
export const FEW = 60;
export const SAME_JACCARD = 0.45;
export const SAME_CONTAINED = 0.75;

/** Whether two texts are copies of one; short ones only where they are equal. */
export function sameCampaign(a: Likeness, b: Likeness): boolean {
  if (a.pieces < FEW || b.pieces < FEW) return a.exact === b.exact && a.exact.length > 8;
  const common = inCommon(a, b);
  const alike = Math.min(a.pieces, b.pieces) / Math.max(a.pieces, b.pieces);
  // A short text inside a long one (a disclaimer, say) is no campaign.
  return common.jaccard >= SAME_JACCARD || (common.contained >= SAME_CONTAINED && alike >= 0.3);
}
