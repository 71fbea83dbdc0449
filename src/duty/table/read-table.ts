// SPDX-License-Identifier: Apache-2.0
import { delimiterOf, readCsv } from '../../common/csv.ts';
import { atTime, plusDays } from '../../common/civil-day.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { DutyPerson, DutyPlan } from '../rota/plan.ts';
import { dayFrom, plainCell, rangeOf, readDay, readMonth, readTime } from './cells.ts';
import type { Hours } from './cells.ts';

export type TableOf = {
  readonly plan: DutyPlan;
  /** Hand-over of the roster, `09:00`: a duty without times runs from one to the next. */
  readonly handOver: string;
  /** What codes like 夜 mean, by their plain form. */
  readonly codes: ReadonlyMap<string, Hours>;
  /** Month of day numbers that stand without one; null: the table says it itself. */
  readonly month: { readonly year: number; readonly month: number } | null;
  /** Today in the plan's zone. */
  readonly today: string;
};

export type TableDuty = { readonly person: string; readonly from: number; readonly to: number };
export type NotRead = { readonly line: number; readonly cell: string; readonly why: Bilingual };
export type ReadTable = { readonly duties: readonly TableDuty[]; readonly unread: readonly NotRead[] };

const MOST_ROWS = 5000;
const MOST_CELLS = 400;
const MOST_UNREAD = 200;
const NOBODY = new Set(['', '-', '−', 'ー', '―', '/', '休', '公休', '有休', '休み', '非', '明', '×', 'x', 'off']);
const WHOLE = new Set(['○', '◯', '〇', '●', '◎', '当', '当番', '1', 'on', 'duty']);

/**
 * Duties of a shift table as offices keep it: a list (a line a duty: day, times, person) or a grid (a line a person, a
 * column a day, a code in each cell). What cannot be read is named by its line; nothing is guessed.
 */
export function readTable(text: string, of: TableOf): ReadTable {
  const records = [...readCsv(text, delimiterOf(text))].slice(0, MOST_ROWS + 1);
  const rows = records.map(({ cells }) => cells.slice(0, MOST_CELLS).map((cell) => plainCell(cell)));
  const unread: NotRead[] = [];
  if (rows.length > MOST_ROWS) unread.push({ line: MOST_ROWS + 1, cell: '', why: words.tooLong });
  const head = rows.slice(0, 20).findIndex((row) => columnsOf(row) !== null || isGridHead(row));
  const header = rows[head];
  if (header === undefined) return { duties: [], unread: [...unread, { line: 1, cell: rows[0]?.[0] ?? '', why: words.noHeader }] };
  const month =
    of.month ??
    rows
      .slice(0, head + 1)
      .flat()
      .map((cell) => readMonth(cell))
      .find((found) => found !== null) ??
    null;
  const columns = columnsOf(header);
  const found: TableDuty[] = [];
  const said = (line: number, cell: string, why: Bilingual): void => void unread.push({ line, cell: cell.slice(0, 60), why });
  for (const [index, row] of rows.slice(0, MOST_ROWS).entries()) {
    if (index <= head || row.every((cell) => cell === '')) continue;
    const read = { row, line: records[index]?.line ?? index + 1, of: { ...of, month }, said };
    found.push(...(columns === null ? gridLine(read, header) : listLine(read, columns)));
  }
  const duties = withoutDoubles(found, said);
  return { duties, unread: unread.slice(0, MOST_UNREAD) };
}

type Line = {
  readonly row: readonly string[];
  readonly line: number;
  readonly of: TableOf;
  readonly said: (line: number, cell: string, why: Bilingual) => void;
};

const names = {
  day: ['日付', '年月日', '月日', '開始日', '開始日付', 'date', 'start date', 'day'],
  endDay: ['終了日', '終了日付', 'end date'],
  from: ['開始', '開始時刻', '開始時間', 'start', 'start time', 'from'],
  to: ['終了', '終了時刻', '終了時間', 'end', 'end time', 'to'],
  person: ['担当', '担当者', '氏名', '名前', '当番', '当番者', '社員', 'person', 'name', 'on duty'],
} as const;
type Columns = Readonly<Record<keyof typeof names, number>>;

/** A list needs a column for the day and one for the person. */
function columnsOf(row: readonly string[]): Columns | null {
  const at = (wanted: readonly string[]): number => row.findIndex((cell) => wanted.includes(cell.toLowerCase()));
  const columns = { day: at(names.day), endDay: at(names.endDay), from: at(names.from), to: at(names.to), person: at(names.person) };
  return columns.day < 0 || columns.person < 0 ? null : columns;
}

/** A grid's first line of days: two cells at least after the first that name one, and no other kind of cell but weekdays. */
function isGridHead(row: readonly string[]): boolean {
  return row.slice(1).filter((cell) => readDay(cell) !== null).length >= 2;
}

