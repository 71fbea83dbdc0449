// SPDX-License-Identifier: Apache-2.0
export type Lang = 'ja' | 'en';

/** A text that a person reads. Both languages are written, neither is a translation of the other. */
export type Bilingual = { readonly ja: string; readonly en: string };

/** Whether it is one of the two languages. */
export function isLang(value: unknown): value is Lang {
  return value === 'ja' || value === 'en';
}
