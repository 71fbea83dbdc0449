// SPDX-License-Identifier: Apache-2.0
// What a rule means as a ClickHouse expression that is always 0 or 1, never NULL: a field that an event does not
// have is '' in the store, so `not` behaves as Sigma says (a missing field matches no value). A column that a log does
// not have at all is another thing: what is asked of it is neither true nor false there, and only what is true whatever
// stood in it is a hit (three-valued logic, Kleene).
import { text } from '../engine/sql.ts';
import type { Table } from '../engine/schema.ts';
import { fieldOf, isCount, keywordTexts } from './fields.ts';
import type { FieldSql } from './fields.ts';
import type { Expression, Item, Match, Piece, TimePart } from './rule.ts';
import { Unsupported } from './rule.ts';

/** Of an item: SQL that is true for rows whose log lacks its column; null: none does, '1': all do. */
export type Lacking = (item: Item) => string | null;
const NONE_LACKS: Lacking = () => null;

/** A parsed condition as SQL. `under`: within an odd number of negations, where an absent field must not hold. */
export function expressionSql(expression: Expression, table: Table, lacking: Lacking = NONE_LACKS, under = false): string {
  switch (expression.do) {
    case 'item':
      return guardedItem(expression.item, table, lacking(expression.item), under);
    case 'not':
      return `NOT (${expressionSql(expression.of, table, lacking, !under)})`;
    default:
      return `(${expression.of.map((one) => expressionSql(one, table, lacking, under)).join(expression.do === 'and' ? ' AND ' : ' OR ')})`;
  }
}

/** Where the column is not there the item counts as what makes the rule miss: false, or true beneath a `not`. */
function guardedItem(item: Item, table: Table, lacks: string | null, under: boolean): string {
  if (lacks === null) return itemSql(item, table);
  if (lacks === '1') return under ? '1' : '0';
  return under ? `(${lacks} OR ${itemSql(item, table)})` : `(NOT ${lacks} AND ${itemSql(item, table)})`;
}

function itemSql(item: Item, table: Table): string {
  const one = (matches: readonly Match[]) =>
    item.field === null ? keywordSql(matches, table) : fieldSql(fieldOf(table, item.field), matches, table);
  const sql = item.all ? `(${item.matches.map((match) => one([match])).join(' AND ')})` : one(item.matches);
  return item.not ? `NOT (${sql})` : sql;
}

function keywordSql(matches: readonly Match[], table: Table): string {
  return anyOf(keywordTexts(table).flatMap((sql) => textSql(sql, matches)));
}

function fieldSql(field: FieldSql, matches: readonly Match[], table: Table): string {
  if (field.type === 'time') return anyOf(matches.map((match) => timeSql(field.sql, match)));
  if (field.type === 'number') return anyOf(matches.map((match) => numberSql(field.sql, match, table)));
  // "Is there", "is not there" and comparisons are asked of the field itself, not of its decoded forms.
  const [first = `''`] = field.whole;
  const plain = matches.filter((match) => match.is !== 'text' && match.is !== 'regex');
  const anchored = matches.filter((match) => match.is === 'text' && !floats(match.pieces));
  const floating = matches.filter((match) => match.is === 'regex' || (match.is === 'text' && floats(match.pieces)));
  return anyOf([
    ...plain.map((match) => plainSql(first, match, table)),
    ...(anchored.length === 0
      ? []
      : anchored.some((match) => match.is === 'text' && match.pieces.length === 0)
        ? textSql(first, anchored)
        : field.whole.flatMap((sql) => guarded(sql, textSql(sql, anchored)))),
    ...(floating.length === 0 ? [] : field.parts.flatMap((sql) => textSql(sql, floating))),
  ]);
}

/** A decoded form that is not there must not count as an empty field. */
function guarded(sql: string, tests: readonly string[]): readonly string[] {
  return tests.length === 0 ? [] : sql.startsWith('if(') ? [`(${sql} != '' AND ${anyOf(tests)})`] : tests;
}

function floats(pieces: readonly Piece[]): boolean {
  const first = pieces[0];
  return pieces.length > 1 && first !== undefined && 'wild' in first && first.wild === '*';
}

function anyOf(tests: readonly string[]): string {
  return tests.length === 0 ? '0' : tests.length === 1 ? (tests[0] ?? '0') : `(${tests.join(' OR ')})`;
}

