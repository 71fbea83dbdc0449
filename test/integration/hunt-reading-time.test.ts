// SPDX-License-Identifier: Apache-2.0
// When a line was written: what it says itself, then what a person declared, then a guess that is said.
import { afterAll, describe, expect, it } from 'vitest';
import { csvFormat } from '../../src/hunt/formats/csv.ts';
import { dateOrder } from '../../src/hunt/formats/date-order.ts';
import { isZone } from '../../src/hunt/formats/read/zone.ts';
import { ALWAYS } from '../../src/hunt/engine/period.ts';
import { judgeClaim } from '../../src/hunt/question/claim.ts';
import { readCoverage } from '../../src/hunt/question/coverage.ts';
import type { Instant } from '../../src/kernel/instant.ts';
import { unwrap } from '../../src/kernel/result.ts';
import { engineAbsent, readingLogs, withEngine } from '../support/reading-logs.ts';

const written = '2026-11-28T00:00:00Z';

describe('hunt/formats/date-order', () => {
  it.each([
    ['a number above twelve in front', ['03/04/2026 10:00', '25/04/2026 10:00'], { order: 'dmy', how: 'clear' }],
    ['a number above twelve behind', ['03/04/2026 10:00', '04/25/2026 10:00'], { order: 'mdy', how: 'clear' }],
    ['both, which contradict each other', ['25/04/2026', '04/25/2026', '26/04/2026'], { order: 'dmy', how: 'both' }],
    ['none: the order that comes near the file and not after it', ['11/05/2026', '11/12/2026'], { order: 'mdy', how: 'guessed' }],
    ['none, and the other order would lie in the future', ['10/12/2026', '11/12/2026'], { order: 'mdy', how: 'guessed' }],
    ['the year in front: no such date at all', ['2026/04/03 10:00'], { order: null, how: 'none' }],
  ] as const)('%s', (_, lines, found) => {
    expect(dateOrder(lines, written)).toEqual(found);
  });

  it('an order is the same for all lines, whichever of them shows it', () => {
    for (let day = 13; day <= 28; day += 1)
      expect(dateOrder([...Array.from({ length: 50 }, () => '03/04/2026 10:00'), `${day}/04/2026 10:00`], written)).toEqual({
        order: 'dmy',
        how: 'clear',
      });
  });
});

describe('hunt/formats/zone', () => {
  it.each(['+09:00', '-0330', 'UTC', 'Asia/Tokyo', 'America/Argentina/Ushuaia'])('%s is a zone', (zone) => expect(isZone(zone)).toBe(true));
  it.each(['JST', '+9', 'EST5EDT', '+25:00', 'Asia/Nowhere', '', "+09:00'"])('%s is none', (zone) => expect(isZone(zone)).toBe(false));
});

