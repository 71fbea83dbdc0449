// SPDX-License-Identifier: Apache-2.0
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import { htmlText } from '../../kernel/text.ts';
import { publicPage } from '../page/shell.ts';
import { endpoints } from './inquiry.contract.ts';

const words = {
  ja: {
    title: '影響を受けているかの確認',
    lead: '私どもで起きたセキュリティ事案について、お客様が影響を受けているかを、その時点で判明している範囲でお答えします。',
    asked: 'お客様番号または契約番号',
    reach: 'ご登録のメールアドレスまたは電話番号',
    reachHint: 'ご本人の確認に使います。番号と一致しないときは、誰のことであってもお答えしません。',
    send: '確認する',
    missing: '番号と、ご登録のメールアドレスまたは電話番号の両方をご記入ください。',
    note: 'お答えした内容と時刻を記録します。あとで内容が変わったときは、ご登録の連絡先へご連絡します。',
    again: 'もう一度確認する',
  },
  en: {
    title: 'Am I affected?',
    lead: 'Whether our security incident affects you, as far as it is known at that moment.',
    asked: 'Customer or contract number',
    reach: 'Mail address or telephone number that we have of you',
    reachHint: 'It shows that it is you. Where it does not fit the number, nothing is said about anybody.',
    send: 'Check',
    missing: 'Please fill in both: the number, and the mail address or telephone number that we have of you.',
    note: 'We keep what was answered and when. If it changes, we reach you by the contact that we have.',
    again: 'Check again',
  },
} as const;

type Shown = { readonly hash: HashBytes; readonly lang: Lang; readonly organisation: Bilingual; readonly caseKey: string };

/** The form; `missing` where it was sent half empty. */
export function askPage({ hash, lang, organisation, caseKey }: Shown, missing = false) {
  const w = words[lang];
  const field = (name: string, label: string, hint: string) =>
    `<label for="${name}">${label}${hint === '' ? '' : `<br><small>${hint}</small>`}</label><input id="${name}" name="${name}" required maxlength="200">`;
  const body = `<p>${htmlText(organisation[lang])}</p><p>${w.lead}</p>${missing ? `<p class="fault" role="alert">${w.missing}</p>` : ''}
<form method="post" action="${htmlText(endpoints.askByPage.at({ caseKey }, { lang }))}">${field('asked', w.asked, '')}${field('reach', w.reach, w.reachHint)}
<button>${w.send}</button></form><p class="small">${w.note}</p>`;
  return publicPage(hash, lang, w.title, body, otherOf(caseKey, lang));
}

export function answerPage({ hash, lang, caseKey }: Shown, script: Bilingual) {
  const w = words[lang];
  const body = `<p class="said">${htmlText(script[lang])}</p><p class="small">${w.note}</p><p><a href="${htmlText(endpoints.askPage.at({ caseKey }, { lang }))}">${w.again}</a></p>`;
  return publicPage(hash, lang, w.title, body, otherOf(caseKey, lang));
}

function otherOf(caseKey: string, lang: Lang): string {
  return endpoints.askPage.at({ caseKey }, { lang: lang === 'ja' ? 'en' : 'ja' });
}
