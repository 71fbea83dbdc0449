// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import { affectedKeys } from './advisory-key.ts';
import type { AdvisoryLookup } from './advisory.port.ts';
import type { Claim } from '../claim/claim.ts';
import { namedVersion } from '../inventory/banner.ts';
import { isWebProgram } from '../inventory/inventory.ts';
import type { InventoryItem } from '../inventory/inventory.ts';
import { matchItem } from './match.ts';
import type { Match } from './match.ts';
import { packageNames, productKey } from '../claim/product-key.ts';

export type ItemState = 'affected' | 'possible' | 'none-known' | 'not-matchable';

export type AffectedItem = {
  readonly item: InventoryItem;
  readonly state: ItemState;
  readonly advisories: readonly Omit<Match, 'item'>[];
  readonly why: Bilingual;
};

export type InventoryReading = {
  /** Why the items were looked at; `not-given` when there is no list at all. */
  readonly scope: 'not-given' | 'no-weakness-claimed' | 'named' | 'all-web-programs';
  readonly looked: number;
  readonly items: readonly AffectedItem[];
};

const WEAKNESS_WORDS =
  /脆弱|弱点|セキュリティ\s?(?:ホール|上?の?(?:問題|欠陥|弱点|不備|穴))|(?:不正|外部から)(?:に|な)?(?:侵入|アクセス)|乗っ取|改ざん|改竄|vulnerab|(?:security|known|serious|critical)\s+(?:hole|flaw|issue|problem|bug|weakness)|weak(?:ness|\s?point)|insecure|exploit|\bCGI\b/iu;

/** Says "a hole": only then the own list is held against the advisories because of this mail. */
export function claimsWeakness(claims: readonly Claim[], text: string): boolean {
  return WEAKNESS_WORDS.test(text) || claims.some((claim) => ['cve', 'cwe', 'advisory', 'weakness'].includes(claim.kind));
}

/**
 * Named items where the mail names any; the other way round for a vague one: every CGI, Perl and PHP item. What the
 * sender may have meant is then known before anybody asks him.
 */
export function readInventory(
  inventory: readonly InventoryItem[],
  claims: readonly Claim[],
  text: string,
  vague: boolean,
  advisories: AdvisoryLookup,
): InventoryReading {
  if (inventory.length === 0) return { scope: 'not-given', looked: 0, items: [] };
  if (!claimsWeakness(claims, text)) return { scope: 'no-weakness-claimed', looked: 0, items: [] };
  const claimed = claimedKeys(claims, advisories);
  const named = inventory.filter((item) => isNamed(item, claimed, claims));
  const family = claims.some((claim) => claim.kind === 'program') || /(?<![a-z])(?:cgi|perl|php)(?![a-z])/i.test(text.normalize('NFKC'));
  const meant = vague || family ? inventory.filter(isWebProgram) : [];
  const chosen = [...new Set([...named, ...meant])];
  return {
    scope: meant.length > 0 ? 'all-web-programs' : 'named',
    looked: chosen.length,
    items: chosen.map((item) => readItem(item, advisories)),
  };
}

function isNamed(item: InventoryItem, claimed: ReadonlySet<string>, claims: readonly Claim[]): boolean {
  const own = namedVersion(item).names.flatMap(packageNames).map(productKey);
  if (own.some((key) => claimed.has(key))) return true;
  return claims.some((claim) => claim.kind === 'cgi-path' && item.path !== null && sameScript(item.path, claim.value));
}

const NAMED_LOOK = 200;

/** Every name of what the claims name, by the records too: "ISC BIND" and "BIND" stand in one record as vendor and product. */
function claimedKeys(claims: readonly Claim[], advisories: AdvisoryLookup): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const claim of claims) {
    if (claim.kind === 'product') {
      const said = new Set(packageNames(claim.value).map(productKey));
      for (const key of said) {
        keys.add(key);
        for (const record of key.length < 2 ? [] : advisories.byProduct(key, NAMED_LOOK).records)
          for (const affected of record.affected.map(affectedKeys))
            if (affected.some((one) => said.has(one))) for (const one of affected) keys.add(one);
      }
    }
    if (claim.kind !== 'cve' && claim.kind !== 'advisory') continue;
    for (const record of advisories.byNumber(claim.value)) for (const key of record.affected.flatMap(affectedKeys)) keys.add(key);
  }
  return keys;
}

function sameScript(path: string, claimed: string): boolean {
  return lastOf(path) !== '' && lastOf(path) === lastOf(claimed);
}

function lastOf(path: string): string {
  return path.split('?')[0]?.split('/').at(-1)?.toLowerCase() ?? '';
}

function readItem(item: InventoryItem, advisories: AdvisoryLookup): AffectedItem {
  const found = matchItem(item, advisories);
  const advisoriesOf = found.matches.map(({ item: _item, ...rest }) => rest);
  const state: ItemState = found.matches.some((match) => match.verdict === 'affected')
    ? 'affected'
    : found.matches.length > 0
      ? 'possible'
      : found.matchable
        ? 'none-known'
        : 'not-matchable';
  return { item, state, advisories: advisoriesOf, why: whyOf(state, found.matches, found.notAffected, found.more) };
}

function whyOf(state: ItemState, matches: readonly Match[], notAffected: number, more: boolean): Bilingual {
  const rest = more ? { ja: '（件数が多く、全部は見ていない）', en: ' (there are more than were looked through)' } : { ja: '', en: '' };
  switch (state) {
    case 'affected':
      return {
        ja: `該当する公開情報 ${matches.length} 件${rest.ja}`,
        en: `${matches.length} published advisor${matches.length === 1 ? 'y' : 'ies'} fit${matches.length === 1 ? 's' : ''}${rest.en}`,
      };
    case 'possible':
      return {
        ja: `名前の合う公開情報 ${matches.length} 件。版は人が確かめる${rest.ja}`,
        en: `${matches.length} fit by name; a person must compare versions${rest.en}`,
      };
    case 'none-known':
      return {
        ja: `この版に当たる公開情報はない（別の版のもの ${notAffected} 件）${rest.ja}`,
        en: `None fits this version (${notAffected} concern others)${rest.en}`,
      };
    default:
      return {
        ja: 'この名前で書かれた公開情報が手元のデータにない。「影響なし」ではない',
        en: 'No record at hand names it; that is not "not affected"',
      };
  }
}
