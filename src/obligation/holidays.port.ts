// SPDX-License-Identifier: Apache-2.0
/** Civil date, `2026-11-23`. */
export type Day = string;

/**
 * What a calendar says of a day. `provisional`: an equinox beyond the years the government has published.
 * `unknown`: the calendar has no data for that year; it is not the same as "no holiday".
 */
export type HolidayAnswer =
  | { readonly is: 'none' }
  | { readonly is: 'holiday'; readonly name: { readonly ja: string; readonly en: string }; readonly provisional: boolean }
  | { readonly is: 'unknown' };

/** National public holidays (JP) and federal holidays (US), with the days on which they are observed. */
export type Holidays = { readonly on: (country: 'JP' | 'US', day: Day) => HolidayAnswer };
