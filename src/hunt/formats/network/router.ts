// SPDX-License-Identifier: Apache-2.0
// Packet filters of routers that offices in Japan have: YAMAHA RTX, and NEC UNIVERGE IX and its relatives.
import { ENDS, headed } from '../read/headed.ts';

const END = String.raw`((?:[0-9]{1,3}\.){3}[0-9]{1,3}|\[[0-9a-fA-F:]+\]|[0-9a-fA-F]*:[0-9a-fA-F:]+)(?::([0-9]{1,5}))?`;

/**
 * `LAN2 Rejected at IN(2000) filter: TCP 203.0.113.1:4000 > 192.0.2.1:23`, `PP[01] Passed at OUT(3) filter: …` and the
 * dynamic filter's `[INSPECT] PP[01][out][100] TCP a:p > b:q (time)`.
 */
export const yamahaFormat = headed({
  id: 'yamaha-rtx',
  table: 'flow',
  dataset: 'yamaha.rtx',
  once: String.raw` (?:Rejected|Passed|Restricted) at |\[INSPECT\]`,
  pattern: String.raw`(?:\[(INSPECT)\] )?((?:LAN|PP|TUNNEL|WAN|ONU|BRIDGE|VLAN)[0-9/]*(?:\[[A-Za-z0-9/]+\])*)(?: (Rejected|Passed|Restricted) at (?:(IN|OUT)\(([0-9A-Za-z]+)\)|NAT\([0-9A-Za-z]+\)) filter:)? ([A-Z]+[0-9]*) ${END} > ${END}(?:[ :(,]|$)`,
  texts: {
    'source.ip': 'g[7]',
    'source.port': 'g[8]',
    'destination.ip': 'g[9]',
    'destination.port': 'g[10]',
    'network.transport': 'lower(g[6])',
    'event.action': `multiIf(g[3] = 'Rejected' OR g[3] = 'Restricted', 'drop', g[3] = 'Passed', 'accept', '')`,
  },
  columns: {
    extra: `mapFilter((k, v) -> v != '', map('yamaha.interface', g[2], 'yamaha.direction', lower(g[4]), 'yamaha.filter', g[5], 'yamaha.inspect', g[1]))`,
  },
  needs: ENDS,
});

/** `FLT.008: BLOCK tcp 203.0.113.1:4000 > 192.0.2.1:23, match BLOCK-ALL, GigaEthernet0.0 in`. */
export const univergeFormat = headed({
  id: 'univerge-ix',
  table: 'flow',
  dataset: 'nec.univerge',
  once: String.raw`\b(?:FLT|UFS|IPF|SPI)\.[0-9]{3}: `,
  pattern: String.raw`\b(?:FLT|UFS|IPF|SPI)\.[0-9]{3}: (?:\S+ )?(BLOCK|PASS|DENY|PERMIT|[Bb]locked|[Pp]assed|deny|permit) ([A-Za-z0-9]+) ${END} (?:>|->) ${END}(?:, ?match ([^,]+))?(?:, ?([A-Za-z0-9./]+) (in|out))?\s*$`,
  texts: {
    'source.ip': 'g[3]',
    'source.port': 'g[4]',
    'destination.ip': 'g[5]',
    'destination.port': 'g[6]',
    'network.transport': 'lower(g[2])',
    'event.action': `if(match(lower(g[1]), '^(block|deny)'), 'drop', 'accept')`,
  },
  columns: { extra: `mapFilter((k, v) -> v != '', map('ix.list', g[7], 'ix.interface', g[8], 'ix.direction', g[9]))` },
  needs: ENDS,
});
