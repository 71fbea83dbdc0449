// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { domains } from '../../adapters/mail-authentication/domains.ts';
import { extractClaims } from './claim.ts';

const named = (text: string): readonly string[] =>
  extractClaims(text, domains.exists).claims.map(({ kind, value, version }) => `${kind} ${value}${version === null ? '' : ` ${version}`}`);

describe('triage/claim', () => {
  test('a product with its version is no second claim about a kind of program', () => {
    expect(named('PHP 8.1.2 runs behind PHP-CGI, and /cgi-bin/form.cgi answers')).toEqual([
      'product PHP 8.1.2',
      'product PHP-CGI',
      'cgi-path /cgi-bin/form.cgi',
    ]);
  });

  test.each([
    ['お客様番号〇〇の三百万円を一週間以内に', ['demand 三百万円', 'deadline 一週間以内']],
    ['二十億円を来週中に', ['demand 二十億円', 'deadline 来週中に']],
  ])('amounts and days in kanji: %s', (text, wanted) => {
    expect(named(text)).toEqual(expect.arrayContaining(wanted));
  });

  test.each([
    ['報奨金は求めておりません。', []],
    ['謝礼などは一切不要です。', []],
    ['報酬を求めるつもりはありません', []],
    ['We are not asking for a reward.', []],
    ["I don't want any compensation for this", []],
    ['No bounty is expected.', []],
    ['謝礼をお願いできますか。連絡は不要です', ['demand 謝礼']],
    ['What reward do you offer? I do not mind the form.', ['demand reward']],
    ['身代金を払わなければ、返しません', ['demand 身代金']],
  ])('what is said not to be wanted is no demand: %s', (text, wanted) => {
    expect(named(text).filter((one) => one.startsWith('demand'))).toEqual(wanted);
  });

  test('a quote is what stands in the text, in decomposed writing too', () => {
    const text = '受付の画面に パストラバーサル と ﾃﾞｨﾚｸﾄﾘﾄﾗﾊﾞｰｻﾙ があります。'.normalize('NFD');
    const { claims } = extractClaims(text, domains.exists);
    expect(claims.map(({ value }) => value)).toEqual(['パストラバーサル', 'ディレクトリトラバーサル']);
    for (const claim of claims) expect(text.slice(claim.start, claim.end)).toBe(claim.quote);
  });
});
