// SPDX-License-Identifier: Apache-2.0
// Lines that say their time in front, as programs do that write through syslog. Where a layer was taken off, its time
// counts for the lines that have none of their own.
import { text } from '../../engine/sql.ts';
import type { TimeZoneChoice } from './format.ts';
import { PRINTED, PRIORITY, STAMP } from './layers.ts';
import { timeSteps } from './time.ts';

const BIND_TIME = String.raw`[0-9]{2}-[A-Z][a-z]{2}-[0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?\b`;
const UNIX_TIME = String.raw`\[[0-9]{9,10}\]`;
const FRONT = `^${PRIORITY}(?:1 )?(${STAMP}|${BIND_TIME}|${UNIX_TIME}|${PRINTED})`;
const front = new RegExp(FRONT);

/** The line of a sample without its time; what is left is the line where it has none. */
export function afterTime(line: string): string {
  return line.replace(front, '');
}

/** Whether a line begins with a syslog time (RFC 3164 or RFC 5424). */
export function hasTime(line: string): boolean {
  return front.test(line);
}

/** Steps that make `front`, the time in front as it is written, and `m`, what stands behind it. */
export function messageSteps(sql = 'l'): readonly (readonly [string, string])[] {
  return [
    ['whole', sql],
    ['front', `extract(whole, ${text(FRONT)})`],
    ['m', `if(front = '', whole, replaceRegexpOne(whole, ${text(FRONT)}, ''))`],
  ];
}

/** The same, and `t`, `origin` and `tz` of the time in front. */
export function headSteps(zone: TimeZoneChoice, sql = 'l'): readonly (readonly [string, string])[] {
  return [...messageSteps(sql), ...timeSteps(`trimBoth(if(front = '', around_time, front), '[] :')`, zone)];
}
