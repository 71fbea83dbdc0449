// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Place, whyUnread } from './part-reading.port.ts';

export const unreadWords = {
  form: { ja: '読める形式ではない', en: 'of a form that is not read' },
  archive: { ja: '圧縮ファイルの中は見ていない', en: 'an archive, which is not looked into' },
  password: { ja: 'パスワードで保護されている', en: 'protected by a password' },
  damaged: { ja: '壊れている、または途中で切れている', en: 'damaged or cut off' },
  'too-large': { ja: '大きすぎる', en: 'too large' },
  'too-many': { ja: '添付が多すぎる', en: 'beyond the number of files that are read' },
  'over-limit': { ja: '読み取りが時間かメモリの上限を超えた', en: 'reading it went over the limit of time or memory' },
  'no-words': {
    ja: '文字として読めるものがない（画像だけか、文字の対応表が入っていない）',
    en: 'no words that can be read (pictures only, or characters without their table)',
  },
} as const satisfies Record<(typeof whyUnread)[number], Bilingual>;

/** Where something stands in a file, as people say it. */
export function placeWords(at: Place): Bilingual {
  switch (at.of) {
    case 'page':
      return { ja: `${at.number}ページ`, en: `page ${at.number}` };
    case 'slide':
      return { ja: `スライド${at.number}`, en: `slide ${at.number}` };
    case 'paragraph':
      return { ja: `${at.number}段落目`, en: `paragraph ${at.number}` };
    case 'line':
      return { ja: `${at.number}行目`, en: `line ${at.number}` };
    case 'cell': {
      const cell = at.sheet === '' ? at.cell : `${at.sheet}!${at.cell}`;
      return { ja: cell, en: cell };
    }
  }
}
