// SPDX-License-Identifier: Apache-2.0
// Files as they come from real machines: wide characters, other line ends, columns that change half-way, dates that
// cannot be. Whatever comes, parsed + rejected = lines, and what was read is right.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { chdbEngine } from '../../src/adapters/chdb/engine.ts';
import { locateEngine } from '../../src/adapters/chdb/locate.ts';
import { logVault } from '../../src/adapters/log-vault/vault.ts';
import { sha256 } from '../../src/adapters/system/system.ts';
import { bundleFiles, rawLines } from '../../src/hunt/evidence/evidence.ts';
import { csvFormat } from '../../src/hunt/formats/csv.ts';
import type { Format } from '../../src/hunt/formats/read/format.ts';
import { squidLogformat } from '../../src/hunt/formats/web/squid-logformat.ts';
import { importLogs } from '../../src/hunt/import/import.ts';
import type { Imported } from '../../src/hunt/import/import-outcome.ts';
import { listFiles } from '../../src/hunt/engine/store.ts';
import type { Instant } from '../../src/kernel/instant.ts';
import { unwrap } from '../../src/kernel/result.ts';
import { removeTree } from '../support/remove-tree.ts';

const absent = locateEngine(process.env) === null;
const request = (second: string, path = '/a') => `192.0.2.1 - - [${second}] "GET ${path} HTTP/1.1" 200 1 "-" "A"`;
const good = '10/Nov/2026:12:00:00 +0900';
const be = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16();

