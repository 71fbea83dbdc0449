// SPDX-License-Identifier: Apache-2.0
import { defang } from './defang.ts';
import { foldText, spanOf } from './fold-text.ts';
import type { Folded } from './fold-text.ts';
import type { ClaimKind, ClaimPattern } from './claim-kind.ts';
import { claimPatterns } from './claim-patterns.ts';

/** What the mail says, not what is true. Offsets are those of the reading's text. */
export type Claim = {
  readonly kind: ClaimKind;
  /** Normalised for looking up (`CVE-2024-4577`); links, hosts and addresses defanged. */
  readonly value: string;
  /** Version where one is named with a product. */
  readonly version: string | null;
  /** `text.slice(start, end)`; null for what would be a live link or address. */
  readonly quote: string | null;
  readonly start: number;
  readonly end: number;
};

/** One kind at most this often; the rest is counted by `extractClaims` in `left`. */
const AT_MOST = 50;
const LIVE: readonly ClaimKind[] = ['url', 'host', 'address'];
const SWALLOWED: readonly ClaimKind[] = ['host', 'product', 'address', 'cgi-path'];
const HOLDERS: readonly ClaimKind[] = ['url', 'address', 'cgi-path'];

export type Claims = { readonly claims: readonly Claim[]; readonly left: number };

/** Everything checkable that the text names, in Japanese and English, in order of appearance. */
export function extractClaims(text: string): Claims {
  const folded = foldText(text);
  const all = claimPatterns.flatMap((pattern) => hitsOf(folded, pattern)).toSorted((a, b) => a.start - b.start || b.end - a.end);
  const kept: Claim[] = [];
  let left = 0;
  const seen = new Map<string, number>();
  for (const claim of all) {
    const key = `${claim.kind} ${claim.value.toLowerCase()} ${claim.version ?? ''}`;
    const before = seen.get(claim.kind) ?? 0;
    if (seen.has(key) || swallowed(claim, kept)) continue;
    seen.set(key, 1);
    seen.set(claim.kind, before + 1);
    if (before < AT_MOST) kept.push(claim);
    else left += 1;
  }
  return { claims: kept, left };
}

/** A host, path or product name inside a longer link, address or path is the longer one's, not a second claim. */
function swallowed(claim: Claim, kept: readonly Claim[]): boolean {
  // "PHP 8.1.2" and "PHP-CGI" name a product: then the kind of program is no second claim.
  if (claim.kind === 'program')
    return kept.some(
      (other) =>
        other.start <= claim.start &&
        claim.end <= other.end &&
        (other.kind === 'product'
          ? other.version !== null || claim.end - claim.start < other.end - other.start
          : HOLDERS.includes(other.kind)),
    );
  if (!SWALLOWED.includes(claim.kind)) return false;
  return kept.some((other) => HOLDERS.includes(other.kind) && other.start <= claim.start && claim.end <= other.end);
}

function hitsOf(folded: Folded, claim: ClaimPattern): readonly Claim[] {
  return [...folded.text.matchAll(claim.pattern)].flatMap((match) => {
    const value = claim.value(match);
    if (value === null) return [];
    const lead = match[0].length - match[0].trimStart().length;
    const span = spanOf(folded, match.index + lead, match.index + match[0].trimEnd().length);
    const live = LIVE.includes(claim.kind);
    return [
      {
        kind: claim.kind,
        value: live ? defang(value) : value,
        version: claim.version?.(match) ?? null,
        quote: live ? null : folded.original.slice(span.start, span.end),
        ...span,
      },
    ];
  });
}
