// SPDX-License-Identifier: Apache-2.0
// Access logs written as JSON (nginx log_format, Apache, Caddy, Traefik, cloud balancers): keys are whatever the site
// chose, so each column takes the first of its usual names that the sample really has, at whatever depth.
import { addresses, hostOfRequest } from '../read/address.ts';
import type { Format } from '../read/format.ts';
import { objectOf } from '../read/json-lines.ts';
import { timeColumns, timeReject, timeSteps } from '../read/time.ts';
import { extraOfJson, firstOf, jsonValue, VALID_JSON } from '../read/typed.ts';

type Names = readonly (readonly [column: string, keys: readonly string[]])[];

/** A dot is an object in an object, or part of the key. */
const NAMES: Names = [
  [
    'source.ip',
    `request.client_ip remote_addr request.remote_ip request.remote_addr downstream_remote_address downstream_direct_remote_address remote_ip client_ip clientip clientIp client ClientHost remoteIP remoteIp
     httpRequest.remoteIp remote_host ip src_ip source.ip client.ip ClientIP c-ip host_ip peer_addr`.split(/\s+/),
  ],
  [
    'http.request.method',
    'request_method method verb http_method RequestMethod request.method httpRequest.requestMethod http.request.method ClientRequestMethod'.split(
      ' ',
    ),
  ],
  [
    'url.original',
    'request_uri uri url RequestPath path requestPath request.uri httpRequest.requestUrl url.original ClientRequestURI x_envoy_original_path'.split(
      ' ',
    ),
  ],
  [
    'url.domain',
    'http_host request.host RequestHost ClientRequestHost authority host vhost virtual_host server_name url.domain'.split(' '),
  ],
  [
    'http.response.status_code',
    'status DownstreamStatus response response_code status_code statusCode httpRequest.status http.response.status_code EdgeResponseStatus'.split(
      ' ',
    ),
  ],
  [
    'http.response.body.bytes',
    'body_bytes_sent bytes_sent bytes size DownstreamContentSize response_size httpRequest.responseSize http.response.body.bytes EdgeResponseBytes'.split(
      ' ',
    ),
  ],
  [
    'http.request.body.bytes',
    'request_length bytes_received bytes_read request_size RequestContentSize httpRequest.requestSize'.split(' '),
  ],
  [
    'http.request.referrer',
    'http_referer http_referrer referer referrer request_Referer request.headers.Referer httpRequest.referer ClientRequestReferer'.split(
      ' ',
    ),
  ],
  [
    'user_agent.original',
    'http_user_agent user_agent userAgent agent request_User-Agent request.headers.User-Agent httpRequest.userAgent user_agent.original ClientRequestUserAgent'.split(
      ' ',
    ),
  ],
  ['http.version', 'server_protocol protocol RequestProtocol request.proto httpRequest.protocol http.version'.split(' ')],
  ['user.name', 'remote_user user auth ClientUsername user_id user.name'.split(' ')],
  ['destination.ip', ['server_addr', 'destination.ip', 'httpRequest.serverIp']],
];
const TIMES = '@timestamp time_iso8601 StartUTC timestamp time_local time ts msec date datetime EdgeStartTimestamp start_time'.split(' ');
const REQUEST = ['request', 'request_line', 'requestLine'];
const FORWARDED =
  `http_x_forwarded_for x_forwarded_for xff X-Forwarded-For forwarded_for http_x_real_ip x_real_ip true_client_ip http_cf_connecting_ip
  request.headers.X-Forwarded-For request.headers.X-Real-Ip request_X-Forwarded-For request_X-Real-Ip network.forwarded_ip`.split(/\s+/);

/** Each path of the object, as `a.b` -> `['a', 'b']` or `['a.b']`; three levels deep. */
function pathsOf(object: Readonly<Record<string, unknown>>, into: Map<string, readonly string[]>, before: readonly string[] = []): void {
  for (const [key, value] of Object.entries(object)) {
    const path = [...before, key];
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      if (path.length < 3) pathsOf(value as Record<string, unknown>, into, path);
    } else if (value !== null && value !== '') into.set(path.join('.'), path);
  }
}

