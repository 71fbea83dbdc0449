// SPDX-License-Identifier: Apache-2.0
// Sessions of Juniper SRX (RT_FLOW), in structured syslog (`source-address="…"`) and in words (`10.0.0.5/51000->…`).
import { text } from '../../engine/sql.ts';
import { ENDS, headed } from '../read/headed.ts';

const said = (name: string) => `extract(g[2], '(?:^| )${name}="([^"]*)"')`;
const ADDRESS = '[0-9a-fA-F.:]+';
/** `ends[1]`/`ends[2]` -> `ends[3]`/`ends[4]` of a line in words, and its policy's protocol behind. */
const ends = `extractGroups(g[2], '(?:^| )(${ADDRESS})/([0-9]+)->(${ADDRESS})/([0-9]+) ')`;
const either = (name: string, at: number) => `if(${said(name)} != '', ${said(name)}, ${ends}[${at}])`;
/** `PACKETS(BYTES)` of the client, then of the server, of a session that was closed. */
const counted = (at: number) => `if(g[1] = 'CLOSE', extractAll(g[2], ${text(String.raw` [0-9]+\(([0-9]+)\)`)})[${at}], '')`;
/** In words the protocol stands behind the names of the rules, or, where nothing was let through, before a bracket. */
const spoken = [String.raw`->${ADDRESS}/[0-9]+(?: \S+){2,4}? ([0-9]{1,3}) `, String.raw` ([0-9]{1,3})\([0-9]+\) `].map(
  (pattern) => `extract(g[2], ${text(pattern)})`,
);
const number = `multiIf(${said('protocol-id')} != '', ${said('protocol-id')}, ${spoken[0]} != '', ${spoken[0]}, g[1] = 'DENY', ${spoken[1]}, '')`;

export const junosFormat = headed({
  id: 'junos',
  table: 'flow',
  dataset: 'juniper.srx',
  once: 'RT_FLOW_SESSION_(?:CREATE|CLOSE|DENY)',
  pattern: String.raw`RT_FLOW_SESSION_(CREATE|CLOSE|DENY)(?:_LS)?(?: |: )(.*)$`,
  texts: {
    'source.ip': either('source-address', 1),
    'source.port': either('source-port', 2),
    'destination.ip': either('destination-address', 3),
    'destination.port': either('destination-port', 4),
    'source.bytes': `if(${said('bytes-from-client')} != '', ${said('bytes-from-client')}, ${counted(1)})`,
    'destination.bytes': `if(${said('bytes-from-server')} != '', ${said('bytes-from-server')}, ${counted(2)})`,
    'network.transport': `transform(${number}, ['1', '6', '17', '50', '58'], ['icmp', 'tcp', 'udp', 'esp', 'ipv6-icmp'], ${number})`,
    'event.action': `transform(g[1], ['CREATE', 'CLOSE', 'DENY'], ['accept', 'close', 'drop'], '')`,
    'user.name': `if(${said('username')} IN ('N/A', 'UNKNOWN'), '', ${said('username')})`,
  },
  columns: {
    extra: `mapFilter((k, v) -> v != '', map('junos.policy', ${said('policy-name')}, 'junos.application', ${said('application')}, 'junos.nat_source', ${said('nat-source-address')}, 'junos.reason', ${said('reason')}))`,
  },
  needs: ENDS,
});
