// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rawKindRules } from '../../adapters/triage-rules/triage-rules.ts';
import { parseKindRules } from './kind-rule.ts';
import { readKinds, speaksFor } from './read-kinds.ts';

const rules = parseKindRules(rawKindRules());
const kindsOf = (text: string) => readKinds(text, rules).map((reading) => reading.kind);

describe('triage/kind', () => {
  it.each(rules)('$id: its own hits and misses', (rule) => {
    for (const text of rule.hit) expect([text, kindsOf(text).includes(rule.kind)]).toEqual([text, true]);
    for (const text of rule.miss) expect([text, speaksFor(rule, text.toLowerCase())]).toEqual([text, false]);
  });

  it('reads several kinds at once, each with the sentence that it rests on', () => {
    const text = '御社のサーバーに脆弱性があります。\nほかの契約者のフォルダが読める状態です。\n48 時間以内に支払わなければ攻撃する。';
    const read = readKinds(text, rules);
    expect(read.map((reading) => reading.kind)).toEqual(['exposure-seen', 'extortion', 'weakness-claimed']);
    for (const { quotes } of read) expect(quotes[0]?.shown.length).toBeGreaterThan(5);
  });

  it.each([
    ['先方のセキュリティ会社から電話。御社の端末三台が sync-check[.]example（198.51.100.66）と通信しているとのこと。', ['compromise-seen']],
    ['A vendor rang: your proxy talks to update-check[.]example (198.51.100.66), at least three machines.', ['compromise-seen']],
    ['経理の佐藤さんを名乗るメールで振込先が変わったと言われました。', ['account-taken-over']],
    ['共有サーバーのファイルの拡張子が全部変わって開けない。画面に身代金の文が出ている。', ['ransomware']],
    ['添付を開いてしまいました。どうすればよいですか。', ['phishing-clicked']],
    ['電車に会社のノートPCを置き忘れました。顧客の名簿が入っています。', ['data-lost']],
    ['貴社の 203.0.113.4 からスキャンを受けています。', ['abuse-from-us']],
    ['御社そっくりの偽サイトを見つけました。', ['name-misused']],
    ['来週の打ち合わせの件で、資料をお送りします。', ['unclear']],
    ['Lunch at twelve? The menu is below.', ['unclear']],
  ])('%s', (text, kinds) => {
    expect(kindsOf(text)).toEqual(kinds);
  });

  it('reads any text without failing, in time that grows with its length', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 3000, unit: 'grapheme' }), (text) => {
        expect(readKinds(text, rules).length).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
    expect(kindsOf('通信 '.repeat(60_000)).length).toBeGreaterThan(0);
  });
});
