// SPDX-License-Identifier: Apache-2.0
import type { Lang } from '../kernel/bilingual.ts';
import { inertText } from '../kernel/text.ts';
import type { Page } from './page.ts';

const style =
  'body{margin:0;background:#f7f4ec;color:#22201c;font:16px/1.7 "Noto Sans JP",system-ui,sans-serif}main{max-width:34rem;margin:0 auto;padding:1rem}h1{font-size:1.2rem;line-height:1.4;margin:.5rem 0}dl{margin:1rem 0}dt{font-size:.85rem;color:#5c574d}dd{margin:0 0 .6rem;overflow-wrap:anywhere}button{width:100%;min-height:64px;font:inherit;font-weight:700;font-size:1.15rem;color:#fff;background:#b5371f;border:0;border-radius:8px}button.again{background:#2c3f6b}p.said{padding:.8rem;border-left:6px solid #4d6b3c;background:#fff}p.small{font-size:.85rem;color:#5c574d}button:focus-visible{outline:4px solid #2c3f6b;outline-offset:3px}@media(prefers-color-scheme:dark){body{background:#1c1b19;color:#e8e3d8}dt,p.small{color:#b3ab9b}p.said{background:#26241f}}';

/** Style in a page without scripts: its hash goes into the policy, so nothing else inline can run or show. */
export const PHONE_STYLE = style;

/** What the telephone shows: small, whole without JavaScript; only the button's POST acknowledges. */
export function phonePage(page: Page, person: { readonly id: string; readonly name: string }, lang: Lang): string {
  const w = words[lang];
  const mine = page.acks.some((ack) => ack.person === person.id);
  const state =
    page.state === 'resolved'
      ? `<p class="said">${w.resolved}</p>`
      : mine
        ? `<p class="said">${w.acked}</p>${page.acks.length < page.policy.acksNeeded ? `<p>${w.more(page.policy.acksNeeded - page.acks.length)}</p>` : ''}`
        : page.acks.length > 0
          ? `<p class="said">${w.others(page.acks.length)}</p>`
          : '';
  const button =
    page.state === 'resolved'
      ? ''
      : `<form method="post"><button${mine ? ' class="again"' : ''}>${mine ? w.still : w.button}</button></form>`;
  return `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><link rel="icon" href="/mark.svg" type="image/svg+xml"><title>${w.title}</title><style>${style}</style></head>
<body><main><h1>${w.title}</h1>
<dl><dt>${w.subject}</dt><dd>${html(inertText(page.subject).slice(0, 500))}</dd><dt>${w.number}</dt><dd>${html(page.caseId ?? page.pageId)}</dd><dt>${w.since}</dt><dd>${html(page.createdAt.slice(0, 16).replace('T', ' '))} UTC</dd><dt>${w.you}</dt><dd>${html(person.name)}</dd>${page.alarms > 1 ? `<dt>${w.alarms}</dt><dd>${page.alarms}</dd>` : ''}</dl>
${state}
${button}
<p class="small">${w.note}</p></main></body></html>
`;
}

const words = {
  ja: {
    title: '当番の呼び出し',
    subject: '件名',
    number: '番号',
    since: '発生',
    you: 'あなた',
    alarms: 'まとめた件数',
    button: '受け取りました。対応します',
    still: 'まだ対応しています（再呼び出しを延ばす）',
    acked: 'あなたの確認を記録しました。',
    more: (count: number) => `あと ${count} 人の確認が必要です。`,
    others: (count: number) => `すでに ${count} 人が確認しています。`,
    resolved: 'この呼び出しは終わっています。することはありません。',
    note: '開いただけでは確認になりません。ボタンを押すと記録されます。差出人のメールにはまだ返信しないでください。',
  },
  en: {
    title: 'You are paged',
    subject: 'Subject',
    number: 'Number',
    since: 'Since',
    you: 'You',
    alarms: 'Alarms in this page',
    button: 'I have it',
    still: 'Still on it (put off the next page)',
    acked: 'Your acknowledgement is recorded.',
    more: (count: number) => `${count} more must acknowledge.`,
    others: (count: number) => `${count} already acknowledged.`,
    resolved: 'This page is over. There is nothing to do.',
    note: 'Opening this page acknowledges nothing; the button does. Do not reply to the sender yet.',
  },
} as const;

function html(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}
