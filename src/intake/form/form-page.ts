// SPDX-License-Identifier: Apache-2.0
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import { endpoints } from '../contract.ts';

export const FORM_STYLE = `body{margin:0 auto;padding:24px 16px;max-width:40rem;font:16px/1.7 "Noto Sans JP","Hiragino Sans","Yu Gothic UI",sans-serif;color:#1f1d1a;background:#fbf9f4}
h1{font-size:1.4rem}label{display:block;margin:16px 0 4px;font-weight:600}small{display:block;color:#5a554c;font-weight:400}
input,textarea{box-sizing:border-box;width:100%;padding:8px;border:1px solid #8b8578;border-radius:4px;font:inherit;background:#fff;color:inherit}
textarea{min-height:12rem}button{margin:24px 0;padding:10px 20px;border:0;border-radius:4px;font:inherit;font-weight:600;color:#fff;background:#2b3f73}
:focus-visible{outline:3px solid #b3401f;outline-offset:2px}.number{font-size:1.6rem;font-weight:700;letter-spacing:.04em}.fault{border-left:4px solid #b3401f;padding:4px 12px}
.away{position:absolute;left:-9999px}nav{text-align:right}a{color:#2b3f73}
@media (prefers-color-scheme:dark){body{background:#1b1a18;color:#e8e3d8}input,textarea{background:#262421;border-color:#6d675c}small{color:#a9a292}button{background:#5b74b8}a{color:#9db4f0}}`;

export const FORM_LIMITS = { files: 5, bytesEach: 10_000_000, text: 50_000 } as const;

const WORDS = {
  title: { ja: '脆弱性・セキュリティに関するご連絡窓口', en: 'Report a vulnerability or security concern' },
  lead: {
    ja: 'サイトやサービスの脆弱性、情報漏えいの疑い、不審なメールについて、外部の方からのご連絡を受け付けています。匿名でもかまいません。送られた内容は担当者が読みます。送信すると受付番号が表示されます。',
    en: 'Tell us of a vulnerability in our sites or services, a suspected leak or a suspicious mail. You need not give your name. A person on our side reads what you send. You will get a report number.',
  },
  terms: {
    ja: 'お名前とご連絡先は、この件の確認とご連絡のためにだけ使います。パスワードをお聞きすることはありません。公開前の内容は、第三者に知らせないようお願いします。',
    en: 'We use your name and contact details only to check this report and to reach you about it. We never ask for a password. Please keep what is not public to yourself until it is resolved.',
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
  doneTitle: { ja: '受け付けました', en: 'Report received' },
  done: {
    ja: '担当者が確認します。ご連絡先を書かれた方には、必要に応じてご連絡します。追加のご連絡は、件名にこの番号を書いて、もう一度このフォームからお送りください。送られた内容をこの画面から見ることはできません。',
    en: 'A person will review it. If you left contact details, we may write to you. To add something, use this form again with this number in the subject. For security, what you sent cannot be viewed here.',
  },
  missing: {
    ja: '件名と内容を書いてから送ってください。まだ何も送られていません。',
    en: 'Please fill in subject and text, then send. Nothing has been sent yet.',
  },
  wait: {
    ja: '短い時間に続けて送信されたため、受け付けを止めています。内容はまだ送られていません。1分ほど待って、もう一度「この内容を送る」を押してください。',
    en: 'Several messages came in a short time, so the form has paused. Yours has not been sent yet. Wait a minute, then press “Send this report” again.',
  },
  large: {
    ja: `送れる大きさを超えています。内容はまだ送られていません。添付ファイルを ${FORM_LIMITS.files} 個まで、1 個 10 MB までにして、もう一度「この内容を送る」を押してください。`,
    en: `This is larger than the form takes. It has not been sent yet. Choose at most ${FORM_LIMITS.files} files of 10 MB each, then press “Send this report” again.`,
  },
  filesAgain: { ja: '添付ファイルは、もう一度選んでください。', en: 'Files must be chosen again.' },
} as const satisfies Record<string, Bilingual>;

/** Why a form comes back unsent. */
export type Unsent = Extract<keyof typeof WORDS, 'missing' | 'wait' | 'large'> | Bilingual;

type Filled = { readonly subject: string; readonly text: string; readonly name: string; readonly contact: string };

/** Works without a script, on a telephone, and keeps what was typed when it comes back unsent. */
export function formPage(lang: Lang, organisation: Bilingual, filled: (Filled & { readonly why: Unsent }) | null): string {
  const say = (key: keyof typeof WORDS): string => WORDS[key][lang];
  const field = (name: keyof Filled, label: keyof typeof WORDS, extra: string): string =>
    `<label for="${name}">${say(label)}</label><input id="${name}" name="${name}" value="${escaped(filled?.[name] ?? '')}" ${extra}>`;
  return page(
    lang,
    say('title'),
    `<p>${escaped(ofOrganisation(lang, organisation))}${say('lead')}</p><p>${say('terms')}</p>${filled === null ? '' : `<p class="fault" role="alert">${escaped((typeof filled.why === 'string' ? WORDS[filled.why] : filled.why)[lang])}${lang === 'en' ? ' ' : ''}${say('filesAgain')}</p>`}
<form method="post" action="${endpoints.sendForm.at({}, { lang })}" enctype="multipart/form-data">
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

/** Whose form it is, as the start of the lead; empty before the organisation was named. */
function ofOrganisation(lang: Lang, organisation: Bilingual): string {
  if (organisation[lang] === '') return '';
  return lang === 'ja' ? `${organisation.ja}です。` : `This is ${organisation.en}. `;
}

/** The page after the form was taken, with the report's number. */
export function receiptPage(lang: Lang, reportId: string): string {
  return page(lang, WORDS.doneTitle[lang], `<p class="number">${escaped(reportId)}</p><p>${WORDS.done[lang]}</p>`);
}

function page(lang: Lang, title: string, body: string): string {
  const inOther = (to: Lang, name: string) => `<a href="${endpoints.form.at({}, { lang: to })}" lang="${to}">${name}</a>`;
  const other = lang === 'ja' ? inOther('en', 'English') : inOther('ja', '日本語');
  return `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><link rel="icon" href="/mark.svg" type="image/svg+xml"><title>${title}</title><link rel="stylesheet" href="${endpoints.formStyle.path}"></head>
<body><nav>${other}</nav><main><h1>${title}</h1>${body}</main></body></html>`;
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
