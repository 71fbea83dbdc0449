// SPDX-License-Identifier: Apache-2.0
import type { Bilingual, Lang } from '../../../src/kernel/bilingual.ts';

export type Value = string | number | boolean;

/**
 * Something known beforehand or seen by an observer outside the desk (mail server, kernel, web server, file system), and
 * what the desk says of it. `by`: the observer.
 */
export type Truth = { readonly what: Bilingual; readonly by: Bilingual; readonly expected: Value; readonly found: Value };

/** A table that is filled as an incident goes on. */
export type Truths = {
  readonly rows: Truth[];
  readonly note: (ja: string, en: string, by: Observer, expected: Value, found: Value) => void;
};

/** Who saw it, other than the desk. */
export const observers = {
  plan: { ja: '仕込み', en: 'as planted' },
  mail: { ja: 'メールサーバー', en: 'mail server' },
  web: { ja: 'ウェブサーバー', en: 'web server' },
  file: { ja: 'ファイル', en: 'file system' },
  kernel: { ja: 'カーネル', en: 'kernel' },
  visitor: { ja: '外からの閲覧', en: 'a visitor outside' },
  computer: { ja: '社内の端末', en: 'a computer inside' },
  law: { ja: '法令と暦', en: 'law and calendar' },
  sender: { ja: '差出人の側', en: "the sender's side" },
  paper: { ja: '印刷した紙', en: 'the printed paper' },
  second: { ja: '予備のメールサーバー', en: 'second mail server' },
} as const satisfies Readonly<Record<string, Bilingual>>;
export type Observer = keyof typeof observers;

export function truthTable({ onUnheld }: { readonly onUnheld?: (truth: Truth) => void }): Truths {
  const rows: Truth[] = [];
  return {
    rows,
    note(ja, en, by, expected, found) {
      const truth = { what: { ja, en }, by: observers[by], expected, found };
      rows.push(truth);
      if (!holds(truth)) onUnheld?.(truth);
    },
  };
}

export function holds({ expected, found }: Truth): boolean {
  return expected === found;
}

/** The table as text, one line a truth; wide letters count twice so that columns stand. */
export function printTruths(rows: readonly Truth[], lang: Lang): string {
  const heading = { ja: ['', '確かめたこと', '観察', '正解', '結果'], en: ['', 'truth', 'seen by', 'expected', 'found'] }[lang];
  const cells = rows.map((row) => [holds(row) ? '✓' : '✗', row.what[lang], row.by[lang], shortened(row.expected), shortened(row.found)]);
  return columns([heading, ...cells]);
}

function shortened(value: Value): string {
  const text = String(value);
  return text.length > 24 ? `${text.slice(0, 23)}…` : text;
}

export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => widthOf(row[at] ?? ''))));
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - widthOf(cell)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function widthOf(text: string): number {
  return [...text].reduce(
    (sum, sign) =>
      sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(sign) ? 2 : 1),
    0,
  );
}
