// SPDX-License-Identifier: Apache-2.0

/** Only what is whole is called 100%: one line in ten thousand that was not read must show. */
export function percentOf(share: number, lang: 'ja' | 'en'): string {
  const shown = share < 1 ? Math.min(share, 0.9999) : 1;
  return shown.toLocaleString(lang, { style: 'percent', maximumFractionDigits: 2 });
}
