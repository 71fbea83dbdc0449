// SPDX-License-Identifier: Apache-2.0
import type { HostExists } from '../mail/domain.port.ts';
import { defang, defangHost } from '../../common/defang.ts';
import { foldText, spanOf } from '../text/normalise-text.ts';
import type { Folded } from '../text/normalise-text.ts';
import { refangFolded } from '../text/refang.ts';
import type { ClaimKind, Found } from './claim-kind.ts';
import { claimPatterns } from './claim-patterns.ts';
import { numbersIn } from './number-claims.ts';
import { placesIn } from './place-claims.ts';
import { productsIn } from './product-claims.ts';

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
const HOLDS: readonly ClaimKind[] = [...HOLDERS, 'product'];
/** So many claims may begin within one stretch before the stretch itself is no longer looked at. */
const LOOK_BACK = 50;

export type Claims = { readonly claims: readonly Claim[]; readonly left: number };

/** Everything checkable that the text names, in Japanese and English, in order of appearance. */
export function extractClaims(text: string, exists: HostExists): Claims {
  const folded = foldText(text);
  const refanged = refangFolded(folded);
  const all = [
    ...placesIn(refanged, exists).map((found) => claimOf(refanged, found)),
    ...[...numbersIn(folded.text), ...productsIn(folded.text), ...wordsIn(folded.text)].map((found) => claimOf(folded, found)),
  ].toSorted((a, b) => a.start - b.start || b.end - a.end || rank(a) - rank(b));
  const kept: Claim[] = [];
  const holders: Claim[] = [];
  let left = 0;
  const seen = new Map<string, number>();
  for (const claim of all) {
    const key = `${claim.kind} ${claim.value.toLowerCase()} ${claim.version ?? ''}`;
    const before = seen.get(claim.kind) ?? 0;
    if (seen.has(key) || swallowed(claim, holders)) continue;
    if (HOLDS.includes(claim.kind)) holders.push(claim);
    seen.set(key, 1);
    seen.set(claim.kind, before + 1);
    if (before < AT_MOST) kept.push(claim);
    else left += 1;
  }
  return { claims: kept, left };
}

/** A host, path or product name inside a longer link, address or path is the longer one's, not a second claim. */
function swallowed(claim: Claim, holders: readonly Claim[]): boolean {
  const within = (test: (other: Claim) => boolean): boolean => {
    // Claims come in order of their start: of those before it only the last few can still reach so far.
    for (let at = holders.length - 1; at >= 0 && at >= holders.length - LOOK_BACK; at -= 1) {
      const other = holders[at] as Claim;
      if (other.start <= claim.start && claim.end <= other.end && test(other)) return true;
    }
    return false;
  };
  // "PHP 8.1.2" and "PHP-CGI" name a product: then the kind of program is no second claim.
  if (claim.kind === 'program')
    return within((other) =>
      other.kind === 'product' ? other.version !== null || claim.end - claim.start < other.end - other.start : HOLDERS.includes(other.kind),
    );
  if (claim.kind === 'product' && claim.version === null && within((other) => other.kind === 'product' && other.version !== null))
    return true;
  if (!SWALLOWED.includes(claim.kind)) return false;
  // "Node.js" and "CGI.pm" are products, "OpenServer 1.2.3.4" is a version: no hosts and no addresses.
  return within(
    (other) => HOLDERS.includes(other.kind) || (other.kind === 'product' && (claim.kind === 'host' || claim.kind === 'address')),
  );
}

/** Of two claims about the same stretch the product goes first. */
function rank(claim: Claim): number {
  return claim.kind === 'product' ? 0 : 1;
}

function wordsIn(text: string): readonly Found[] {
  return claimPatterns.flatMap(({ kind, pattern, value }) =>
    [...text.matchAll(pattern)].flatMap((match): readonly Found[] => {
      const said = value(match);
      return said === null ? [] : [{ kind, value: said, version: null, start: match.index, end: match.index + match[0].length }];
    }),
  );
}

function claimOf(folded: Folded, found: Found): Claim {
  const stretch = folded.text.slice(found.start, found.end);
  const lead = stretch.length - stretch.trimStart().length;
  const span = spanOf(folded, found.start + lead, found.start + stretch.trimEnd().length);
  const live = LIVE.includes(found.kind);
  return {
    kind: found.kind,
    value: found.kind === 'host' ? defangHost(found.value) : live ? defang(found.value) : found.value,
    version: found.version,
    quote: live ? null : folded.original.slice(span.start, span.end),
    ...span,
  };
}
