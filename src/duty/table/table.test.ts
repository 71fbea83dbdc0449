// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyRegister } from '../../../test/support/duty-world.ts';
import { holidayBook } from '../../adapters/holidays/holidays.ts';
import type { Instant } from '../../kernel/instant.ts';
import { planSchema } from '../rota/plan.ts';
import { openRota } from '../rota/roster.ts';
import { readDay, readMonth, readTime } from './cells.ts';
import { readTable } from './read-table.ts';
import { takeTable } from './take-table.ts';
import { writeTable } from './write-table.ts';

const plan = planSchema.parse({
  people: [
    { id: 'kon', name: '今野 亮', mail: ['kon@hosp.example'], personId: 'P-0301' },
    { id: 'ise', name: '伊勢　花' },
    { id: 'sub', name: 'Sub' },
  ],
  rosters: [
    {
      id: 'night',
      name: { ja: '夜間', en: 'Night' },
      layers: [{ id: 'l', people: ['sub'], start: '2027-01-04T08:30', rotation: { unit: 'week' } }],
    },
  ],
});
const of = {
  plan,
  handOver: '08:30',
  codes: new Map([['夜', { from: 21 * 60, to: 9 * 60 }]]),
  month: null,
  today: '2027-01-05',
};
const tokyo = (at: number): string => new Date(at + 9 * 3_600_000).toISOString().slice(0, 16);
const read = (text: string) => {
  const { duties, unread } = readTable(text, of);
  return {
    duties: duties.map(({ person, from, to }) => `${person} ${tokyo(from)} ${tokyo(to)}`),
    unread: unread.map((one) => [one.line, one.cell]),
  };
};

