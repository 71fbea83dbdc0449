// SPDX-License-Identifier: Apache-2.0
import { smallPage } from '../../common/page/small-page.ts';
import { htmlText } from '../../kernel/text.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import type { HashBytes } from '../../kernel/sha256.ts';

const WORDS = {
  ja: {
    title: '不審なメールについて',
    hello: (name: string) => `${name} さん、一つ選んで押してください。あとで選び直せます。`,
    'got-it': '同じメールが届いた（返信も開封もしていない）',
    'not-got': '届いていない',
    replied: 'もう返信してしまった',
    opened: 'リンクや添付を開いてしまった',
    note: '補足（任意）',
    done: '受け取りました。ありがとうございます。',
    further:
      'リンクや添付を開いた方は、ネットワークケーブルを抜くか Wi-Fi を切り、電源は切らずに、情報システム担当へ電話してください。返信した方には担当者から連絡します。',
    blame: '返信や開封をしていても、責めることはありません。',
  },
  en: {
    title: 'About the suspicious mail',
    hello: (name: string) => `${name}, please choose one. You can correct it later.`,
    'got-it': 'I got it too (not replied, not opened)',
    'not-got': 'I did not get it',
    replied: 'I have already replied',
    opened: 'I opened a link or attachment',
    note: 'Anything to add (optional)',
    done: 'We have your answer. Thank you.',
    further:
      'If you opened a link or attachment: unplug the network cable or switch Wi-Fi off, leave the power on, and call IT. If you replied, somebody will contact you.',
    blame: 'Nobody is blamed for having replied or opened it.',
  },
} as const;

/** Plain HTML, no script: works on any telephone. */
export function staffPage(hash: HashBytes, lang: Lang, name: string, answered: boolean) {
  const words = WORDS[lang];
  const button = (answer: 'got-it' | 'not-got' | 'replied' | 'opened', danger: boolean) =>
    `<button name="answer" value="${answer}" class="choice${danger ? ' harm' : ''}">${htmlText(words[answer])}</button>`;
  const state = answered ? `<p class="said" role="status">${htmlText(words.done)}</p><p>${htmlText(words.further)}</p>` : '';
  const body = `${state}<p>${htmlText(words.hello(name))}</p>
<form method="post">${button('got-it', false)}${button('not-got', false)}${button('replied', true)}${button('opened', true)}<label>${htmlText(words.note)}<textarea name="note" maxlength="2000"></textarea></label></form>
<p>${htmlText(words.blame)}</p>`;
  return smallPage(hash, { lang, title: words.title, body });
}
