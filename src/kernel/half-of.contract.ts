// SPDX-License-Identifier: Apache-2.0
import type { Lang } from './bilingual.ts';

/** Of a citation like `法26条1項 (Act art. 26(1))` the reader's half; what is not written so is given whole. */
export function halfOf(text: string, lang: Lang): string {
  const halves = /^([^(]*[\u3040-\u9fff][^(]*) \((.*)\)$/su.exec(text);
  return (lang === 'ja' ? halves?.[1] : halves?.[2]) ?? text;
}
