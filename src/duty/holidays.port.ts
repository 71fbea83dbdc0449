// SPDX-License-Identifier: Apache-2.0
/** What a country's public calendar says of a civil day (`2026-11-23`). `unknown` is not the same as "no holiday". */
export type HolidayAnswer =
  | { readonly is: 'none' }
  | { readonly is: 'holiday'; readonly name: { readonly ja: string; readonly en: string }; readonly provisional: boolean }
  | { readonly is: 'unknown' };

export type Holidays = { readonly on: (country: string, day: string) => HolidayAnswer };