describe.skipIf(absent)(absent ? 'hunt/formats (skipped: chdb is not installed in engines/chdb)' : 'hunt/formats', () => {
  const work = mkdtempSync(join(tmpdir(), 'matoi-formats-'));
  const engine = chdbEngine({ folder: join(work, 'engine'), env: process.env, memoryBytes: 600_000_000 });
  const deps = {
    engine,
    vault: logVault({ folder: join(work, 'vault') }),
    clock: { now: () => '2026-11-22T00:00:00.000Z' as Instant },
    small: true,
  };
  afterAll(async () => {
    await engine.close();
    removeTree(work);
  });
  let made = 0;
  async function take(bytes: string | Uint8Array, format: Format | null = null, zone: string | null = '+09:00'): Promise<Imported> {
    made += 1;
    const path = join(work, `in-${made}`);
    writeFileSync(path, bytes);
    for await (const one of importLogs(deps, [path], { who: 'tester', zone, format })) {
      const done = unwrap(one);
      expect(done.parsed + done.rejected).toBe(done.lines);
      return done;
    }
    throw new Error('nothing came');
  }
  const rows = async (table: string, file: Imported, columns: string) =>
    unwrap(await engine.read(`SELECT ${columns} FROM matoi.${table} WHERE file = ${file.fileId} ORDER BY line`));
  const reasons = async (file: Imported) =>
    unwrap(
      await engine.read<{ line: number; reject: string }>(
        `SELECT line, reject FROM matoi.rejects WHERE file = ${file.fileId} ORDER BY line`,
      ),
    );

  it.each([
    ['little-endian', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['big-endian', be],
    ['little-endian without a mark', (text: string) => Buffer.from(text, 'utf16le')],
    ['little-endian, packed', (text: string) => gzipSync(Buffer.from(`\ufeff${text}`, 'utf16le'))],
  ])('UTF-16, %s: read as text, kept as it came, cited by the original', async (kind, encode) => {
    const path = `/地図/${kind}`;
    const lines = [request(good, '/a'), request(good, path), 'torn'].map((line) => `${line}\r\n`).join('');
    const done = await take(encode(lines));
    expect(done).toMatchObject({ format: 'access', lines: 3, parsed: 2, rejected: 1, sha256: sha256(encode(lines)) });
    expect(await rows('web', done, '`url.original` AS u')).toEqual([{ u: '/a' }, { u: path }]);
    const found = unwrap(await rawLines({ ...deps, hash: sha256 }, [{ file: done.fileId, line: 2 }]));
    expect(found.map((line) => [new TextDecoder().decode(line.bytes).trimEnd(), line.sha256])).toEqual([
      [request(good, path), done.sha256],
    ]);
    const bundle = bundleFiles({
      answer: {},
      lines: found,
      files: unwrap(await listFiles(engine)),
      queries: [],
      engine: 'x',
      vault: { entries: 0, hash: '' },
      at: '',
      rules: [],
    });
    expect(bundle.find((file) => file.name === 'lines.tsv')?.bytes).toContain(done.sha256);
  });

  it('the mark of UTF-8 belongs to no field, Windows line ends to none either', async () => {
    const done = await take(`\ufeff${[request(good), request(good, '/b')].join('\r\n')}\r\n`);
    expect(await rows('web', done, '`source.ip` AS ip, `user_agent.original` AS a')).toEqual([
      { ip: '192.0.2.1', a: 'A' },
      { ip: '192.0.2.1', a: 'A' },
    ]);
  });

  it('W3C: columns that change half-way, also when their number stays', async () => {
    const head = (fields: string) => `#Software: X\n#Date: 2026-11-20 00:00:00\n#Fields: ${fields}`;
    const long = Array.from({ length: 500 }, (_, at) => `2026-11-20 00:00:01 10.0.0.1 /p/${at} 200`);
    const done = await take(
      [
        head('date time c-ip cs-uri-stem sc-status'),
        ...long,
        head('date time cs-uri-stem c-ip sc-status'),
        '2026-11-20 00:10:00 /swapped 10.0.0.2 404',
        head('date time c-ip cs-uri-stem sc-status'),
        '2026-11-20 00:20:00 10.0.0.3 /back 500',
        '2026-11-20 00:20:00 10.0.0.3 /short',
        '2026-02-30 00:20:00 10.0.0.3 /impossible 200',
        '2026-11-20 25:61:00 10.0.0.3 /impossible 200',
      ].join('\n'),
    );
    expect([done.parsed, done.headers, done.rejected]).toEqual([502, 9, 12]);
    expect((await rows('web', done, '`source.ip` AS ip, `url.original` AS u, `http.response.status_code` AS s')).slice(-2)).toEqual([
      { ip: '10.0.0.2', u: '/swapped', s: 404 },
      { ip: '10.0.0.3', u: '/back', s: 500 },
    ]);
    expect((await reasons(done)).filter((row) => row.reject !== 'header').map((row) => row.reject)).toEqual([
      'number of columns differs from #Fields',
      'no time stamp',
      'no time stamp',
    ]);
  });

  it('Zeek: two logs in one file, each read by its own heading', async () => {
    const conn =
      '#separator \\x09\n#path\tconn\n#fields\tts\tid.orig_h\tid.resp_h\n#types\ttime\taddr\taddr\n1795132800.5\t10.0.0.1\t203.0.113.9\n';
    const dns =
      '#separator \\x09\n#path\tdns\n#fields\tts\tquery\tid.orig_h\n#types\ttime\tstring\taddr\n1795132801.5\ta.example\t10.0.0.2\n';
    const done = await take(conn + dns);
    expect(await rows('flow', done, '`source.ip` AS a, `destination.ip` AS b')).toEqual([{ a: '10.0.0.1', b: '203.0.113.9' }]);
    expect(await rows('dns', done, '`source.ip` AS a, `dns.question.name` AS q')).toEqual([{ a: '10.0.0.2', q: 'a.example' }]);
  });

  it.each([
    '99/Xxx/2026:12:00:00 +0900',
    '31/Feb/2026:12:00:00 +0900',
    '10/Nov/2026:25:00:00 +0900',
    '10/Nov/2026:12:61:00 +0900',
    '10/Nov/2026:12:00:99 +0900',
    '-',
  ])('a date that cannot be is no date: %s', async (stamp) => {
    const done = await take(
      [...Array.from({ length: 30 }, (_, at) => request(good, `/${at}${stamp}`.replaceAll(' ', ''))), request(stamp)].join('\n'),
    );
    expect([done.parsed, done.rejected]).toEqual([30, 1]);
    expect((await reasons(done)).map((row) => row.line)).toEqual([31]);
  });

  it('times that count from a start are told apart from dates', async () => {
    const done = await take('{"ts":79.319,"uid":"C1","id.orig_h":"10.0.0.1","id.resp_h":"10.0.0.2","conn_state":"SF"}\n');
    expect(done).toMatchObject({ parsed: 1, zoneOrigin: 'relative' });
  });

  it('a zone in the line counts more than the one declared', async () => {
    const lines = ['2026-11-20T09:00:01+09:00', '2026-11-20T00:00:01Z', '2026-11-20T09:00:01'].map(
      (time) => `${time} gw kernel: x IN=a OUT=b SRC=10.0.0.1 DST=10.0.0.2 LEN=60 PROTO=TCP SPT=1 DPT=2`,
    );
    const done = await take(lines.join('\n'));
    expect(await rows('flow', done, 'toString(`@timestamp`) AS t, `event.time_origin` AS o')).toEqual([
      { t: '2026-11-20 00:00:01.000000', o: 'line' },
      { t: '2026-11-20 00:00:01.000000', o: 'line' },
      { t: '2026-11-20 00:00:01.000000', o: 'declared' },
    ]);
  });

  it('Squid: the logformat of squid.conf', async () => {
    const format = squidLogformat('%ts.%03tu %6tr %>a %Ss/%03>Hs %<st %rm %ru %[un %Sh/%<a %mt "%{Referer}>h" "%{User-Agent}>h"');
    const done = await take(
      '1795132800.007    250 10.0.0.5 TCP_MISS/200 4567 GET http://a.example/x mori HIER_DIRECT/203.0.113.9 text/html "-" "An agent (x)"\nnot a line\n',
      format,
    );
    expect([done.parsed, done.rejected]).toEqual([1, 1]);
    expect(
      await rows(
        'web',
        done,
        "toString(`@timestamp`) AS t, `source.ip` AS ip, `user.name` AS u, `url.domain` AS d, `destination.ip` AS to, `user_agent.original` AS a, extra['squid.mt'] AS m",
      ),
    ).toEqual([
      { t: '2026-11-20 00:00:00.007000', ip: '10.0.0.5', u: 'mori', d: 'a.example', to: '203.0.113.9', a: 'An agent (x)', m: 'text/html' },
    ]);
    expect([squidLogformat('%rm'), squidLogformat('%ts %'), squidLogformat('words')]).toEqual([null, null, null]);
  });

  it('CSV: quoted cells, other separators, what has no column', async () => {
    const format = csvFormat({ table: 'flow', columns: { '@timestamp': 'when', 'source.ip': 'from', 'destination.ip': 'to' } });
    const done = await take('when;from;to;note\n"2026-11-20 09:00:00";10.0.0.1;"10.0.0.2";"a;""b"""\n;;;\n', format);
    expect(await rows('flow', done, "toString(`@timestamp`) AS t, `source.ip` AS a, `destination.ip` AS b, extra['note'] AS n")).toEqual([
      { t: '2026-11-20 00:00:00.000000', a: '10.0.0.1', b: '10.0.0.2', n: 'a;"b"' },
    ]);
    expect([done.headers, done.rejected]).toEqual([1, 2]);
  });

  it('bytes that are nothing at all are kept, line by line, with their reason', async () => {
    const junk = Buffer.from(Array.from({ length: 200_000 }, (_, at) => (at * 7919 + (at >> 7)) % 256));
    const done = await take(junk);
    expect([done.format, done.parsed, done.rejected, done.state]).toEqual([
      'unknown',
      0,
      junk.filter((byte) => byte === 10).length + 1,
      'ask',
    ]);
    expect(await take('')).toMatchObject({ lines: 0, parsed: 0, rejected: 0 });
  });
});
