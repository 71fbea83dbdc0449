// SPDX-License-Identifier: Apache-2.0
// One event counts once: however a file grew, was rotated, packed, put into an archive, or brought in which order.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { csvFormat } from '../../src/hunt/formats/csv.ts';
import type { Imported } from '../../src/hunt/import/import-outcome.ts';
import { engineAbsent, readingLogs, withEngine } from '../support/reading-logs.ts';

let salt = 0;
const lines = (from: number, to: number, mark: string) =>
  Array.from(
    { length: to - from },
    (_, at) => `192.0.2.7 - - [21/Nov/2026:12:00:01 +0900] "GET /${mark}/${from + at} HTTP/1.1" 200 1 "-" "Probe/2"\n`,
  ).join('');
const tool = (name: string, args: readonly string[]): boolean => {
  try {
    execFileSync(name, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

describe.skipIf(engineAbsent)(withEngine('hunt/import, one event once'), () => {
  const logs = readingLogs();
  afterAll(() => logs.close());
  const urls = async (mark: string) =>
    (await logs.all(
      `SELECT \`url.original\` AS u, count() AS n FROM matoi.web WHERE startsWith(u, '/${mark}/') GROUP BY u ORDER BY length(u), u`,
    )) as { u: string; n: number }[];
  const once = (count: number, mark: string) => Array.from({ length: count }, (_, at) => ({ u: `/${mark}/${at}`, n: 1 }));
  const mark = () => `m${(salt += 1)}`;

  it.each([
    ['small, then longer', (m: string) => [lines(0, 3, m), lines(0, 5, m)]],
    ['longer, then an older copy', (m: string) => [lines(0, 5, m), lines(0, 3, m)]],
    ['ended inside a line, then whole', (m: string) => [lines(0, 60, m).slice(0, -40), lines(0, 62, m)]],
    ['ended inside a line that reads like a whole one', (m: string) => [lines(0, 4, m).slice(0, -13), lines(0, 5, m)]],
    ['three copies, each longer', (m: string) => [lines(0, 2, m), lines(0, 50, m).slice(0, -3), lines(0, 90, m)]],
    ['plain, then packed', (m: string) => [lines(0, 3, m), gzipSync(lines(0, 5, m))]],
  ])('%s', async (_, copies) => {
    const m = mark();
    const bytes = copies(m);
    const all = bytes.map((one) => (typeof one === 'string' ? one.split('\n').length - 1 : 0));
    for (const one of bytes) await logs.take(one);
    const most = Math.max(...all, 5);
    expect(await urls(m)).toEqual(once(most, m));
    const files = (await logs.all('SELECT lines, parsed, rejected FROM matoi.files')) as {
      lines: number;
      parsed: number;
      rejected: number;
    }[];
    expect(files.every((file) => file.parsed + file.rejected === file.lines)).toBe(true);
  });

  it('two copies brought in one go', async () => {
    const m = mark();
    await logs.outcomes([logs.write(lines(0, 3, m)), logs.write(lines(0, 5, m))]);
    expect(await urls(m)).toEqual(once(5, m));
  });

  it('files that only begin alike are two files', async () => {
    const m = mark();
    await logs.take(lines(0, 3, m));
    await logs.take(lines(0, 2, m) + lines(7, 9, m));
    expect((await urls(m)).map((one) => one.n)).toEqual([2, 2, 1, 1, 1]);
  });

  const packers = [
    ['xz', 'xz', ['-k', '-f']],
    ['bz2', 'bzip2', ['-k', '-f']],
  ] as const;
  it.each(packers)('%s is unpacked beside the original, whose hash is cited', async (ending, name, args) => {
    const m = mark();
    const path = logs.write(lines(0, 4, m));
    if (!tool(name, [...args, path])) return;
    const [done] = (await logs.outcomes([`${path}.${ending}`])) as [Imported];
    expect(done).toMatchObject({ format: 'access', lines: 4, parsed: 4 });
    expect(await urls(m)).toEqual(once(4, m));
    expect(await logs.deps.vault.verify()).toBe(null);
  });

  it('zeros behind what is packed belong to no line', async () => {
    const m = mark();
    const packed = Buffer.concat([gzipSync(lines(0, 4, m)), Buffer.alloc(512)]);
    const [done] = (await logs.outcomes([logs.write(packed)])) as [Imported];
    expect(done).toMatchObject({ format: 'access', lines: 4, parsed: 4, truncated: false });
    expect(await urls(m)).toEqual(once(4, m));
  });

  it.each([['-cf'], ['-czf']])('tar %s gives its members as files', async (how) => {
    const m = mark();
    const folder = join(logs.work, `tar-${m}`);
    mkdirSync(join(folder, 'logs'), { recursive: true });
    writeFileSync(join(folder, 'logs/one.log'), lines(0, 4, m));
    writeFileSync(join(folder, 'logs/two.log'), lines(4, 9, m));
    const path = join(folder, 'all.tar');
    if (!tool('tar', [how, path, '-C', folder, 'logs'])) return;
    const done = (await logs.outcomes([path])) as readonly Imported[];
    expect(done.map((one) => [one.file.replace(/^.*all\.tar/, ''), one.parsed, one.rejected])).toEqual([
      ['/logs/one.log', 4, 0],
      ['/logs/two.log', 5, 0],
    ]);
    expect(await urls(m)).toEqual(once(9, m));
  });

  it('what is packed in a way that is not read is refused by name, and is no log', async () => {
    const seven = Uint8Array.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4, 1, 2, 10, 3, 10]);
    expect(await logs.outcomes([logs.write(seven)])).toMatchObject([{ code: 'not-read' }]);
  });

  it('a heading that a mapping names and the file has not is refused, with those it has', async () => {
    const format = csvFormat({ table: 'web', columns: { '@timestamp': 'Date', 'source.ip': 'Clinet' } });
    const [fault] = await logs.outcomes([logs.write('Date,Client\n2026-11-20 10:00:01Z,192.0.2.7\n')], { format });
    expect(fault).toMatchObject({ code: 'mapping-misfit' });
    expect(JSON.stringify(fault)).toContain('Clinet');
  });

  it('a quoted heading with a comma, a row of another width, a stray quote', async () => {
    const format = csvFormat({ table: 'web', columns: { '@timestamp': 'Time, local', 'source.ip': 'Client', 'url.original': 'Address' } });
    const done = await logs.take(
      [
        '"Time, local",Client,Address',
        '"2026-11-20 10:00:01Z",192.0.2.7,"http://a.example/x,y"',
        '2026-11-20 10:00:01Z,1,2,3',
        '2026-11-20 10:00:01Z,192.0.2.8,http://a.example/a"b',
      ],
      { format },
    );
    expect(await logs.rows('web', done, '`source.ip` AS a, `url.original` AS u')).toEqual([{ a: '192.0.2.7', u: 'http://a.example/x,y' }]);
    expect(await logs.reasons(done)).toEqual([
      [3, 'number of cells differs from the heading'],
      [4, 'a quote stands inside a cell'],
    ]);
  });

  it('Japanese headings, in UTF-8 and in the code page of Windows', async () => {
    const format = csvFormat({ table: 'web', columns: { '@timestamp': '日時', 'source.ip': '端末', 'url.original': '宛先' } });
    const sjis = Uint8Array.from([0x93, 0xfa, 0x8e, 0x9e, 0x2c, 0x92, 0x5b, 0x96, 0x96, 0x2c, 0x88, 0xb6, 0x90, 0xe6, 0x0a]);
    const row = (at: number) => `2026/11/20 10:00:0${at},192.0.2.7,http://a.example/\n`;
    for (const bytes of [Buffer.from(`日時,端末,宛先\n${row(1)}`), Buffer.concat([sjis, Buffer.from(row(2))])]) {
      const done = await logs.take(bytes, { format, zone: '+09:00' });
      expect(await logs.rows('web', done, '`source.ip` AS a')).toEqual([{ a: '192.0.2.7' }]);
    }
  });
});
