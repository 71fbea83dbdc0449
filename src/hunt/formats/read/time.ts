// SPDX-License-Identifier: Apache-2.0
// When a line says it was written. A zone in the line counts first, then the one that a person declared, then UTC, and
// that is said. Nothing here is guessed line by line: one order of day and month for a file, or such dates are not read.
import { text } from '../../engine/sql.ts';
import type { TimeZoneChoice } from './format.ts';
import { fixedMinutes, minutesAt, zoneNames } from './zone.ts';

type Step = readonly [name: string, sql: string];

/** DateTime64(6) at the epoch: "no time could be read". */
export const NO_TIME = "toDateTime64(0, 6, 'UTC')";

/** Seconds since the epoch as text, as Zeek and Squid write them, kept to the microsecond without passing through a float. */
export function epochText(sql: string): string {
  return `ifNull(toDateTime64OrNull(${sql}, 6, 'UTC'), ${NO_TIME})`;
}

/** Seconds, or milli-, micro- or nanoseconds, since the epoch: told by the number of digits (good from 1973 to 2286). */
export function epochAny(sql: string): string {
  const micros = (digits: string) => `fromUnixTimestamp64Micro(${digits}, 'UTC')`;
  return `multiIf(match(${sql}, '^[0-9]{9,10}([.][0-9]+)?$'), ${epochText(sql)}, match(${sql}, '^[0-9]{12,13}([.][0-9]+)?$'), ${micros(`toInt64(toFloat64OrZero(${sql}) * 1000)`)},
    match(${sql}, '^[0-9]{15,16}$'), ${micros(`toInt64OrZero(${sql})`)}, match(${sql}, '^[0-9]{18,19}$'), ${micros(`intDiv(toInt64OrZero(${sql}), 1000)`)}, ${NO_TIME})`;
}

export const EPOCH = '^(?:[0-9]{9,10}(?:[.][0-9]+)?|[0-9]{12,13}(?:[.][0-9]+)?|[0-9]{15,16}|[0-9]{18,19})$';

/** ISO 8601 or anything like it, with a zone in the text. */
export function isoText(sql: string): string {
  return `if(${possible(sql)}, ifNull(parseDateTime64BestEffortOrNull(${sql}, 6, 'UTC'), ${NO_TIME}), ${NO_TIME})`;
}

/** The engine's reader takes 25:61 for the next day, and a time without a day for a day of its own: neither is a time here. */
function possible(sql: string): string {
  return `match(${sql}, '^ *[A-Za-z0-9][^:]*(?:[^0-9:]|^)(?:[01]?[0-9]|2[0-3]):[0-5][0-9]:[0-6][0-9](?:[^0-9:]|$)')`;
}

