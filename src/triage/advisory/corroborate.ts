// SPDX-License-Identifier: Apache-2.0
import { fullDaysBetween } from '../../common/civil-day.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Instant } from '../../kernel/instant.ts';
import { affectedKeys } from './advisory-key.ts';
import type { AdvisoryLookup, AdvisoryManifest, AdvisoryRecord, AdvisorySource } from './advisory.port.ts';
import type { Claim } from '../claim/claim.ts';
import { packageNames, productKey } from '../claim/product-key.ts';
import { inRanges } from './version.ts';
import type { InRange } from './version.ts';

export const answers = ['confirmed', 'not-found', 'not-checkable', 'not-matchable'] as const;
export type Answer = (typeof answers)[number];

/** What one source says to one claim. `asOf` is the date of the data, null when there is none. */
export type Corroboration = {
  readonly source: AdvisorySource;
  readonly claim: { readonly kind: Claim['kind'] | 'none'; readonly value: string; readonly version: string | null };
  readonly answer: Answer;
  readonly asOf: string | null;
  readonly records: readonly { readonly id: string; readonly title: string; readonly url: string | null }[];
  readonly why: Bilingual;
};

/** Days after which silence of a source proves nothing any more. A hit never grows old. */
export const staleAfterDays: Readonly<Record<AdvisorySource, number>> = {
  kev: 30,
  epss: 14,
  ssvc: 3650,
  cpansa: 90,
  myjvn: 30,
  osv: 30,
  cve: 30,
  nvd: 30,
  csaf: 30,
};
const ASKED = ['kev', 'cpansa', 'myjvn', 'osv', 'cve', 'nvd', 'csaf'] as const satisfies readonly AdvisorySource[];

/** Asks with numbers and product names only: no address, no name of a person is ever a key. */
export function corroborate(claims: readonly Claim[], advisories: AdvisoryLookup, now: Instant): readonly Corroboration[] {
  const manifests = new Map(advisories.manifests().map((manifest) => [manifest.source, manifest]));
  const askable = claims.filter(
    (claim) => claim.kind === 'cve' || claim.kind === 'advisory' || (claim.kind === 'product' && claim.version !== null),
  );
  if (askable.length === 0) return ASKED.map((source) => nothingToAsk(source, manifests.get(source)));
  return askable.flatMap((claim) => {
    const records = recordsFor(claim, advisories);
    return ASKED.filter((source) => asks(source, claim)).map((source) => answerOf(claim, source, records, manifests.get(source), now));
  });
}

function asks(source: AdvisorySource, claim: Claim): boolean {
  return claim.kind !== 'product' || source !== 'kev';
}

function recordsFor(claim: Claim, advisories: AdvisoryLookup): readonly AdvisoryRecord[] {
  if (claim.kind !== 'product') return advisories.byNumber(claim.value);
  return packageNames(claim.value).flatMap((name) => advisories.byProduct(productKey(name), 500).records);
}

function answerOf(
  claim: Claim,
  source: AdvisorySource,
  found: readonly AdvisoryRecord[],
  manifest: AdvisoryManifest | undefined,
  now: Instant,
): Corroboration {
  const named = { kind: claim.kind, value: claim.value, version: claim.version };
  const own = found.filter((record) => record.source === source && !record.withdrawn);
  const hits = claim.kind === 'product' ? own.filter((record) => concerns(record, claim, 'yes')) : own;
  const base = { source, claim: named, asOf: manifest?.recordsAsOf ?? null };
  if (manifest === undefined)
    return {
      ...base,
      answer: 'not-checkable',
      records: [],
      why: { ja: 'この情報源のデータは取り込まれていない', en: 'The data of this source is not here' },
    };
  if (hits.length > 0)
    return {
      ...base,
      answer: 'confirmed',
      records: shown(hits),
      why: {
        ja: `${manifest.recordsAsOf} 時点のデータ${copyOf(manifest, now).ja}に載っている（真偽は自組織での確認による）`,
        en: `Stands in the data as of ${manifest.recordsAsOf}${copyOf(manifest, now).en} (whether it concerns us is a matter of our own check)`,
      },
    };
  if (claim.kind === 'product' && own.some((record) => concerns(record, claim, 'unknown')))
    return {
      ...base,
      answer: 'not-checkable',
      records: shown(own.filter((record) => concerns(record, claim, 'unknown'))),
      why: {
        ja: `製品名は${manifest.recordsAsOf} 時点のデータに載っているが、版は自動では比べられない。人が確かめる`,
        en: `The data as of ${manifest.recordsAsOf} names the product, but the desk cannot compare the version; a person must look`,
      },
    };
  const days = ageInDays(manifest, now);
  if (days > staleAfterDays[source])
    return {
      ...base,
      answer: 'not-checkable',
      records: [],
      why: {
        ja: `${manifest.recordsAsOf} 時点のデータ${copyOf(manifest, now).ja}で、${days} 日たっている。載っていないことの根拠にならない`,
        en: `The data${copyOf(manifest, now).en} is of ${manifest.recordsAsOf}, ${days} days old: its silence proves nothing`,
      },
    };
  if (claim.kind === 'product' && own.length === 0)
    return {
      ...base,
      answer: 'not-matchable',
      records: [],
      why: {
        ja: 'この製品名で書かれた情報がない。「影響なし」という意味ではない',
        en: 'No record names this product; that does not mean "not affected"',
      },
    };
  return {
    ...base,
    answer: 'not-found',
    records: [],
    why: { ja: `${manifest.recordsAsOf} 時点のデータには見つからない`, en: `Not found in the data as of ${manifest.recordsAsOf}` },
  };
}

/** Whether a record names the product and says this of its version: the desk must not read silence out of its own inability. */
function concerns(record: AdvisoryRecord, claim: Claim, said: InRange): boolean {
  const keys = new Set(packageNames(claim.value).map(productKey));
  return record.affected.some(
    (affected) => affectedKeys(affected).some((key) => keys.has(key)) && inRanges(affected.scheme, claim.version, affected.ranges) === said,
  );
}

/** Said wherever an answer rests on the copy that came with the program. */
function copyOf(manifest: AdvisoryManifest, now: Instant): Bilingual {
  if (manifest.shipped !== true) return { ja: '', en: '' };
  const days = ageInDays(manifest, now);
  return { ja: `（同梱の写し、${days} 日前）`, en: ` (a copy that came with the desk, ${days} days old)` };
}

function nothingToAsk(source: AdvisorySource, manifest: AdvisoryManifest | undefined): Corroboration {
  return {
    source,
    claim: { kind: 'none', value: '', version: null },
    asOf: manifest?.recordsAsOf ?? null,
    answer: 'not-checkable',
    records: [],
    why: { ja: 'メールに、照合できる番号も製品と版もない', en: 'The mail names neither a number nor a product with a version' },
  };
}

/** Whole days since a source's newest record. */
export function ageInDays(manifest: Pick<AdvisoryManifest, 'recordsAsOf'>, now: Instant): number {
  return fullDaysBetween(manifest.recordsAsOf.slice(0, 10), now);
}

function shown(records: readonly AdvisoryRecord[]): Corroboration['records'] {
  return records.slice(0, 20).map(({ id, title, url }) => ({ id, title, url }));
}
