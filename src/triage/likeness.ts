// SPDX-License-Identifier: Apache-2.0
import { foldText } from './fold-text.ts';

/**
 * A mail's likeness: the smallest `SIZE` hashes of its pieces (a bottom-k sketch, Broder 1997). Two sketches tell how much
 * two texts have in common without keeping the texts. Names, numbers, links and addresses are levelled first, because a
 * campaign changes them from mail to mail.
 */
export type Likeness = { readonly pieces: number; readonly least: readonly number[]; readonly exact: string };

const SIZE = 256;
const PIECE = 6;

export function levelText(text: string): string {
  return foldText(text)
    .text.toLowerCase()
    .replace(/^[ >|]+/gm, ' ')
    .replace(/\b(?:https?|ftp):\/\/\S+|\bwww\.\S+/g, ' 〈l〉 ')
    .replace(/[\w.+-]+@[\w.-]+/g, ' 〈a〉 ')
    .replace(/\d[\d,.:/-]*/g, ' 〈n〉 ')
    .replace(/[^\p{L}\p{N}〈〉]+/gu, '');
}

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
  const union = Uint32Array.from(new Set([...a.least, ...b.least]))
    .toSorted()
    .subarray(0, SIZE);
  const inA = new Set(a.least);
  const inB = new Set(b.least);
  const both = [...union].filter((hash) => inA.has(hash) && inB.has(hash)).length;
  const jaccard = union.length === 0 ? 0 : both / union.length;
  const shared = (jaccard * (a.pieces + b.pieces)) / (1 + jaccard);
  return { jaccard, contained: Math.min(1, shared / Math.min(a.pieces, b.pieces)) };
}

/** Below this many pieces a text says too little to be compared by its pieces: only sameness counts. */
const FEW = 60;
export const SAME_JACCARD = 0.45;
export const SAME_CONTAINED = 0.75;

export function sameCampaign(a: Likeness, b: Likeness): boolean {
  if (a.pieces < FEW || b.pieces < FEW) return a.exact === b.exact && a.exact.length > 8;
  const common = inCommon(a, b);
  const alike = Math.min(a.pieces, b.pieces) / Math.max(a.pieces, b.pieces);
  // A short text inside a long one (a disclaimer, say) is no campaign.
  return common.jaccard >= SAME_JACCARD || (common.contained >= SAME_CONTAINED && alike >= 0.3);
}
