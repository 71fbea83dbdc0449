// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';

/** What a person who works alone ticks before his own statement may go out. */
export const checks = {
  'figures-read': { ja: '数と日時を、根拠と一つずつ照らし合わせた', en: 'I held each number and time against what it rests on' },
  'names-read': { ja: '出してよい名前だけがあることを確かめた', en: 'I looked that only names stand there which may be public' },
  'leak-read': { ja: '流出についての文を、調べた範囲と照らし合わせた', en: 'I held the words about a leak against what was looked at' },
  'contact-tried': { ja: 'お問い合わせ先に自分でかけ、つながった', en: 'I called the contact myself and it answers' },
  'both-languages': { ja: '両方の言語を読んだ', en: 'I read both languages' },
} as const satisfies Readonly<Record<string, Bilingual>>;
export type Check = keyof typeof checks;

/** Milliseconds between preparing and approving where the same person does both. */
export const COOL_OFF = 30 * 60_000;
