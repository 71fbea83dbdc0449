// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { ClaimKind } from '../claim/claim-kind.ts';
import type { Claim } from '../claim/claim.ts';

/** What a report must name before anybody can look for it. Asked of colleagues first, of the sender only by a released mail. */
export type Question = { readonly id: string; readonly text: Bilingual; readonly askWhom: 'inside' | 'sender' };

const NEEDED: readonly { readonly id: string; readonly kinds: readonly ClaimKind[]; readonly question: Omit<Question, 'id'> }[] = [
  {
    id: 'place',
    kinds: ['url', 'cgi-path'],
    question: {
      text: {
        ja: 'どのサイトの、どのページ・どのプログラムのことか（URL またはパス）',
        en: 'Which site and which page or script is meant (URL or path)?',
      },
      askWhom: 'sender',
    },
  },
  {
    id: 'number',
    kinds: ['cve', 'cwe', 'advisory', 'weakness'],
    question: {
      text: {
        ja: 'どの脆弱性か（CVE・JVN の番号、または種類）。公表済みのものなら番号がある',
        en: 'Which weakness (a CVE or JVN number, or its type)? One that is published has a number.',
      },
      askWhom: 'sender',
    },
  },
  {
    id: 'product',
    kinds: ['product'],
    question: {
      text: { ja: 'どのソフトウェアの、どの版か', en: 'Which software and which version?' },
      askWhom: 'inside',
    },
  },
];

/** What an own site runs, as far as the report says what to look among. */
export function ownPrograms(namesScripts: boolean): Bilingual {
  return namesScripts
    ? { ja: ' CGI・Perl・PHP ', en: 'every CGI, Perl and PHP program' }
    : {
        ja: '公開サイトで動いているもの（CMS・部品・自作のプログラム）',
        en: 'everything that runs (CMS, components, programs of our own)',
      };
}

const whenVague = (namesScripts: boolean): readonly Question[] => [
  {
    id: 'own-list',
    text: {
      ja: `自組織の${ownPrograms(namesScripts).ja}をすべて挙げられるか。管理者は誰か（委託先・ホスティング会社を含む）`,
      en: `Can we list ${ownPrograms(namesScripts).en} on our own sites, and who looks after each (suppliers and hosting company included)?`,
    },
    askWhom: 'inside',
  },
  {
    id: 'logs',
    text: {
      ja: '報告の日時の前後に、公開サイトへのふだんと違うアクセスはないか',
      en: 'Is there unusual access to our sites around the date of the report?',
    },
    askWhom: 'inside',
  },
];

/** What to ask the reporter, by what the claims leave open. */
export function questionsFor(claims: readonly Claim[]): readonly Question[] {
  const named = new Set(claims.map((claim) => claim.kind));
  const missing = NEEDED.filter((need) => !need.kinds.some((kind) => named.has(kind)));
  const asked = missing.map((need): Question => ({ id: need.id, ...need.question }));
  return isVague(claims) ? [...asked, ...whenVague(namesScripts(claims))] : asked;
}

/** Whether it speaks of CGI, Perl or PHP, or of a script by its path. */
export const namesScripts = (claims: readonly Claim[]): boolean => claims.some(({ kind }) => kind === 'program' || kind === 'cgi-path');

/** Nothing that could be looked up: neither a number nor a product with a version. */
export function isVague(claims: readonly Claim[]): boolean {
  return !claims.some((claim) => claim.kind === 'cve' || claim.kind === 'advisory' || (claim.kind === 'product' && claim.version !== null));
}
