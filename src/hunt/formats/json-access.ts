// SPDX-License-Identifier: Apache-2.0
// Access logs written as JSON (nginx log_format, Apache, Caddy, cloud balancers): keys are whatever the site chose,
// so each column takes the first of its usual names that the sample really has.
import type { Format } from './format.ts';
import { keysOf } from './json-lines.ts';
import { epochText, isoText, NO_TIME } from './time.ts';
import { columnExpressions, extraOfJson, jsonValue } from './typed.ts';

const NAMES: readonly (readonly [column: string, keys: readonly string[]])[] = [
  [
    'source.ip',
    ['remote_addr', 'remote_ip', 'client_ip', 'clientip', 'clientIp', 'client', 'remoteIP', 'remote_host', 'ip', 'src_ip', 'source.ip'],
  ],
  ['http.request.method', ['request_method', 'method', 'verb', 'http_method', 'http.request.method']],
  ['url.original', ['request_uri', 'uri', 'url', 'path', 'requestPath', 'url.original']],
  ['url.domain', ['server_name', 'http_host', 'host', 'vhost', 'virtual_host', 'url.domain']],
  ['http.response.status_code', ['status', 'response', 'response_code', 'status_code', 'http.response.status_code']],
  ['http.response.body.bytes', ['body_bytes_sent', 'bytes_sent', 'bytes', 'size', 'response_size', 'http.response.body.bytes']],
  ['http.request.body.bytes', ['request_length', 'bytes_received', 'request_size']],
  ['http.request.referrer', ['http_referer', 'http_referrer', 'referer', 'referrer']],
  ['user_agent.original', ['http_user_agent', 'user_agent', 'userAgent', 'agent', 'user_agent.original']],
  ['user.name', ['remote_user', 'user', 'auth']],
];
const TIMES = ['@timestamp', 'time_iso8601', 'timestamp', 'time_local', 'time', 'ts', 'msec', 'date', 'datetime'];
const REQUEST = ['request', 'request_line', 'requestLine'];

function bind(keys: ReadonlySet<string>): ReadonlyMap<string, string> {
  const bound = new Map<string, string>();
  for (const [column, names] of NAMES) {
    const found = names.find((name) => keys.has(name));
    if (found !== undefined) bound.set(column, found);
  }
  return bound;
}

export const jsonAccessFormat: Format = {
  id: 'json-access',
  test(line) {
    const keys = keysOf(line);
    if (keys === null || keys.has('event_type')) return false;
    const bound = bind(keys);
    return (
      TIMES.some((name) => keys.has(name)) &&
      bound.has('source.ip') &&
      bound.has('http.response.status_code') &&
      (bound.has('url.original') || REQUEST.some((name) => keys.has(name)))
    );
  },
  plans(sample) {
    const keys = new Set(sample.lines.flatMap((line) => [...(keysOf(line) ?? [])]));
    const bound = bind(keys);
    const time = TIMES.find((name) => keys.has(name)) ?? 'time';
    const request = REQUEST.find((name) => keys.has(name));
    const line = request === undefined ? `''` : jsonValue(request);
    const words = `splitByChar(' ', request)`;
    const fields = Object.fromEntries([...bound].map(([column, key]) => [key, column]));
    const columns = columnExpressions('web', fields, jsonValue);
    return [
      {
        table: 'web',
        dataset: 'json.access',
        steps: [
          ['valid', `isValidJSON(l) AND startsWith(l, '{')`],
          ['request', line],
          ['stamp', jsonValue(time)],
          [
            't',
            `multiIf(match(stamp, '^[0-9]{10}([.][0-9]+)?$'), ${epochText('stamp')}, match(stamp, '^[0-9]{2}/[A-Z][a-z]{2}/'),
             ${isoText(`concat(substring(stamp, 1, 11), ' ', substring(stamp, 13))`)}, ${isoText('stamp')})`,
          ],
        ],
        reject: `if(l = '', 'blank', if(NOT valid, 'not a JSON object', if(t = ${NO_TIME}, 'no time stamp', '')))`,
        columns: {
          '@timestamp': 't',
          'event.time_origin': `if(match(stamp, '([+-][0-9]{2}:?[0-9]{2}|Z|^[0-9.]+)$'), 'line', 'guessed')`,
          'event.timezone': `extract(stamp, '([+-][0-9]{2}:?[0-9]{2}|Z)$')`,
          ...columns,
          ...(bound.has('http.request.method') ? {} : { 'http.request.method': `${words}[1]` }),
          ...(bound.has('url.original')
            ? {}
            : { 'url.original': `arrayStringConcat(arraySlice(${words}, 2, greatest(length(${words}) - 2, 1)), ' ')` }),
          extra: extraOfJson([time, ...bound.values()]),
        },
      },
    ];
  },
};
