// SPDX-License-Identifier: Apache-2.0
import { because } from '../../common/indicator/reading.ts';
import type { Reason } from '../../common/indicator/reading.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';

/** What a list says and cannot be stopped, in containment's words; for all else the reader's own. */
const own = {
  hash: { ja: 'ファイルのハッシュ値で、通信の宛先ではない', en: 'a file hash, not a destination' },
  file: { ja: 'ファイル名で、通信の宛先ではない', en: 'a file name, not a destination' },
  mail: { ja: 'メールアドレスで、通信の宛先ではない', en: 'a mail address, not a destination' },
  kind: { ja: '通信の宛先ではない種類', en: 'a kind that is no destination' },
  everything: { ja: 'すべてのアドレスを指している', en: 'every address there is' },
  range: { ja: 'アドレスの範囲として読めない', en: 'not readable as a range of addresses' },
  port: { ja: 'ポート番号として読めない', en: 'not readable as a port' },
  unknown: { ja: 'アドレスでも名前でもない', en: 'neither an address nor a name' },
  joined: { ja: 'ほかの条件と組み合わされている。単独で止める', en: 'joined with other conditions: stopped by itself' },
} as const satisfies Record<string, Bilingual>;
export type NotReadWhy = keyof typeof own | Exclude<Reason, 'unreadable'>;

/** A line that says nothing that can be stopped, as it was written. */
export type NotRead = { readonly line: number; readonly value: string; readonly why: NotReadWhy };

export function notReadText(why: NotReadWhy, lang: 'ja' | 'en'): string {
  const words: Readonly<Record<NotReadWhy, Bilingual>> = { ...because, ...own };
  return words[why][lang];
}

/** Why a text is no destination, as far as its looks tell. */
export function whyUnreadable(text: string): NotReadWhy {
  if (/^[\d.*/ -]+$/.test(text)) return 'range';
  return /^[^\s/]+:\d+$/.test(text) ? 'port' : 'unknown';
}
