// SPDX-License-Identifier: Apache-2.0
// Apache and nginx access logs: common, combined, with a virtual host in front, with more quoted fields behind.
// Lines are split at their quotes; only lines whose shape is odd (an escaped quote, a blank in the user's name)
// go through the exact expression, which costs ten times as much.
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

function plan(vhost: boolean): Plan {
  const words = vhost ? 7 : 6;
  const shift = vhost ? 1 : 0;
  return {
    table: 'web',
    dataset: vhost ? 'apache.access.vhost' : 'apache.access',
    steps: [
      ['p', `splitByChar('"', l)`],
      ['h', `splitByChar(' ', p[1])`],
      ['s', `splitByChar(' ', p[3])`],
      // A plain line: nothing escaped, and each piece has the number of words it should have.
      [
        'plain',
        `length(h) = ${words} AND h[${words}] = '' AND startsWith(h[${4 + shift}], '[') AND endsWith(h[${5 + shift}], ']')
         AND ((length(p) >= 7 AND length(p) % 2 = 1 AND length(s) = 4) OR (length(p) = 3 AND length(s) = 3)) AND position(l, '\\\\"') = 0`,
      ],
      ['g', `extractGroups(if(plain, '', l), ${sqlText(EXACT)})`],
      ['address', `if(plain, h[${1 + shift}], g[3])`],
      ['stamp', `if(plain, concat(substring(h[${4 + shift}], 2), ' ', substring(h[${5 + shift}], 1, 5)), g[6])`],
      ['t', isoText(time('stamp'))],
      ['request', 'if(plain, p[2], g[7])'],
      ['status', 'if(plain, s[2], g[8])'],
      ['size', 'if(plain, s[3], g[9])'],
      ['method', `if(match(request, '^[A-Za-z_-]{1,32} '), substring(request, 1, position(request, ' ') - 1), '')`],
      ['version', `if(substring(request, -9, 6) = ' HTTP/', substring(request, -3), '')`],
      [
        'url',
        `if(method = '', request, substring(request, length(method) + 2, length(request) - length(method) - 1 - if(version = '', 0, 9)))`,
      ],
    ],
    reject: `if(l = '', 'blank', if(t = ${NO_TIME} OR NOT (length(status) = 3 OR status = '-'), 'not an access log line', ''))`,
    columns: {
      '@timestamp': 't',
      'event.time_origin': `'line'`,
      'event.timezone': 'substring(stamp, -5)',
      'source.ip': 'address',
      'user.name': `if(plain, h[${3 + shift}], g[5])`,
      'http.request.method': 'method',
      'url.original': 'url',
      'url.domain': vhost ? `if(plain, substringIndex(h[1], ':', 1), g[1])` : `''`,
      'http.version': 'version',
      'http.response.status_code': 'toUInt16OrZero(status)',
      'http.response.body.bytes': 'toUInt64OrZero(size)',
      'http.request.referrer': `if(plain, p[4], g[10])`,
      'user_agent.original': `if(plain, p[6], g[11])`,
    },
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