describe.skipIf(engineAbsent)(withEngine('hunt/formats/time'), () => {
  const logs = readingLogs();
  afterAll(() => logs.close());
  const csv = csvFormat({ table: 'flow', columns: { '@timestamp': 'when', 'source.ip': 'a', 'destination.ip': 'b' } });
  const row = (when: string) => `"${when}",10.0.0.5,203.0.113.9`;
  const take = (whens: readonly string[], zone: string | null = '+09:00') =>
    logs.take(['when,a,b', ...whens.map(row)], { format: csv, zone });
  const times = (file: Awaited<ReturnType<typeof take>>) =>
    logs.rows('flow', file, 'toString(`@timestamp`) AS t, `event.time_origin` AS o');
  const at = (t: string, o = 'line') => ({ t: `2026-11-20 ${t}`, o });

  it('a zone in the text counts more than the one declared, in whatever way it is written', async () => {
    const done = await take([
      '2026-11-20T10:00:01+09:00',
      '2026-11-20 01:00:01 UTC',
      'Nov 20 2026 01:00:01 GMT',
      '20 Nov 2026 10:00:01 GMT+09:00',
      'Fri Nov 20 10:00:01 JST 2026',
      '20/Nov/2026:10:00:01 +0900',
      '1795136401',
      '1795136401000',
      '2026-11-19T20:00:01 EST',
    ]);
    expect(new Set((await times(done)).map((one) => JSON.stringify(one)))).toEqual(new Set([JSON.stringify(at('01:00:01.000000'))]));
    expect(done.parsed).toBe(9);
  });

  it('without one the declared zone counts, and the words of a Japanese machine are read', async () => {
    const done = await take([
      '2026/11/20 10:00:01',
      '2026-11-20 10:00:01,250',
      '2026年11月20日 10時00分01秒',
      '2026/11/20 午前 10:00:01',
      'Nov 20, 2026 10:00:01 AM',
    ]);
    expect(await times(done)).toEqual(
      ['.000000', '.250000', '.000000', '.000000', '.000000'].map((rest) => at(`01:00:01${rest}`, 'declared')),
    );
  });

  it('the name of a zone that several places use is refused, not guessed', async () => {
    const done = await take(['2026-11-20 10:00:01', '2026-11-20 10:00:01 IST', '2026-11-20 10:00:01 BST']);
    expect((await logs.reasons(done)).map(([, why]) => why)).toEqual(
      Array.from({ length: 2 }, () => 'the name of the time zone is not known'),
    );
  });

  it('one order of day and month for the file; a date that does not fit it is none', async () => {
    const done = await take(['03/04/2026 10:00:00', '25/04/2026 10:00:00', '04/26/2026 10:00:00']);
    expect(done).toMatchObject({ state: 'ask', parsed: 2, rejected: 2, headers: 1, guessed: ['order'] });
  });

  it('an order that no line shows is a guess, is said, and can be declared', async () => {
    const lines = ['when,a,b', row('03/04/2026 10:00:00'), row('03/05/2026 10:00:00')];
    const asked = await logs.take(lines, { format: csv, zone: 'UTC' });
    expect(asked).toMatchObject({ state: 'ask', guessed: ['order'], asks: { why: ['order'] } });
    expect(await logs.all('SELECT count() AS n FROM matoi.flow WHERE toYYYYMM(`@timestamp`) = 202603')).toEqual([{ n: 0 }]);
    const said = await logs.take(lines, { format: csv, zone: 'UTC', order: 'mdy' });
    expect(said).toMatchObject({ state: 'imported', guessed: [], from: '2026-03-04T10:00:00Z', to: '2026-03-05T10:00:00Z' });
  });

  const web = csvFormat({ table: 'web', columns: { '@timestamp': 'when', 'source.ip': 'client', 'url.original': 'asked' } });
  const hours = (dates: readonly string[], mark = 0) => [
    'when,client,asked',
    ...dates.flatMap((date) => [9, 10, 11].map((hour) => `${date} ${hour}:00:00,198.51.100.7,/form.cgi?${mark}-${hour}`)),
  ];
  it.each([
    [
      'none shows it: what a person said, and that they said it',
      ['03/04/2026'],
      'dmy',
      'as whoever imported it said, the day comes first',
      'supported',
    ],
    ['all show it: nothing is to be said', ['03/04/2026', '25/04/2026'], 'dmy', '', 'supported'],
    ['they contradict each other', ['03/04/2026', '25/04/2026', '04/26/2026'], 'dmy', 'contradict each other', 'cannot-tell'],
    ['they show another order than a person said', ['03/04/2026', '04/25/2026'], 'dmy', 'contradict each other', 'cannot-tell'],
  ] as const)('day and month in the lines: %s', async (why, dates, order, said, verdict) => {
    const name = `${why.length}-${dates.length}.csv`;
    const file = await logs.take(hours(dates, why.length), { format: web, zone: 'UTC', order, name });
    expect(file.state === 'imported' || file.rejected > 1).toBe(true);
    const only = await readCoverage(logs.engine, ALWAYS, ['web'], [file.fileId ?? -1]);
    const spots = unwrap(only).notLookedAt.flatMap(({ en }) => (en.includes('number is the month') ? [en] : []));
    expect(spots.join()).toContain(said);
    expect(spots.every((one) => one.includes(name))).toBe(said !== '' || spots.length === 0);
    const period = { since: '2026-04-03T09:00:00.000Z' as Instant, until: '2026-04-03T11:00:00.000Z' as Instant };
    const judged = unwrap(
      await judgeClaim(logs.engine, { kind: 'requested', path: '/form.cgi', period, about: { hosts: [], logs: [name] } }),
    );
    expect(judged.verdict).toBe(verdict);
  });

  it('a file whose first and last lines agree and whose middle does not is asked about', async () => {
    const clear = Array.from({ length: 400 }, () => '25/04/2026');
    const done = await logs.take(hours([...clear, '04/26/2026', ...clear]), { format: web, zone: 'UTC' });
    expect(done).toMatchObject({ state: 'ask', guessed: ['order'] });
  });

  const query = (stamp: string) => `${stamp} ns1 dnsmasq[9]: query[A] a.example from 10.0.0.5`;
  it('lines without a year are not after their file: New Year, and 29 February', async () => {
    const done = await logs.take(['Dec 31 23:59:58', 'Jan  1 00:00:02', 'Jan  2 08:00:00'].map(query), {
      zone: '+00:00',
      written: '2026-01-02T08:00:01Z',
    });
    expect((await logs.rows('dns', done, 'toString(`@timestamp`) AS t')).map((one) => one['t'])).toEqual([
      '2025-12-31 23:59:58.000000',
      '2026-01-01 00:00:02.000000',
      '2026-01-02 08:00:00.000000',
    ]);
    expect(done).toMatchObject({ guessed: ['year'] });
    const east = await logs.take(['Dec 31 23:59:58', 'Jan  1 08:59:59'].map(query), { zone: '+09:00', written: '2025-12-31T23:59:59Z' });
    expect([east.from, east.to]).toEqual(['2025-12-31T14:59:58Z', '2025-12-31T23:59:59Z']);
    const leap = await logs.take(['Feb 29 10:00:00'].map(query), { zone: '+00:00', written: '2026-03-01T00:00:00Z' });
    expect(leap.from).toBe('2024-02-29T10:00:00Z');
  });

  it('an hour that came twice is said, one that was skipped is no time', async () => {
    const done = await take(['2026-11-01 00:30:00', '2026-11-01 01:30:00', '2026-03-08 02:30:00'], 'America/New_York');
    expect(await times(done)).toEqual([
      { t: '2026-11-01 04:30:00.000000', o: 'declared' },
      { t: '2026-11-01 05:30:00.000000', o: 'ambiguous' },
    ]);
    expect(await logs.reasons(done)).toEqual([[4, 'a local time that the zone skipped']]);
    expect(done.guessed).toContain('hour');
  });

  it('LEEF says the pattern of its own dates', async () => {
    const line = (time: string, format: string) =>
      `LEEF:1.0|V|P|1|Deny|src=10.0.0.5\tdst=203.0.113.9\tdevTime=${time}\tdevTimeFormat=${format}`;
    const done = await logs.take(
      [
        line('11/09/2026 10:00:01', 'MM/dd/yyyy HH:mm:ss'),
        line('09/11/2026 10:00:01', 'dd/MM/yyyy HH:mm:ss'),
        line('2026 Nov 09 10:00:01 JST', 'yyyy MMM dd HH:mm:ss z'),
      ],
      {
        zone: '+09:00',
      },
    );
    expect(new Set((await logs.rows('event', done, 'toString(`@timestamp`) AS t')).map((one) => one['t']))).toEqual(
      new Set(['2026-11-09 01:00:01.000000']),
    );
  });

  it.each([
    ['a sign between', 'LEEF:2.0|V|P|1|Deny|;|src=10.0.0.5;dst=203.0.113.9;dstPort=443;usrName=mori'],
    ['its number', 'LEEF:2.0|V|P|1|Deny|x7C|src=10.0.0.5|dst=203.0.113.9|dstPort=443|usrName=mori'],
    ['no such field', 'LEEF:2.0|V|P|1|Deny|src=10.0.0.5\tdst=203.0.113.9\tdstPort=443\tusrName=mori'],
  ])('LEEF with %s', async (_, line) => {
    const done = await logs.take([`Nov 20 10:00:01 px ${line}`], { zone: '+09:00' });
    expect(await logs.rows('event', done, '`source.ip` AS a, `destination.ip` AS b, `destination.port` AS p, `user.name` AS u')).toEqual([
      { a: '10.0.0.5', b: '203.0.113.9', p: 443, u: 'mori' },
    ]);
  });

  it('JSON without a zone takes the declared one', async () => {
    const done = await logs.take(
      [JSON.stringify({ time: '2026-11-20 10:00:01', remote_addr: '10.0.0.5', request: 'GET /a HTTP/1.1', status: 200 })],
      { zone: '+09:00' },
    );
    expect(done).toMatchObject({ from: '2026-11-20T01:00:01Z', zoneOrigin: 'declared' });
  });

  it('an answer says how many of its lines have a year, an hour or a zone that was assumed', async () => {
    const name = 'dnsmasq[9]: query[A] a.example from 10.0.0.5';
    await logs.take([`Nov  1 01:30:00 ns2 ${name}`, `Nov  2 01:30:00 ns2 ${name}`], {
      zone: 'America/New_York',
      written: '2026-11-28T00:00:00Z',
    });
    await logs.take([`Nov  3 01:30:00 ns3 ${name}`]);
    const coverage = unwrap(await readCoverage(logs.engine, ALWAYS, ['dns']));
    const [counted] = await logs.all(
      "SELECT countIf(o IN ('year', 'guessed year', 'ambiguous year')) AS years, countIf(startsWith(o, 'ambiguous')) AS hours, countIf(startsWith(o, 'guessed')) AS zones FROM (SELECT toString(`event.time_origin`) AS o FROM matoi.dns)",
    );
    const { years, hours, zones } = counted as Record<string, number>;
    expect([Number(years) >= 3, Number(hours) >= 1, Number(zones) >= 1]).toEqual([true, true, true]);
    const said = coverage.notLookedAt.map((one) => one.en);
    expect(said).toContain(`${years} lines of dnsmasq.query carry no year; the file’s own date gave it`);
    expect(said).toContain(`${hours} lines of dnsmasq.query lie in an hour that came twice when clocks were put back; the first was taken`);
    expect(said).toContain(`${zones} lines of dnsmasq.query carry no zone; UTC was assumed`);
  });
});
