// SPDX-License-Identifier: Apache-2.0
import { htmlText } from '../../kernel/text.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import { endpoints } from '../reply/reply.contract.ts';

/** Served as a file of its own, so that the page needs no inline style. */
export const STAFF_STYLE =
  'body{font:16px/1.7 system-ui,sans-serif;margin:0;background:#faf7f0;color:#222}main{max-width:34rem;margin:0 auto;padding:1.5rem}button{display:block;width:100%;margin:.75rem 0;padding:1rem;font:inherit;font-weight:600;border:2px solid #333;border-radius:.5rem;background:#fff;color:#222;text-align:left}button:focus-visible{outline:4px solid #2b4a8b}textarea{width:100%;box-sizing:border-box;font:inherit;min-height:4rem}.d{border-color:#b3341e}p.s{font-weight:600}';

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
export function staffPage(lang: Lang, name: string, answered: boolean): string {
  const words = WORDS[lang];
  const button = (answer: 'got-it' | 'not-got' | 'replied' | 'opened', danger: boolean) =>
    `<button name="answer" value="${answer}"${danger ? ' class="d"' : ''}>${htmlText(words[answer])}</button>`;
  const state = answered ? `<p class="s" role="status">${htmlText(words.done)}</p><p>${htmlText(words.further)}</p>` : '';
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><link rel="icon" href="/mark.svg" type="image/svg+xml"><title>${htmlText(words.title)}</title><link rel="stylesheet" href="${endpoints.staffStyle.path}"></head><body><main><h1>${htmlText(words.title)}</h1>${state}<p>${htmlText(words.hello(name))}</p><form method="post">${button('got-it', false)}${button('not-got', false)}${button('replied', true)}${button('opened', true)}<label>${htmlText(words.note)}<textarea name="note" maxlength="2000"></textarea></label></form><p>${htmlText(words.blame)}</p></main></body></html>`;
}
