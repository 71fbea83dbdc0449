// SPDX-License-Identifier: Apache-2.0
import type { Lang } from './bilingual.ts';

const JAPANESE = /[\u3040-\u9fff]/u;

/**
 * The reader's half of what is written in both languages on one line, a citation like `法26条1項 (Act art. 26(1))` or a
 * sender like `総務部 / general affairs`; what is not written so is given whole.
 */
export function halfOf(text: string, lang: Lang): string {
  const cited = /^([^(]*[\u3040-\u9fff][^(]*) \((.*)\)$/su.exec(text);
  if (cited !== null) return (lang === 'ja' ? cited[1] : cited[2]) ?? text;
  const at = text.indexOf(' / ');
  const [ja, en] = at < 0 ? ['', ''] : [text.slice(0, at).trim(), text.slice(at + 3).trim()];
  if (en === '' || !JAPANESE.test(ja) || JAPANESE.test(en)) return text;
  return lang === 'ja' ? ja : en;
}
