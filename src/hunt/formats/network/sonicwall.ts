// SPDX-License-Identifier: Apache-2.0
// SonicWall's key=value lines: ends are `address:port:interface`, times local unless they say UTC.
import type { Format, Plan, TimeZoneChoice } from '../read/format.ts';
import { quotedPairs } from '../read/pairs.ts';
import { timeColumns, timeReject, timeSteps } from '../read/time.ts';

const end = (key: string) => `splitByChar(':', m['${key}'])`;
/** An IPv6 address has colons of its own; then the port and the interface are the last two. */
const ip = (key: string) =>
  `if(NOT isIPv4String(${end(key)}[1]) AND length(${end(key)}) > 3, arrayStringConcat(arraySlice(${end(key)}, 1, greatest(length(${end(key)}) - 2, 1)), ':'), ${end(key)}[1])`;
const port = (key: string) => `if(NOT isIPv4String(${end(key)}[1]) AND length(${end(key)}) > 3, ${end(key)}[-2], ${end(key)}[2])`;

function plan(table: 'flow' | 'event', when: string, zone: TimeZoneChoice): Plan {
  return {
    table,
    dataset: 'sonicwall',
    once: String.raw`\bsn=[0-9A-Fa-f]{6,}`,
    when,
    steps: [
      ...quotedPairs(`substring(l, greatest(1, position(l, 'id=')))`),
      ...timeSteps(`if(m['time'] != '', m['time'], around_time)`, zone),
    ],
    reject: `multiIf(l = '', 'blank', m['m'] = '' AND m['sn'] = '', 'no SonicWall fields', ${timeReject})`,
    columns: {
      ...timeColumns,
      extra: `mapFilter((k, v) -> v != '' AND k != 'time', mapUpdate(m, map('vendor', 'sonicwall', 'product', 'firewall')))`,
    },
    texts: {
      'source.ip': ip('src'),
      'source.port': port('src'),
      'destination.ip': ip('dst'),
      'destination.port': port('dst'),
      'user.name': `lower(multiIf(m['usr'] != '', m['usr'], m['user']))`,
      ...(table === 'flow'
        ? {
            'source.bytes': `m['sent']`,
            'destination.bytes': `m['rcvd']`,
            'source.packets': `m['spkt']`,
            'destination.packets': `m['rpkt']`,
            'network.transport': `splitByChar('/', m['proto'])[1]`,
            'network.protocol': `splitByChar('/', m['proto'])[2]`,
            'destination.domain': `multiIf(m['dstname'] != '', m['dstname'], m['dstHost'])`,
            'event.action': `multiIf(m['fw_action'] NOT IN ('', 'NA'), m['fw_action'], match(m['msg'], '(?i)(drop|denied|deny|block)'), 'drop', match(m['msg'], '(?i)(opened|closed|permit|allow)'), 'accept', '')`,
          }
        : { message: `m['msg']`, 'destination.domain': `m['dstname']`, 'event.code': `m['m']` }),
    },
    needs: table === 'flow' ? ['source.ip', 'destination.ip'] : [],
  };
}

export const sonicwallFormat: Format = {
  id: 'sonicwall',
  test: (line) => /\bid=\S+ (?:.* )?sn=[0-9A-Fa-f]{6,} .*\b(?:m|c)=\d+/.test(line),
  plans(_sample, zone) {
    const flow = `match(l, ' src=') AND match(l, ' dst=') AND match(l, ' proto=')`;
    return [plan('flow', flow, zone), plan('event', `NOT (${flow})`, zone)];
  },
};
