// SPDX-License-Identifier: Apache-2.0
import type { VersionScheme } from '../../common/version/compare-versions.ts';
import type { Instant } from '../../kernel/instant.ts';

export const advisorySources = ['kev', 'epss', 'ssvc', 'cpansa', 'myjvn', 'osv', 'cve', 'nvd', 'csaf'] as const;
export type AdvisorySource = (typeof advisorySources)[number];

export type { VersionScheme };

/**
 * One stretch of versions. All bounds null: every version. `exact`: just this one. A bound may be a whole line (`5.x`), an
 * exact one may be of any update (`2.4.0:*`). Stretches are in the order in which they decide.
 */
export type AffectedRange = {
  /** What the source says of the stretch; affected where it is left out. `unknown`: it says that it does not know. */
  readonly status?: 'affected' | 'unaffected' | 'unknown';
  readonly from: string | null;
  /** First version that is not affected. */
  readonly before: string | null;
  /** Last version that is affected. */
  readonly upTo: string | null;
  readonly after: string | null;
  readonly exact: string | null;
};

export type Affected = {
  /** As the source writes it. */
  readonly name: string;
  readonly vendor: string | null;
  /** `cpan`, `npm`, `Debian:12` …; null when the source names only a product. */
  readonly ecosystem: string | null;
  readonly scheme: VersionScheme;
  readonly ranges: readonly AffectedRange[];
  /** The source's own words for the range. */
  readonly words: string;
};

export type AdvisoryRecord = {
  readonly source: AdvisorySource;
  readonly id: string;
  /** CVE, GHSA, JVNDB numbers of the same thing. */
  readonly aliases: readonly string[];
  readonly title: string;
  readonly summary: string;
  readonly affected: readonly Affected[];
  readonly cvss: readonly { readonly version: string; readonly vector: string; readonly score: number | null; readonly from: string }[];
  readonly cwe: readonly string[];
  readonly published: string | null;
  readonly modified: string | null;
  readonly withdrawn: boolean;
  readonly url: string | null;
  readonly kev: { readonly added: string; readonly due: string; readonly ransomware: boolean } | null;
  readonly epss: { readonly score: number; readonly percentile: number } | null;
};

/** What a source's data rests on. `recordsAsOf` is the source's own date; without one, the day it was fetched. */
export type AdvisoryManifest = {
  readonly source: AdvisorySource;
  readonly url: string;
  readonly sha256: string;
  readonly fetchedAt: Instant;
  readonly recordsAsOf: string;
  readonly licence: string;
  readonly records: number;
  /** Records that could not be read, with why; the first few. */
  readonly refused: readonly string[];
  readonly refusedCount: number;
  /** Names are normalised by these rules; a store of another number must be imported anew. */
  readonly schema: number;
  /** A copy that came with the program: nobody fetched it for this desk. */
  readonly shipped?: true;
};

/** Looks in what is on the disk; never goes out. Keys carry numbers and product names only, never a person. */
export type AdvisoryLookup = {
  readonly manifests: () => readonly AdvisoryManifest[];
  readonly byNumber: (number: string) => readonly AdvisoryRecord[];
  /** `name` as normalised by `productKey`. At most `limit` records; `more` says that there were more. */
  readonly byProduct: (name: string, limit: number) => { readonly records: readonly AdvisoryRecord[]; readonly more: boolean };
  readonly close: () => void;
};
