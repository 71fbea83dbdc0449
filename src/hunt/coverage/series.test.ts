// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { seriesOf, stemOf } from './series.ts';

describe('hunt/coverage/series', () => {
  it.each([
    [['access.log', 'access.log.1', 'access.log.2.gz', 'access.log-20261110.gz', '/var/log/access.log.old', 'access.1.log'], 1],
    [['u_ex261110.log', 'u_ex261111.log', 'u_ex26111200.log'], 1],
    [['2026-11-10.log', '2026-11-11.log'], 1],
    [['proxy_2026-Nov-10.csv', 'proxy_2026-Nov-11.csv'], 1],
    [['web1.log', 'web2.log'], 2],
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
