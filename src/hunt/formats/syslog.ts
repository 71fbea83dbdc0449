// SPDX-License-Identifier: Apache-2.0
// Lines that come through syslog: queries of BIND, dnsmasq and Unbound, packets of iptables and nftables.
import { text } from '../sql.ts';
import type { Format, TimeZoneChoice } from './format.ts';
import { epochText, localText, NO_TIME, originOf, syslogText } from './time.ts';

const PREFIX = String.raw`^(?:<\d+>)?(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)?|\[\d+\]|\d\d-[A-Z][a-z]{2}-\d{4} [\d:.]+)`;
const has = (rest: string) => new RegExp(PREFIX + String.raw`[\s\S]*?` + rest);

/** The time in front, whichever way this daemon writes it. */
function stampSteps(zone: TimeZoneChoice): (readonly [string, string])[] {
  return [
    ['b', `replaceRegexpOne(l, '^<[0-9]+>', '')`],
    ['iso', `extract(b, '^([0-9]{4}-[0-9-]{5}T[0-9:.]+(?:Z|[+-][0-9]{2}:?[0-9]{2})?)')`],
    ['bind', `extract(b, '^([0-9]{2}-[A-Z][a-z]{2}-[0-9]{4} [0-9:.]+)')`],
    ['unix', `extract(b, '^\\\\[([0-9]{9,10})\\\\]')`],
    [
      't',
      `multiIf(iso != '', ${localText('iso', zone)}, bind != '', ${localText(`replaceAll(bind, '-', ' ')`, zone)}, unix != '', ${epochText('unix')}, ${syslogText('b', zone)})`,
    ],
    ['origin', `multiIf(match(iso, '(Z|[+-][0-9]{2}:?[0-9]{2})$') OR unix != '', 'line', ${text(originOf(zone))})`],
  ];
}

const timeColumns = {
  '@timestamp': 't',
  'event.time_origin': 'origin',
  'event.timezone': `if(iso != '', extract(iso, '(Z|[+-][0-9]{2}:?[0-9]{2})$'), '')`,
} as const;

const BIND = String.raw`client (?:@0x[0-9a-f]+ )?([0-9a-fA-F:.]+)#(\d+)(?: \([^)]*\))?: (?:view [^:]+: )?query: (\S+) (\S+) (\S+) (\S+)`;
const DNSMASQ = String.raw`dnsmasq\[\d+\]: (?:\d+ [0-9a-fA-F:.]+/\d+ )?(query\[[^\]]+\]|reply|forwarded|cached|config|/etc/hosts|DHCP|validation|nameserver|dnssec-query\[[^\]]+\]) (\S+)(?: (?:from|is|to) (\S+))?`;
const UNBOUND = String.raw`unbound\[\d+:\d+\] (?:info|query|reply): ([0-9a-fA-F:.]+) (\S+) (\S+) (\S+)`;
const PACKET = String.raw`\bIN=(\S*) OUT=(\S*) .*?\bSRC=(\S+) DST=(\S+) .*?\bPROTO=(\S+)`;

const sqlPattern = (pattern: string) => text(pattern.replaceAll(String.raw`\d`, '[0-9]').replaceAll(String.raw`\S`, '[^ ]'));

export const dnsQueryFormat: Format = {
  id: 'dns-query',
  test: (line) => has(`(?:${BIND}|${DNSMASQ}|${UNBOUND})`).test(line),
  plans: (_sample, zone) => [
    {
      table: 'dns',
      dataset: 'dns.query',
      steps: [
        ...stampSteps(zone),
        ['g', `extractGroups(l, ${sqlPattern(BIND)})`],
        ['d', `extractGroups(if(empty(g), l, ''), ${sqlPattern(DNSMASQ)})`],
        ['u', `extractGroups(if(empty(g) AND empty(d), l, ''), ${sqlPattern(UNBOUND)})`],
        ['asks', `startsWith(d[1], 'query[')`],
      ],
      reject: `if(l = '', 'blank', if(empty(g) AND empty(d) AND empty(u), 'not a query line', if(t = ${NO_TIME}, 'no time stamp', '')))`,
      columns: {
        ...timeColumns,
        'event.dataset': `multiIf(notEmpty(g), 'bind.query', notEmpty(d), concat('dnsmasq.', extract(d[1], '^[a-zA-Z/-]+')), 'unbound.query')`,
        'source.ip': `multiIf(notEmpty(g), g[1], notEmpty(u), u[1], asks, d[3], '')`,
        'source.port': 'toUInt16OrZero(g[2])',
        'dns.question.name': `trimRight(multiIf(notEmpty(g), g[3], notEmpty(u), u[2], d[2]), '.')`,
        'dns.question.type': `multiIf(notEmpty(g), g[5], notEmpty(u), u[3], extract(d[1], '\\\\[([^\\\\]]+)'))`,
        'dns.answers': `if(notEmpty(d) AND NOT asks, d[3], '')`,
        extra: `map('dns.flags', g[6])`,
      },
    },
  ],
};

export const packetFormat: Format = {
  id: 'iptables',
  test: (line) => has(PACKET).test(line),
  plans: (_sample, zone) => [
    {
      table: 'flow',
      dataset: 'iptables',
      steps: [
        ...stampSteps(zone),
        ['g', `extractGroups(l, ${sqlPattern(PACKET.replaceAll(String.raw`\b`, '')).replace(String.raw`\\b`, '')})`],
        ['prefix', `trimBoth(extract(l, '(?:kernel: )?(?:\\\\[ *[0-9.]+\\\\] )?([^\\\\]]*?)IN='))`],
      ],
      reject: `if(l = '', 'blank', if(empty(g), 'not a packet line', if(t = ${NO_TIME}, 'no time stamp', '')))`,
      columns: {
        ...timeColumns,
        'source.ip': 'g[3]',
        'destination.ip': 'g[4]',
        'network.transport': 'lower(g[5])',
        'source.port': `toUInt16OrZero(extract(l, ' SPT=([0-9]+)'))`,
        'destination.port': `toUInt16OrZero(extract(l, ' DPT=([0-9]+)'))`,
        'source.bytes': `toUInt64OrZero(extract(l, ' LEN=([0-9]+)'))`,
        'source.packets': '1',
        'event.action': `multiIf(match(prefix, '(?i)(drop|block|reject|deny)'), 'drop', match(prefix, '(?i)(accept|allow)'), 'accept', '')`,
        extra: `mapFilter((k, v) -> v != '', map('iptables.in', g[1], 'iptables.out', g[2], 'iptables.prefix', prefix, 'iptables.mac', extract(l, ' MAC=([0-9a-f:]+)')))`,
      },
    },
  ],
};