describe('duty/table', () => {
  it('reads a list with times, with days alone, and with people by name, number or address', () => {
    const text =
      '日付,開始時刻,終了時刻,担当\r\n2027/2/1(月),9:00,17:30,今野亮\r\n2月2日,21時,8時30分,伊勢 花\r\n２０２７年２月３日,,,P-0301\r\n2/4,,,kon@hosp.example\r\n';
    expect(read(text)).toEqual({
      duties: ['kon 2027-02-01T09:00 2027-02-01T17:30', 'ise 2027-02-02T21:00 2027-02-03T08:30', 'kon 2027-02-03T08:30 2027-02-05T08:30'],
      unread: [],
    });
  });

  it('reads a grid under its month, with codes, ranges and hours past midnight', () => {
    const text = '2027年2月 勤務表,,,,\n氏名,1,2,3,4\n,月,火,水,木\n今野 亮,夜,休,○,\n伊勢 花,,9:00-18:00,-,18:00~30:00\n';
    expect(read(text).duties).toEqual([
      'kon 2027-02-01T21:00 2027-02-02T09:00',
      'ise 2027-02-02T09:00 2027-02-02T18:00',
      'kon 2027-02-03T08:30 2027-02-04T08:30',
      'ise 2027-02-04T18:00 2027-02-05T06:00',
    ]);
    // The second of two who would be on at once is named, not dropped.
    const both = readTable('日付,担当\n2027-02-01,今野 亮\n2027-02-01,伊勢 花\n', of);
    expect([both.duties.length, both.unread[0]?.why.en]).toEqual([1, 'two people at once (kon and ise); the first was taken']);
  });

  it('names what it cannot read by its line, and guesses nothing', () => {
    const text =
      '日付,開始,終了,担当\n2027-02-30,9:00,17:00,今野 亮\n2027-02-01,9:00,17:00,知らない人\n2027-02-01,25時半,17:00,今野 亮\n2027-02-01,9:00,,今野 亮\n';
    expect(read(text)).toEqual({
      duties: [],
      unread: [
        [2, '2027-02-30'],
        [3, '知らない人'],
        [4, '25時半'],
        [5, '9:00'],
      ],
    });
    expect(readTable('a,b\n1,2\n', of).unread[0]?.why.ja).toContain('見出しの行がありません');
    expect(readTable('氏名,1,2,3\n今野 亮,○,,\n', of).unread[0]?.why.en).toContain('needs its month');
    expect(readTable('2027年2月\n氏名,1,2,3\n今野 亮,準,,\n', of).unread[0]?.cell).toBe('1 準');
    expect(readTable('2027年2月\n氏名,1,2,3\n知らない人,○,,\n', of).unread.map((one) => [one.line, one.cell])).toEqual([[3, '知らない人']]);
  });

  it('takes no name that two people have', () => {
    const twins = {
      ...of,
      plan: { ...plan, people: [...plan.people, { ...(plan.people[0] as never as object), id: 'kon2', personId: '', mail: [] } as never] },
    };
    expect(readTable('日付,担当\n2027-02-01,今野 亮\n', twins).duties).toEqual([]);
  });

  it('reads back what it wrote, for any duties', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            start: fc.integer({ min: 0, max: 80_000 }),
            length: fc.integer({ min: 1, max: 4000 }),
            who: fc.integer({ min: 0, max: 2 }),
          }),
          { maxLength: 20 },
        ),
        async (rows) => {
          const overrides = rows.map(({ start, length, who }, index) => {
            const from = Date.parse('2027-02-01T00:00:00+09:00') + start * 60_000;
            return {
              id: `o${index}`,
              roster: 'night',
              person: ['kon', 'ise', 'sub'][who] as string,
              from: new Date(from).toISOString(),
              to: new Date(from + length * 60_000).toISOString(),
              reason: '',
            };
          });
          const rota = openRota({ ...plan, overrides }, holidayBook());
          const span = { from: Date.parse('2027-02-01T00:00:00+09:00'), to: Date.parse('2027-04-01T00:00:00+09:00') };
          const text = writeTable(rota, 'roster:night', span, 'plain', 'ja') ?? '';
          const deps = {
            register: emptyRegister,
            holidays: holidayBook(),
            clock: { now: () => '2027-01-05T00:00:00.000Z' as Instant },
            readTable,
          };
          const taken = await takeTable(deps, plan, new TextEncoder().encode(text), { roster: 'night', month: null, codes: '' });
          expect(taken?.unread).toEqual([]);
          const again = openRota(taken?.plan ?? plan, holidayBook());
          for (let at = span.from; at < span.to; at += 97 * 60_000) expect(again.at('night', at).person).toBe(rota.at('night', at).person);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('puts a later table of the same days in the place of the earlier one, and lists who changes', async () => {
    const deps = {
      register: emptyRegister,
      holidays: holidayBook(),
      clock: { now: () => '2027-01-05T00:00:00.000Z' as Instant },
      readTable,
    };
    const take = async (before: typeof plan, text: string) => {
      const taken = await takeTable(deps, before, new TextEncoder().encode(text), { roster: 'night', month: null, codes: '夜=21:00-9:00' });
      if (taken === null) throw new Error('not read');
      return taken;
    };
    const first = await take(plan, '日付,担当\n2027-02-01,今野 亮\n2027-02-02,伊勢 花\n');
    expect(first.changes.map((one) => [one.before, one.after])).toEqual([
      ['sub', 'kon'],
      ['sub', 'ise'],
    ]);
    const second = await take(first.plan, '日付,担当\n2027-02-01,伊勢 花\n2027-02-02,伊勢 花\n');
    expect(second.plan.overrides).toHaveLength(1);
    expect(second.changes.map((one) => [one.before, one.after])).toEqual([['kon', 'ise']]);
    expect(await takeTable(deps, plan, new TextEncoder().encode('日付,担当\n'), { roster: 'nope', month: null, codes: '' })).toBeNull();
    expect(
      await takeTable(deps, plan, new TextEncoder().encode('日付,担当\n'), { roster: 'night', month: null, codes: '夜=いつか' }),
    ).toBeNull();
  });

  it('reads Shift_JIS as Excel saves it', async () => {
    const deps = {
      register: emptyRegister,
      holidays: holidayBook(),
      clock: { now: () => '2027-01-05T00:00:00.000Z' as Instant },
      readTable,
    };
    // 「日付,担当」 and 「2027-02-01,今野 亮」 in code page 932.
    const bytes = Buffer.from('93fa95742c925393960d0a323032372d30322d30312c8da196ec2097ba0d0a', 'hex');
    expect(await takeTable(deps, plan, bytes, { roster: 'night', month: null, codes: '' })).toMatchObject({ duties: 1 });
  });

  it('writes Garoon’s seven columns, without a cell that a spreadsheet would run', () => {
    const people = plan.people.map((person) => ({ ...person, name: `=1+1 ${person.id}` }));
    const rota = openRota({ ...plan, people }, holidayBook());
    const text =
      writeTable(
        rota,
        'roster:night',
        { from: Date.parse('2027-02-01T00:00:00+09:00'), to: Date.parse('2027-02-03T00:00:00+09:00') },
        'garoon',
        'ja',
      ) ?? '';
    const [head, first = ''] = text.slice(1).split('\r\n');
    expect(head).toBe('開始日付,開始時刻,終了日付,終了時刻,予定,予定詳細,メモ');
    expect(first).toMatch(/^2027\/02\/01,00:00:00,2027\/02\/03,00:00:00,夜間,[^=]/);
    expect(writeTable(rota, 'person:nobody', { from: 0, to: 1 }, 'plain', 'ja')).toBeNull();
  });

  it('knows days and times in the ways people write them', () => {
    expect(['10日', '10', '1/10', '1月10日', '2027.1.10', '10日(日)', '1/10 月', '10 Sun'].map((text) => readDay(text)?.day)).toEqual(
      Array.from({ length: 8 }, () => 10),
    );
    expect(['', '月', '休', '1/2/3/4', '第1'].map((text) => readDay(text))).toEqual([null, null, null, null, null]);
    expect(['9:00', '9:00:30', '9時', '9時30分', '29:30', '48:00', '49:00', '9', '9:60'].map((text) => readTime(text))).toEqual([
      540,
      540,
      540,
      570,
      1770,
      2880,
      null,
      null,
      null,
    ]);
    expect(readMonth('令和9年 勤務表')).toBeNull();
  });
});
