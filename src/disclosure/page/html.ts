// SPDX-License-Identifier: Apache-2.0
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import { htmlText } from '../../kernel/text.ts';
import { wallTime } from '../../common/time/wall-time.ts';
import type { WrittenVersion } from '../statement/snapshot.ts';
import type { PublicStatement } from './public-statements.ts';

export const STYLE =
  'body{margin:0;background:#fbf9f4;color:#1f1d1a;font:16px/1.8 "Noto Sans JP","Hiragino Sans",system-ui,sans-serif}main{max-width:40rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}nav{display:flex;justify-content:space-between;max-width:40rem;margin:0 auto;padding:.6rem 1rem 0}h1{font-size:1.3rem;line-height:1.45;margin:.4rem 0}h2{font-size:1.05rem;margin:1.6rem 0 .3rem;border-left:4px solid #2b3f73;padding-left:.6rem}p{margin:.25rem 0}a{color:#2b3f73}.small{font-size:.85rem;color:#5a554c}.banner{padding:.8rem;border-left:6px solid #b3401f;background:#fff;margin:.6rem 0}ol,ul{padding-left:1.4rem}:focus-visible{outline:4px solid #b3401f;outline-offset:2px}@media(prefers-color-scheme:dark){body{background:#1c1b19;color:#e8e3d8}.small{color:#b3ab9b}.banner{background:#26241f}a{color:#9db4f0}h2{border-color:#9db4f0}}@media print{nav{display:none}}';

/** Where the pages of a set lie to each other: on the desk by address, in a folder by file name. */
export type Addresses = {
  /** The mark of the window; a browser would ask for one by itself. */
  readonly icon: string;
  readonly list: (lang: Lang) => string;
  readonly feed: (lang: Lang) => string;
  readonly thanks: (lang: Lang) => string;
  readonly pdf: (one: Pick<PublicStatement, 'caseId' | 'number'>, lang: Lang) => string | null;
  readonly page: (one: Pick<PublicStatement, 'caseId' | 'number'>, lang: Lang) => string;
};

/** One statement: what was frozen, word for word, with its hash. A later one is named in a banner; the text stays. */
export function statementHtml(one: PublicStatement, lang: Lang, to: Addresses): string {
  const { snapshot, blob, publishedAt, successor, caseId } = one;
  const version = versionOf(one, lang);
  const other: Lang = lang === 'ja' ? 'en' : 'ja';
  const later =
    successor === null
      ? ''
      : `<p class="banner">${link(to.page({ caseId, number: successor }, lang), said(lang, `この報のあとに第${successor}報を公表しました。そちらをご覧ください。`, `Report ${successor} has been published since; please read that one.`))}</p>`;
  const pdf = to.pdf(one, lang);
  const body = `${practiceBand(snapshot.facts['statement.practice'] !== undefined, lang)}${later}
${blocks(version)}
<p class="small">${said(lang, '公表', 'Published')}: ${htmlText(wallTime(publishedAt, snapshot.zone, lang, 'year'))}<br>${said(lang, '凍結した記録の SHA-256', 'SHA-256 of the frozen record')}: ${blob}${pdf === null ? '' : `<br>${link(pdf, 'PDF')}`}</p>`;
  return document(
    lang,
    version.title,
    body,
    link(to.list(lang), said(lang, 'お知らせの一覧', 'All statements')),
    link(to.page(one, other), OTHER[other], other),
    to,
  );
}

