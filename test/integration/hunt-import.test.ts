// SPDX-License-Identifier: Apache-2.0
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { chdbEngine } from '../../src/adapters/chdb/engine.ts';
import { locateEngine } from '../../src/adapters/chdb/locate.ts';
import { logVault } from '../../src/adapters/log-vault/vault.ts';
import { judgeClaim } from '../../src/hunt/question/claim.ts';
import { importLogs } from '../../src/hunt/import/import.ts';
import type { Imported } from '../../src/hunt/import/import-outcome.ts';
import { ALWAYS } from '../../src/hunt/engine/period.ts';
import type { Instant } from '../../src/kernel/instant.ts';
import { unwrap } from '../../src/kernel/result.ts';
import type { Row } from '../../src/hunt/engine/engine.port.ts';
import { removeTree } from '../support/remove-tree.ts';

const absent = locateEngine(process.env) === null;
const name = absent ? 'hunt/import (skipped: chdb is not installed in engines/chdb)' : 'hunt/import';

const access = (at: number, url = `/p/${at}`) =>
  `192.0.2.${at % 250} - - [10/Nov/2026:12:00:${String(at % 60).padStart(2, '0')} +0900] "GET ${url} HTTP/1.1" 200 ${at} "-" "agent"`;

/** One line of each format, and what must be read from it. Written for this test. */
const formats: readonly (readonly [format: string, lines: string, sql: string, row: Row])[] = [
  [
    'access',
    'www.example:443 192.0.2.9 - taro [10/Nov/2026:12:00:00 +0900] "POST /a\\"b HTTP/2.0" 404 12 "http://r/" "U \\"x\\" A"',
    'SELECT `source.ip` AS a, `url.domain` AS b, `url.original` AS c, `http.response.status_code` AS d, toString(`@timestamp`) AS e FROM matoi.web',
    { a: '192.0.2.9', b: 'www.example', c: '/a\\"b', d: 404, e: '2026-11-10 03:00:00.000000' },
  ],
  [
    'squid',
    '1794283200.123    250 10.0.0.5 TCP_TUNNEL/200 4567 CONNECT evil.example:443 - HIER_DIRECT/203.0.113.9 -',
    'SELECT `source.ip` AS a, `url.domain` AS b, `destination.ip` AS c, `destination.port` AS d, `http.response.body.bytes` AS e FROM matoi.web',
    { a: '10.0.0.5', b: 'evil.example', c: '203.0.113.9', d: 443, e: 4567 },
  ],
  [
    'w3c',
    '#Software: Microsoft Internet Information Services 10.0\n#Fields: date time c-ip cs-method cs-uri-stem cs-uri-query sc-status cs(User-Agent)\n2026-11-10 03:00:00 192.0.2.7 GET /a.aspx id=1 200 Mozilla/5.0+(X)',
    'SELECT `source.ip` AS a, `url.original` AS b, `user_agent.original` AS c, `http.response.status_code` AS d FROM matoi.web',
    { a: '192.0.2.7', b: '/a.aspx?id=1', c: 'Mozilla/5.0 (X)', d: 200 },
  ],
  [
    'json-access',
    '{"time_iso8601":"2026-11-10T12:00:00+09:00","remote_addr":"192.0.2.8","request":"GET /x y HTTP/1.1","status":200,"body_bytes_sent":10,"http_user_agent":"A","host":"h.example"}',
    'SELECT `source.ip` AS a, `url.original` AS b, `url.domain` AS c, toString(`@timestamp`) AS d FROM matoi.web',
    { a: '192.0.2.8', b: '/x y', c: 'h.example', d: '2026-11-10 03:00:00.000000' },
  ],
  [
    'fortigate',
    'date=2026-11-10 time=12:00:00 devname="FG" logid="0000000013" type="traffic" subtype="forward" tz="+0900" srcip=10.0.0.5 srcport=5000 dstip=203.0.113.9 dstport=443 action="accept" sentbyte=100 rcvdbyte=200',
    'SELECT `source.ip` AS a, `destination.port` AS b, `source.bytes` AS c, `event.action` AS d, toString(`@timestamp`) AS e FROM matoi.flow',
    { a: '10.0.0.5', b: 443, c: 100, d: 'accept', e: '2026-11-10 03:00:00.000000' },
  ],
  [
    'cef-leef',
    'Nov 10 12:00:00 fw CEF:0|Vendor|Product|1.0|100|Name \\| x|5|src=10.0.0.5 dst=203.0.113.9 dpt=443 msg=a b c rt=1794283200000',
    "SELECT `source.ip` AS a, `destination.port` AS b, message AS c, extra['msg'] AS d FROM matoi.event",
    { a: '10.0.0.5', b: 443, c: 'Name | x', d: 'a b c' },
  ],
  [
    'dns-query',
    '10-Nov-2026 12:00:00.123 queries: info: client @0x7f 10.0.0.5#53211 (evil.example): query: evil.example IN A +E(0)K (10.0.0.1)',
    'SELECT `source.ip` AS a, `dns.question.name` AS b, `dns.question.type` AS c FROM matoi.dns',
    { a: '10.0.0.5', b: 'evil.example', c: 'A' },
  ],
  [
    'dns-query',
    'Nov 10 12:00:00 gw dnsmasq[12]: query[AAAA] evil.example from 10.0.0.6',
    'SELECT `source.ip` AS a, `dns.question.name` AS b, `dns.question.type` AS c FROM matoi.dns',
    { a: '10.0.0.6', b: 'evil.example', c: 'AAAA' },
  ],
  [
    'dns-query',
    '[1794283200] unbound[9:0] info: 10.0.0.7 evil.example. TXT IN',
    'SELECT `source.ip` AS a, `dns.question.name` AS b, `dns.question.type` AS c FROM matoi.dns',
    { a: '10.0.0.7', b: 'evil.example', c: 'TXT' },
  ],
  [
    'iptables',
    'Nov 10 12:00:00 gw kernel: [ 12.3] DROP-IN: IN=eth0 OUT= MAC=aa:bb SRC=203.0.113.9 DST=10.0.0.1 LEN=60 TTL=50 PROTO=TCP SPT=4000 DPT=22 SYN',
    'SELECT `source.ip` AS a, `destination.ip` AS b, `destination.port` AS c, `event.action` AS d FROM matoi.flow',
    { a: '203.0.113.9', b: '10.0.0.1', c: 22, d: 'drop' },
  ],
];