function listLine({ row, line, of, said }: Line, columns: Columns): readonly TableDuty[] {
  const cell = (column: keyof Columns): string => row[columns[column]] ?? '';
  const person = personOf(of.plan, cell('person'));
  const day = dayOf(cell('day'), of);
  const endDay = cell('endDay') === '' ? day : dayOf(cell('endDay'), of);
  if (person === null) return (said(line, cell('person'), words.person), []);
  if (day === null || endDay === null) return (said(line, day === null ? cell('day') : cell('endDay'), words.day), []);
  const [from, to] = [cell('from'), cell('to')].map((text) => (text === '' ? null : readTime(text)));
  if ((cell('from') !== '' && from === null) || (cell('to') !== '' && to === null))
    return (said(line, from === null ? cell('from') : cell('to'), words.time), []);
  if ((from === null) !== (to === null)) return (said(line, cell('from') || cell('to'), words.halfTime), []);
  if (from === null || from === undefined || to === null || to === undefined) return [wholeDuty(person, day, endDay, of)];
  const last = endDay === day && to <= from ? plusDays(day, 1) : endDay;
  const duty = { person, from: at(day, from, of), to: at(last, to, of) };
  return duty.to > duty.from ? [duty] : (said(line, cell('to'), words.order), []);
}

function gridLine({ row, line, of, said }: Line, header: readonly string[]): readonly TableDuty[] {
  const [name = ''] = row;
  const codes = row.slice(1).map((cell, index) => ({ cell, day: header[index + 1] ?? '' }));
  const used = codes.filter(({ cell, day }) => readDay(day) !== null && !NOBODY.has(cell.toLowerCase()));
  if (used.length === 0) return [];
  const person = personOf(of.plan, name);
  if (person === null) return (said(line, name, words.person), []);
  return used.flatMap(({ cell, day: written }): readonly TableDuty[] => {
    const day = dayOf(written, of);
    if (day === null) return (said(line, written, words.day), []);
    const hours = of.codes.get(cell.toLowerCase()) ?? rangeOf(cell);
    if (hours !== null) {
      const last = hours.to <= hours.from ? plusDays(day, 1) : day;
      return [{ person, from: at(day, hours.from, of), to: at(last, hours.to, of) }];
    }
    if (WHOLE.has(cell.toLowerCase())) return [wholeDuty(person, day, day, of)];
    said(line, `${written} ${cell}`, words.code);
    return [];
  });
}

/** From hand-over to hand-over; `endDay` is the last day that is counted. */
function wholeDuty(person: string, day: string, endDay: string, of: TableOf): TableDuty {
  const { zone } = of.plan;
  return { person, from: atTime(day, of.handOver, zone), to: atTime(plusDays(endDay, 1), of.handOver, zone) };
}

function at(day: string, minutes: number, { plan }: TableOf): number {
  const time = minutes % 1440;
  const wall = `${String(Math.floor(time / 60)).padStart(2, '0')}:${String(time % 60).padStart(2, '0')}`;
  return atTime(plusDays(day, Math.floor(minutes / 1440)), wall, plan.zone);
}

function dayOf(text: string, of: TableOf): string | null {
  const parts = readDay(text);
  return parts === null ? null : dayFrom(parts, of.month, of.today);
}

/** By the plan's id, the register's number, a mail address, or a name that is one person's alone; blanks in names do not count. */
function personOf({ people }: DutyPlan, text: string): string | null {
  if (text === '') return null;
  const plain = (name: string): string => plainCell(name).replaceAll(' ', '').toLowerCase();
  const wanted = plain(text);
  const exact = people.find((one) => [one.id, one.personId, ...one.mail].some((name) => plain(name) === wanted));
  if (exact !== undefined) return exact.id;
  const named: readonly DutyPerson[] = people.filter((one) => plain(one.name) === wanted);
  return named.length === 1 ? (named[0]?.id ?? null) : null;
}

/** Two people cannot have one roster at once: the later line is named, the earlier one holds. */
function withoutDoubles(found: readonly TableDuty[], said: Line['said']): readonly TableDuty[] {
  const kept: TableDuty[] = [];
  for (const duty of found.toSorted((a, b) => a.from - b.from)) {
    const before = kept.at(-1);
    if (before !== undefined && before.person === duty.person && before.to >= duty.from)
      kept[kept.length - 1] = { ...before, to: Math.max(before.to, duty.to) };
    else if (before !== undefined && before.to > duty.from)
      said(0, new Date(duty.from).toISOString(), words.double(before.person, duty.person));
    else kept.push(duty);
  }
  return kept;
}

const words = {
  tooLong: { ja: '5,000 行より先は読んでいません', en: 'lines beyond 5,000 were not read' },
  noHeader: {
    ja: '見出しの行がありません。「日付」と「担当」の列があるか、1行目に日付が並ぶ表にしてください',
    en: 'there is no header: a column for the date and one for the person, or a first line of days',
  },
  person: { ja: '当番表にこの名前の人がいないか、同じ名前の人が複数います', en: 'nobody in the rota, or more than one, is called so' },
  day: {
    ja: '日付を読み取れません。日だけの表では年月（2027年1月）が必要です',
    en: 'no day; a table of day numbers needs its month (2027-01)',
  },
  time: { ja: '時刻を読み取れません', en: 'no time of day' },
  halfTime: { ja: '開始と終了の片方しかありません', en: 'only one of beginning and end is there' },
  order: { ja: '終了が開始より前です', en: 'the end is not after the beginning' },
  code: {
    ja: '記号の意味が分かりません（夜=21:00-9:00 のように指定してください）',
    en: 'the code is not known; say what it means (N=21:00-9:00)',
  },
  double: (first: string, second: string): Bilingual => ({
    ja: `同じ時間に二人います（${first} と ${second}）。先の行だけを使いました`,
    en: `two people at once (${first} and ${second}); the first was taken`,
  }),
} as const;
