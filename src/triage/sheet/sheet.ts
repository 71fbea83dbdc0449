// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import { authorityContacts } from '../mail/authority.ts';
import type { Examination } from '../examination/examine.ts';
import { judgementOf } from './judgement.ts';
import type { Lists } from './judgement.ts';
import { intentWords, urgencyWords } from './words.ts';

/** One page: what came, two axes, what is known and not, what to do, whom to call; the manager's half in plain words. */
export type Sheet = {
  readonly lists: Lists;
  readonly call: readonly { readonly whom: Bilingual; readonly how: Bilingual; readonly page: string | null }[];
  readonly manager: Bilingual;
};

/** What the sheet says beyond the examination: three lists, whom to call, a text for the manager. */
export function sheetOf(seen: Examination): Sheet {
  return { lists: judgementOf(seen), call: contactsFor(seen), manager: managerText(seen) };
}

function contactsFor(seen: Examination): Sheet['call'] {
  const own: Sheet['call'] = [
    {
      whom: { ja: '責任者', en: 'Your manager' },
      how: { ja: '電話か対面で。メールの転送で済ませない', en: 'By telephone or in person, not by forwarding the mail' },
      page: null,
    },
    {
      whom: { ja: 'サイトの管理者・委託先・ホスティング会社', en: 'Site administrator, supplier or hosting company' },
      how: { ja: '契約書にある窓口へ', en: 'Through the contact point named in the contract' },
      page: null,
    },
  ];
  const police: Sheet['call'] =
    seen.intent.label === 'extortion' || seen.follows.kinds.some((kind) => kind === 'extortion' || kind === 'ransomware')
      ? [
          {
            whom: { ja: '警察（サイバー犯罪相談窓口）と法務', en: 'Police (cybercrime desk) and legal' },
            how: { ja: '証拠を残したまま相談する', en: 'Keep the evidence and consult' },
            page: 'https://www.npa.go.jp/bureau/cyber/soudan.html',
          },
        ]
      : [];
  return [...own, ...police, ...authorityContacts.map((contact) => ({ whom: contact.name, how: contact.how, page: contact.page }))];
}

function managerText(seen: Examination): Bilingual {
  const affected = seen.inventory.items.filter((item) => item.state === 'affected').length;
  const label = intentWords[seen.intent.label];
  const urgency = urgencyWords[seen.priority.urgency];
  const stateJa =
    seen.inventory.scope === 'not-given'
      ? '自組織に該当するものがあるかは、資産の一覧がないためまだ言えません。'
      : affected > 0
        ? `自組織の一覧のうち ${affected} 件が、すでに公開されている問題の範囲に入ります。差出人の正体にかかわらず、直すかどうかを決める必要があります。`
        : '自組織の一覧の中に、公開された問題の範囲に入ると分かったものは、今のところありません。';
  const stateEn =
    seen.inventory.scope === 'not-given'
      ? 'Whether anything of ours is affected cannot be said yet, because there is no list of assets.'
      : affected > 0
        ? `${affected} of our listed items lie in the range of published problems. Whoever the sender is, we have to decide on a repair.`
        : 'So far nothing in our list is known to lie in the range of a published problem.';
  return {
    ja: [
      `「${seen.follows.label.ja}」と読める報告が入りました（まだ事実とは確かめていません）。`,
      `${seen.intent.label === 'unclear' ? '差出人の目的は、まだ判断できません。' : `文面から見た目的は「${label.ja}」と見ていますが、断定ではありません。`}差出人の名乗りが本当かどうかは、内容の真偽とは別の問題です。`,
      ...(seen.follows.asksAdvisories ? [stateJa] : []),
      ...(seen.follows.mailIsDoubtful
        ? ['こちらからの返信は、責任者が文面を承認するまで出ません。社内にも返信しないよう伝える必要があります。']
        : []),
      `緊急度は「${urgency.ja}」（${seen.priority.why.ja}）。`,
      'お決めいただきたいこと：停止や公表の要否、返信を出すかどうか、外部機関への相談。',
    ].join('\n'),
    en: [
      `A report has come in that reads as: ${seen.follows.label.en}. It is not confirmed yet.`,
      `${seen.intent.label === 'unclear' ? 'What the sender wants is not clear yet.' : `Its wording looks like: ${label.en}. That is a reading, not a verdict.`} Whether the sender is who they say is a different question from whether they are right.`,
      ...(seen.follows.asksAdvisories ? [stateEn] : []),
      ...(seen.follows.mailIsDoubtful
        ? [
            'No answer leaves the desk before somebody in charge has released its text. The staff still need to hear that they must not reply.',
          ]
        : []),
      `Urgency: ${urgency.en} (${seen.priority.why.en}).`,
      'For you to decide: whether to stop or publish anything, whether to answer, whether to consult outside bodies.',
    ].join('\n'),
  };
}
