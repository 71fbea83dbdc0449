// SPDX-License-Identifier: Apache-2.0
// Suricata's EVE: one stream of JSON lines with many event types; each type has its own table here.
import { addresses } from '../read/address.ts';
import type { Format, Plan } from '../read/format.ts';
import { objectOf } from '../read/json-lines.ts';
import { isoText, NO_TIME } from '../read/time.ts';
import { extraOfJson, firstOf, jsonValue, VALID_JSON } from '../read/typed.ts';
import type { Table } from '../../engine/schema.ts';
import { text } from '../../engine/sql.ts';

const TYPE = `JSONExtractString(l, 'event_type')`;

const at = jsonValue;

/** Suricata 7.0.3 and later write answers as objects; an older one writes one `rdata` a line. */
const rdata = (of: string) =>
  `arrayStringConcat(arrayFilter(a -> a != '', arrayMap(a -> JSONExtractString(a, 'rdata'), JSONExtractArrayRaw(l, 'dns', ${text(of)}))), ',')`;

const ends = {
  'source.ip': at('src_ip'),
  'source.port': at('src_port'),
  'destination.ip': at('dest_ip'),
  'destination.port': at('dest_port'),
};

type Part = {
  readonly table: Table;
  readonly types: readonly string[];
  readonly needs?: readonly string[];
  readonly columns: Readonly<Record<string, string>>;
};

const parts: readonly Part[] = [
  {
    table: 'flow',
    types: ['flow', 'netflow'],
    needs: ['source.ip', 'destination.ip'],
    columns: {
      ...ends,
      'network.transport': `lower(${at('proto')})`,
      'network.protocol': at('app_proto'),
      'source.bytes': firstOf(at('flow', 'bytes_toserver'), at('netflow', 'bytes')),
      'destination.bytes': at('flow', 'bytes_toclient'),
      'source.packets': firstOf(at('flow', 'pkts_toserver'), at('netflow', 'pkts')),
      'destination.packets': at('flow', 'pkts_toclient'),
      'event.duration': at('flow', 'age'),
      'event.action': at('flow', 'state'),
    },
  },
  {
    table: 'dns',
    types: ['dns'],
    needs: ['source.ip'],
    columns: {
      ...ends,
      'dns.question.name': firstOf(at('dns', 'rrname'), `JSONExtractString(l, 'dns', 'queries', 1, 'rrname')`),
      'dns.question.type': firstOf(at('dns', 'rrtype'), `JSONExtractString(l, 'dns', 'queries', 1, 'rrtype')`),
      'dns.response_code': at('dns', 'rcode'),
      'dns.answers': firstOf(at('dns', 'rdata'), rdata('answers')),
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
    needs: ['source.ip'],
  },
];

const rest: Part = {
  table: 'event',
  types: [],
  columns: {
    ...ends,
    'destination.domain': firstOf(at('tls', 'sni'), at('quic', 'sni'), at('http', 'hostname'), at('dns', 'rrname')),
    'tls.client.ja3': firstOf(at('tls', 'ja3', 'hash'), at('quic', 'ja3', 'hash')),
    'tls.client.ja4': firstOf(at('tls', 'ja4'), at('quic', 'ja4')),
    'user_agent.original': at('http', 'http_user_agent'),
    message: firstOf(at('alert', 'signature'), at('fileinfo', 'filename'), at('anomaly', 'event')),
  },
};

function planOf({ table, columns, needs }: Part, when: string): Plan {
  return {
    table,
    dataset: 'suricata.eve',
    when,
    steps: [
      ['valid', VALID_JSON],
      ['t', isoText(`JSONExtractString(l, 'timestamp')`)],
    ],
    reject: `multiIf(l = '', 'blank', NOT valid, 'not a JSON object', t = ${NO_TIME}, 'no time stamp', '')`,
    columns: {
      '@timestamp': 't',
      'event.time_origin': `'line'`,
      'event.timezone': `extract(JSONExtractString(l, 'timestamp'), '([+-][0-9]{2}:?[0-9]{2}|Z)$')`,
      'event.dataset': `concat('suricata.', ${TYPE})`,
      ...(table === 'web' ? { 'network.forwarded_ip': `arrayStringConcat(${addresses(at('http', 'xff'))}, ',')` } : {}),
      extra: extraOfJson(['timestamp', 'src_ip', 'src_port', 'dest_ip', 'dest_port', 'event_type']),
    },
    texts: columns,
    ...(needs === undefined ? {} : { needs }),
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
      ...parts.map((part) => planOf(part, `${TYPE} IN (${part.types.map(text).join(',')})`)),
      planOf(rest, `${TYPE} NOT IN (${listed})`),
    ];
  },
};