/** Where the zone of a time comes from that names none itself. */
export function originOf(zone: TimeZoneChoice): string {
  return zone.declared === null ? 'guessed' : 'declared';
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const CLOCK = '((?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-6][0-9](?:[.][0-9]+)?)?(?: ?[AP]M)?)';
const OFFSET = '(?:UTC|GMT)?[+-](?:[0-9]{2}:?[0-9]{2}|[0-9]{1,2}(?::[0-9]{2})?)';
const WEEKDAY = '^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? +)?';

/** Shapes of a date, each as an expression and what it becomes: `year-month-day clock`. */
const FIRST_YEAR = `^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T_:]| +|, *)${CLOCK}$`;
const NUMBERS = `^([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})(?:[T_]| +|, *)${CLOCK}$`;
const DAY_MONTH = `${WEEKDAY}([0-9]{1,2})[- /]([A-Z][a-z]{2})[a-z]*[- /,]+([0-9]{4})(?:[:T]| +|, *)${CLOCK}$`;
const MONTH_DAY = `${WEEKDAY}([A-Z][a-z]{2})[a-z]* +([0-9]{1,2}),? +([0-9]{4})(?::| +|, *)${CLOCK}$`;
const YEAR_LAST = `${WEEKDAY}([A-Z][a-z]{2})[a-z]* +([0-9]{1,2}) +${CLOCK} ([0-9]{4})$`;
const NO_YEAR = `${WEEKDAY}([A-Z][a-z]{2}) +([0-9]{1,2}) +${CLOCK}$`;

const month = (name: string) =>
  `transform(${name}, [${MONTHS.map(text).join(',')}], [${MONTHS.map((_, at) => `'${at + 1}'`).join(',')}], '')`;

/** Japanese and comma forms as the shapes above write them. */
function plainer(sql: string): string {
  const words = `replaceRegexpOne(replaceRegexpOne(replaceRegexpOne(${sql}, '^([0-9]{4})年 *([0-9]{1,2})月 *([0-9]{1,2})日(?:[(（][^)）]*[)）])? *', '\\\\1-\\\\2-\\\\3 '), '([0-9]{1,2})時([0-9]{1,2})分([0-9]{1,2})秒', '\\\\1:\\\\2:\\\\3'), '(午前|午後) *([0-9:.]+)', '\\\\2 \\\\1')`;
  const latin = `replaceOne(replaceOne(${words}, ' 午前', ' AM'), ' 午後', ' PM')`;
  return `replaceRegexpOne(if(match(${sql}, '[年午]'), ${latin}, ${sql}), '(:[0-9]{2}),([0-9])', '\\\\1.\\\\2')`;
}

/**
 * Steps that make of a text: `t` (UTC, NO_TIME when none), `origin` and `tz`. Origins: `line` (the zone stands there),
 * `declared`, `guessed` (UTC was assumed), `year` (the zone is known, but the line has no year: the file's own date gave
 * it), `ambiguous` (an hour that came twice when clocks were put back; the first is taken); `guessed year` and
 * `ambiguous year` are both at once. Behind it stands `dmy`, `mdy` or `either` (see `orderOrigin`).
 */
export function timeSteps(sql: string, zone: TimeZoneChoice): readonly Step[] {
  const fixed = zone.declared === null ? 0 : fixedMinutes(zone.declared);
  const iana = fixed === null ? text(zone.declared ?? 'UTC') : "'UTC'";
  const names = Object.keys(zoneNames);
  const said = `extract(t_stamp, ':[0-9]{2}(?:[.][0-9]+)?(?: ?[AP]M)? ?[(]?(Z|${OFFSET}|[A-Z]{2,5})[)]?$')`;
  const inner = `extract(t_stamp, ' ([A-Z]{3,4}|[+-][0-9]{4}) [0-9]{4}$')`;
  const digits = `extract(t_own, '[+-].*$')`;
  const hours = `toInt32OrZero(extract(${digits}, '^[+-]([0-9]{2}|[0-9])'))`;
  const rest = `toInt32OrZero(extract(${digits}, '^[+-](?:[0-9]{2}|[0-9]):?([0-9]{2})$'))`;
  const local = (at: string) => `ifNull(parseDateTime64BestEffortOrNull(${at}, 6, ${iana}), ${NO_TIME})`;
  const order = zone.order === 'mdy' ? `'\\\\3-\\\\1-\\\\2 \\\\4'` : `'\\\\3-\\\\2-\\\\1 \\\\4'`;
  const shape = (pattern: string, to: string) => `match(t_body, ${text(pattern)}), replaceRegexpOne(t_body, ${text(pattern)}, ${to})`;
  const named = (pattern: string, [y, m, d, c]: readonly [number, number, number, number]) =>
    `match(t_body, ${text(pattern)}), arrayStringConcat(arrayMap(g -> concat(g[${y}], '-', ${month(`g[${m}]`)}, '-', g[${d}], ' ', g[${c}]), [extractGroups(t_body, ${text(pattern)})]))`;
  return [
    ['t_text', `trimBoth(${sql})`],
    ['t_stamp', plainer('t_text')],
    ['t_behind', said],
    ['t_own', `multiIf(t_behind IN ('AM', 'PM'), '', t_behind = '', ${inner}, t_behind)`],
    [
      't_body',
      `if(t_own = '', t_stamp, trimRight(replaceOne(replaceRegexpOne(t_stamp, ' ?[(]?(${OFFSET}|[A-Z]{1,5})[)]?( [0-9]{4})?$', '\\\\2'), '()', '')))`,
    ],
    [
      't_east',
      `multiIf(t_own = '', ${fixed ?? 0}, ${digits} != '', if(startsWith(${digits}, '-'), -1, 1) * (${hours} * 60 + ${rest}), transform(t_own, [${names.map(text).join(',')}], [${names.map((name) => zoneNames[name]).join(',')}], 9999))`,
    ],
    ['t_counted', `match(t_stamp, ${text(EPOCH)})`],
    ['t_yearless', `NOT t_counted AND match(t_body, ${text(NO_YEAR)})`],
    [
      't_written',
      `multiIf(t_counted OR t_yearless, '', ${shape(FIRST_YEAR, `'\\\\1-\\\\2-\\\\3 \\\\4'`)}, ${named(DAY_MONTH, [3, 2, 1, 4])}, ${named(MONTH_DAY, [3, 1, 2, 4])}, ${named(YEAR_LAST, [4, 1, 2, 3])}, ${zone.order === null ? '' : `${shape(NUMBERS, order)}, `}'')`,
    ],
    ['t_dated', `if(t_yearless, ${datedBy(zone)}, t_written)`],
    ['t_naive', `if(t_dated = '', ${NO_TIME}, ifNull(parseDateTime64BestEffortOrNull(t_dated, 6, 'UTC'), ${NO_TIME}))`],
    [
      't',
      `multiIf(t_counted, ${epochAny('t_stamp')}, t_naive = ${NO_TIME} OR t_east = 9999, ${NO_TIME}, ${fixed === null ? `t_own = '', ${local('t_dated')}, ` : ''}subtractMinutes(t_naive, t_east))`,
    ],
    ...(fixed === null
      ? ([
          [
            't_skipped',
            `t_own = '' AND NOT t_counted AND t != ${NO_TIME} AND formatDateTime(t, '%F %T', ${iana}) != formatDateTime(t_naive, '%F %T', 'UTC')`,
          ],
          [
            't_twice',
            `t_own = '' AND NOT t_counted AND t != ${NO_TIME} AND (formatDateTime(t, '%F %T', ${iana}) = formatDateTime(addHours(t, 1), '%F %T', ${iana}) OR formatDateTime(t, '%F %T', ${iana}) = formatDateTime(subtractHours(t, 1), '%F %T', ${iana}))`,
          ],
        ] as const)
      : ([
          ['t_skipped', '0'],
          ['t_twice', '0'],
        ] as const)),
    [
      'origin',
      withOrder(
        zone,
        `multiIf(t_counted, 'line', t_own != '', if(t_yearless, 'year', 'line'), ${zone.declared === null ? `t_yearless, 'guessed year', 'guessed'` : `t_twice, if(t_yearless, 'ambiguous year', 'ambiguous'), t_yearless, 'year', 'declared'`})`,
      ),
    ],
    ['tz', `if(t_counted, 'UTC', t_own)`],
  ];
}

/** Of a date whose day and month could be each other: who said which is which, or that it may be either. */
function withOrder({ orderOrigin }: TimeZoneChoice, origin: string): string {
  if (orderOrigin === undefined) return origin;
  const part = (at: 1 | 2) => `toUInt8OrZero(extractGroups(t_body, ${text(NUMBERS)})[${at}])`;
  return `concat(${origin}, if(match(t_body, ${text(NUMBERS)}) AND ${part(1)} <= 12 AND ${part(2)} <= 12 AND ${part(1)} != ${part(2)}, ' ${orderOrigin}', ''))`;
}

/**
 * Of a line without a year: the latest year in which it is not after the file's own time, by the clock of its zone. An hour
 * is left for clocks that differ, and where the zone is guessed as much as a zone may lie east.
 */
function datedBy(zone: TimeZoneChoice): string {
  const year = Number(zone.written.slice(0, 4));
  const declared = zone.declared === null ? null : minutesAt(zone.declared, new Date(zone.written));
  const ahead = `if(t_own != '' AND t_east != 9999, t_east * 60 + 3600, ${declared === null ? 14 * 3600 : declared * 60 + 3600})`;
  const limit = `toDateTime64(${text(zone.written.slice(0, 19).replace('T', ' '))}, 6, 'UTC') + ${ahead}`;
  const leap = [0, 1, 2, 3, 4, 5, 6, 7, 8]
    .map((back) => year - back)
    .find((one) => new Date(Date.UTC(one, 1, 29)).getUTCMonth() === 1 && Date.UTC(one, 1, 29) <= Date.parse(zone.written));
  const groups = `extractGroups(t_body, ${text(NO_YEAR)})`;
  const day = `concat('-', ${month(`${groups}[1]`)}, '-', ${groups}[2], ' ', ${groups}[3])`;
  const at = (one: number | string) => `concat('${one}', ${day})`;
  const fits = (one: number) => `ifNull(parseDateTime64BestEffortOrNull(${at(one)}, 6, 'UTC') <= ${limit}, 0)`;
  return `multiIf(startsWith(${day}, '-2-29 '), ${at(leap ?? year)}, ${fits(year + 1)}, ${at(year + 1)}, ${fits(year)}, ${at(year)}, ${at(year - 1)})`;
}

/** Of a date that has no such month in the order of its file: other dates of the file may be other days too. */
export const OTHER_ORDER = 'the date does not fit the order of day and month of the file';

/** Why a line has no time; '' when it has one. After `timeSteps`. */
export const timeReject = `multiIf(t_east = 9999, 'the name of the time zone is not known', t = ${NO_TIME}, if(match(t_body, ${text(NUMBERS)}) AND match(t_dated, '^[0-9]{4}-(?:1[3-9]|[2-9][0-9])-'), ${text(OTHER_ORDER)}, 'no time stamp'), t_skipped, 'a local time that the zone skipped', '')`;

export const timeColumns = { '@timestamp': 't', 'event.time_origin': 'origin', 'event.timezone': 'tz' } as const;
