// SPDX-License-Identifier: Apache-2.0
import type { Lang } from '../../kernel/bilingual.ts';
import type { Instant } from '../../kernel/instant.ts';
import { millisOf } from '../../kernel/instant.ts';
import { dayAt, timeAt } from '../civil-day.ts';
import type { Paper } from '../paper.port.ts';

/** When a paper was printed, as its foot says it on the wall of `zone`. */
export function printedAt(at: Instant, lang: Lang, zone: string): Paper['printed'] {
  const shown = `${dayAt(millisOf(at), zone)} ${timeAt(millisOf(at), zone)} ${zone === 'Asia/Tokyo' ? 'JST' : `(${zone})`}`;
  return { at, shown: lang === 'ja' ? `${shown} 印刷` : `printed ${shown}` };
}