/** All statements, newest first, by their titles with number and state; `thanks`: whether somebody is thanked on a page of its own. */
export function listHtml(all: readonly PublicStatement[], organisation: Bilingual, lang: Lang, to: Addresses, thanks: boolean): string {
  const other: Lang = lang === 'ja' ? 'en' : 'ja';
  const title = `${organisation[lang]}${said(lang, 'からのお知らせ', ': statements')}`;
  const rows = all
    .map(
      (one) =>
        `<li>${link(to.page(one, lang), versionOf(one, lang).title)}<br><span class="small">${htmlText(wallTime(one.publishedAt, one.snapshot.zone, lang, 'year'))}</span></li>`,
    )
    .join('\n');
  const list =
    all.length === 0 ? `<p>${said(lang, '公表しているお知らせはありません。', 'No statement is public.')}</p>` : `<ul>\n${rows}\n</ul>`;
  const thanked = said(lang, '情報をお寄せくださった方への謝辞', 'Thanks to those who told us');
  const body = thanks ? `${list}\n<p>${link(to.thanks(lang), thanked)}</p>` : list;
  return document(lang, title, body, link(to.feed(lang), 'Atom'), link(to.list(other), OTHER[other], other), to);
}

/** Those who told us and agreed to be named, newest first. A link leads to where they wished, and no search engine counts it. */
export function thanksHtml(
  rows: readonly { readonly text: string; readonly link: string | null; readonly month: string }[],
  organisation: Bilingual,
  lang: Lang,
  to: Addresses,
): string {
  const other: Lang = lang === 'ja' ? 'en' : 'ja';
  const lines = rows
    .map(({ text, link: href, month }) => {
      const name =
        href === null ? htmlText(text) : `<a href="${htmlText(href)}" rel="nofollow ugc noopener noreferrer">${htmlText(text)}</a>`;
      return `<li>${name} <span class="small">${htmlText(month)}</span></li>`;
    })
    .join('\n');
  const lead = said(
    lang,
    '脆弱性や不審な動きをお知らせくださった方のうち、お名前の掲載に同意された方です。ありがとうございました。',
    'Those who told us of a weakness or of something suspicious and agreed to be named here. Thank you.',
  );
  const body =
    rows.length === 0
      ? `<p>${said(lang, 'まだ掲載している方はいません。', 'Nobody is named here yet.')}</p>`
      : `<p>${lead}</p>\n<ul>\n${lines}\n</ul>`;
  const title = `${organisation[lang]}${said(lang, '：情報をお寄せくださった方への謝辞', ': thanks to those who told us')}`;
  return document(
    lang,
    title,
    body,
    link(to.list(lang), said(lang, 'お知らせの一覧', 'All statements')),
    link(to.thanks(other), OTHER[other], other),
    to,
  );
}

/** The version for customers: everything in it may be public. */
export function versionOf({ snapshot }: PublicStatement, lang: Lang): WrittenVersion {
  const version = snapshot.versions.find(({ reader }) => reader === 'customers');
  if (version === undefined) throw new Error('a snapshot without a version for customers');
  return version[lang];
}

const OTHER = { ja: '日本語', en: 'English' };

function said(lang: Lang, ja: string, en: string): string {
  return { ja, en }[lang];
}

function link(href: string, text: string, lang?: Lang): string {
  return `<a href="${htmlText(href)}"${lang === undefined ? '' : ` lang="${lang}" hreflang="${lang}"`}>${htmlText(text)}</a>`;
}

function practiceBand(practice: boolean, lang: Lang): string {
  return practice
    ? `<p class="banner"><strong>${said(lang, '訓練です。実際のお知らせではありません。', 'This is an exercise, not a real statement.')}</strong></p>`
    : '';
}

/** The first line is the title; the heading of an item begins with its mark. */
function blocks({ title, text }: WrittenVersion): string {
  return text
    .slice(title.length)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (/^(?:■|##) /.test(line) ? `<h2>${htmlText(line.replace(/^(?:■|##) /, ''))}</h2>` : `<p>${htmlText(line)}</p>`))
    .join('\n');
}

function document(lang: Lang, title: string, body: string, left: string, right: string, to: Addresses): string {
  return `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="same-origin"><title>${htmlText(title)}</title><link rel="alternate" type="application/atom+xml" href="${htmlText(to.feed(lang))}"><link rel="icon" href="${htmlText(to.icon)}"><style>${STYLE}</style></head>
<body><nav><span>${left}</span><span>${right}</span></nav><main><h1>${htmlText(title)}</h1>
${body}
</main></body></html>
`;
}
