// SPDX-License-Identifier: Apache-2.0
// The debug log of Windows' DNS server: packets, with names as `(3)www(7)example(3)com(0)` and the date as the machine's
// language writes it.
import { text } from '../../engine/sql.ts';
import type { Format } from '../read/format.ts';
import { timeColumns, timeReject, timeSteps } from '../read/time.ts';

const TIME = String.raw`[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{1,4} +[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?: [AP]M)?`;
const PACKET = String.raw`^(${TIME}) +[0-9A-Fa-f]+ +PACKET +[0-9A-Fa-f]+ +(UDP|TCP) +(Snd|Rcv) +(\S+) +([0-9a-fA-F]{4}) +(R)? *([QNU?]) +\[([0-9a-fA-F]{4}) +([ A-Z]*?) *([A-Z]+)\] +(\S+) +(\([0-9]+\).*)$`;
const packet = new RegExp(PACKET);
const stamp = new RegExp(`^${TIME}`);

export const windowsDnsFormat: Format = {
  id: 'windows-dns',
  test: (line) => packet.test(line),
  header: (line) => !stamp.test(line) || !line.includes(' PACKET '),
  stamps: (sample) => sample.lines.flatMap((line) => stamp.exec(line)?.[0] ?? []),
  plans(sample, zone) {
    if (!sample.lines.some((line) => packet.test(line))) return [];
    // A question comes in from a client, an answer goes out to it; the other two pairs are with another server.
    const client = `(g[3] = 'Rcv' AND g[6] = '') OR (g[3] = 'Snd' AND g[6] = 'R')`;
    return [
      {
        table: 'dns',
        dataset: 'windows.dns',
        once: String.raw` PACKET `,
        steps: [['g', `extractGroups(l, ${text(PACKET)})`], ...timeSteps('g[1]', zone)],
        reject: `multiIf(l = '', 'blank', empty(g) AND NOT match(l, ${text(`^${TIME}`)}), 'header', empty(g) AND position(l, ' PACKET ') = 0, 'header', empty(g), 'not a packet line of the DNS debug log', ${timeReject})`,
        columns: {
          ...timeColumns,
          extra: `map('dns.transport', lower(g[2]), 'dns.direction', lower(g[3]), 'dns.response', if(g[6] = 'R', 'true', ''), 'dns.id', g[5])`,
        },
        texts: {
          'source.ip': `if(${client}, g[4], '')`,
          'destination.ip': `if(${client}, '', g[4])`,
          'dns.question.name': `arrayStringConcat(arrayFilter(x -> x != '', splitByRegexp('\\\\([0-9]+\\\\)', trimRight(g[12]))), '.')`,
          'dns.question.type': 'g[11]',
          'dns.response_code': `if(g[6] = 'R', g[10], '')`,
        },
      },
    ];
  },
};
