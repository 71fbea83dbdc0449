// SPDX-License-Identifier: Apache-2.0
// Apache and nginx access logs: common, combined, with a virtual host in front, with more quoted fields behind.
// Lines are split at their quotes; only lines whose shape is odd (an escaped quote, a blank in the user's name)
// go through the exact expression, which costs ten times as much.
import { DEFERRED } from '../schema.ts';
import type { Format, Plan } from './format.ts';
import { isoText, NO_TIME } from './time.ts';

const QUOTED = String.raw`"((?:[^"\\]|\\.)*)"`;
const HEAD = String.raw`(?:(\S+?)(?::(\d+))? )?(\S+) (\S+) (.*?) \[([^\]]{20,32})\]`;
const EXACT = String.raw`^${HEAD} ${QUOTED} (\d{3}|-) (\d+|-)(?: ${QUOTED} ${QUOTED}(.*))?\s*$`;
const TIME = String.raw`\[\d{2}/[A-Z][a-z]{2}/\d{4}:\d{2}:\d{2}:\d{2} [+-]\d{4}\]`;
const LINE = new RegExp(String.raw`^(?:\S+ )?\S+ \S+ .*? ${TIME} "(?:[^"\\]|\\.)*" (?:\d{3}|-) (?:\d+|-)(?: .*)?$`, 's');

function sqlText(pattern: string): string {
  return `'${pattern.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** The first colon stands where the engine's date reader wants a blank. */
function time(sql: string): string {
  return `concat(substring(${sql}, 1, 11), ' ', substring(${sql}, 13))`;
}

/** Every line, also one with escaped quotes or words missing. An expression with groups costs ten times the splitting. */
function exact(vhost: boolean): Required<Plan>['exact'] {
  return {
    steps: [
      ['g', `extractGroups(l, ${sqlText(EXACT)})`],
      ['t', isoText(time('g[6]'))],
      ['request', 'g[7]'],
      ['status', 'g[8]'],
      ['method', `if(match(request, '^[A-Za-z_-]{1,32} '), substring(request, 1, position(request, ' ') - 1), '')`],
      ['version', `if(substring(request, -9, 6) = ' HTTP/', substring(request, -3), '')`],
      [
        'url',
        `if(method = '', request, substring(request, length(method) + 2, length(request) - length(method) - 1 - if(version = '', 0, 9)))`,
      ],
    ],
    reject: `if(t = ${NO_TIME} OR NOT (length(status) = 3 OR status = '-'), 'not an access log line', '')`,
    columns: {
      '@timestamp': 't',
      'event.time_origin': `'line'`,
      'event.timezone': 'substring(g[6], -5)',
      'source.ip': 'g[3]',
      'user.name': 'g[5]',
      'http.request.method': 'method',
      'url.original': 'url',
      'url.domain': vhost ? 'g[1]' : `''`,
      'http.version': 'version',
      'http.response.status_code': 'toUInt16OrZero(status)',
      'http.response.body.bytes': 'toUInt64OrZero(g[9])',
      'http.request.referrer': 'g[10]',
      'user_agent.original': 'g[11]',
    },
  };
}

/**
 * Split at the quotes, then at the blanks, and taken only when every piece has the shape it should have: all else is
 * left to the exact reading. What repeats (minute, zone, method, version, status) goes through a dictionary, so that it
 * is judged once for each different value and not once for each line; a function does so when it has one such argument.
 */
function plan(vhost: boolean): Plan {
  const shift = vhost ? 1 : 0;
  return {
    table: 'web',
    dataset: vhost ? 'apache.access.vhost' : 'apache.access',
    steps: [
      ['p', `splitByChar('"', l)`],
      ['head', 'p[1]'],
      ['h', `splitByChar(' ', head)`],
      ['result', 'p[3]'],
      ['s', `splitByChar(' ', result)`],
      ['begin', `h[${4 + shift}]`],
      ['zone', `h[${5 + shift}]`],
      ['minute', `toLowCardinality(concat(substring(begin, 2, 11), ' ', substring(begin, 14, 5), ':00 ', substring(zone, 1, 5)))`],
      ['second', `toLowCardinality(substring(begin, 19))`],
      ['start', `parseDateTimeBestEffortOrZero(minute, 'UTC')`],
      ['request', 'p[2]'],
      ['space', `position(request, ' ')`],
      ['word', `toLowCardinality(substring(request, 1, greatest(space, 1) - 1))`],
      ['method', `extract(word, '^[A-Za-z_-]{1,32}$')`],
      ['tail', `toLowCardinality(substring(request, -9))`],
      ['version', `extract(tail, '^ HTTP/(.{3})$')`],
      ['before', `space * (method != '')`],
      ['status', 'toLowCardinality(s[2])'],
      ['size', 's[3]'],
      ['bytes', 'toUInt64OrZero(size)'],
      // 0 stands for "unreadable": a line of the epoch's first minute takes the exact way too.
      [
        'plain',
        `length(h) = ${vhost ? 7 : 6} AND length(begin) = 21 AND length(zone) = 6 AND startsWith(begin, '[') AND endsWith(zone, ']') AND endsWith(head, ' ')
         AND ((length(p) >= 7 AND length(p) % 2 = 1 AND length(s) = 4) OR (length(p) = 3 AND length(s) = 3)) AND start != 0 AND match(minute, '^[0-9]{2}/[A-Z][a-z]{2}/(19[7-9]|20[0-9])[0-9] ([01][0-9]|2[0-3]):[0-5][0-9]:00 [+-][0-9]{4}$')
         AND match(second, '^:[0-5][0-9]$') AND match(status, '^([0-9]{3}|-)$') AND (bytes != 0 OR size IN ('0', '-')) AND position(l, '\\\\"') = 0`,
      ],
      ['t', `toDateTime64(start, 6, 'UTC') + toUInt8OrZero(substring(second, 2))`],
    ],
    reject: `['', '${DEFERRED}', 'blank'][1 + (NOT plain) + (l = '')]`,
    columns: {
      '@timestamp': 't',
      'event.time_origin': `'line'`,
      'event.timezone': 'substring(minute, -5)',
      'source.ip': `h[${1 + shift}]`,
      'user.name': `h[${3 + shift}]`,
      'http.request.method': 'method',
      'url.original': `substring(request, before + 1, length(request) - before - 9 * (before != 0 AND version != ''))`,
      ...(vhost ? { 'url.domain': `substringIndex(h[1], ':', 1)` } : {}),
      'http.version': 'version',
      'http.response.status_code': 'toUInt16OrZero(status)',
      'http.response.body.bytes': 'bytes',
      'http.request.referrer': 'p[4]',
      'user_agent.original': 'p[6]',
    },
    exact: exact(vhost),
  };
}

export const accessFormat: Format = {
  id: 'access',
  test: (line) => LINE.test(line),
  plans(sample) {
    const heads = sample.lines.map((line) => line.slice(0, line.indexOf('[')).trim().split(' ').length);
    const vhosts = heads.filter((words) => words === 4).length;
    return [plan(vhosts * 2 > heads.length)];
  },
};
