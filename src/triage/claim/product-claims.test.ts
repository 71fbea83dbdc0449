// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { domains } from '../../adapters/mail-authentication/domains.ts';
import { extractClaims } from './claim.ts';

const products = (text: string): readonly string[] =>
  extractClaims(text, domains.exists)
    .claims.filter(({ kind }) => kind === 'product')
    .map(({ value, version }) => (version === null ? value : `${value} ${version}`));

describe('triage/product-claims', () => {
  test.each([
    ['御社のワードプレス6.2.1が古い', ['WordPress 6.2.1']],
    ['ﾜｰﾄﾞﾌﾟﾚｽ 6.2.1 です', ['WordPress 6.2.1']],
    ['ワードプレスのバージョン6.2.1'.normalize('NFD'), ['WordPress 6.2.1']],
    ['ムーバブル・タイプの 7.8 と', ['Movable Type 7.8']],
    ['ムーバブル タイプ7', ['Movable Type 7']],
    ['アパッチ・トムキャット 9.0.1 と アパッチ 2.4.6', ['Apache Tomcat 9.0.1', 'Apache 2.4.6']],
    ['ラウンドキュブとラウンドキューブ1.4.2', ['Roundcube', 'Roundcube 1.4.2']],
    ['ＥＣキューブ４．２．０', ['EC-CUBE 4.2.0']],
    ['シェアポイントサーバ', []],
    ['ワードプレス（6.1.2）', ['WordPress 6.1.2']],
    ['ワード・プレス 6.1.2 とトム・キャット9.0.1', ['WordPress 6.1.2', 'Tomcat 9.0.1']],
    ['バージョン6.1.2のWordPress', ['WordPress 6.1.2']],
    ['バインドする', []],
    ['ベータボードの1.4.2', ['ベータボード 1.4.2']],
    ['プラグイン「Mail Form 8」の 5.3.1', ['Mail Form 8 5.3.1']],
    ['リスクスコア9.8、セクション3.2、バージョン1.4.2', []],
  ])('in Japanese: %s', (text, wanted) => {
    expect(products(text)).toEqual(wanted);
  });

  test.each([
    ['Your Deltashop 4.1.2 is old, and Our Deltawiki 1.0 too', ['Deltashop 4.1.2', 'Deltawiki 1.0']],
    ['Please update Deltashop 4.1.2', ['Deltashop 4.1.2']],
    ['Upgrading Deltashop 4.1.2 helps. Vulnerable Deltawiki Pro 2.0 runs there', ['Deltashop 4.1.2', 'Deltawiki Pro 2.0']],
    ['Server: Deltahttpd/2.8.1', ['Deltahttpd 2.8.1']],
    ['Deltashop v4.1.2-rc1', ['Deltashop 4.1.2-rc1']],
    ['deltashop version 4.1.2', ['deltashop 4.1.2']],
    ['Deltashop (version 4.1.2)', ['Deltashop 4.1.2']],
    ['CVSS Base Score 9.8, Section 3.2, OAuth 2.0, TLS 1.2, HTTP/1.1, PCI DSS 4.0, Friday 27.11, EUR 4.50', []],
    ['from Server 198.51.100.7 and Gateway 198.51.100.1', []],
    ['Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36', []],
    ['Since 2.5, About 3.1, This 4.0', []],
    ['WordPress 2024年の更新, PHP 7 days', ['WordPress', 'PHP']],
    ['WordPress6.1 と PHP7.4', ['WordPress 6.1', 'PHP 7.4']],
    ['version 4.1.2 of your Deltashop', ['Deltashop 4.1.2']],
    ['version 4.1.2 of the page, version 1.2 of it', []],
    ['WordPress (6.1.2) and WordPress (version 5.9)', ['WordPress 6.1.2', 'WordPress 5.9']],
    ['The plugin "Mail Form 8" 5.3.1 and deltalib@4.17.2, jquery@3.1.0', ['Mail Form 8 5.3.1', 'deltalib 4.17.2', 'jquery 3.1.0']],
    ['Mail to desk@198.51.100.7, "see page" 3.2', []],
    ['Node.js 18.1.0 and CGI.pm', ['Node.js 18.1.0', 'CGI.pm']],
  ])('in English: %s', (text, wanted) => {
    expect(products(text)).toEqual(wanted);
  });

  test('the quote begins at the name', () => {
    const text = 'Hello. Also Your Deltashop 4.1.2.';
    const { claims } = extractClaims(text, domains.exists);
    expect(claims.map(({ quote }) => quote)).toEqual(['Deltashop 4.1.2']);
  });
});
