// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { ScoreOf } from './csaf.ts';
import type { AdvisorySource, AdvisoryVulnerability } from './source.ts';

const two = (ja: string, en: string): Bilingual => ({ ja, en });

/** What must stand in an advisory of its kind and does not, by name. Nothing is written while there is any. */
export function missingOf(source: AdvisorySource, scoreOf: ScoreOf): readonly Bilingual[] {
  const known = new Set(source.products.map(({ id }) => id));
  const used = new Set(source.vulnerabilities.flatMap(({ states }) => Object.values(states).flat()));
  const detailed = source.profile !== 'csaf_base';
  return [
    ...(detailed && source.products.length === 0 ? [two('製品がない', 'no product')] : []),
    ...(detailed && source.vulnerabilities.length === 0 ? [two('脆弱性がない', 'no vulnerability')] : []),
    ...repeated(source.products.map(({ id }) => id)).map((id) => two(`製品 ID ${id} が二度ある`, `product id ${id} stands twice`)),
    ...[...used].filter((id) => !known.has(id)).map((id) => two(`製品 ${id} が定義されていない`, `product ${id} is not defined`)),
    ...[...known].filter((id) => detailed && !used.has(id)).map((id) => two(`製品 ${id} の状態がない`, `product ${id} has no state`)),
    ...source.vulnerabilities.flatMap((one) => missingIn(one, scoreOf)),
  ];
}

function missingIn(one: AdvisoryVulnerability, scoreOf: ScoreOf): readonly Bilingual[] {
  const name = one.cve ?? one.number ?? one.title;
  const { states } = one;
  const told = (ja: string, en: string) => two(`${name}: ${ja}`, `${name}: ${en}`);
  const all = Object.values(states).flat();
  const score = one.cvss === null ? null : scoreOf(one.cvss);
  return [
    ...(one.cve === null && one.number === null ? [told('CVE も自組織の番号もない', 'neither a CVE nor a number of your own')] : []),
    ...(all.length === 0 ? [told('どの製品のことか分からない', 'no product has a state')] : []),
    ...repeated(all).map((id) => told(`製品 ${id} に二つの状態がある`, `product ${id} has two states`)),
    ...(states.affected.length > 0 && one.action === null
      ? [told('影響のある製品で何をすればよいかがない', 'what to do about affected products')]
      : []),
    ...(states.affected.length > 0 && one.cvss === null ? [told('影響のある製品の CVSS がない', 'CVSS of affected products')] : []),
    ...(one.cvss !== null && score === null
      ? [told(`CVSS ベクトルを読めない：${one.cvss}`, `the CVSS vector cannot be read: ${one.cvss}`)]
      : []),
    ...(states['not-affected'].length > 0 && one.notAffectedBecause === null
      ? [told('影響なしの理由がない', 'why a product is not affected')]
      : []),
  ];
}

const repeated = (all: readonly string[]): readonly string[] => [...new Set(all.filter((id, at) => all.indexOf(id) !== at))];
