// SPDX-License-Identifier: Apache-2.0
import { delimiterOf, readCsv } from '../../common/csv.ts';
import type { CsvRecord } from '../../common/csv.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import { inertText, unguardedCell } from '../../kernel/text.ts';
import { parseAddress, plainLine } from '../person.ts';
import type { PersonFields } from '../person.ts';
import { columnOf, isOff, languageIn, MOST_ROWS, rolesIn } from './columns.ts';
import type { Column, Place } from './columns.ts';

/** A line of the file as far as it says something: an empty cell says nothing. */
/** `off`: the directory says that the account is switched off. */
export type PersonLine = {
  readonly line: number;
  readonly off?: true;
  readonly fields: Pick<PersonFields, 'name'> & Partial<PersonFields>;
};
export type Refusal = { readonly line: number; readonly why: Bilingual };

export type PeopleFile = {
  readonly rows: number;
  readonly people: readonly PersonLine[];
  readonly refused: readonly Refusal[];
  readonly ignoredColumns: readonly string[];
};

const MOST_CELLS = 200;
const LONGEST: Readonly<Record<Column, number>> = {
  name: 200,
  kana: 200,
  department: 200,
  addresses: 4000,
  telephone: 50,
  roles: 300,
  lang: 20,
};

/** Reads a table of people. `no-header`: none with a column for names. `too-long`: more than MOST_ROWS rows. */
export function readPeople(text: string): PeopleFile | 'no-header' | 'too-long' {
  const [header, ...records] = readCsv(text, delimiterOf(text));
  if (header === undefined || header.torn) return 'no-header';
  const found = header.cells.slice(0, MOST_CELLS).map((cell) => columnOf(cell));
  if (!found.includes('name') && !found.includes('family')) return 'no-header';
  // The name to sign in by is an address where no column is one; halves of a name make it where no column has it whole.
  const spare = new Set<Place>([
    ...(found.includes('addresses') ? (['principal'] as const) : []),
    ...(found.includes('name') ? (['given', 'family'] as const) : []),
  ]);
  const places = found.map((place) => (place === null || spare.has(place) ? null : place));
  if (records.length > MOST_ROWS) return 'too-long';
  const ignoredColumns = header.cells.filter((cell, index) => (places[index] ?? null) === null && cell.trim() !== '');
  const people: PersonLine[] = [];
  const refused: Refusal[] = [];
  for (const record of records) {
    const read = readLine(record, places, header.cells);
    if ('why' in read) refused.push(read);
    else people.push(read);
  }
  return {
    rows: records.length,
    people,
    refused,
    ignoredColumns: ignoredColumns.slice(0, 50).map((cell) => inertText(cell.slice(0, 100))),
  };
}

function readLine(record: CsvRecord, places: readonly (Place | null)[], heads: readonly string[]): PersonLine | Refusal {
  const { line } = record;
  if (record.torn) return { line, why: { ja: '引用符「"」が閉じていません', en: 'a quotation mark is not closed' } };
  if (record.cells.length > Math.max(places.length, 1) && record.cells.slice(places.length).some((cell) => cell.trim() !== ''))
    return { line, why: { ja: '列が見出しより多くあります', en: 'there are more columns than the header has' } };
  const cells = new Map<Column, string[]>();
  const halves = { given: '', family: '' };
  let off = false;
  for (const [index, place] of places.entries()) {
    const cell = unguardedCell(record.cells[index] ?? '').trim();
    if (place === null || cell === '') continue;
    if (place === 'state') off ||= isOff(heads[index] ?? '', cell);
    if (place === 'given' || place === 'family') halves[place] = cell.slice(0, LONGEST.name);
    if (place === 'state' || place === 'given' || place === 'family') continue;
    const column = place === 'principal' ? 'addresses' : place;
    if (cell.length > LONGEST[column]) return { line, why: { ja: `「${column}」が長すぎます`, en: `"${column}" is too long` } };
    cells.set(column, [...(cells.get(column) ?? []), cell]);
  }
  const whole = wholeName(halves);
  if (whole !== '') cells.set('name', [whole]);
  const person = personOf(line, cells);
  return off && !('why' in person) ? { ...person, off: true } : person;
}

/** 山田 太郎, Taro Yamada: by the script in which it is written. */
function wholeName({ given, family }: { readonly given: string; readonly family: string }): string {
  const own = /[\u3040-\u30ff\u3400-\u9fff]/.test(family + given);
  return (own ? [family, given] : [given, family]).filter((half) => half !== '').join(' ');
}

function personOf(line: number, cells: ReadonlyMap<Column, readonly string[]>): PersonLine | Refusal {
  const first = (column: Column): string | undefined => cells.get(column)?.[0];
  const name = plainLine(first('name') ?? '');
  if (name === '') return { line, why: { ja: '氏名がありません', en: 'there is no name' } };
  const addresses = addressesIn(cells.get('addresses') ?? []);
  if ('wrong' in addresses) {
    const shown = inertText(addresses.wrong.slice(0, 100));
    return { line, why: { ja: `メールアドレスとして読めません：${shown}`, en: `not a mail address: ${shown}` } };
  }
  const roles = rolesIn((cells.get('roles') ?? []).join(';'));
  if ('unknown' in roles) {
    const shown = inertText(roles.unknown.slice(0, 100));
    return { line, why: { ja: `知らない役割です：${shown}`, en: `not a role: ${shown}` } };
  }
  if (roles.roles.includes('administrator'))
    return { line, why: { ja: '管理者の役割は、画面で一人ずつ与えてください', en: 'the administrator role is given by hand, one by one' } };
  const spoken = first('lang');
  const lang = spoken === undefined ? null : languageIn(spoken);
  if (spoken !== undefined && lang === null)
    return { line, why: { ja: '言語は ja か en で書いてください', en: 'the language is ja or en' } };
  const plain = (column: 'kana' | 'department' | 'telephone') => {
    const value = plainLine(first(column) ?? '');
    return value === '' ? {} : { [column]: value };
  };
  return {
    line,
    fields: {
      name,
      ...plain('kana'),
      ...plain('department'),
      ...plain('telephone'),
      ...(addresses.found.length === 0 ? {} : { addresses: addresses.found }),
      ...(roles.roles.length === 0 ? {} : { roles: roles.roles }),
      ...(lang === null ? {} : { lang }),
    },
  };
}

function addressesIn(cells: readonly string[]): { readonly found: readonly string[] } | { readonly wrong: string } {
  const texts = cells.flatMap((cell) => cell.split(/[;,、；\s]+/)).filter((text) => text !== '');
  const wrong = texts.find((text) => parseAddress(text) === null);
  if (wrong !== undefined) return { wrong };
  return { found: [...new Set(texts.map((text) => parseAddress(text)).filter((address) => address !== null))].slice(0, 20) };
}
