// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';

export const optionIds = ['cut-known', 'isolate', 'keep-only', 'full-cut'] as const;
export type OptionId = (typeof optionIds)[number];
export type FrontId = `front-${number}`;

export const optionTitles: Readonly<Record<OptionId | 'balanced', Bilingual>> = {
  'cut-known': { ja: '分かっている宛先だけを止める', en: 'Cut the known destinations' },
  isolate: { ja: '疑いのある端末を隔離する', en: 'Isolate the suspected computers' },
  'keep-only': { ja: '台帳のサービスだけを残して止める', en: 'Deny all but the inventory' },
  'full-cut': { ja: '社外との通信をすべて止める', en: 'Cut all traffic with the outside' },
  balanced: {
    ja: '攻撃を許容量まで抑え、業務への影響を最も小さくする',
    en: 'Hold the attack within the tolerance, at the least loss of work',
  },
};
