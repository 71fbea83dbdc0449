// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { seriesOf, stemOf } from './series.ts';

describe('hunt/coverage/series', () => {
  it.each([
    [['access.log', 'access.log.1', 'access.log.2.gz', 'access.log-20261110.gz', '/var/log/access.log.old', 'access.1.log'], 1],
    [['u_ex261110.log', 'u_ex261111.log', 'u_ex26111200.log'], 1],
    [['2026-11-10.log', '2026-11-11.log'], 1],
    [['proxy_2026-Nov-10.csv', 'proxy_2026-Nov-11.csv'], 1],
    [['access-2026-11-04T18-30-00.000.log', 'access-2026-11-05T02-11-09.531.log', 'access.log'], 1],
    [['access.log.2026-11-10T12:00:00Z', 'access.log.2026-11-10T13:05:10Z', 'access.log.20261110_120000.tgz'], 1],
    [['access.10-Nov-2026.log', 'access_11.11.2026.log', 'access.2026-W45.log.gz', 'access.log.2026-314', 'access.log.2026年11月10日'], 1],
    [
      ['access.log.Mon', 'access.log.tuesday', 'access.log.7.lz4', 'access.log.1.Z', 'access.log~', 'access.log.save', 'access.log.tar.gz'],
      1,
    ],
    [['web1.log', 'web2.log'], 2],
    [['10.0.0.5.log', '10.0.0.6.log', '10.0.0.6.log.1', '10.0.0.6.log-20261110.gz'], 2],
    [['192.168.10.11-access.log', '192.168.10.12-access.log'], 2],
    [['sun.log', 'sat.log', 'site-may.log', 'site-june.log', 'fw-2001.log', 'fw-2002.log'], 6],
    [['access-80.log', 'access-443.log', 'host20.log', 'host21.log'], 4],
    [['ssl_access.log', 'access.log'], 2],
    [['www.example.jp.log', 'shop.example.jp.log.1'], 2],
  ])('%j are the files of %i logs', (names, logs) => {
    expect(new Set(names.map(stemOf)).size).toBe(logs);
  });
  it('a file goes on where one of its own name ended, and not where another log did', () => {
    const day = (file: number, name: string, date: number) => ({
      file,
      name,
      from: `2026-11-${date}T00:00:00Z`,
      to: `2026-11-${date}T23:59:59Z`,
    });
    const named = (files: Parameters<typeof seriesOf>[0]) => seriesOf(files).map((one) => one.map(({ file }) => file));
    expect(named([day(1, 'a.log.1', 10), day(2, 'a.log', 11)])).toEqual([[1, 2]]);
    expect(named([day(1, 'a.log', 10), day(2, 'b.log', 11)])).toEqual([[1], [2]]);
    expect(named([day(1, 'a.log', 10), day(2, 'a.log', 10)])).toEqual([[1], [2]]);
  });
});
