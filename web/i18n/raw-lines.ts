// SPDX-License-Identifier: Apache-2.0
import { wordsOf } from './lang.tsx';

const ja = (count: number) => count.toLocaleString('ja');
const en = (count: number) => count.toLocaleString('en');

/** The lines behind a number. */
export const rawWords = wordsOf(
  {
    raw: '元の行',
    see: '元の行を見る',
    close: '閉じる',
    linesOf: (name: string, value: string) => `${name} ${value}: 元の行を見る`,
    rawOf: (shown: number, all: number) => `${ja(all)} 行のうち ${ja(shown)} 行`,
    rawNone: 'この数のもとになる行はありません。',
    more: '続きを見る',
    file: 'ファイル',
    lineNo: '行',
    offset: '位置',
    offsetValue: (bytes: number) => `先頭から ${ja(bytes)} バイト`,
    lineTime: '行の時刻',
    origins: {
      line: '時差は行に書かれている',
      declared: '時差は取り込み時に人が示した',
      guessed: '時差が分からず UTC とみなした',
      relative: '日付のない相対時刻',
      none: '時刻なし',
    },
    noTime: 'この行から時刻は読めなかった',
    reject: '読めなかった理由',
    lineHash: '行の SHA-256',
    fileHash: 'ファイルの SHA-256',
    cut: '長い行なので、先頭 20,000 バイトだけを表示しています。',
    copy: '証跡として写す',
    copied: '写しました',
    rejects: '読めなかった行',
  },
  {
    raw: 'Raw lines',
    see: 'See the raw lines',
    close: 'Close',
    linesOf: (name: string, value: string) => `${name} ${value}: see the raw lines`,
    rawOf: (shown: number, all: number) => `${en(shown)} of ${en(all)} lines`,
    rawNone: 'No line stands behind this number.',
    more: 'Show more',
    file: 'File',
    lineNo: 'Line',
    offset: 'Offset',
    offsetValue: (bytes: number) => `byte ${en(bytes)}`,
    lineTime: 'Time of the line',
    origins: {
      line: 'the zone stands in the line',
      declared: 'the zone was declared at import',
      guessed: 'no zone is known; UTC was assumed',
      relative: 'relative time without a date',
      none: 'no time',
    },
    noTime: 'No time could be read from this line',
    reject: 'Why it was not read',
    lineHash: 'SHA-256 of the line',
    fileHash: 'SHA-256 of the file',
    cut: 'A long line: only its first 20,000 bytes are shown.',
    copy: 'Copy as evidence',
    copied: 'Copied',
    rejects: 'Unreadable lines',
  },
);
