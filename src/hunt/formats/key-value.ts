// SPDX-License-Identifier: Apache-2.0
// FortiGate key=value lines, CEF and LEEF: a map first, columns from the map.
import { text } from '../sql.ts';
import { columnsOf } from '../schema.ts';
import type { Table } from '../schema.ts';
import type { Format, Plan, TimeZoneChoice } from './format.ts';
import { epochText, localText, NO_TIME, originOf } from './time.ts';
import { asType } from './typed.ts';

type Names = Readonly<Record<string, readonly string[]>>;

function columnsFrom(table: Table, names: Names): Record<string, string> {
  const types = columnsOf(table);
  return Object.fromEntries(
    Object.entries(names)
      .filter(([name]) => types[name] !== undefined)
      .map(([name, keys]) => {
        const sql =
          keys.length === 1
            ? `m[${text(keys[0] ?? '')}]`
            : `multiIf(${keys
                .slice(0, -1)
                .map((key) => `m[${text(key)}] != '', m[${text(key)}]`)
                .join(', ')}, m[${text(keys.at(-1) ?? '')}])`;
        return [name, asType(types[name] ?? 'String', sql)];
      }),
  );
}

const fortigateNames: Names = {
  'source.ip': ['srcip'],
  'source.port': ['srcport'],
  'destination.ip': ['dstip'],
  'destination.port': ['dstport'],
  'destination.domain': ['hostname', 'dstname'],
  'source.bytes': ['sentbyte'],
  'destination.bytes': ['rcvdbyte'],
  'source.packets': ['sentpkt'],
  'destination.packets': ['rcvdpkt'],
  'network.transport': ['proto'],
  'network.protocol': ['service'],
  'event.action': ['action'],
  'event.duration': ['duration'],
  'user.name': ['user', 'unauthuser'],
  'url.original': ['url'],
  'url.domain': ['hostname'],
  'user_agent.original': ['agent'],
  'dns.question.name': ['qname'],
  'dns.question.type': ['qtype'],
  'dns.answers': ['ipaddr'],
  'host.name': ['devname'],
  message: ['msg', 'logdesc'],
};

function fortigatePlan(table: Table, when: string, zone: TimeZoneChoice): Plan {
  return {
    table,
    dataset: 'fortinet.fortigate',
    when,
    steps: [
      ['m', `extractKeyValuePairs(substring(l, greatest(1, position(l, 'date='))), '=', ' ', '"')`],
      ['stamp', `concat(m['date'], ' ', m['time'])`],
      ['t', localText(`concat(stamp, if(m['tz'] = '', '', concat(' ', m['tz'])))`, zone)],
    ],
    reject: `if(l = '', 'blank', if(m['logid'] = '' AND m['type'] = '', 'no FortiGate fields', if(t = ${NO_TIME}, 'no time stamp', '')))`,
    columns: {
      '@timestamp': 't',
      'event.time_origin': `if(m['tz'] != '', 'line', ${text(originOf(zone))})`,
      'event.timezone': `m['tz']`,
      ...columnsFrom(table, fortigateNames),
      extra: `mapFilter((k, v) -> v != '' AND k NOT IN ('date', 'time', 'tz'), m)`,
    },
  };
}

export const fortigateFormat: Format = {
  id: 'fortigate',
  test: (line) => /\bdate=\d{4}-\d{2}-\d{2} time=\d{2}:\d{2}:\d{2}\b/.test(line) && /\btype="?\w+/.test(line),
  plans(_sample, zone) {
    const web = `match(l, 'subtype="?webfilter')`;
    const dns = `match(l, 'subtype="?dns')`;
    const flow = `match(l, '[^a-z]type="?traffic')`;
    return [
      fortigatePlan('web', web, zone),
      fortigatePlan('dns', `NOT ${web} AND ${dns}`, zone),
      fortigatePlan('flow', `NOT ${web} AND NOT ${dns} AND ${flow}`, zone),
      fortigatePlan('event', `NOT ${web} AND NOT ${dns} AND NOT ${flow}`, zone),
    ];
  },
};

