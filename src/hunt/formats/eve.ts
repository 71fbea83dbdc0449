// SPDX-License-Identifier: Apache-2.0
// Suricata's EVE: one stream of JSON lines with many event types; each type has its own table here.
import type { Format, Plan } from './format.ts';
import { objectOf } from './json-lines.ts';
import { isoText, NO_TIME } from './time.ts';
import { asType, extraOfJson, plainJson } from './typed.ts';
import { columnsOf } from '../schema.ts';
import type { Table } from '../schema.ts';
import { text } from '../sql.ts';

const TYPE = `JSONExtractString(l, 'event_type')`;

function at(...path: readonly string[]): string {
  return plainJson(`JSONExtractRaw(l, ${path.map(text).join(', ')})`);
}

function either(...sql: readonly string[]): string {
  return `multiIf(${sql
    .slice(0, -1)
    .map((one) => `${one} != '', ${one}`)
    .join(', ')}, ${sql.at(-1)})`;
}

const ends = {
  'source.ip': at('src_ip'),
  'source.port': at('src_port'),
  'destination.ip': at('dest_ip'),
  'destination.port': at('dest_port'),
};

const parts: readonly { table: Table; types: readonly string[]; columns: Readonly<Record<string, string>> }[] = [
  {
    table: 'flow',
    types: ['flow', 'netflow'],
    columns: {
      ...ends,
      'network.transport': `lower(${at('proto')})`,
      'network.protocol': at('app_proto'),
      'source.bytes': either(at('flow', 'bytes_toserver'), at('netflow', 'bytes')),
      'destination.bytes': at('flow', 'bytes_toclient'),
      'source.packets': either(at('flow', 'pkts_toserver'), at('netflow', 'pkts')),
      'destination.packets': at('flow', 'pkts_toclient'),
      'event.duration': at('flow', 'age'),
      'event.action': at('flow', 'state'),
    },
  },
  {
    table: 'dns',
    types: ['dns'],
    columns: {
      ...ends,
      'dns.question.name': either(at('dns', 'rrname'), `JSONExtractString(l, 'dns', 'queries', 1, 'rrname')`),
      'dns.question.type': either(at('dns', 'rrtype'), `JSONExtractString(l, 'dns', 'queries', 1, 'rrtype')`),
      'dns.response_code': at('dns', 'rcode'),
      'dns.answers': either(at('dns', 'rdata'), at('dns', 'answers')),
    },
  },
  {
    table: 'web',
    types: ['http'],
    columns: {
      'source.ip': at('src_ip'),
      'destination.ip': at('dest_ip'),
      'destination.port': at('dest_port'),
      'http.request.method': at('http', 'http_method'),
      'url.original': at('http', 'url'),
      'url.domain': at('http', 'hostname'),
      'http.version': `replaceOne(${at('http', 'protocol')}, 'HTTP/', '')`,
      'http.response.status_code': at('http', 'status'),
      'http.response.body.bytes': at('http', 'length'),
      'http.request.referrer': at('http', 'http_refer'),
      'user_agent.original': at('http', 'http_user_agent'),
    },
  },
];

const rest: { table: Table; columns: Readonly<Record<string, string>> } = {
  table: 'event',
  columns: {
    ...ends,
    'destination.domain': either(at('tls', 'sni'), at('http', 'hostname')),
    'tls.client.ja3': at('tls', 'ja3', 'hash'),
    'tls.client.ja4': at('tls', 'ja4'),
    'user_agent.original': at('http', 'http_user_agent'),
    message: either(at('alert', 'signature'), at('fileinfo', 'filename'), at('anomaly', 'event')),
  },
};

function planOf(table: Table, when: string, columns: Readonly<Record<string, string>>): Plan {
  const types = columnsOf(table);
  return {
    table,
    dataset: 'suricata.eve',
    when,
    steps: [
      ['valid', `isValidJSON(l) AND startsWith(l, '{')`],
      ['t', isoText(`JSONExtractString(l, 'timestamp')`)],
    ],
    reject: `if(l = '', 'blank', if(NOT valid, 'not a JSON object', if(t = ${NO_TIME}, 'no time stamp', '')))`,
    columns: {
      '@timestamp': 't',
      'event.time_origin': `'line'`,
      'event.timezone': `extract(JSONExtractString(l, 'timestamp'), '([+-][0-9]{2}:?[0-9]{2}|Z)$')`,
      'event.dataset': `concat('suricata.', ${TYPE})`,
      ...Object.fromEntries(Object.entries(columns).map(([name, sql]) => [name, asType(types[name] ?? 'String', sql)])),
      extra: extraOfJson(['timestamp', 'src_ip', 'src_port', 'dest_ip', 'dest_port', 'event_type']),
    },
  };
}

export const eveFormat: Format = {
  id: 'suricata-eve',
  test(line) {
    const object = objectOf(line);
    return object !== null && typeof object['event_type'] === 'string' && typeof object['timestamp'] === 'string';
  },
  plans() {
    const listed = parts
      .flatMap((part) => part.types)
      .map(text)
      .join(',');
    return [
      ...parts.map((part) => planOf(part.table, `${TYPE} IN (${part.types.map(text).join(',')})`, part.columns)),
      planOf(rest.table, `${TYPE} NOT IN (${listed})`, rest.columns),
    ];
  },
};
