// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTypedRows, withOffset } from './typed-rows.contract.ts';
import type { RowsShape } from './typed-rows.contract.ts';

const shape: RowsShape = { day: '2026-11-30', instantOf: (day, wall) => withOffset(day, wall, 540), names: ['佐藤 美咲', '佐藤'] };
const read = (text: string) =>
  readTypedRows(text, shape).map(({ at, who, text: words, decision }) => [at?.slice(5, 16) ?? null, who, words, decision]);

describe('case/command/typed-rows', () => {
  it('reads time, name and decision in whichever order, in full-width signs too, and goes on past midnight', () => {
    expect(
      read(
        '22:50 メールが使えない\n@佐藤美咲 電話した\n！ 23時10分 止めると決めた\n\n０：０５　＠高橋、機械室へ\n25:99 読めない時刻\n12/3 9:00 続き',
      ),
    ).toEqual([
      ['11-30T22:50', '', 'メールが使えない', false],
      [null, '佐藤 美咲', '電話した', false],
      ['11-30T23:10', '', '止めると決めた', true],
      ['12-01T00:05', '高橋', '機械室へ', false],
      [null, '', '25:99 読めない時刻', false],
      ['12-03T09:00', '', '続き', false],
    ]);
  });

  it('reads rows pasted from a sheet with and without headings, and a CSV file with headings', () => {
    const pasted =
      '番号\t時刻\t誰が\t何があった・何をした\t決めたこと\n1-1\t14:05\t佐藤 美咲\t"電話\n二行目"\t止める\n1-2\t14:10\t\t確かめた\t';
    expect(read(pasted)).toEqual([
      ['11-30T14:05', '佐藤 美咲', '電話\n二行目\n→ 止める', true],
      ['11-30T14:10', '', '確かめた', false],
    ]);
    expect(read('1-1\t14:05\t佐藤\tcall\tstop it\n14:06\tonly text')).toEqual([
      ['11-30T14:05', '佐藤', 'call\n→ stop it', true],
      ['11-30T14:06', '', 'only text', false],
    ]);
    const [row] = readTypedRows('Time,Who,What happened,Decided,Written by\n9:05,Sato,"a, b",,Suzuki\n', shape);
    expect(row).toMatchObject({ at: '2026-11-30T09:05:00+09:00', who: 'Sato', text: 'a, b', writtenDownBy: 'Suzuki' });
  });

  it('a line written late stays on its day; only a long way back is the next one', () => {
    expect(read('14:05 a\n13:50 b\n18:00 c\n09:00 d').map(([at]) => at)).toEqual([
      '11-30T14:05',
      '11-30T13:50',
      '11-30T18:00',
      '12-01T09:00',
    ]);
  });

  it('loses no row and no word, whatever stands in the lines', () => {
    const word = fc.stringMatching(/^[a-zぁ-ん漢字、。:!@0-9-]{1,12}$/);
    const line = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => `x${words.join(' ')}`);
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 40 }), (lines) => {
        expect(readTypedRows(lines.map((one, at) => `${at % 24}:05 ${one}`).join('\r\n'), shape).map(({ text }) => text)).toEqual(lines);
      }),
    );
  });

  it('is linear in a hostile text', () => {
    const began = performance.now();
    for (const text of [
      '"'.repeat(500_000),
      '@'.repeat(500_000),
      '1'.repeat(500_000),
      '\t"'.repeat(200_000),
      ' '.repeat(500_000),
      '! '.repeat(250_000),
    ])
      readTypedRows(text, shape);
    expect(performance.now() - began).toBeLessThan(20_000);
  });
});