const cefNames: Names = {
  'source.ip': ['src', 'sourceAddress'],
  'source.port': ['spt', 'srcPort'],
  'destination.ip': ['dst', 'destinationAddress'],
  'destination.port': ['dpt', 'dstPort'],
  'destination.domain': ['dhost', 'destinationHostName', 'request'],
  'user.name': ['suser', 'duser', 'usrName'],
  'user_agent.original': ['requestClientApplication'],
  'host.name': ['dvchost', 'identHostName'],
  message: ['cef.name', 'msg'],
};

/** Values may hold blanks; a value ends where the next `key=` begins. Split at the keys, then put both lists together. */
function pairs(sql: string, separator: string): string {
  const keys = `extractAll(${sql}, '(?:^|${separator})([A-Za-z0-9_.]+)=')`;
  const values = `arrayMap(v -> replaceAll(replaceAll(v, '\\\\=', '='), '\\\\\\\\', '\\\\'), arraySlice(splitByRegexp('(?:^|${separator})[A-Za-z0-9_.]+=', ${sql}), 2))`;
  return `mapFromArrays(${keys}, arrayResize(${values}, length(${keys}), ''))`;
}

const CEF_TIME = ['rt', 'end', 'start', 'devTime', 'deviceReceiptTime'];

export const cefFormat: Format = {
  id: 'cef-leef',
  test: (line) => /(^|\s)(CEF:\d|LEEF:[12]\.0)\|/.test(line),
  plans(_sample, zone) {
    const stamp = `multiIf(${CEF_TIME.map((key) => `m['${key}'] != '', m['${key}']`).join(', ')}, extract(l, '^(?:<[0-9]+>)?([A-Z][a-z]{2} +[0-9]+ [0-9:]{8}|[0-9]{4}-[0-9-]+T[0-9:.+Z-]+)'))`;
    return [
      {
        table: 'event',
        dataset: 'cef',
        steps: [
          ['leef', `match(l, '(^|\\\\s)LEEF:')`],
          ['body', `substring(l, position(l, if(leef, 'LEEF:', 'CEF:')))`],
          // A bar inside a header field is escaped; it is set aside while the header is split.
          ['h', `arrayMap(x -> replaceAll(x, '\\x01', '|'), splitByChar('|', replaceAll(body, '\\\\|', '\\x01')))`],
          ['head', "if(leef, if(startsWith(body, 'LEEF:2'), 6, 5), 7)"],
          ['rest', `replaceAll(arrayStringConcat(arraySlice(h, head + 1), '|'), '\\x01', '|')`],
          ['m', `if(leef, ${pairs('rest', '[\\\\t^]')}, ${pairs('rest', '\\\\s')})`],
          ['stamp', stamp],
          [
            't',
            `multiIf(match(stamp, '^[0-9]{13}$'), fromUnixTimestamp64Micro(toInt64OrZero(stamp) * 1000, 'UTC'), match(stamp, '^[0-9]{10}$'), ${epochText('stamp')}, ${localText('stamp', zone)})`,
          ],
        ],
        reject: `if(l = '', 'blank', if(length(h) < head, 'header of CEF or LEEF is incomplete', if(t = ${NO_TIME}, 'no time stamp', '')))`,
        columns: {
          '@timestamp': 't',
          'event.time_origin': `if(match(stamp, '^[0-9]+$|[+-][0-9:]{4,5}$|Z$'), 'line', ${text(originOf(zone))})`,
          ...columnsFrom('event', cefNames),
          message: `if(leef, h[5], h[6])`,
          extra: `mapFilter((k, v) -> v != '', mapUpdate(m, map('vendor', h[2], 'product', h[3], 'signature', h[5], 'severity', if(leef, '', h[7]))))`,
        },
      },
    ];
  },
};
