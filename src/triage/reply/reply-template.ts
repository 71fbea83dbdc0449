// SPDX-License-Identifier: Apache-2.0
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';

/** Ready texts, without what closes them. None confirms, names a version or a host, holds a link or promises money. `hours`: by when it should be decided. */
export type ReplyTemplate = {
  readonly id: string;
  readonly name: Bilingual;
  readonly subject: Bilingual;
  readonly text: Bilingual;
  readonly hours: number | null;
};

/** Who signs and what the reporter can refer to. Empty: left out. */
export type ReplySigned = { readonly organisation: Bilingual; readonly reportId: string };

function close({ organisation, reportId }: ReplySigned): Bilingual {
  const number = reportId === '' ? { ja: '', en: '' } : { ja: `受付番号：${reportId}\n`, en: `Reference: ${reportId}\n` };
  return {
    ja: `\n\n今後のご連絡は、この窓口あてにお願いいたします。\n\n${number.ja}${organisation.ja === '' ? '' : `${organisation.ja} `}情報セキュリティ窓口`,
    en: `\n\nPlease use this address for anything further.\n\n${number.en}Information security desk${organisation.en === '' ? '' : `, ${organisation.en}`}`,
  };
}
const template = (id: string, hours: number | null, name: Bilingual, subject: Bilingual, text: Bilingual): ReplyTemplate => ({
  id,
  hours,
  name,
  subject,
  text,
});

export const replyTemplates: readonly ReplyTemplate[] = [
  template(
    'receipt',
    72,
    { ja: '受け取りの連絡（内容に触れない）', en: 'Receipt without content' },
    { ja: 'ご連絡の受け取りについて', en: 'We have received your mail' },
    {
      ja: 'ご連絡いただき、ありがとうございます。お送りいただいた内容を受け取り、担当者が確認します。\n内容についてのご回答は、確認を終えるまで控えさせていただきます。必要な場合は、こちらからご連絡いたします。',
      en: 'Thank you for contacting us. We have received your message and are reviewing it.\nUntil that is done we cannot comment on its content. We will write to you if we need to.',
    },
  ),
  template(
    'need-details',
    72,
    { ja: '詳しい内容をたずねる', en: 'Ask for details' },
    { ja: 'お送りいただいた件の詳細について', en: 'Details of your report' },
    {
      ja: 'お送りいただいた件について、次のことを文章でお知らせください。\n・どのページのことか\n・どの種類の問題か（番号があればその番号）\n・気づかれた日時と、行われた操作\nファイルやプログラムは送らないようお願いいたします。',
      en: 'Please tell us in words:\n- which page is meant\n- which kind of weakness (its number, if there is one)\n- when you noticed it and what you did\nPlease do not send files or programs.',
    },
  ),
  template(
    'fixed-thanks',
    null,
    { ja: '対応済みとお礼', en: 'Settled, with thanks' },
    { ja: 'ご連絡へのお礼', en: 'Thank you for writing' },
    {
      ja: '先日はご連絡をいただき、ありがとうございました。\nご連絡の件は、確認と必要な手続を終えました。ご配慮に感謝いたします。',
      en: 'Thank you for writing to us.\nWe have completed our review of the matter and the steps that go with it. We appreciate your care.',
    },
  ),
  template(
    'cannot-confirm',
    null,
    { ja: '確かめられなかった', en: 'We cannot confirm it' },
    { ja: 'ご連絡いただいた件について', en: 'About your report' },
    {
      ja: 'お知らせいただいた件を調べましたが、いただいた内容だけでは、お知らせの事象を確認できませんでした。\n補足がありましたら、文章でお知らせください。',
      en: 'We have looked into your report. From what you wrote we cannot confirm it.\nIf you would like to add something, please write it in words.',
    },
  ),
  template(
    'through-ipa',
    null,
    { ja: 'IPA への届出をお願いする', en: 'Please report through IPA' },
    { ja: 'ご連絡の窓口について', en: 'Where to report' },
    {
      ja: 'このような件は、独立行政法人 情報処理推進機構（IPA）の脆弱性関連情報の届出制度（情報セキュリティ早期警戒パートナーシップ）をご利用くださるようお願いしております。届出があれば、私どもは制度に沿って対応いたします。',
      en: 'For matters of this kind, please use the vulnerability reporting scheme of IPA, the Information-technology Promotion Agency of Japan (the Information Security Early Warning Partnership). We handle what reaches us through it by its rules.',
    },
  ),
  template(
    'no-bounty',
    null,
    { ja: '報奨金の制度はない', en: 'No bounty' },
    { ja: '報奨金について', en: 'About rewards' },
    {
      ja: '当組織には、報奨金の制度はございません。金銭をお支払いすることもいたしません。\nお気づきの点があれば、条件を付けずにお知らせいただければ拝見いたします。',
      en: 'We have no bounty programme and pay for no reports.\nIf you wish to tell us what you noticed without conditions, we will read it.',
    },
  ),
  template(
    'do-not-test',
    null,
    { ja: 'これ以上の試行をやめてもらう', en: 'Please do not test further' },
    { ja: '試行・調査をお控えいただくお願い', en: 'Please do not test our systems' },
    {
      ja: '私どものシステムに対する試行や調査は、許可しておりません。これ以上の試行はお控えください。\n取得された情報がある場合は、その概要をお知らせのうえ、第三者に提供せず、削除をお願いいたします。',
      en: 'We have given no permission to test or probe our systems. Please do not test any further.\nIf you obtained any data of ours, please tell us in outline what it was, pass it to nobody, and delete it.',
    },
  ),
];

/** A template's text with its close: who signs, and the number to refer to. */
export function signedText(template: ReplyTemplate, signed: ReplySigned): Bilingual {
  const end = close(signed);
  return { ja: `${template.text.ja}${end.ja}`, en: `${template.text.en}${end.en}` };
}

/** A template in one language, and within how many hours it promises an answer; null where there is none of the id. */
export function replyFrom(
  id: string,
  lang: Lang,
  signed: ReplySigned,
): { readonly subject: string; readonly text: string; readonly hours: number | null } | null {
  const found = replyTemplates.find((candidate) => candidate.id === id);
  return found === undefined ? null : { subject: found.subject[lang], text: signedText(found, signed)[lang], hours: found.hours };
}
