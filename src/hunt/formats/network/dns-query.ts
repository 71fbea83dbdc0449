// SPDX-License-Identifier: Apache-2.0
// Queries as BIND, dnsmasq (and Pi-hole) and Unbound write them, in their own files or through syslog.
import { text } from '../../engine/sql.ts';
import type { Format } from '../read/format.ts';
import { afterTime, headSteps } from '../read/syslog.ts';
import { timeColumns, timeReject } from '../read/time.ts';

const BIND = String.raw`client (?:@0x[0-9a-f]+ )?([0-9a-fA-F:.]+)(?:%[^#]*)?#([0-9]+)(?:/key [^ :]+)?(?: \([^)]*\))?: (?:view [^:]+: )?query: (\S+) (\S+) (\S+) (\S+)`;
const DNSMASQ = String.raw`dnsmasq(?:\[[0-9]+\])?: (?:[0-9]+ [0-9a-fA-F:.]+/[0-9]+ )?(query\[[^\]]+\]|auth\[[^\]]+\]|reply|forwarded|cached(?:-stale)?|config|/\S+|DHCP|validation|nameserver|dnssec-(?:query|retry)\[[^\]]+\]|(?:gravity|regex|exactly|special|blacklisted|denied) \S*?(?:blocked|denied|by regex|blacklisted)?|Rate-limiting|Apple iCloud Private Relay domain) (\S+)(?: (?:from|is|to) (\S+))?`;
const UNBOUND = String.raw`(?:unbound\S*|^) ?\[[0-9]+:[0-9]+\] (?:info|query|reply): ([0-9a-fA-F:.]+) (\S+) (\S+) (\S+)`;
const any = [BIND, DNSMASQ, UNBOUND].map((pattern) => new RegExp(pattern));

export const dnsQueryFormat: Format = {
  id: 'dns-query',
  test(line) {
    const rest = afterTime(line).trimStart();
    return any.some((pattern) => pattern.test(rest));
  },
  plans: (_sample, zone) => [
    {
      table: 'dns',
      dataset: 'dns.query',
      once: String.raw`\bclient (?:@0x[0-9a-f]+ )?[0-9a-fA-F:.]+(?:%[^#]*)?#|\bdnsmasq\[[0-9]+\]|\[[0-9]+:[0-9]+\] (?:info|query|reply):`,
      steps: [
        ...headSteps(zone),
        ['rest', 'trimLeft(m)'],
        ['g', `extractGroups(rest, ${text(BIND)})`],
        ['d', `extractGroups(if(empty(g), rest, ''), ${text(DNSMASQ)})`],
        ['u', `extractGroups(if(empty(g) AND empty(d), rest, ''), ${text(UNBOUND)})`],
        ['asks', `startsWith(d[1], 'query[')`],
      ],
      reject: `multiIf(l = '', 'blank', empty(g) AND empty(d) AND empty(u), 'not a query line', (notEmpty(g) OR notEmpty(u) OR asks) AND multiIf(notEmpty(g), g[1], notEmpty(u), u[1], d[3]) = '', 'no client address', ${timeReject})`,
      columns: {
        ...timeColumns,
        'event.dataset': `multiIf(notEmpty(g), 'bind.query', notEmpty(d), concat('dnsmasq.', extract(d[1], '^[a-zA-Z/-]+')), 'unbound.query')`,
        extra: `mapFilter((k, v) -> v != '', map('dns.flags', g[6]))`,
      },
      texts: {
        'source.ip': `multiIf(notEmpty(g), g[1], notEmpty(u), u[1], asks, d[3], '')`,
        'source.port': 'g[2]',
        'dns.question.name': `trimRight(multiIf(notEmpty(g), g[3], notEmpty(u), u[2], d[2]), '.')`,
        'dns.question.type': `multiIf(notEmpty(g), g[5], notEmpty(u), u[3], extract(d[1], '\\\\[([^\\\\]]+)'))`,
        'dns.answers': `if(notEmpty(d) AND NOT asks AND NOT startsWith(d[1], 'forwarded'), d[3], '')`,
        'destination.ip': `if(startsWith(d[1], 'forwarded'), d[3], '')`,
      },
    },
  ],
};
