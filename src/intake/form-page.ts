// SPDX-License-Identifier: Apache-2.0
import type { Bilingual, Lang } from '../kernel/bilingual.ts';

export const FORM_STYLE = `body{margin:0 auto;padding:24px 16px;max-width:40rem;font:16px/1.7 "Noto Sans JP","Hiragino Sans","Yu Gothic UI",sans-serif;color:#1f1d1a;background:#fbf9f4}
h1{font-size:1.4rem}label{display:block;margin:16px 0 4px;font-weight:600}small{display:block;color:#5a554c;font-weight:400}
input,textarea{box-sizing:border-box;width:100%;padding:8px;border:1px solid #8b8578;border-radius:4px;font:inherit;background:#fff;color:inherit}
textarea{min-height:12rem}button{margin:24px 0;padding:10px 20px;border:0;border-radius:4px;font:inherit;font-weight:600;color:#fff;background:#2b3f73}
:focus-visible{outline:3px solid #b3401f;outline-offset:2px}.number{font-size:1.6rem;font-weight:700;letter-spacing:.04em}.fault{border-left:4px solid #b3401f;padding:4px 12px}
.away{position:absolute;left:-9999px}nav{text-align:right}
@media (prefers-color-scheme:dark){body{background:#1b1a18;color:#e8e3d8}input,textarea{background:#262421;border-color:#6d675c}small{color:#a9a292}button{background:#5b74b8}}`;

export const FORM_LIMITS = { files: 5, bytesEach: 10_000_000, text: 50_000 } as const;

const WORDS = {
  title: { ja: '弱点・不審な動きのご連絡', en: 'Report a weakness or something odd' },
  lead: {
    ja: '当組織のサイトやサービスの弱点、情報漏えいの疑い、不審なメールなどをお知らせください。お名前は書かなくてもかまいません。送られた内容は担当者が読みます。送信すると受付番号が表示されます。',
    en: 'Tell us of a weakness in our sites or services, a suspected leak or a strange mail. You need not give your name. A person on our side reads what you send. You will get a report number.',
  },
  subject: { ja: '件名', en: 'Subject' },
  text: { ja: '内容', en: 'What you found' },
  textHint: {
    ja: 'どこで（URLなど）、いつ、どうすると、何が起きるか。分かる範囲で書いてください。他人の個人情報は書かないでください。',
    en: 'Where (address), when, what you did and what happened, as far as you know. Leave out other people’s personal data.',
  },
  name: { ja: 'お名前（任意）', en: 'Your name (optional)' },
  contact: { ja: 'ご連絡先（任意）', en: 'How to reach you (optional)' },
  contactHint: {
    ja: 'メールアドレスか電話番号。確認のためご連絡することがあります。',
    en: 'Mail address or telephone number, in case we need to ask.',
  },
  files: { ja: '添付ファイル（任意）', en: 'Files (optional)' },
  filesHint: { ja: `${FORM_LIMITS.files} 個まで、1 個 10 MB まで`, en: `up to ${FORM_LIMITS.files}, 10 MB each` },
  trap: { ja: 'この欄には何も書かないでください', en: 'Leave this field empty' },
  send: { ja: 'この内容を送る', en: 'Send this report' },
  doneTitle: { ja: '受け付けました', en: 'Your report is in' },
  done: {
    ja: 'この番号を控えてください。お問い合わせの際にお使いいただけます。この画面から内容を見ることはできません。',
    en: 'Please note this number; you can refer to it later. What you sent cannot be read from here.',
  },
  missing: {
    ja: '件名と内容を書いてから送ってください。まだ何も送られていません。',
    en: 'Please fill in subject and text, then send. Nothing has been sent yet.',
  },
} as const satisfies Record<string, Bilingual>;

type Filled = { readonly subject: string; readonly text: string; readonly name: string; readonly contact: string };

/** Works without a script, on a telephone, and keeps what was typed when something is missing. */
export function formPage(lang: Lang, filled: Filled | null): string {
  const say = (key: keyof typeof WORDS): string => WORDS[key][lang];
  const field = (name: keyof Filled, label: keyof typeof WORDS, extra: string): string =>
    `<label for="${name}">${say(label)}</label><input id="${name}" name="${name}" value="${escaped(filled?.[name] ?? '')}" ${extra}>`;
  return page(
    lang,
    say('title'),
    `<p>${say('lead')}</p>${filled === null ? '' : `<p class="fault" role="alert">${say('missing')}</p>`}
<form method="post" action="/report?lang=${lang}" enctype="multipart/form-data">
${field('subject', 'subject', 'required maxlength="300"')}
<label for="text">${say('text')}<small>${say('textHint')}</small></label><textarea id="text" name="text" required maxlength="${FORM_LIMITS.text}">${escaped(filled?.text ?? '')}</textarea>
${field('name', 'name', 'maxlength="200" autocomplete="name"')}
<label for="contact">${say('contact')}<small>${say('contactHint')}</small></label><input id="contact" name="contact" maxlength="300" value="${escaped(filled?.contact ?? '')}">
<label for="files">${say('files')}<small>${say('filesHint')}</small></label><input id="files" name="files" type="file" multiple>
<p class="away" aria-hidden="true"><label for="website">${say('trap')}</label><input id="website" name="website" tabindex="-1" autocomplete="off"></p>
<button>${say('send')}</button>
</form>`,
  );
}

export function receiptPage(lang: Lang, reportId: string): string {
  return page(lang, WORDS.doneTitle[lang], `<p class="number">${escaped(reportId)}</p><p>${WORDS.done[lang]}</p>`);
}

function page(lang: Lang, title: string, body: string): string {
  const other = lang === 'ja' ? '<a href="/report?lang=en" lang="en">English</a>' : '<a href="/report?lang=ja" lang="ja">日本語</a>';
  return `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><link rel="icon" href="/mark.svg" type="image/svg+xml"><title>${title}</title><link rel="stylesheet" href="/report/style.css"></head>
<body><nav>${other}</nav><main><h1>${title}</h1>${body}</main></body></html>`;
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
