// SPDX-License-Identifier: Apache-2.0
// Two mandatory tests of CSAF 2.0 in which the library reads the specification otherwise than OASIS' own test files.
type Finding = { readonly instancePath: string; readonly message: string };
type Loose = Readonly<Record<string, unknown>>;

const PROFILES = ['csaf_security_incident_response', 'csaf_informational_advisory', 'csaf_security_advisory', 'csaf_vex'];
const BASE = 'csaf_base';
const squeezed = (text: string): string => text.replaceAll(/[\p{Dash}\s_]+/gu, '').toLowerCase();
const RESERVED = new Set(PROFILES.flatMap((profile) => [squeezed(profile), squeezed(profile.replace('csaf_', ''))]));

/** 6.1.26: a category of one's own is none of the profiles' names or values, however they are spelt. */
export function prohibitedCategory(document: Loose): readonly Finding[] {
  const category = object(document['document'])['category'];
  if (typeof category !== 'string' || category === BASE || PROFILES.includes(category)) return [];
  const path = '/document/category';
  if (/^csaf_/i.test(category)) return [{ instancePath: path, message: 'reserved prefix used' }];
  return RESERVED.has(squeezed(category)) ? [{ instancePath: path, message: 'name of a profile used' }] : [];
}

/** 6.1.21: in order of date, and of number on one date, the history begins with 0 or 1 and leaves no major version out. */
export function missingRevision(document: Loose): readonly Finding[] {
  const history = object(object(document['document'])['tracking'])['revision_history'];
  if (!Array.isArray(history)) return [];
  const rows = history.map(object).map(({ date, number }) => ({ at: Date.parse(String(date)), number: String(number) }));
  if (rows.length === 0 || rows.some(({ at, number }) => Number.isNaN(at) || !/^\d{1,15}(\.|$)/.test(number))) return [];
  const majors = rows
    .map(({ at, number }) => ({ at, major: Number.parseInt(number, 10) }))
    .toSorted((a, b) => a.at - b.at || a.major - b.major)
    .map(({ major }) => major);
  const path = '/document/tracking/revision_history';
  const [first = 0] = majors;
  const starts = first > 1 ? [{ instancePath: path, message: 'does not start with version 0 or 1' }] : [];
  const has = new Set(majors);
  const highest = majors.reduce((most, major) => Math.max(most, major), 0);
  // The lowest that is left out is named; a number of fifteen digits would leave out more than can be told.
  const wanted = Array.from({ length: has.size }, (_, at) => first + at).find((major) => !has.has(major) && major < highest);
  return wanted === undefined ? starts : [...starts, { instancePath: path, message: `major version ${wanted} was left out` }];
}

const object = (value: unknown): Loose => (typeof value === 'object' && value !== null ? (value as Loose) : {});