const NEEDLES = 200;

/** Many plain `contains` of one field become one multi-search; the rest are single tests. */
function textSql(sql: string, matches: readonly Match[]): string[] {
  const tests: string[] = [];
  const anywhere: string[] = [];
  for (const match of matches) {
    if (match.is === 'regex')
      tests.push(`match(${readable(sql)}, ${text(`(?${match.flags === '' ? '-s' : flagsOf(match.flags)})${match.pattern}`)})`);
    else if (match.is === 'text') {
      const inside = contained(match.pieces);
      if (inside !== null && !match.cased && isAscii(inside)) anywhere.push(inside);
      else tests.push(patternSql(sql, match.pieces, match.cased));
    } else throw new Unsupported('this modifier cannot be used on keywords', 'この修飾子はキーワードには使えない');
  }
  for (let at = 0; at < anywhere.length; at += NEEDLES) {
    const some = anywhere.slice(at, at + NEEDLES);
    const [only] = some;
    tests.push(
      some.length === 1 && only !== undefined
        ? `positionCaseInsensitive(${sql}, ${text(only)}) > 0`
        : `multiSearchAnyCaseInsensitive(${sql}, [${some.map(text).join(', ')}])`,
    );
  }
  return tests;
}

function flagsOf(flags: string): string {
  return flags.includes('s') ? flags : `${flags}-s`;
}

function contained(pieces: readonly Piece[]): string | null {
  const [before, middle, after] = pieces;
  if (pieces.length !== 3 || before === undefined || middle === undefined || after === undefined) return null;
  return 'wild' in before && before.wild === '*' && 'plain' in middle && 'wild' in after && after.wild === '*' ? middle.plain : null;
}

/** Columns of which access logs write a dash where there is nothing. */
const DASHED = ['user_agent.original', 'http.request.referrer', 'user.name'].map((name) => `\`${name}\``);

function dashes(sql: string): boolean {
  return DASHED.includes(sql);
}

function emptySql(sql: string): string {
  return dashes(sql) ? `${sql} IN ('', '-')` : `${sql} = ''`;
}

function isAscii(value: string): boolean {
  // oxlint-disable-next-line no-control-regex -- the whole of ASCII
  return /^[\u0000-\u007f]*$/.test(value);
}

/**
 * Case is folded as ASCII when the pattern is ASCII, as Unicode otherwise. A pattern is whole, at the start, at the
 * end or anywhere; wildcards inside make it an anchored expression over the folded text.
 */
function patternSql(sql: string, pieces: readonly Piece[], cased: boolean): string {
  const joined = pieces.map((piece) => ('plain' in piece ? piece.plain : '')).join('');
  const ascii = isAscii(joined);
  const fold = (value: string) => (cased ? value : ascii ? value.replace(/[A-Z]/g, (char) => char.toLowerCase()) : value.toLowerCase());
  const folded = cased ? sql : ascii ? `lower(${sql})` : `lowerUTF8(${sql})`;
  if (pieces.length === 0) return emptySql(sql);
  if (pieces.every((piece) => 'wild' in piece && piece.wild === '*')) return `${sql} != ''`;
  const [first, second, third] = pieces;
  // Who asks for the dash asks for the field that says nothing, however a log writes that.
  if (pieces.length === 1 && first !== undefined && 'plain' in first && first.plain === '-' && dashes(sql)) return emptySql(sql);
  if (pieces.length === 1 && first !== undefined && 'plain' in first) return `${folded} = ${text(fold(first.plain))}`;
  if (pieces.length === 2 && first !== undefined && second !== undefined) {
    if ('plain' in first && 'wild' in second && second.wild === '*') return `startsWith(${folded}, ${text(fold(first.plain))})`;
    if ('wild' in first && first.wild === '*' && 'plain' in second) return `endsWith(${folded}, ${text(fold(second.plain))})`;
  }
  const inside = contained(pieces);
  if (inside !== null && third !== undefined) return `position(${folded}, ${text(fold(inside))}) > 0`;
  const expression = pieces.map((piece) => ('plain' in piece ? escapeRegex(fold(piece.plain)) : piece.wild === '*' ? '.*' : '.')).join('');
  return `match(${readable(folded)}, ${text(`(?s)^${expression}$`)})`;
}

