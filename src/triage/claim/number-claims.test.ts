// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { domains } from '../../adapters/mail-authentication/domains.ts';
import { extractClaims } from './claim.ts';

const numbers = (text: string): readonly string[] =>
  extractClaims(text, domains.exists)
    .claims.filter(({ kind }) => kind === 'cve' || kind === 'cwe' || kind === 'advisory')
    .map(({ value }) => value);

describe('triage/number-claims', () => {
  test.each([
    ['the flaw CVE-2023-\n50164 in Struts', ['CVE-2023-50164']],
    ['CVE-\n2023-50164', ['CVE-2023-50164']],
    ['CVE\n2023-50164', ['CVE-2023-50164']],
    ['> as described in CVE-2019-\n> 11043, which', ['CVE-2019-11043']],
    ['>> see CVE-\n>> 2019-11043', ['CVE-2019-11043']],
    ['サーバーには長らく放置されたままの既知の問題があり、番号は CVE-2019-\n　11043 です', ['CVE-2019-11043']],
    ['ＣＶＥ－２０１９－１１０４３、１１０４４', ['CVE-2019-11043', 'CVE-2019-11044']],
    ['CVE-2022-3602,3786', ['CVE-2022-3602', 'CVE-2022-3786']],
    ['CVE-2022-3602/3786', ['CVE-2022-3602', 'CVE-2022-3786']],
    ['CVE-2022-3602 and 3786 are both open', ['CVE-2022-3602', 'CVE-2022-3786']],
    ['CVE-2022-3602、3786 および 2023-0286 に該当', ['CVE-2022-3602', 'CVE-2022-3786', 'CVE-2023-0286']],
    ['CVE-2022-3602等、及び3786', ['CVE-2022-3602', 'CVE-2022-3786']],
    ['CVE-2022-3602・3786の修正', ['CVE-2022-3602', 'CVE-2022-3786']],
    ['CVE-2022-3602、\n3786', ['CVE-2022-3602', 'CVE-2022-3786']],
    ['CVE: 2019-11043', ['CVE-2019-11043']],
    ['CVE番号：2019-11043', ['CVE-2019-11043']],
    ['CVE ID 2019-11043', ['CVE-2019-11043']],
    ['CVE-2025-123456789', ['CVE-2025-123456789']],
    ['CVE-2022-3602, 2000 users were hit', ['CVE-2022-3602']],
    ['CVE-2022-3602、5000件の漏えい', ['CVE-2022-3602']],
    ['(CVE-2022-3602, 2023)', ['CVE-2022-3602']],
    ['CVE-2022-3602, 2023-11-27', ['CVE-2022-3602']],
    ['CVE-2022-3602 and 12 more', ['CVE-2022-3602']],
    ['CWE-\n89 と CWE-79、80', ['CWE-89', 'CWE-79', 'CWE-80']],
    ['CWE-79, 3 pages', ['CWE-79']],
    ['GHSA-jfh8-\nc2jp-5v3q', ['GHSA-jfh8-c2jp-5v3q']],
    ['JVNDB-2023-\n001234、001235', ['JVNDB-2023-001234', 'JVNDB-2023-001235']],
    ['JVN#\n87654321', ['JVN#87654321']],
    ['ＪＶＮ＃８７６５４３２１、12345670', ['JVN#87654321', 'JVN#12345670']],
    ['JVN#87654321, 20261127', ['JVN#87654321']],
    ['https://jvn.jp/jp/JVN87654321/', ['JVN#87654321']],
    ['https://jvn.jp/en/jp/JVN87654321/index.html', ['JVN#87654321']],
    ['hxxps://jvn[.]jp/vu/JVNVU91234567/', ['JVNVU#91234567']],
    ['https://jvn.jp/ta/JVNTA91234567/をご覧ください', ['JVNTA#91234567']],
    ['https://jvndb.jvn.jp/en/contents/2023/JVNDB-2023-001234.html', ['JVNDB-2023-001234']],
    ['JVN番号 87654321', ['JVN#87654321']],
    ['JVN は 87654321234 ではない', []],
  ])('%s', (text, wanted) => {
    expect(numbers(text)).toEqual(wanted);
  });

  test('wherever a line is broken or quoted, and whatever stands around it, the number is the same', () => {
    const around = fc.constantFrom('', ' ', '既知の', '（', 'see ', '\n', 'の番号は');
    const behind = fc.constantFrom('', '.', '。', 'です', ' is open', '）', ',', '\n');
    const wrap = fc.constantFrom('', '\n', '\r\n', '\n> ', '\n>> ', '\n　');
    const year = fc.integer({ min: 1999, max: 2098 });
    const number = fc.integer({ min: 1000, max: 99_999_999 });
    fc.assert(
      fc.property(around, year, wrap, number, wrap, behind, (before, of, first, id, second, after) => {
        expect(numbers(`${before}CVE-${first}${of}-${second}${id}${after}`)).toEqual([`CVE-${of}-${id}`]);
      }),
    );
  });
});
