// SPDX-License-Identifier: Apache-2.0
import { isDay, plusDays } from '../../common/civil-day.ts';
import { delimiterOf, readCsv } from '../../common/csv.ts';

/** How rows are to be read. */
export type RowsShape = {
  /** On which they begin, `2026-11-30`. */
  readonly day: string;
  /** A wall time (`14:05`) of a day as ISO 8601 with the offset that the writer's clock had. */
  readonly instantOf: (day: string, wall: string) => string;
  /** Names that may stand behind an @. */
  readonly names: readonly string[];
};

/** One row of a log as it was written: every line that holds anything becomes one. */
export type TypedRow = {
  /** From 1, in the text that was typed or pasted. */
  readonly line: number;
  /** ISO 8601 with its offset; null: no time stands there, or none that exists. */
  readonly at: string | null;
  /** Whom it tells of; empty: not said. */
  readonly who: string;
  /** Who wrote it down; empty: not said in the row. */
  readonly writtenDownBy: string;
  /** Empty where only a time or a name stands. */
  readonly text: string;
  readonly decision: boolean;
};

/** More than so many hours back is the next day: whoever writes by hand writes one after the other, and some lines late. */
const BACK_HOURS = 6;
const MOST_ROWS = 2000;
const LONGEST = 100_000;

/**
 * Rows of a log, typed (`14:05 text`, `@name`, `!` for a decision), pasted from a sheet (tabs), or a CSV file with headings.
 * Times go on from line to line, past midnight too. Nothing is left out but empty lines. Linear in the text.
 */
export function readTypedRows(text: string, shape: RowsShape): readonly TypedRow[] {
  const clock = { day: shape.day, minutes: -1 };
  return [...cellsOf(text.slice(0, MOST_ROWS * LONGEST))].slice(0, MOST_ROWS).flatMap((raw) => rowOf(raw, clock, shape) ?? []);
}

type Field = 'number' | 'day' | 'time' | 'who' | 'text' | 'decided' | 'by';
type Raw = { readonly line: number; readonly cells: Partial<Record<Field, string>> };

