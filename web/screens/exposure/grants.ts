// SPDX-License-Identifier: Apache-2.0
import type { FindingRow } from '../../../src/exposure/contract.ts';
import { exposureScreenWords } from './words.ts';
import type { Lang } from '../../lang/lang.tsx';

type Grant = FindingRow['grants'][number];
export type Right = Grant['rights'][number];

const FEW = 3;

/** Who may do what, on one line: `every other tenant: read, write`. */
export function grantText(grant: Grant, lang: Lang): string {
  const w = exposureScreenWords[lang];
  const names =
    grant.names.length === grant.tenants && grant.names.length <= FEW
      ? grant.names.join(lang === 'ja' ? '、' : ', ')
      : w.tenantsCount(grant.tenants.toLocaleString(lang));
  const who = grant.to === 'shared' ? `${w.sharedBy} ${grant.names.join(' ')}` : grant.everyOther ? w.everyOther : names;
  return `${who}${lang === 'ja' ? '：' : ': '}${rightsText(grant.rights, lang)}`;
}

export function rightsText(rights: readonly string[], lang: Lang): string {
  const words: Readonly<Record<string, string>> = exposureScreenWords[lang].rights;
  return rights.map((right) => words[right] ?? right).join(lang === 'ja' ? '・' : ', ');
}
