// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Affected, AdvisoryLookup, AdvisoryRecord } from './advisory.port.ts';
import { affectedKeys } from './advisory-key.ts';
import { namedVersion, upstreamOf } from '../inventory/banner.ts';
import type { InventoryItem } from '../inventory/inventory.ts';
import { packageNames, productKey } from '../claim/product-key.ts';
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

/**
 * Which advisories name an item of the inventory, and whether its version is affected; `more` where there were too many to
 * look through.
 */
export function matchItem(item: InventoryItem, advisories: AdvisoryLookup): ItemMatches {
  const keys = new Set(
    namedVersion(item)
      .names.flatMap(packageNames)
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
  const chosen = judged.find((one) => one.answer === 'yes') ?? judged.find((one) => one.answer !== 'no');
  if (chosen === undefined || chosen.answer === 'no') return 'no';
  const { id, source, aliases, title, url } = record;
  return {
    item,
    verdict: chosen.answer === 'yes' ? 'affected' : 'possible',
    advisory: { id, source, aliases, title, url },
    range: chosen.affected.words,
    reason: reasonOf(item, chosen.affected, chosen.answer),
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
  return WORLDS[name] ?? name;
}

/** A package URL's name of a world of packages, where OSV calls it otherwise. */
const WORLDS: Readonly<Record<string, string>> = {
  gem: 'rubygems',
  golang: 'go',
  cargo: 'crates.io',
  apk: 'alpine',
  swift: 'swifturl',
  githubactions: 'github actions',
};

/** What keeps a machine from saying yes or no. */
type Doubt = 'no-version' | 'distribution' | 'other-build' | 'not-said' | 'no-order';

/** A distribution repairs old versions in place: its package and an upstream range cannot simply be compared. */
function answerOf(item: InventoryItem, affected: Affected): 'yes' | 'no' | Doubt {
  const { version, distribution } = namedVersion(item);
  const packaged = item.ecosystem !== null && ['deb', 'rpm'].includes(family(item.ecosystem));
  const upstream = affected.scheme !== 'dpkg' && affected.scheme !== 'rpm';
  const sameBuild = item.ecosystem !== null && affected.ecosystem !== null;
  const built = upstream && !sameBuild && (packaged || distribution);
  const asked = built && version !== null ? upstreamOf(version) : version;
  const answer = inRanges(affected.scheme, asked, affected.ranges);
  if (answer === 'unknown') return doubtOf(asked, affected);
  // The item may be a build of one's own: a distribution's range is a hint, no proof.
  if (answer === 'yes' && !packaged && !upstream) return 'other-build';
  return answer === 'yes' && built ? 'distribution' : answer;
}

function doubtOf(version: string | null, { scheme, ranges }: Affected): Doubt {
  const said = ranges.filter(({ status }) => status !== 'unknown');
  if (said.length === 0) return 'not-said';
  if (version === null) return 'no-version';
  return inRanges(scheme, version, said) === 'unknown' ? 'no-order' : 'not-said';
}

const DOUBTS: Readonly<Record<Doubt, Bilingual>> = {
  'no-version': { ja: '資産の一覧に版がない', en: 'the list of assets gives no version' },
  distribution: {
    ja: 'ディストリビューションの版は、番号を変えずに直されていることがある',
    en: 'a distribution repairs a version without changing its number',
  },
  'other-build': { ja: '範囲はディストリビューションの版のもの', en: "the range is that of a distribution's own build" },
  'not-said': { ja: '公開情報が、この版について何も言っていない', en: 'the record does not say whether this version is affected' },
  'no-order': { ja: '版と範囲を自動では比べられない', en: 'the desk cannot compare the version with the range' },
};

function reasonOf(item: InventoryItem, affected: Affected, answer: 'yes' | Doubt): Bilingual {
  const version = namedVersion(item).version ?? '?';
  const range = affected.words === '' ? { ja: '範囲の記載なし', en: 'no range stated' } : { ja: affected.words, en: affected.words };
  if (answer === 'yes') {
    return {
      ja: `${item.name} ${version} は影響を受ける範囲（${range.ja}）に入る`,
      en: `${item.name} ${version} lies in the affected range (${range.en})`,
    };
  }
  return {
    ja: `${item.name} の名前は一致する。版（${version}）と範囲（${range.ja}）：${DOUBTS[answer].ja}。人が確かめる`,
    en: `The name ${item.name} fits. Version ${version}, range (${range.en}): ${DOUBTS[answer].en}; a person must look`,
  };
}
