// SPDX-License-Identifier: Apache-2.0
// Squid's native access.log: time, elapsed ms, client, result/status, bytes, method, URL, user, hierarchy/peer, type.
import type { Format } from './format.ts';
import { epochMicros } from './typed.ts';

const LINE = /^\s*\d{9,10}\.\d{3}\s+-?\d+ \S+ [A-Z_]+\/\d{3} \d+ \S+ .*? \S+ [A-Z_]+\/\S+ \S+/;

export const squidFormat: Format = {
  id: 'squid',
  test: (line) => LINE.test(line),
  plans: () => [
    {
      table: 'web',
      dataset: 'squid.access',
      steps: [
        ['w', `splitByRegexp(' +', trimLeft(l))`],
        ['c', 'length(w)'],
        // A URL with a blank in it pushes the last words to the right; they are counted from the end.
        ['url', `if(c > 10, arrayStringConcat(arraySlice(w, 7, c - 9), ' '), w[7])`],
        ['t', epochMicros('w[1]')],
        ['result', `splitByChar('/', w[4])`],
        ['peer', `splitByChar('/', w[-2])`],
        ['tunnel', `w[6] = 'CONNECT'`],
      ],
      reject: `if(l = '', 'blank', if(c < 10 OR NOT match(w[1], '^[0-9]{9,10}[.][0-9]{3}$') OR NOT match(w[4], '^[A-Z_]+/[0-9]{3}$'), 'not a Squid native line', ''))`,
      columns: {
        '@timestamp': 't',
        'event.time_origin': `'line'`,
        'event.timezone': `'UTC'`,
        'source.ip': 'w[3]',
        'http.request.method': 'w[6]',
        'url.original': 'url',
        'url.domain': `if(tunnel, substringIndex(url, ':', 1), domain(url))`,
        'destination.ip': `if(isIPv4String(peer[2]) OR isIPv6String(peer[2]), peer[2], '')`,
        'destination.port': `if(tunnel, toUInt16OrZero(substringIndex(url, ':', -1)), if(port(url) = 0, if(startsWith(url, 'https'), 443, 80), port(url)))`,
        'http.response.status_code': 'toUInt16OrZero(result[2])',
        'http.response.body.bytes': 'toUInt64OrZero(w[5])',
        'user.name': `if(w[-3] = '-', '', w[-3])`,
        extra: `map('squid.result', result[1], 'squid.elapsed_ms', w[2], 'squid.hierarchy', peer[1], 'squid.peer', peer[2], 'http.response.mime_type', w[-1])`,
      },
    },
  ],
};
