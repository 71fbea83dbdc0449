// SPDX-License-Identifier: Apache-2.0
// Packets as iptables, ip6tables, nftables and ufw log them. A line is one packet: its LEN is no count of a connection's
// bytes, and the packet that an ICMP error quotes in brackets is another one.
import { text } from '../../engine/sql.ts';
import type { Format } from '../read/format.ts';
import { afterTime, headSteps } from '../read/syslog.ts';
import { timeColumns, timeReject } from '../read/time.ts';

const PACKET = String.raw`IN=(\S*) OUT=(\S*) (?:.* )?SRC=(\S+) DST=(\S+) .*?PROTO=(\S+)`;
const packet = new RegExp(PACKET);

export const packetFormat: Format = {
  id: 'iptables',
  test: (line) => packet.test(afterTime(line).split(' [SRC=')[0] ?? ''),
  plans: (_sample, zone) => [
    {
      table: 'flow',
      dataset: 'iptables',
      once: String.raw`(?:^|[^\[A-Za-z])SRC=`,
      steps: [
        ...headSteps(zone),
        // The quoted packet begins with a bracket in front of its own SRC.
        ['own_packet', `if(position(m, ' [SRC=') > 0, substring(m, 1, position(m, ' [SRC=')), m)`],
        ['g', `extractGroups(own_packet, ${text(PACKET)})`],
        ['prefix', `trimBoth(extract(own_packet, '(?:kernel: )?(?:\\\\[ *[0-9.]+\\\\] )?([^\\\\]]*?)IN='))`],
      ],
      reject: `multiIf(l = '', 'blank', empty(g), 'not a packet line', ${timeReject})`,
      columns: {
        ...timeColumns,
        'source.packets': '1',
        'event.action': `multiIf(match(prefix, '(?i)(drop|block|reject|deny)'), 'drop', match(prefix, '(?i)(accept|allow)'), 'accept', '')`,
        extra: `mapFilter((k, v) -> v != '', map('iptables.in', g[1], 'iptables.out', g[2], 'iptables.prefix', prefix, 'iptables.mac', extract(own_packet, ' MAC=([0-9a-f:]+)'), 'iptables.length', extract(own_packet, ' LEN=([0-9]+)')))`,
      },
      texts: {
        'source.ip': 'g[3]',
        'destination.ip': 'g[4]',
        'network.transport': 'lower(g[5])',
        'source.port': `extract(own_packet, ' SPT=([0-9]+)')`,
        'destination.port': `extract(own_packet, ' DPT=([0-9]+)')`,
      },
      needs: ['source.ip', 'destination.ip'],
    },
  ],
};
