// SPDX-License-Identifier: Apache-2.0
import type { Day } from './civil-day.ts';

/**
 * What a calendar says of a day. `provisional`: an equinox beyond the years the government has published.
 * `unknown`: the calendar has no data for that country or year; it is not the same as "no holiday".
 */
export type HolidayAnswer =
  | { readonly is: 'none' }
  | { readonly is: 'holiday'; readonly name: { readonly ja: string; readonly en: string }; readonly provisional: boolean }
  | { readonly is: 'unknown' };

/** Public holidays of a country (ISO 3166-1 alpha-2), with the days on which they are observed. */
export type Holidays = { readonly on: (country: string, day: Day) => HolidayAnswer };
