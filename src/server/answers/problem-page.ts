// SPDX-License-Identifier: Apache-2.0
import { htmlText } from '../../kernel/text.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import type { Problem } from '../../kernel/problem.ts';

const WORDS = {
  ja: { title: '受け付けられませんでした', safe: '無事なこと', next: '次にすること', code: '符号' },
  en: { title: 'This could not be done', safe: 'What is safe', next: 'What to do next', code: 'code' },
} as const;

/** The three sentences for somebody who filled in a form: no script, no style of its own, nothing from the request. */
export function problemPage({ what, safe, next, code, status }: Problem, lang: Lang): string {
  const w = WORDS[lang];
  return `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${w.title}</title></head>
<body><main><h1>${htmlText(what[lang])}</h1>
<p><strong>${w.safe}</strong> ${htmlText(safe[lang])}</p>
<p><strong>${w.next}</strong> ${htmlText(next[lang])}</p>
<p><small>${w.code}: ${htmlText(code)} (${status})</small></p></main></body></html>
`;
}