type Bound = ReadonlyMap<string, readonly (readonly string[])[]>;

function bind(paths: ReadonlyMap<string, readonly string[]>): Bound {
  const all = (names: readonly string[]) => names.flatMap((name) => (paths.has(name) ? [paths.get(name) ?? []] : []));
  return new Map([
    ...NAMES.map(([column, names]) => [column, all(names)] as const),
    ['time', all(TIMES)] as const,
    ['request', all(REQUEST)] as const,
    ['forwarded', all(FORWARDED)] as const,
  ]);
}

function has(bound: Bound, name: string): boolean {
  return (bound.get(name) ?? []).length > 0;
}

export const jsonAccessFormat: Format = {
  id: 'json-access',
  test(line) {
    const object = objectOf(line);
    if (object === null || 'event_type' in object) return false;
    const paths = new Map<string, readonly string[]>();
    pathsOf(object, paths);
    const bound = bind(paths);
    return (
      has(bound, 'time') &&
      has(bound, 'source.ip') &&
      has(bound, 'http.response.status_code') &&
      (has(bound, 'url.original') || has(bound, 'request'))
    );
  },
  stamps: (sample) =>
    sample.lines.flatMap((line) => {
      const object = objectOf(line) ?? {};
      return TIMES.flatMap((name) => (typeof object[name] === 'string' ? [object[name]] : []));
    }),
  plans(sample, zone) {
    const paths = new Map<string, readonly string[]>();
    for (const line of sample.lines) pathsOf(objectOf(line) ?? {}, paths);
    const bound = bind(paths);
    const values = (name: string) => (bound.get(name) ?? []).map((path) => jsonValue(...path));
    const first = (name: string) => firstOf(...values(name));
    // The other addresses that stand where a client's could: each may be the one that is looked for.
    const others = [...values('forwarded'), ...values('source.ip').slice(1)];
    const words = `splitByChar(' ', request)`;
    const target = `arrayStringConcat(arraySlice(${words}, 2, greatest(length(${words}) - 2, 1)), ' ')`;
    const named = [...bound.values()].flat().flatMap((path) => (path.length === 1 ? [path[0] ?? ''] : []));
    return [
      {
        table: 'web',
        dataset: 'json.access',
        steps: [
          ['valid', VALID_JSON],
          ['request', first('request')],
          ...timeSteps(`trimBoth(${first('time')}, '[]')`, zone),
          ['method', has(bound, 'http.request.method') ? first('http.request.method') : `${words}[1]`],
          // Some call the target alone a request.
          ['url', has(bound, 'url.original') ? first('url.original') : `if(match(request, '^[a-z]*:?/'), request, ${target})`],
        ],
        reject: `multiIf(l = '', 'blank', NOT valid, 'not a JSON object', ${timeReject})`,
        columns: {
          ...timeColumns,
          'network.forwarded_ip':
            others.length === 0 ? `''` : `arrayStringConcat(${addresses(`concat(${others.join(`, ' ', `)}, '')`)}, ',')`,
          extra: extraOfJson(named),
        },
        texts: {
          ...Object.fromEntries(NAMES.filter(([column]) => has(bound, column)).map(([column]) => [column, first(column)])),
          ...(has(bound, 'user.name') ? { 'user.name': `if(${first('user.name')} = '-', '', ${first('user.name')})` } : {}),
          'http.request.method': 'method',
          'url.original': 'url',
          // `_` is nginx for "no name": what the client asked for comes first.
          'url.domain': firstOf(hostOfRequest('url', 'method'), ...values('url.domain').map((sql) => `if(${sql} = '_', '', ${sql})`)),
          'http.version': `replaceRegexpOne(${has(bound, 'http.version') ? first('http.version') : `${words}[-1]`}, '^HTTP/', '')`,
        },
        needs: ['source.ip'],
      },
    ];
  },
};