/**
 * The engine's expressions read UTF-8 and stop at a byte that is none: an attacker would hide behind one. One function of
 * one column, so that of a column with a dictionary each different text is judged once.
 */
function readable(sql: string): string {
  return `toValidUTF8(${sql})`;
}

/** Text as an RE2 pattern that means only itself. */
export function escapeRegex(value: string): string {
  return value.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function plainSql(sql: string, match: Match, table: Table): string {
  switch (match.is) {
    case 'null':
      return emptySql(sql);
    case 'exists':
      return match.value ? `NOT (${emptySql(sql)})` : emptySql(sql);
    case 'number':
      return `${sql} = ${text(String(match.value))}`;
    case 'compare':
      return `ifNull(toFloat64OrNull(${sql}) ${SIGN[match.by]} ${match.value}, 0)`;
    case 'cidr':
      return inRangeSql(sql, match.range);
    case 'field':
      return fieldRefSql(sql, match, table);
    case 'time':
      return `ifNull(${timePart(match.part, `parseDateTime64BestEffortOrNull(${sql}, 6, 'UTC')`)} = ${match.value}, 0)`;
    default:
      throw new Unsupported('this modifier cannot be used here', 'この修飾子はここでは使えない');
  }
}

/** An IPv4 address inside IPv6 (`::ffff:192.0.2.1`) lies in the ranges of the address that it is. */
function inRangeSql(sql: string, range: string): string {
  const plain = `if(startsWith(lower(${sql}), '::ffff:') AND isIPv4String(substring(${sql}, 8)), substring(${sql}, 8), ${sql})`;
  return `if(isIPv4String(${plain}) OR isIPv6String(${plain}), isIPAddressInRange(${plain}, ${text(range)}), 0)`;
}

const SIGN = { lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;

function fieldRefSql(sql: string, match: Extract<Match, { is: 'field' }>, table: Table): string {
  const other = fieldOf(table, match.field);
  const right = other.type === 'text' ? (other.whole[0] ?? `''`) : numberText(other.sql);
  const fold = (one: string) => (match.cased ? one : `lower(${one})`);
  const test = {
    whole: `${fold(sql)} = ${fold(right)}`,
    start: `startsWith(${fold(sql)}, ${fold(right)})`,
    end: `endsWith(${fold(sql)}, ${fold(right)})`,
    anywhere: `position(${fold(sql)}, ${fold(right)}) > 0`,
  }[match.at];
  return `(${sql} != '' AND ${right} != '' AND ${test})`;
}

/** As text; a port or a status 0 stands for "not in the event", a count of 0 is a value. */
function numberText(sql: string): string {
  return isCount(sql) ? `toString(${sql})` : `if(${sql} = 0, '', toString(${sql}))`;
}

function numberSql(sql: string, match: Match, table: Table): string {
  const there = isCount(sql) ? '1' : `${sql} != 0`;
  switch (match.is) {
    case 'null':
      return `NOT (${there})`;
    case 'exists':
      return match.value ? `(${there})` : `NOT (${there})`;
    case 'number':
      return `${sql} = ${match.value}`;
    case 'compare':
      return `(${there} AND ${sql} ${SIGN[match.by]} ${match.value})`;
    case 'text':
      return anyOf(textSql(numberText(sql), [match]));
    case 'regex':
      return `(${there} AND ${anyOf(textSql(`toString(${sql})`, [match]))})`;
    case 'field':
      return fieldRefSql(numberText(sql), match, table);
    default:
      throw new Unsupported('this modifier cannot be used on a number', 'この修飾子は数には使えない');
  }
}

function timeSql(sql: string, match: Match): string {
  if (match.is === 'time') return `${timePart(match.part, sql)} = ${match.value}`;
  throw new Unsupported(
    'only minute, hour, day, week, month and year can be asked of the time stamp',
    '時刻に問えるのは minute・hour・day・week・month・year だけ',
  );
}

function timePart(part: TimePart, sql: string): string {
  const functions = {
    minute: 'toMinute',
    hour: 'toHour',
    day: 'toDayOfMonth',
    week: 'toISOWeek',
    month: 'toMonth',
    year: 'toYear',
  } as const;
  return `${functions[part]}(${sql})`;
}