const headings: readonly (readonly [Field, RegExp])[] = [
  ['number', /^(番号|no\.?|#|number)$/],
  ['day', /^(日付|年月日|date|day)$/],
  ['time', /^(時刻|日時|時間|time|at|when)$/],
  ['by', /^(書いた人|記録者|記入者|written by|written down by|writer|recorder)$/],
  ['who', /^(誰が|誰|人|だれが|who)$/],
  ['decided', /^(決めたこと|決定|判断|decided|decision)$/],
  ['text', /^(何があった.{0,20}|内容|出来事|したこと|メモ|what.{0,40}|text|note|event)$/],
];

function* cellsOf(text: string): Generator<Raw> {
  const comma = delimiterOf(text) === ',' && headingOf([...readCsv(firstLine(text))][0]?.cells ?? []) !== null;
  if (!comma && !text.includes('\t')) {
    for (const [at, line] of text.split(/\r\n|\r|\n/).entries()) yield { line: at + 1, cells: { text: line } };
    return;
  }
  let columns: readonly (Field | null)[] | null = null;
  for (const { line, cells } of readCsv(text, comma ? ',' : '\t')) {
    const heading: readonly (Field | null)[] | null = columns === null ? headingOf(cells) : null;
    if (heading !== null) columns = heading;
    else yield { line, cells: columns === null ? guessed(cells) : named(cells, columns) };
  }
}

function firstLine(text: string): string {
  return (
    text
      .replace(/^\ufeff/, '')
      .trimStart()
      .split(/\r\n|\r|\n/, 1)[0] ?? ''
  );
}

/** What each column holds; null where the line is no heading. */
function headingOf(cells: readonly string[]): readonly (Field | null)[] | null {
  const found = cells.map((cell) => {
    const name = cell.slice(0, 60).normalize('NFKC').trim().toLowerCase();
    return headings.find(([, fits]) => fits.test(name))?.[0] ?? null;
  });
  return found.includes('text') || found.includes('decided') ? found : null;
}

function named(cells: readonly string[], columns: readonly (Field | null)[]): Raw['cells'] {
  const made: Partial<Record<Field, string>> = {};
  for (const [at, cell] of cells.entries()) {
    // A column that nobody named still holds words: they belong to the text.
    const field = columns[at] ?? 'text';
    if (cell.trim() !== '') made[field] = made[field] === undefined ? cell.trim() : `${made[field]} ${cell.trim()}`;
  }
  return made;
}

/** Columns as the log pages have them, without headings: number, day, time, who, what, decided; those at the front may be missing. */
function guessed(cells: readonly string[]): Raw['cells'] {
  const rest = cells.map((cell) => cell.trim());
  const made: Partial<Record<Field, string>> = {};
  if (/^\d{1,3}-\d{1,3}$/.test(rest[0] ?? '') && rest.length > 1) made.number = rest.shift() ?? '';
  if (dayIn(rest[0] ?? '', '2000-01-01')?.rest === '' && rest.length > 1) made.day = rest.shift() ?? '';
  const hasTime = timeIn(rest[0] ?? '') !== null;
  if (rest.length === 1 || !(hasTime || rest[0] === '')) return { ...made, text: rest.filter((cell) => cell !== '').join(' ') };
  const [time = '', ...after] = rest;
  const [who, text, decided, ...more] = after.length > 1 ? after : ['', ...after];
  return { ...made, time, who: who ?? '', text: [text ?? '', ...more].filter((cell) => cell !== '').join(' '), decided: decided ?? '' };
}

function rowOf({ line, cells }: Raw, clock: { day: string; minutes: number }, { instantOf, names }: RowsShape): TypedRow | null {
  const front = [cells.day, cells.time].filter((cell) => cell !== undefined && cell !== '').join(' ');
  const signs = readSigns(`${front} ${cells.text ?? ''}`.trim(), clock.day, names);
  const decided = cells.decided ?? '';
  const text = [signs.text, decided === '' ? '' : `→ ${decided}`].filter((part) => part !== '').join('\n');
  if (text === '' && signs.time === null && (cells.who ?? '') === '' && signs.who === '') return null;
  return {
    line,
    at: timeOn(clock, signs, instantOf),
    who: signs.who === '' ? (cells.who ?? '') : signs.who,
    writtenDownBy: cells.by ?? '',
    text: text.slice(0, LONGEST),
    decision: signs.decision || decided !== '',
  };
}

type Signs = {
  readonly day: string | null;
  readonly time: { readonly hour: number; readonly minute: number } | null;
  readonly who: string;
  readonly decision: boolean;
  readonly text: string;
};

/** What stands before the words, in whichever order: a day, a time, a name, the sign of a decision. */
function readSigns(words: string, today: string, names: readonly string[]): Signs {
  let [rest, day, time, who, decision]: [string, string | null, Signs['time'], string, boolean] = [words, null, null, '', false];
  for (;;) {
    rest = rest.trimStart();
    const foundDay: ReturnType<typeof dayIn> = day === null && time === null ? dayIn(rest, today) : null;
    const foundTime: ReturnType<typeof timeIn> = time === null ? timeIn(rest) : null;
    const foundName: ReturnType<typeof nameIn> = who === '' ? nameIn(rest, names) : null;
    if (foundDay !== null) [day, rest] = [foundDay.day, foundDay.rest];
    else if (foundTime !== null) [time, rest] = [foundTime, foundTime.rest];
    else if (foundName !== null) [who, rest] = [foundName.name, foundName.rest];
    else if (!decision && /^[!！]/.test(rest)) [decision, rest] = [true, rest.slice(1)];
    else return { day, time, who, decision, text: rest.trim() };
  }
}

function timeOn(clock: { day: string; minutes: number }, { day, time }: Signs, instantOf: RowsShape['instantOf']): string | null {
  if (day !== null) [clock.day, clock.minutes] = [day, -1];
  if (time === null) return null;
  const minutes = time.hour * 60 + time.minute;
  if (clock.minutes - minutes > BACK_HOURS * 60) clock.day = plusDays(clock.day, 1);
  clock.minutes = minutes;
  return instantOf(clock.day, `${String(time.hour).padStart(2, '0')}:${String(time.minute).padStart(2, '0')}`);
}

/** A wall time with the offset that it had: `offset` in minutes east of Greenwich. */
export function withOffset(day: string, wall: string, offset: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, left] = [Math.trunc(Math.abs(offset) / 60), Math.abs(offset) % 60];
  return `${day}T${wall}:00${offset < 0 ? '-' : '+'}${two(hours)}:${two(left)}`;
}

/** Width for width: a full-width sign is one sign, so what follows begins at the same place. */
function plain(text: string): string {
  return text.replaceAll(/[０-９：／－]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
}

function dayIn(words: string, today: string): { readonly day: string; readonly rest: string } | null {
  const found = /^(?:(\d{4})[-/年])?(\d{1,2})[-/月](\d{1,2})日?(?:[(（][^()（）]{1,3}[)）])?(?=\s|$|T)T?/.exec(plain(words.slice(0, 40)));
  if (found === null) return null;
  const [whole, year = today.slice(0, 4), month = '', date = ''] = found;
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isDay(day) ? { day, rest: words.slice(whole.length) } : null;
}

function timeIn(words: string): { readonly hour: number; readonly minute: number; readonly rest: string } | null {
  const found = /^(\d{1,2})(?::(\d{2})(?::\d{2})?|時(?:(\d{1,2})分)?)(?![\d:])/.exec(plain(words.slice(0, 40)));
  if (found === null) return null;
  const [whole, hour, colon, japanese] = found;
  const minute = Number(colon ?? japanese ?? 0);
  return Number(hour) < 24 && minute < 60 ? { hour: Number(hour), minute, rest: words.slice(whole.length) } : null;
}

function nameIn(words: string, names: readonly string[]): { readonly name: string; readonly rest: string } | null {
  if (!/^[@＠]/.test(words)) return null;
  const behind = words.slice(1);
  const known = names
    .flatMap((name) => [name, name.replaceAll(/\s/g, '')].map((written) => ({ name, written })))
    .filter(({ written }) => written !== '' && behind.startsWith(written))
    .toSorted((a, b) => b.written.length - a.written.length)[0];
  if (known !== undefined) return { name: known.name, rest: wordsAfter(behind, known.written.length) };
  const name = /^[^\s、，,:：]{1,200}/.exec(behind.slice(0, 200))?.[0] ?? '';
  return name === '' ? null : { name, rest: wordsAfter(behind, name.length) };
}

function wordsAfter(text: string, length: number): string {
  return text.slice(length).replace(/^[、，,:：]/, '');
}
