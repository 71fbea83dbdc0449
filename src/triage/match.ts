// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../kernel/bilingual.ts';
import type { Affected, AdvisoryLookup, AdvisoryRecord } from './advisory.port.ts';
import { affectedKeys } from './advisory-key.ts';
import type { InventoryItem } from './inventory.ts';
import { packageNames, productKey } from './product-key.ts';
import { inRanges } from './version.ts';

/** `affected`: the version lies in the range. `possible`: the name fits, the version could not be compared. */
export type Match = {
  readonly item: InventoryItem;
  readonly verdict: 'affected' | 'possible';
  readonly advisory: Pick<AdvisoryRecord, 'source' | 'id' | 'aliases' | 'title' | 'url'>;
  readonly range: string;
  readonly reason: Bilingual;
};

export type ItemMatches = {
  readonly item: InventoryItem;
  readonly matches: readonly Match[];
  /** Advisories that name the product but not this version. */
  readonly notAffected: number;
  /** No advisory in the data names this product: that is "not matchable", never "not affected". */
  readonly matchable: boolean;
  /** More advisories than were looked through. */
  readonly more: boolean;
};

const LOOKED_THROUGH = 2000;

export function matchItem(item: InventoryItem, advisories: AdvisoryLookup): ItemMatches {
  const keys = new Set(
    packageNames(item.name)
      .map(productKey)
      .filter((key) => key.length >= 2),
  );
  const records = new Map<string, AdvisoryRecord>();
  let more = false;
  for (const key of keys) {
    const found = advisories.byProduct(key, LOOKED_THROUGH);
    more ||= found.more;
    for (const record of found.records) records.set(`${record.source} ${record.id}`, record);
  }
  const matches: Match[] = [];
  let notAffected = 0;
  for (const record of records.values()) {
    if (record.withdrawn || record.source === 'ssvc' || record.source === 'kev') continue;
    const match = bestOf(item, record, keys);
    if (match === 'no') notAffected += 1;
    else if (match !== null) matches.push(match);
  }
  return { item, matches: matches.toSorted(byWeight), notAffected, matchable: matches.length + notAffected > 0, more };
}

const byWeight = (a: Match, b: Match) =>
  Number(a.verdict === 'possible') - Number(b.verdict === 'possible') || (a.advisory.id < b.advisory.id ? 1 : -1);

function bestOf(item: InventoryItem, record: AdvisoryRecord, keys: ReadonlySet<string>): Match | 'no' | null {
  const own = record.affected.filter((affected) => affectedKeys(affected).some((key) => keys.has(key)) && sameWorld(item, affected));
  if (own.length === 0) return null;
  const judged = own.map((affected) => ({ affected, answer: answerOf(item, affected) }));
  const chosen = judged.find((one) => one.answer === 'yes') ?? judged.find((one) => one.answer === 'unknown');
  if (chosen === undefined) return 'no';
  const { id, source, aliases, title, url } = record;
  return {
    item,
    verdict: chosen.answer === 'yes' ? 'affected' : 'possible',
    advisory: { id, source, aliases, title, url },
    range: chosen.affected.words,
    reason: reasonOf(item, chosen.affected, chosen.answer === 'yes'),
  };
}

/** An npm package is not the Debian package of the same name. What names no ecosystem may be any. */
function sameWorld(item: InventoryItem, affected: Affected): boolean {
  if (item.ecosystem === null || affected.ecosystem === null) return true;
  return family(item.ecosystem) === family(affected.ecosystem);
}

function family(ecosystem: string): string {
  const name = ecosystem.toLowerCase().split(':')[0] ?? '';
  if (/^(?:deb|debian|ubuntu)$/.test(name)) return 'deb';
  if (/^(?:rpm|almalinux|rocky linux|red hat|suse|opensuse|mageia|openeuler)$/.test(name)) return 'rpm';
  if (/^(?:composer|packagist)$/.test(name)) return 'packagist';
  return name;
}

/** A distribution repairs old versions in place: its package and an upstream range cannot simply be compared. */
function answerOf(item: InventoryItem, affected: Affected): 'yes' | 'no' | 'unknown' {
  const packaged = item.ecosystem !== null && ['deb', 'rpm'].includes(family(item.ecosystem));
  const upstream = affected.scheme !== 'dpkg' && affected.scheme !== 'rpm';
  if (!packaged && !upstream) {
    // The item may be a build of one's own: a distribution's range is a hint, no proof.
    const hint = inRanges(affected.scheme, item.version, affected.ranges);
    return hint === 'yes' ? 'unknown' : hint;
  }
  if (!packaged || !upstream) return inRanges(affected.scheme, item.version, affected.ranges);
  const bare = item.version?.replace(/^\d+:/, '').replace(/[-+~](?:[^-]*)$/, '') ?? null;
  const answer = inRanges(affected.scheme, bare, affected.ranges);
  return answer === 'yes' ? 'unknown' : answer;
}

function reasonOf(item: InventoryItem, affected: Affected, sure: boolean): Bilingual {
  const version = item.version ?? '?';
  const range = affected.words === '' ? { ja: '範囲の記載なし', en: 'no range stated' } : { ja: affected.words, en: affected.words };
  if (sure) {
    return {
      ja: `${item.name} ${version} は影響を受ける範囲（${range.ja}）に入る`,
      en: `${item.name} ${version} lies in the affected range (${range.en})`,
    };
  }
  return {
    ja: `${item.name} の名前は一致するが、版（${version}）と範囲（${range.ja}）を機械では比べられない。人が確かめる`,
    en: `The name ${item.name} fits, but version ${version} and range (${range.en}) cannot be compared by the desk; a person must look`,
  };
}
