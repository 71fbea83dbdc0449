// SPDX-License-Identifier: Apache-2.0
// Connections as the kernel tracks them: `conntrack -E -o timestamp`, and ulogd's NFCT lines. Bytes are counted only
// where accounting is on, and only the line that ends a connection has all of them.
import { text } from '../../engine/sql.ts';
import type { Format } from '../read/format.ts';
import { afterTime, headSteps } from '../read/syslog.ts';
import { timeColumns, timeReject } from '../read/time.ts';

/** `[NEW] tcp 6 120 SYN_SENT src=… dst=… sport=… dport=… [UNREPLIED] src=…` */
const CONNTRACK = String.raw`\[(NEW|UPDATE|DESTROY)\] +([a-z0-9]+) +[0-9]+ .*?src=(\S+) dst=(\S+)`;
/** `[DESTROY] ORIG: SRC=… DST=… PROTO=TCP SPT=… DPT=… PKTS=… BYTES=… , REPLY: …` */
const ULOGD = String.raw`(?:\[(NEW|UPDATE|DESTROY)\] )?ORIG: SRC=(\S+) DST=(\S+) PROTO=(\S+)`;

const key = (lower: string, upper: string) => `extract(way, '(?i)\\\\b(?:${lower}|${upper})=([0-9]+)')`;

export const conntrackFormat: Format = {
  id: 'conntrack',
  test(line) {
    const rest = afterTime(line.replace(/^\[\d+\.\d+\]\s*/, ''));
    return new RegExp(CONNTRACK).test(rest) || new RegExp(ULOGD).test(rest);
  },
  plans: (_sample, zone) => [
    {
      table: 'flow',
      dataset: 'linux.conntrack',
      once: String.raw`\[(?:NEW|UPDATE|DESTROY)\] +(?:ORIG: )?|ORIG: `,
      steps: [
        ['counted_from', `extract(l, '^\\\\[([0-9]{9,10}[.][0-9]+)\\\\]')`],
        ...headSteps(
          zone,
          `if(counted_from = '', l, concat('[', splitByChar('.', counted_from)[1], ']', substring(l, position(l, ']') + 1)))`,
        ),
        ['c', `extractGroups(m, ${text(CONNTRACK)})`],
        ['u', `extractGroups(if(empty(c), m, ''), ${text(ULOGD)})`],
        // The way there ends where the way back begins.
        ['back', `if(empty(c), position(m, 'REPLY:'), positionCaseInsensitive(m, ' src=', position(m, ' src=') + 5))`],
        ['way', 'if(back = 0, m, substring(m, 1, back))'],
        ['reply', `if(back = 0, '', substring(m, back))`],
      ],
      reject: `multiIf(l = '', 'blank', empty(c) AND empty(u), 'not a line of connection tracking', ${timeReject})`,
      columns: {
        ...timeColumns,
        extra: `mapFilter((k, v) -> v != '', map('conntrack.event', if(empty(c), u[1], c[1])))`,
      },
      texts: {
        'source.ip': 'if(empty(c), u[2], c[3])',
        'destination.ip': 'if(empty(c), u[3], c[4])',
        'source.port': key('sport', 'SPT'),
        'destination.port': key('dport', 'DPT'),
        'network.transport': 'lower(if(empty(c), u[4], c[2]))',
        'source.bytes': key('bytes', 'BYTES'),
        'source.packets': key('packets', 'PKTS'),
        'destination.bytes': key('bytes', 'BYTES').replace('way', 'reply'),
        'destination.packets': key('packets', 'PKTS').replace('way', 'reply'),
        'event.action': `multiIf('NEW' IN (c[1], u[1]), 'new', 'DESTROY' IN (c[1], u[1]), 'close', 'update')`,
      },
      needs: ['source.ip', 'destination.ip'],
    },
  ],
};
