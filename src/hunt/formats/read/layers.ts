// SPDX-License-Identifier: Apache-2.0
// What a log gathers on its way: the header of syslog, of a container's runtime, of a collector that writes JSON. Each
// is a layer around a format and is taken off before the format looks at a line; none is guessed inside a format.
import { text } from '../../engine/sql.ts';
import { unsureZones, zoneNames } from './zone.ts';

export type Layer = {
  readonly id: string;
  /** The text inside; null when the line is not in this layer. */
  readonly peel: (line: string) => string | null;
  /** The same in SQL; a line that is not in the layer stays as it is. */
  readonly inner: (sql: string) => string;
  /** The time that the layer says, as text; '' when it says none. */
  readonly stamp: (sql: string) => string;
  /** Why a line of this layer is no whole line; '' when it is. */
  readonly torn?: (sql: string) => string;
};

const CLOCK = String.raw`[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]+)?`;
const ISO = String.raw`[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]${CLOCK}(?:Z|[+-][0-9]{2}:?[0-9]{2}|\b)`;
/** A zone that is known by its name, or is marked as one by a colon: a host may have three capital letters too. */
const ZONE = `(?: (?:${[...Object.keys(zoneNames), ...unsureZones].filter((name) => name.length > 2).join('|')})(?:\\b)| [A-Z]{3,4} ?:)?`;
const WEEKDAY = '(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) )';
const BSD = String.raw`${WEEKDAY}?[A-Z][a-z]{2} [ 0-9][0-9] (?:[0-9]{4} )?${CLOCK}\b(?: [0-9]{4})?${ZONE}`;
/** How the kernel's own buffer is printed: `[Sat Nov 21 12:00:01 2026]`. */
export const PRINTED = String.raw`\[${WEEKDAY}[A-Z][a-z]{2} [ 0-9][0-9] ${CLOCK} [0-9]{4}\]`;
const DATED = String.raw`[0-9]{4}/[0-9]{2}/[0-9]{2} ${CLOCK}\b`;
/** A time as syslog daemons write it, in front of a line. */
export const STAMP = `(?:${ISO}|${BSD}|${DATED})`;
export const PRIORITY = '(?:<[0-9]{1,3}>)?';

/** A layer that is one expression in front of the line; its first group is the time. */
function inFront(id: string, pattern: string): Layer {
  const whole = `^${pattern}`;
  const expression = new RegExp(whole);
  return {
    id,
    peel: (line) => (expression.test(line) ? line.replace(expression, '') : null),
    inner: (sql) => `replaceRegexpOne(${sql}, ${text(whole)}, '')`,
    stamp: (sql) => `trimRight(extract(${sql}, ${text(whole)}), ' :')`,
  };
}

/** RFC 5424: `<34>1 2026-11-20T10:00:01Z host app 123 ID47 [x@1 a="b"] text`. */
const syslog5424 = inFront(
  'syslog-5424',
  String.raw`<[0-9]{1,3}>1 (\S+) \S+ \S+ \S+ \S+ (?:-|(?:\[(?:[^\]"]|"(?:[^"\\]|\\.)*")*\])+) ?(?:\xef\xbb\xbf|\x{feff})?`,
);
/** RFC 3164, and how rsyslog and journald write it: time, host, tag. */
const syslogTag = inFront('syslog', String.raw`${PRIORITY}(${STAMP}):? (?:[^ :]+ )?[^ :\[\]{}"=|]{1,64}(?:\[[^\]]{0,40}\])?: ?`);
const syslogHost = inFront('syslog-host', String.raw`${PRIORITY}(${STAMP}):? [A-Za-z0-9_.-]+ `);
const syslogTime = inFront('syslog-time', String.raw`${PRIORITY}(${STAMP}):? `);
const priority: Layer = { ...inFront('syslog-priority', String.raw`<[0-9]{1,3}>()`), stamp: () => `''` };

/** Kubernetes' container runtime interface; a piece marked P is the beginning of a line that was too long. */
const cri: Layer = {
  ...inFront('cri', String.raw`(${ISO}) (?:stdout|stderr) [FP](?::[A-Z:]+)? `),
  torn: (sql) => `if(match(${sql}, ${text(String.raw`^\S+ (?:stdout|stderr) P`)}), 'a piece of a line that the runtime cut', '')`,
};

/** `web_1  | …` of docker compose, `[pod/web-1/nginx] …` of kubectl. */
const composed: Layer = {
  ...inFront('compose', String.raw`()(?:(?:\x1b\[[0-9;]*m)?[A-Za-z0-9_.-]{1,80} +\|(?:\x1b\[[0-9;]*m)? |\[pod/[^\]]{1,200}\] )`),
  stamp: () => `''`,
};

const TEXT_KEYS = ['log', 'message', 'MESSAGE', 'msg', 'textPayload', 'event.original'];
const TIME_KEYS = ['time', '@timestamp', 'timestamp', '__REALTIME_TIMESTAMP'];

/** A collector's JSON object with the line as one of its texts: docker's json-file, Fluent Bit, Filebeat, journald. */
const wrapped: readonly Layer[] = TEXT_KEYS.map((key) => ({
  id: `json:${key}`,
  peel(line) {
    if (!line.startsWith('{') || !line.includes(`"${key}"`)) return null;
    try {
      const value = (JSON.parse(line) as Record<string, unknown>)[key];
      return typeof value === 'string' ? value.replace(/\r?\n$/, '') : null;
    } catch {
      return null;
    }
  },
  inner: (sql) =>
    `if(startsWith(${sql}, '{') AND JSONHas(${sql}, ${text(key)}), trimRight(JSONExtractString(${sql}, ${text(key)}), '\\r\\n'), ${sql})`,
  stamp: (sql) =>
    `if(startsWith(${sql}, '{'), multiIf(${TIME_KEYS.map((name) => `JSONHas(${sql}, ${text(name)}), JSONExtractString(${sql}, ${text(name)})`).join(', ')}, ''), '')`,
  ...(key === 'log'
    ? {
        torn: (sql: string) =>
          `if(JSONHas(${sql}, 'stream') AND NOT endsWith(JSONExtractString(${sql}, 'log'), '\\n'), 'a piece of a line that the runtime cut', '')`,
      }
    : {}),
}));

/** The most telling first; `syslog-time` and `syslog-priority` leave most to the format. */
export const layers: readonly Layer[] = [syslog5424, ...wrapped, cri, syslogTag, syslogHost, syslogTime, composed, priority];

/** All layers off, from the outside in. */
export function inside(around: readonly Layer[], sql: string): string {
  return around.reduce((inner, layer) => layer.inner(inner), sql);
}

/** The time of the outermost layer that says one. */
export function outerStamp(around: readonly Layer[], sql: string): string {
  const stamps: string[] = [];
  let inner = sql;
  for (const layer of around) {
    stamps.push(layer.stamp(inner));
    inner = layer.inner(inner);
  }
  if (stamps.length === 0) return `''`;
  return `multiIf(${stamps.map((stamp) => `${stamp} != '', ${stamp}`).join(', ')}, '')`;
}

/** SQL for the reason why a layer around a line is broken, '' where none is; null where no layer can be. */
export function tornLayer(around: readonly Layer[], sql: string): string | null {
  const reasons: string[] = [];
  let inner = sql;
  for (const layer of around) {
    if (layer.torn !== undefined) reasons.push(layer.torn(inner));
    inner = layer.inner(inner);
  }
  return reasons.length === 0 ? null : `multiIf(${reasons.map((reason) => `${reason} != '', ${reason}`).join(', ')}, '')`;
}
