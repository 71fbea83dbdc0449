// SPDX-License-Identifier: Apache-2.0
// Firewalls, routers, resolvers and load balancers, each by lines of its own.
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { engineAbsent, readingLogs, withEngine } from '../support/reading-logs.ts';

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/hunt/formats/${name}`, import.meta.url));
const FLOW =
  '`source.ip` AS a, `source.port` AS ap, `destination.ip` AS b, `destination.port` AS bp, `network.transport` AS p, `event.action` AS act, `source.bytes` AS out, `destination.bytes` AS back';
const flow = (a: string, ap: number, b: string, bp: number, p: string, act: string, out = 0, back = 0) => ({
  a,
  ap,
  b,
  bp,
  p,
  act,
  out,
  back,
});

describe.skipIf(engineAbsent)(withEngine('hunt/formats/network'), () => {
  const logs = readingLogs();
  afterAll(() => logs.close());
  const take = (name: string) => logs.take(fixture(name), { zone: '+09:00' });
  const out = '203.0.113.9';
  const bad = '203.0.113.66';
  const us = '198.51.100.1';

  it.each([
    [
      'cisco-asa',
      [
        flow('10.0.0.5', 51000, out, 443, 'tcp', 'accept'),
        flow(bad, 40000, '10.1.0.80', 80, 'tcp', 'accept'),
        flow('10.0.0.5', 51000, out, 443, 'tcp', 'close'),
        flow(bad, 40001, us, 22, 'tcp', 'drop'),
        flow('10.0.0.5', 51001, out, 443, 'tcp', 'accept'),
        flow(bad, 40002, us, 23, 'tcp', 'drop'),
        flow('10.0.0.5', 51000, out, 443, 'tcp', 'drop'),
      ],
    ],
    ['cisco-ftd', [flow('10.0.0.5', 51000, out, 443, 'tcp', 'accept', 210, 74), flow(bad, 40001, us, 22, 'tcp', 'drop', 60, 0)]],
    ['filterlog', [flow(bad, 4000, us, 22, 'tcp', 'block'), flow('2001:db8::5', 4000, '2001:db8::9', 53, 'udp', 'pass')]],
    [
      'yamaha-rtx',
      [
        flow(bad, 4000, us, 23, 'tcp', 'drop'),
        flow(bad, 5060, us, 5060, 'udp', 'drop'),
        flow('10.0.0.5', 51000, out, 443, 'tcp', ''),
        flow(bad, 0, us, 0, 'icmp', 'drop'),
      ],
    ],
    ['univerge-ix', [flow(bad, 4000, us, 23, 'tcp', 'drop'), flow(bad, 4000, us, 53, 'udp', 'drop')]],
    ['conntrack', [flow('10.0.0.5', 51000, out, 443, 'tcp', 'close', 1200, 5600), flow('10.0.0.5', 51000, '10.0.0.53', 53, 'udp', 'new')]],
    ['pan-os', [flow('10.0.0.5', 51000, out, 443, 'tcp', 'allow', 1400, 4000)]],
    ['sonicwall', [flow('10.0.0.5', 51000, out, 443, 'tcp', 'accept', 1200, 5600)]],
  ] as const)('%s: both ends of each connection', async (name, rows) => {
    const done = await take(`${name}.log`);
    expect(done).toMatchObject({ format: name === 'cisco-ftd' ? 'cisco-asa' : name, state: 'imported', rejected: done.headers });
    expect(await logs.rows('flow', done, FLOW)).toEqual(rows);
  });

  it('Juniper SRX, in pairs and in words: both ends, what passed, and a line without its ends is refused', async () => {
    const done = await take('junos.log');
    const both = [flow('10.0.0.5', 51000, out, 443, 'tcp', 'close', 210, 74), flow(bad, 40001, us, 22, 'tcp', 'drop')];
    expect(done).toMatchObject({ format: 'junos', parsed: 5, rejected: 1 });
    expect(await logs.rows('flow', done, FLOW)).toEqual([...both, flow('10.0.0.5', 51000, out, 443, 'tcp', 'accept'), ...both]);
    expect(await logs.reasons(done)).toEqual([[6, 'no client address']]);
  });

  it('the bytes of both ways together stand for neither', async () => {
    const done = await take('cisco-asa-teardown.log');
    expect(await logs.rows('flow', done, "`source.bytes` AS s, `destination.bytes` AS d, extra['asa.bytes_both_ways'] AS both")).toEqual([
      { s: 0, d: 0, both: '5400' },
    ]);
  });

  it('ASA: who signed in, from where, and with what result', async () => {
    const done = await take('cisco-asa-users.log');
    expect(await logs.rows('event', done, '`user.name` AS u, `source.ip` AS ip, `event.action` AS a, `event.outcome` AS o')).toEqual([
      { u: 'sato', ip: '', a: 'sign-in', o: 'success' },
      { u: 'sato', ip: bad, a: 'sign-in', o: 'success' },
      { u: 'admin', ip: bad, a: 'sign-in', o: 'failure' },
    ]);
  });

  it('PAN-OS: a URL with commas, its agent and the forwarded address', async () => {
    const done = await take('pan-os-url.log');
    expect(
      await logs.rows('web', done, '`url.full` AS u, `user.name` AS who, `user_agent.original` AS a, `network.forwarded_ip` AS f'),
    ).toEqual([{ u: 'evil.example.com/gate.php?a=1,TRAFFIC,2', who: 'corp\\sato', a: 'Probe/1 (X, Y)', f: '192.0.2.77' }]);
  });

  it('Windows DNS: who asked for what, and what the server asked of others', async () => {
    const done = await take('windows-dns.log');
    expect(done).toMatchObject({ format: 'windows-dns', state: 'imported', headers: 5, parsed: 3 });
    expect(
      await logs.rows(
        'dns',
        done,
        '`source.ip` AS a, `destination.ip` AS b, `dns.question.name` AS q, `dns.response_code` AS r, toString(`@timestamp`) AS t',
      ),
    ).toEqual([
      { a: '10.0.0.5', b: '', q: 'evil.example.com', r: '', t: '2026-11-21 00:00:01.000000' },
      { a: '10.0.0.5', b: '', q: 'evil.example.com', r: 'NOERROR', t: '2026-11-21 00:00:01.000000' },
      { a: '', b: '192.0.2.53', q: 'www.example.jp', r: '', t: '2026-11-21 04:00:02.000000' },
    ]);
  });

  it.each([
    [
      'BIND',
      '21-Nov-2026 12:00:01.5 queries: info: client @0x7f 10.0.0.5#4000/key t.example (a.example): view v: query: a.example IN A +S (10.0.0.53)',
      '10.0.0.5',
    ],
    ['BIND, a zone behind the address', '21-Nov-2026 12:00:01.5 client fe80::5%eth0#4000: query: a.example IN AAAA + (::1)', 'fe80::5'],
    ['Unbound by syslog', 'Nov 21 12:00:01 fw unbound[77]: [77:0] info: 10.0.0.5 a.example. HTTPS IN', '10.0.0.5'],
    ['Unbound by itself', '[1795230001] unbound[77:0] info: 10.0.0.5 a.example. A IN', '10.0.0.5'],
    ['dnsmasq of a router', 'Sat Nov 21 12:00:01 2026 daemon.info dnsmasq[9]: query[A] a.example from 10.0.0.5', '10.0.0.5'],
    ['dnsmasq', 'Nov 21 12:00:01 dnsmasq[9]: 7 10.0.0.5/5353 query[type=65] a.example from 10.0.0.5', '10.0.0.5'],
  ])('a question, as %s writes it', async (_, line, client) => {
    const done = await logs.take([line], { zone: '+09:00' });
    expect(done).toMatchObject({ format: 'dns-query', parsed: 1 });
    expect(await logs.rows('dns', done, '`source.ip` AS a, `dns.question.name` AS q')).toEqual([{ a: client, q: 'a.example' }]);
  });

  it('Pi-hole: what was blocked or answered from memory is read, and asked by nobody', async () => {
    const done = await logs.take(
      ['gravity blocked a.example is 0.0.0.0', 'cached-stale a.example is 203.0.113.9', 'forwarded a.example to 10.0.0.53'].map(
        (rest) => `Nov 21 12:00:01 dnsmasq[9]: ${rest}`,
      ),
      { zone: '+09:00' },
    );
    expect(await logs.rows('dns', done, '`source.ip` AS a, `dns.answers` AS x, `destination.ip` AS b')).toEqual([
      { a: '', x: '0.0.0.0', b: '' },
      { a: '', x: '203.0.113.9', b: '' },
      { a: '', x: '', b: '10.0.0.53' },
    ]);
  });

  it('a packet that an ICMP error quotes is another packet, and one packet is no connection', async () => {
    const done = await logs.take(
      [
        'Nov 21 12:00:01 gw kernel: [9.1] IN=eth0 OUT= MAC= SRC=203.0.113.9 DST=198.51.100.1 LEN=56 PROTO=ICMP TYPE=3 CODE=3 [SRC=198.51.100.1 DST=203.0.113.9 LEN=28 PROTO=UDP SPT=53 DPT=33434 LEN=8 ]',
      ],
      { zone: '+09:00' },
    );
    expect(await logs.rows('flow', done, FLOW)).toEqual([flow(out, 0, us, 0, 'icmp', '')]);
  });

  const bodies: readonly (readonly [string, string, string | undefined])[] = [
    ['a raw quote in a URL', 'srcip=10.0.0.5 hostname="a.example" url="/x?<b c="d">" dstip=203.0.113.9 action="blocked"', '/x?<b c="d">'],
    [
      'an escaped quote and a blank',
      'msg="say \\"hi\\" now" srcip=10.0.0.5 hostname="a.example" url="/x y" dstip=203.0.113.9 action="blocked"',
      '/x y',
    ],
    [
      'keys inside a text',
      'url="/x?srcip=192.0.2.1&dstip=1" srcip=10.0.0.5 hostname="a.example" dstip=203.0.113.9 action="blocked"',
      '/x?srcip=192.0.2.1&dstip=1',
    ],
  ];
  it.each(bodies)('FortiGate, with %s', async (_, body, url) => {
    const line = `date=2026-11-21 time=12:00:01 devname="F" tz="+0900" logid="1" type="utm" subtype="webfilter" ${body}`;
    const done = await logs.take([line]);
    expect(await logs.rows('web', done, '`source.ip` AS a, `destination.ip` AS b, `url.original` AS u')).toEqual([
      { a: '10.0.0.5', b: out, u: url },
    ]);
  });

  it('FortiGate: two different sources in one line are one too many', async () => {
    const good = 'date=2026-11-21 time=12:00:01 tz="+0900" logid="1" type="utm" subtype="webfilter" srcip=10.0.0.5 url="/x"';
    const done = await logs.take([...Array.from({ length: 30 }, () => good), good.replace('"/x"', '"/x" srcip=192.0.2.1 y="1"')]);
    expect(await logs.reasons(done)).toEqual([[31, 'the source stands twice, with different addresses']]);
  });

  it('FortiGate: eventtime needs no zone, in whatever unit', async () => {
    const line = (eventtime: string) =>
      `date=2026-11-21 time=12:00:01 eventtime=${eventtime} logid="1" type="traffic" srcip=10.0.0.5 dstip=203.0.113.9`;
    const done = await logs.take(['1795230001', '1795230001000', '1795230001000000', '1795230001000000000'].map(line));
    expect(
      new Set((await logs.rows('flow', done, 'toString(`@timestamp`) AS t, `event.time_origin` AS o')).map((row) => JSON.stringify(row))),
    ).toEqual(new Set(['{"t":"2026-11-21 03:00:01.000000","o":"line"}']));
  });

  it.each([
    ['aws-elb', ['192.0.2.7', 'shop.example.jp', '/a', 200], 'aws-elb.log'],
    ['haproxy', ['192.0.2.7', 'shop.example.jp', '/a', 200], 'haproxy.log'],
    ['w3c', ['192.0.2.7', 'shop.example.jp', '/a', 200], 'cloudfront.log'],
    ['json-access', ['192.0.2.7', 'shop.example.jp', '/a', 200], 'caddy.jsonl'],
    ['json-access', ['192.0.2.7', 'shop.example.jp', '/a', 200], 'traefik.jsonl'],
  ] as const)('%s: client, host, path and status (%s)', async (format, [ip, domain, path, status], name) => {
    const done = await take(name);
    expect(done).toMatchObject({ format, state: 'imported' });
    expect(
      (
        await logs.rows(
          'web',
          done,
          "`source.ip` AS ip, `url.domain` AS d, path(concat('x://', `url.full`)) AS p, `http.response.status_code` AS s",
        )
      )[0],
    ).toEqual({
      ip,
      d: domain,
      p: path,
      s: status,
    });
  });
});
