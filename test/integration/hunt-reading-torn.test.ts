// SPDX-License-Identifier: Apache-2.0
// A line that was cut anywhere, with the next one right behind it: the two are refused together, or the second is read
// whole. No row takes its client from one of them and what was asked for from the other.
import { afterAll, describe, expect, it } from 'vitest';
import { engineAbsent, readingLogs, withEngine } from '../support/reading-logs.ts';

type Line = (client: string, name: string) => string;
const at = '[21/Nov/2026:12:00:01 +0900]';
const formats: readonly (readonly [name: string, table: string, column: string, line: Line])[] = [
  ['access', 'web', 'url.original', (ip, name) => `${ip} - - ${at} "GET /${name} HTTP/1.1" 200 17 "-" "Probe/2 (X)"`],
  ['access with more', 'web', 'url.original', (ip, name) => `${ip} - - ${at} "GET /${name} HTTP/1.1" 200 17 "-" "Probe/2" "${ip}" 0.01`],
  [
    'squid',
    'web',
    'url.domain',
    (ip, name) => `1795230001.000  12 ${ip} TCP_MISS/200 17 GET http://${name}/x - HIER_DIRECT/203.0.113.9 text/html`,
  ],
  [
    'haproxy',
    'web',
    'url.original',
    (ip, name) =>
      `Nov 21 12:00:01 lb haproxy[9]: ${ip}:333 [21/Nov/2026:12:00:01.000] in~ s/s1 1/0/3/6/9 200 27 - - ---- 1/1/1/1/0 0/0 "GET /${name} HTTP/1.1"`,
  ],
  [
    'fortigate',
    'web',
    'url.domain',
    (ip, name) =>
      `date=2026-11-21 time=12:00:01 tz="+0900" logid="0316013056" type="utm" subtype="webfilter" srcip=${ip} dstip=203.0.113.9 hostname="${name}" action="blocked"`,
  ],
  [
    'cef',
    'web',
    'url.domain',
    (ip, name) => `CEF:0|V|P|1|1|n|3|rt=1795230001000 src=${ip} dst=203.0.113.9 request=http://${name}/x requestMethod=GET`,
  ],
  [
    'bind',
    'dns',
    'dns.question.name',
    (ip, name) => `21-Nov-2026 12:00:01.000 queries: info: client @0x7f0 ${ip}#53 (${name}): query: ${name} IN A + (10.0.0.53)`,
  ],
  ['dnsmasq', 'dns', 'dns.question.name', (ip, name) => `Nov 21 12:00:01 dnsmasq[9]: query[A] ${name} from ${ip}`],
  [
    'iptables',
    'flow',
    'destination.ip',
    (ip, name) => `Nov 21 12:00:01 gw kernel: IN=eth0 OUT= SRC=${ip} DST=${name} LEN=60 PROTO=TCP SPT=5000 DPT=443 SYN`,
  ],
  ['rtx', 'flow', 'destination.ip', (ip, name) => `2026/11/21 12:00:01: PP[01] Rejected at IN(2000) filter: TCP ${ip}:5000 > ${name}:23`],
];

describe.skipIf(engineAbsent)(withEngine('hunt/formats: torn lines'), () => {
  const logs = readingLogs();
  afterAll(() => logs.close());

  it.each(formats)('%s', async (_, table, column, line) => {
    const named = (first: boolean) => (table === 'flow' ? `203.0.113.${first ? 1 : 2}` : `${first ? 'first' : 'second'}.example`);
    const [first, second] = [line('192.0.2.1', named(true)), line('198.51.100.2', named(false))];
    // Behind the client: in front of it a cut may leave a whole line with a longer head.
    const from = first.indexOf('192.0.2.1') + '192.0.2.1 - - '.length;
    const glued = Array.from({ length: Math.ceil((first.length - from) / 5) }, (__, cut) => first.slice(0, from + cut * 5) + second);
    const whole = Array.from({ length: glued.length * 25 }, () => first);
    const done = await logs.take([...whole, ...glued], { zone: '+09:00' });
    const rows = (await logs.rows(table, done, `line, \`source.ip\` AS ip, \`${column}\` AS asked, toString(\`@timestamp\`) AS t`)) as {
      line: number;
      ip: string;
      asked: string;
      t: string;
    }[];
    expect(rows.filter((row) => row.line <= whole.length)).toHaveLength(whole.length);
    for (const { line: at, ip, asked, t } of rows.filter((row) => row.line > whole.length))
      expect([ip, asked, t], glued[at - whole.length - 1]).toEqual([
        '198.51.100.2',
        expect.stringContaining(named(false)),
        '2026-11-21 03:00:01.000000',
      ]);
  });
});
