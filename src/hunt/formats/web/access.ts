// SPDX-License-Identifier: Apache-2.0
// Apache and nginx access logs: common, combined, with a virtual host or a list of addresses in front, with more fields
// behind. Lines are split at their quotes; only lines whose shape is odd (an escaped quote, a blank in the user's name)
// go through the exact reading, which costs ten times as much.
import { address, addressesBehind, host } from '../read/address.ts';
import type { Format, Plan, Sample } from '../read/format.ts';
import { DEFERRED } from '../../engine/schema.ts';
import { exactAccess, LINE } from './access-exact.ts';
import { headKind } from './access-head.ts';

const line = new RegExp(LINE, 's');

type Shape = {
  /** The server's name stands first on most lines. */
  readonly server: boolean;
  /** Fields stand behind the user agent. */
  readonly more: boolean;
  readonly hostQuoted: boolean;
};

/**
 * Split at the quotes, then at the blanks, and taken only when every piece has the shape it should have: all else is
 * left to the exact reading. What repeats (minute, zone, method, version, status) goes through a dictionary, so that it
 * is judged once for each different value and not once for each line; a function does so when it has one such argument.
 */
function plan({ server, more, hostQuoted }: Shape): Plan {
  const shift = server ? 1 : 0;
  return {
    table: 'web',
    dataset: server ? 'apache.access.vhost' : 'apache.access',
    steps: [
      ['p', `splitByChar('"', l)`],
      ['head', 'p[1]'],
      ['h', `splitByChar(' ', head)`],
      ['result', 'p[3]'],
      ['s', `splitByChar(' ', result)`],
      ['client', `h[${1 + shift}]`],
      ['ip', `if(isIPv4String(client), client, ${address('client')})`],
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
      ['version', `extract(tail, ' HTTP/([0-9](?:[.][0-9])?)$')`],
      ['before', `space * (method != '')`],
      ['url', `substring(request, before + 1, length(request) - before - (length(version) + 6) * (version != ''))`],
      ['status', 'toLowCardinality(s[2])'],
      ['size', 's[3]'],
      ['bytes', 'toUInt64OrZero(size)'],
      // 0 stands for "unreadable": a line of the epoch's first minute takes the exact way too.
      [
        'plain',
        `length(h) = ${6 + shift} AND length(begin) = 21 AND length(zone) = 6 AND startsWith(begin, '[') AND endsWith(zone, ']') AND endsWith(head, ' ')
         AND ip != '' AND h[${2 + shift}] = '-' AND startsWith(url, '/') AND position(url, ' ') = 0${server ? ` AND NOT isIPv4String(h[1]) AND h[1] != '-'` : ''}
         AND ${more ? `length(p) >= 7 AND length(p) % 2 = 1 AND length(s) = 4 AND countSubstrings(l, '] "') = 1` : `((length(p) = 7 AND p[7] = '' AND length(s) = 4) OR (length(p) = 3 AND length(s) = 3))`}
         AND start != 0 AND match(minute, '^[0-9]{2}/[A-Z][a-z]{2}/(19[7-9]|20[0-9])[0-9] ([01][0-9]|2[0-3]):[0-5][0-9]:00 [+-][0-9]{4}$')
         AND match(second, '^:[0-5][0-9]$') AND match(status, '^([0-9]{3}|-)$') AND (bytes != 0 OR size IN ('0', '-')) AND position(l, '\\\\"') = 0`,
      ],
      ['t', `toDateTime64(start, 6, 'UTC') + toUInt8OrZero(substring(second, 2))`],
      ...(more ? ([['behind', `trimBoth(arrayStringConcat(arraySlice(p, 7), '"'))`]] as const) : []),
    ],
    // Where the host is quoted, the exact reading judges each line.
    reject: hostQuoted ? `if(l = '', 'blank', '${DEFERRED}')` : `['', '${DEFERRED}', 'blank'][1 + (NOT plain) + (l = '')]`,
    columns: {
      '@timestamp': 't',
      'event.time_origin': `'line'`,
      'event.timezone': 'substring(minute, -5)',
      'source.ip': 'ip',
      'user.name': `if(h[${3 + shift}] = '-', '', h[${3 + shift}])`,
      'http.request.method': 'method',
      'url.original': 'url',
      ...(server ? { 'url.domain': host('h[1]') } : {}),
      'http.version': 'version',
      'http.response.status_code': 'toUInt16OrZero(status)',
      'http.response.body.bytes': 'bytes',
      'http.request.referrer': 'p[4]',
      'user_agent.original': 'p[6]',
      ...(more
        ? { 'network.forwarded_ip': `arrayStringConcat(${addressesBehind('behind')}, ',')`, extra: `map('access.behind', behind)` }
        : {}),
    },
    exact: exactAccess({ hostQuoted }),
  };
}

/** Of each line of the sample: where its head ends and what stands behind its bytes. */
function shapeOf(sample: Sample): Shape {
  const found = sample.lines.flatMap((one) => {
    const groups = line.exec(one);
    return groups === null ? [] : [{ head: headKind(groups[1] ?? ''), behind: groups[6] ?? '' }];
  });
  const most = (is: (one: (typeof found)[number]) => boolean) => found.filter(is).length * 2 > found.length;
  return {
    server: most((one) => one.head === 'server'),
    more: most((one) => /^ "(?:[^"\\]|\\.)*" "(?:[^"\\]|\\.)*" ?./.test(one.behind)),
    // A host has no scheme, a referrer has one (or is a dash): three quoted fields of that kind, host first.
    hostQuoted: most((one) => /^ "(?=[^"/]*[.:])[A-Za-z0-9_.:[\]-]+" "(?:-|[a-z]+:\/\/[^"]*)" "/.test(one.behind)),
  };
}

export const accessFormat: Format = {
  id: 'access',
  test(one) {
    const groups = line.exec(one);
    return groups !== null && headKind(groups[1] ?? '') !== null;
  },
  plans: (sample) => [plan(shapeOf(sample))],
};
