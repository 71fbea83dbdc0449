// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { ruleIds } from '../../case/entry/obligation.ts';
import { answersSchema } from './questions.ts';
import { submissionOf } from './submission.ts';

const as = (answers: object) => answersSchema.parse(answers);

describe('obligation/law/submission', () => {
  it.each(ruleIds)('%s says in both languages how it is handed in', (rule) => {
    const { ja, en } = submissionOf(rule, null);
    expect([ja.length > 15, en.length > 30, /[ぁ-ん]/.test(ja), /[ぁ-ん一-龥]/.test(en)]).toEqual([true, true, true, false]);
  });

  it('names the common forms of 1 October 2025 at every clock of a Japanese authority', () => {
    const authorities = ruleIds.filter((rule) => /^(appi|mynumber|telecom)\./.test(rule) && !/notice|processor/.test(rule));
    for (const rule of authorities) {
      const { ja, en } = submissionOf(rule, null);
      expect([rule, ja.includes('2025年10月1日') && ja.includes('共通様式'), en.includes('1 October 2025')]).toEqual([rule, true, true]);
    }
    expect(authorities).toHaveLength(9);
    // A leak of personal data by ransomware; an attack that only fills the line is no such leak.
    expect(submissionOf('appi.preliminary', null).ja).not.toContain('DDoS');
    expect(submissionOf('telecom.prompt', null).ja).toContain('DDoS 攻撃事案共通様式');
  });

  it('follows the recipient: the Commission’s form, the minister’s way, or the bureau', () => {
    const form = 'https://www.ppc.go.jp/personalinfo/legal/leakAction/';
    const ways = [
      {},
      { telecomOperator: false, delegatedIndustry: false },
      { telecomOperator: false, delegatedIndustry: true },
      { telecomOperator: true, delegatedIndustry: true },
    ].map((answers) => submissionOf('appi.final', as(answers)).ja);
    expect(ways.map((way) => way.includes(form))).toEqual([true, true, false, false]);
    expect(ways.map((way) => way.includes('事業所管大臣'))).toEqual([true, false, true, false]);
    expect(ways.map((way) => way.includes('総合通信局'))).toEqual([false, false, false, true]);
  });
});
