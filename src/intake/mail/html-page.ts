// SPDX-License-Identifier: Apache-2.0
import type { Lang } from '../../kernel/bilingual.ts';
import { withoutTurns } from '../../kernel/text.ts';
import type { SafeHtml } from './html.port.ts';

/** For the frame: nothing runs, nothing loads, nothing is sent, and the page is a stranger to the desk around it. */
export const framePolicy = (pictures: boolean): string =>
  `default-src 'none'; style-src 'unsafe-inline';${pictures ? ' img-src data:;' : ''} form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox`;

const STYLE = `body{margin:16px;font:15px/1.7 "Noto Sans JP",sans-serif;color:#1f1d1a;background:#fff;overflow-wrap:anywhere}
table{border-collapse:collapse;max-width:100%}td,th{padding:2px 6px;vertical-align:top}
img{max-width:100%}
a{color:inherit;text-decoration:underline dotted}a[data-to]::after{content:" \\27E8" attr(data-to) "\\27E9";color:#6b4d00;font-size:.85em}
aside{border:1px solid #c9c3b6;padding:6px 10px;margin:0 0 12px;font-size:13px;color:#5a554c}`;

/** Sanitised HTML as a page of its own for a sandboxed frame, with what was left out said above it. */
export function framePage(safe: SafeHtml, lang: Lang): string {
  const { remote, links, active, embedded } = safe.removed;
  const said = {
    ja: `外部の画像など ${remote} 件、リンク ${links} 件、動作する部品 ${active} 件を無効にして表示しています。${embedded > 0 ? `メールに添えられた画像が ${embedded} 件あります。` : ''}原文はそのまま保管しています。`,
    en: `Remote items left out: ${remote}. Links switched off: ${links}. Active items removed: ${active}.${embedded > 0 ? ` Pictures that the mail brings along: ${embedded}.` : ''} The original is kept as it came.`,
  }[lang];
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>mail</title><style>${STYLE}</style></head><body><aside>${said}</aside>${withoutTurns(safe.html)}</body></html>`;
}
