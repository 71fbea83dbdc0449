// SPDX-License-Identifier: Apache-2.0
// npm run make:settings — writes the tables of settings in docs/operator.md and docs/operator.ja.md from
// src/wiring/base/settings.ts. A convention test compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingGroups } from '../src/wiring/base/settings.ts';
import { settingTitlesJa, settingsJa } from './settings-ja.ts';

type Lang = 'ja' | 'en';
const docs = join(import.meta.dirname, '..', 'docs');
const HEADS = {
  en: '| variable | meaning | default |\n|---|---|---|\n',
  ja: '| 変数 | 意味 | 設定しないとき |\n|---|---|---|\n',
} as const satisfies Record<Lang, string>;

/** The pages with a table of settings. */
export const settingPages = { en: join(docs, 'operator.md'), ja: join(docs, 'operator.ja.md') } as const satisfies Record<Lang, string>;

/** Settings and headings that have no Japanese text yet. */
export function withoutJapanese(): readonly string[] {
  const titles = settingGroups.flatMap(({ title }) => (title === '' || settingTitlesJa[plain(title)] !== undefined ? [] : [title]));
  const names = settingGroups.flatMap(({ rows }) => Object.keys(rows).filter((name) => settingsJa[name] === undefined));
  return [...titles, ...names];
}

/** A heading without its link or bracket. */
function plain(title: string): string {
  return title.split(' (')[0] ?? title;
}

/** The rows of the table, one for each setting. */
function table(lang: Lang): string {
  const lines = settingGroups.flatMap(({ title, rows }) => {
    const head = lang === 'ja' ? (settingTitlesJa[plain(title)] ?? title) : title;
    return [
      ...(title === '' ? [] : [`| **${head}** | | |`]),
      ...Object.entries(rows).map(([name, row]) => {
        const { means, absent } = lang === 'ja' ? (settingsJa[name] ?? row) : row;
        return `| \`${name}\`${row.goesOut ? ' →' : ''} | ${means} | ${absent} |`;
      }),
    ];
  });
  return `${HEADS[lang]}${lines.join('\n')}\n`;
}

/** The page with the table as the settings say it; the rest of the page is left as it is. Throws where it has no table. */
export function withSettings(text: string, lang: Lang): string {
  const from = text.indexOf(HEADS[lang]);
  if (from < 0) throw new Error(`${settingPages[lang]} has no table of settings`);
  const to = text.indexOf('\n\n', from);
  return text.slice(0, from) + table(lang) + text.slice(to + 1);
}

if (import.meta.filename === process.argv[1])
  for (const lang of ['en', 'ja'] as const) writeFileSync(settingPages[lang], withSettings(readFileSync(settingPages[lang], 'utf8'), lang));
