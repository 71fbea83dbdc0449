// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Told } from '../path/limits.ts';
import type { UnknownWhy } from './match.ts';

const told = (code: string, ja: string, en: string): Told => ({ code, ja, en });

/** What keeps a version audit from being complete. */
export const versionLimits = {
  noPackages: () => told('no-package-list', 'パッケージの一覧がありません', 'There is no package list'),
  badLines: (count: number) =>
    told(
      'package-lines-refused',
      `パッケージの一覧に、読めない行が ${count} 行あります`,
      `${count} lines of the package list could not be read`,
    ),
  releaseUnknown: (name: string) =>
    told(
      'release-not-known',
      `OS の版（${name}）に対応する脆弱性情報の名前が分かりません`,
      `No advisories are keyed to this release: ${name}`,
    ),
  noData: (ecosystem: string) =>
    told('no-data-for-release', `${ecosystem} の脆弱性情報が取り込まれていません`, `No advisory data for ${ecosystem} was given`),
  ended: (name: string, day: string) =>
    told(
      'end-of-life',
      `${name} のサポートは ${day} に終わっています。新しい脆弱性は公表も修正もされません`,
      `${name} has been without security support since ${day}: new vulnerabilities are neither announced nor fixed`,
    ),
  ageUnknown: () => told('data-age-unknown', '脆弱性情報がいつのものか分かりません', 'How old the advisory data is cannot be told'),
  old: (days: number) => told('data-old', `脆弱性情報は ${days} 日前のものです`, `The newest advisory is ${days} days old`),
  refused: (count: number) =>
    told('advisories-refused', `読めない脆弱性情報が ${count} 件あります`, `${count} advisories could not be read`),
} as const;

/** Why the state of a package is not known. */
export const unknownWords = {
  'release-not-known': { ja: 'OS の版に対応する情報の名前が分からない', en: 'no advisories are keyed to this release' },
  'no-data-for-release': { ja: 'この版の脆弱性情報がない', en: 'no advisory data for this release' },
  'end-of-life': {
    ja: 'サポートが終わった版で、新しい脆弱性は公表されない',
    en: 'the release is past its end of life: vulnerabilities are no longer announced',
  },
  'module-stream-not-known': {
    ja: 'モジュールの別の系列についての情報しかない',
    en: 'only another stream of the module is spoken of',
  },
  'other-builder': {
    ja: 'ディストリビューション以外が作ったパッケージで、その作り手の脆弱性情報がない',
    en: 'built by somebody other than the distribution, and no advisories of that builder were given',
  },
} as const satisfies Record<UnknownWhy, Bilingual>;
