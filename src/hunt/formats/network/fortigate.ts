// SPDX-License-Identifier: Apache-2.0
// FortiGate's key=value lines, parted by blanks or (as CSV) by commas: traffic, web filter, DNS, all else.
import { text } from '../../engine/sql.ts';
import type { Table } from '../../engine/schema.ts';
import { columnsOf } from '../../engine/schema.ts';
import { hostOfRequest } from '../read/address.ts';
import type { Format, Plan, TimeZoneChoice } from '../read/format.ts';
import { addressesOf, quotedPairs, textsFrom } from '../read/pairs.ts';
import type { Names } from '../read/pairs.ts';
import { timeColumns, timeReject, timeSteps } from '../read/time.ts';
import { firstOf } from '../read/typed.ts';

const names: Names = {
  'source.ip': ['srcip', 'remip'],
  'source.port': ['srcport'],
  'destination.ip': ['dstip'],
  'destination.port': ['dstport'],
  'destination.domain': ['hostname', 'dstname', 'qname'],
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
  'http.request.method': ['httpmethod', 'method'],
  'http.request.referrer': ['referralurl'],
  'user_agent.original': ['agent'],
  'dns.question.name': ['qname'],
  'dns.question.type': ['qtype'],
  'dns.answers': ['ipaddr'],
  'host.name': ['devname'],
  'event.code': ['logid'],
  'network.forwarded_ip': ['forwardedfor'],
  message: ['msg', 'logdesc'],
};

function plan(table: Table, when: string, zone: TimeZoneChoice): Plan {
  const types = columnsOf(table);
  const mine = Object.fromEntries(Object.entries(names).filter(([name]) => types[name] !== undefined));
  const local = `concat(m['date'], ' ', m['time'], if(m['tz'] = '', '', concat(' ', m['tz'])))`;
  return {
    table,
    dataset: 'fortinet.fortigate',
    once: String.raw`date="?[0-9]{4}-[0-9]{2}-[0-9]{2}"?[ ,]"?time=`,
    when,
    steps: [
      ...quotedPairs(`substring(l, greatest(1, position(l, 'date=')))`),
      ['sources', addressesOf(['srcip'])],
      // `eventtime` counts from the epoch, in units that changed with the version: it needs no zone.
      ...timeSteps(`if(m['tz'] = '' AND match(m['eventtime'], '^[0-9]{10,19}$'), m['eventtime'], ${local})`, zone),
    ],
    reject: `multiIf(l = '', 'blank', m['logid'] = '' AND m['type'] = '', 'no FortiGate fields', length(sources) > 1, 'the source stands twice, with different addresses', ${timeReject})`,
    columns: {
      ...timeColumns,
      'event.timezone': `if(m['tz'] != '', m['tz'], tz)`,
      extra: `mapFilter((k, v) -> v != '' AND k NOT IN ('date', 'time', 'tz'), m)`,
    },
    texts: {
      ...textsFrom(mine),
      ...(types['url.domain'] === undefined ? {} : { 'url.domain': firstOf(`m['hostname']`, hostOfRequest(`m['url']`, `''`)) }),
    },
    needs: table === 'flow' ? ['source.ip', 'destination.ip'] : table === 'event' ? [] : ['source.ip'],
  };
}

export const fortigateFormat: Format = {
  id: 'fortigate',
  quotes: true,
  test: (line) => /\bdate=\d{4}-\d{2}-\d{2}"?[ ,]"?time="?\d{2}:\d{2}:\d{2}\b/.test(line) && /\btype="?\w+/.test(line),
  plans(_sample, zone) {
    const key = (name: string, value: string) => `match(l, ${text(`[ ,]${name}="?${value}`)})`;
    const web = key('subtype', 'webfilter');
    const dns = key('subtype', 'dns');
    const flow = key('type', 'traffic');
    return [
      plan('web', web, zone),
      plan('dns', `NOT ${web} AND ${dns}`, zone),
      plan('flow', `NOT ${web} AND NOT ${dns} AND ${flow}`, zone),
      plan('event', `NOT ${web} AND NOT ${dns} AND NOT ${flow}`, zone),
    ];
  },
};
