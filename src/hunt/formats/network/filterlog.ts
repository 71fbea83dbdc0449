// SPDX-License-Identifier: Apache-2.0
// The packet filter of pfSense and OPNsense: `filterlog[pid]: ` and cells whose meaning depends on the version of IP
// (https://docs.netgate.com/pfsense/en/latest/monitoring/logs/raw-filter-format.html).
import { ENDS, headed } from '../read/headed.ts';

/** Of IPv4 the protocol is the 17th cell and the ends begin with the 19th; of IPv6 the 13th and the 16th. */
const six = `g[5] = '6'`;
const cell = (four: number, v6: number) => `splitByChar(',', g[6])[if(${six}, ${v6}, ${four})]`;

export const filterlogFormat = headed({
  id: 'filterlog',
  table: 'flow',
  dataset: 'pf.filterlog',
  once: String.raw`,(?:match|fragment|short|normalize|memory|bad-[a-z]+|congestion|ip-option|proto-cksum|state-[a-z]+|src-limit|synproxy|no-route),[a-z]+,(?:in|out),`,
  pattern: String.raw`filterlog(?:\[[0-9]+\])?(?: [0-9]+ - (?:\[[^\]]*\]|-))?:? (?:[^,]*,){3}([^,]*),([^,]*),[^,]*,([^,]*),([^,]*),([46]),(.*)$`,
  // What stands behind the version, counted from there.
  texts: {
    'source.ip': cell(10, 7),
    'destination.ip': cell(11, 8),
    'source.port': `if(${cell(8, 4)} IN ('tcp', 'udp', 'TCP', 'UDP'), ${cell(12, 9)}, '')`,
    'destination.port': `if(${cell(8, 4)} IN ('tcp', 'udp', 'TCP', 'UDP'), ${cell(13, 10)}, '')`,
    'network.transport': `lower(${cell(8, 4)})`,
    'event.action': 'g[3]',
  },
  columns: { extra: `map('pf.interface', g[2], 'pf.direction', g[4], 'pf.tracker', g[1], 'pf.length', ${cell(9, 6)})` },
  needs: ENDS,
});