describe.skipIf(absent)(name, () => {
  const work = mkdtempSync(join(tmpdir(), 'matoi-import-'));
  const open: { close: () => Promise<void> }[] = [];
  afterAll(async () => {
    for (const engine of open) await engine.close();
    removeTree(work);
  });
  let count = 0;
  function desk() {
    count += 1;
    const folder = join(work, String(count));
    const engine = chdbEngine({ folder: join(folder, 'engine'), env: process.env, memoryBytes: 600_000_000 });
    open.push(engine);
    const deps = {
      engine,
      vault: logVault({ folder: join(folder, 'vault') }),
      clock: { now: () => '2026-11-22T00:00:00.000Z' as Instant },
      small: true,
    };
    const take = async (path: string) => {
      const all: (Imported | { readonly fault: string })[] = [];
      for await (const one of importLogs(deps, [path], { who: 'tester', zone: '+09:00', format: null }))
        all.push(one.ok ? one.value : { fault: one.error.code });
      return all;
    };
    return { ...deps, take };
  }
  function file(fileName: string, bytes: string | Uint8Array): string {
    const path = join(work, fileName);
    writeFileSync(path, bytes);
    return path;
  }

  it.each(formats.map((one, at) => [one[0], at] as const))('reads %s (%i) by its content', async (format, at) => {
    const { engine, take } = desk();
    const [, lines, sql, row] = formats[at] as (typeof formats)[number];
    const [done] = await take(file(`format-${at}`, `${lines}\n`));
    expect(done).toMatchObject({ format, parsed: 1 });
    expect(unwrap(await engine.read(sql))).toEqual([row]);
    await engine.close();
  });

  it('keeps every line of a hostile file, and its bytes', async () => {
    const { engine, vault, take } = desk();
    const junk = Buffer.alloc(1_000_000, 0)
      .map((_, at) => (at * 7919) % 251)
      .map((byte) => (byte === 10 ? 11 : byte));
    const parts = [
      ...Array.from({ length: 300 }, (_, at) => Buffer.from(access(at))),
      Buffer.from(access(1, `/${'x'.repeat(10_000_000)}`)),
      Buffer.alloc(4096, 0),
      Buffer.from(junk),
      Buffer.concat([
        Buffer.from('192.0.2.1 - - [10/Nov/2026:12:00:00 +0900] "GET /'),
        Buffer.from([0x8a, 0xbf, 0x8e, 0x9a]),
        Buffer.from(' HTTP/1.1" 200 1 "-" "A"'),
      ]),
      Buffer.from(access(2).replace('10/Nov/2026', '99/Xxx/2026')),
      Buffer.from(''),
      Buffer.from(access(3).slice(0, -3)),
    ];
    const [done] = await take(file('hostile', Buffer.concat(parts.flatMap((part, at) => (at === 0 ? [part] : [Buffer.from('\n'), part])))));
    expect(done).toMatchObject({ format: 'access', lines: parts.length, state: 'imported' });
    const seen = done as Imported;
    expect(seen.parsed + seen.rejected).toBe(parts.length);
    expect(seen.parsed).toBe(302);
    const kept = await vault.lines({ sha256: seen.sha256, compression: 'none' }, [304]);
    expect(Buffer.from(kept.get(304)?.bytes ?? []).includes(Buffer.from([0x8a, 0xbf, 0x8e, 0x9a]))).toBe(true);
    await engine.close();
  });

  it('reads gzip, zstd and zip, salvages a truncated gzip, refuses a bomb', async () => {
    const { engine, take } = desk();
    const lines = (from: number) => `${Array.from({ length: 3000 }, (_, at) => access(at + from)).join('\n')}\n`;
    expect(await take(file('a.gz', gzipSync(lines(0))))).toMatchObject([{ parsed: 3000 }]);
    expect(await take(file('b.zst', zstdCompressSync(lines(10_000))))).toMatchObject([{ parsed: 3000 }]);
    expect(
      await take(file('c.zip', zipSync({ '../../x.log': Buffer.from(lines(20_000)), 'y.log': Buffer.from(lines(30_000)) }))),
    ).toMatchObject([{ parsed: 3000 }, { parsed: 3000 }]);
    const [cut] = await take(file('d.gz', gzipSync(lines(40_000)).subarray(0, 9000)));
    expect(cut).toMatchObject({ truncated: true, format: 'access' });
    expect((cut as Imported).parsed).toBeGreaterThan(100);
    expect(await take(file('bomb.gz', gzipSync(Buffer.alloc(400_000_000))))).toEqual([{ fault: 'too-large' }]);
    expect(await take(join(work, 'not-there'))).toEqual([{ fault: 'not-found' }]);
    await engine.close();
  });

  it('takes a file once, and only the new lines of one that has grown', async () => {
    const { engine, take } = desk();
    const first = `${Array.from({ length: 200 }, (_, at) => access(at)).join('\n')}\n`;
    const path = file('growing.log', first);
    expect(await take(path)).toMatchObject([{ parsed: 200, state: 'imported' }]);
    expect(await take(file('access.log.1.gz', gzipSync(first)))).toMatchObject([{ state: 'known-already' }]);
    appendFileSync(path, `${access(777)}\n`);
    expect(await take(path)).toMatchObject([{ parsed: 1, known: 200, state: 'imported' }]);
    expect(unwrap(await engine.read('SELECT count() AS n FROM matoi.web'))).toEqual([{ n: 201 }]);
    await engine.close();
  });

  it('keeps one chain when two vaults write into one folder in turn', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'matoi-vaults-'));
    const [one, other] = [logVault({ folder }), logVault({ folder })];
    const note = { who: 'sato', zone: null, at: '2026-11-10T00:00:00Z' as Instant };
    for (const [at, vault] of [one, other, one, one, other].entries())
      for await (const kept of vault.keep(file(`turn-${at}.log`, `${access(at)}\n`), note, [])) unwrap(kept);
    expect(await one.head()).toMatchObject({ entries: 5 });
    expect(await one.verify()).toBeNull();
    rmSync(folder, { recursive: true });
  });

  it('judges a claim, however the path is written, and never lets hostile text into its SQL', async () => {
    const { engine, take } = desk();
    await take(
      file(
        'claim.log',
        Buffer.from(
          [
            access(1, '/cgi-bin/x.cgi?a=1'),
            access(2, '//cgi-bin/%78.cgi/more'),
            access(3, '/cgi-bin/x.cgi?f=%252e%252e%252fetc/passwd'),
            access(4, '/other/cgi-bin/x.cgi.bak'),
            // Bytes that are no text in UTF-8, and a quote.
            access(5, `/cgi-bin/x.cgi?q=\x82\xa0'`),
          ].join('\n'),
          'latin1',
        ),
      ),
    );
    const judged = unwrap(await judgeClaim(engine, { kind: 'requested', path: '/cgi-bin/x.cgi', period: ALWAYS }));
    expect(judged.verdict).toBe('supported');
    expect(judged.numbers).toMatchObject({ requests: 4, sources: 4, attackShaped: 1 });
    const hostile = unwrap(await judgeClaim(engine, { kind: 'requested', path: `/x') OR 1=1 -- '\\`, period: ALWAYS }));
    expect(hostile.verdict).toBe('refuted');
    await engine.close();
  });
});
