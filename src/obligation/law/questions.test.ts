// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { ruleIds } from '../../case/entry/obligation.ts';
import { clockOrderSchema } from '../contract.ts';
import { NOT_COVERED } from './not-covered.ts';
import { recipientOf } from './recipients.ts';
import { answersSchema, propose, questionWords } from './questions.ts';
import { ruleOf, rules } from './rules.ts';
import type { RuleId } from './rule.ts';

const is = (rule: RuleId, answers: object) => propose(answersSchema.parse(answers)).find((one) => one.rule === rule)?.is;
const leaked = { personalDataTouched: true, sensitiveData: false, propertyDamagePossible: false, wrongfulPurpose: false };
const to = (rule: RuleId, answers: object | null) => recipientOf(ruleOf(rule), answers === null ? null : answersSchema.parse(answers)).ja;

describe('obligation/questions', () => {
  it('proposes every rule or says why not, with a word in both languages for every question', () => {
    expect(
      propose(answersSchema.parse({}))
        .map((one) => one.rule)
        .toSorted(),
    ).toEqual([...ruleIds].toSorted());
    expect(Object.keys(questionWords).toSorted()).toEqual(Object.keys(answersSchema.parse({})).toSorted());
  });

  it.each([
    // More than 1,000 persons in business (Rule 7(iv)), more than 100 in the public sector (Rule 43) and of the My Number (Rule art. 2).
    [100, 'not-proposed', 'not-proposed', 'not-proposed'],
    [101, 'not-proposed', 'proposed', 'proposed'],
    [1000, 'not-proposed', 'proposed', 'proposed'],
    [1001, 'proposed', 'proposed', 'proposed'],
  ] as const)('counts %i persons by the law of who one is', (persons, business, body, number) => {
    expect(is('appi.preliminary', { ...leaked, japaneseBusiness: true, persons })).toBe(business);
    expect(is('appi.public-final', { ...leaked, publicBody: true, persons })).toBe(body);
    expect(is('mynumber.final', { ...leaked, myNumberTouched: true, persons })).toBe(number);
  });

  it('counts one person where the kind of data or a wrongful purpose decides', () => {
    for (const kind of ['sensitiveData', 'propertyDamagePossible', 'wrongfulPurpose'])
      for (const [rule, who] of [
        ['appi.final', 'japaneseBusiness'],
        ['appi.public-preliminary', 'publicBody'],
      ] as const)
        expect(is(rule, { ...leaked, [kind]: true, [who]: true, persons: 1 })).toBe('proposed');
    expect(is('mynumber.preliminary', { ...leaked, myNumberTouched: true, wrongfulPurpose: true, persons: 1 })).toBe('proposed');
  });

  it('exempts what was strongly encrypted where somebody says so, and only there', () => {
    const answers = { ...leaked, japaneseBusiness: true, publicBody: false, myNumberTouched: true, persons: 5000 };
    for (const rule of ['appi.preliminary', 'appi.person-notice', 'mynumber.preliminary'] as const) {
      expect(is(rule, { ...answers, strongEncryption: true })).toBe('not-proposed');
      for (const strongEncryption of [false, null]) expect(is(rule, { ...answers, strongEncryption })).toBe('proposed');
    }
  });

  it('tells the persons wherever a report is owed, with a clock of its own that has no number of days', () => {
    for (const [notice, report, who] of [
      ['appi.person-notice', 'appi.final', 'japaneseBusiness'],
      ['appi.public-person-notice', 'appi.public-final', 'publicBody'],
    ] as const) {
      for (const persons of [100, 101, 1001]) {
        const answers = { ...leaked, [who]: true, persons };
        expect(is(notice, answers)).toBe(is(report, answers));
      }
      expect(ruleOf(notice).counting).toEqual({ how: 'promptly' });
    }
  });

  it('gives a body of government its own law, and a business none of that', () => {
    const both = { ...leaked, wrongfulPurpose: true, persons: 3 };
    expect([
      is('appi.final', { ...both, japaneseBusiness: true, publicBody: true }),
      is('appi.public-final', { ...both, publicBody: true }),
    ]).toEqual(['not-proposed', 'proposed']);
    expect(is('appi.public-final', { ...both, japaneseBusiness: true, publicBody: false })).toBe('not-proposed');
  });

  it('gives a foreign private issuer Form 6-K and not the four days of Form 8-K', () => {
    expect([is('sec.8k-1.05', { secForeignIssuer: true, secRegistrant: true }), is('sec.6k', { secForeignIssuer: true })]).toEqual([
      'not-proposed',
      'proposed',
    ]);
    expect([is('sec.8k-1.05', { secRegistrant: true }), is('sec.6k', { secRegistrant: true, secForeignIssuer: false })]).toEqual([
      'proposed',
      'not-proposed',
    ]);
    expect(ruleOf('sec.6k').counting.how).toBe('promptly');
  });

  it('parts the detailed report of telecommunications by what happened', () => {
    const operator = { telecomOperator: true };
    expect([
      is('telecom.detailed', { ...operator, communicationsSecrecyLeaked: true }),
      is('telecom.detailed-accident', { ...operator, majorServiceAccident: false }),
    ]).toEqual(['proposed', 'not-proposed']);
    expect([ruleOf('telecom.detailed').trigger, ruleOf('telecom.detailed-accident').trigger]).toEqual(['knownAt', 'occurredAt']);
  });

  it('names the recipient by who one is, and both while that is not known', () => {
    expect(to('appi.preliminary', { telecomOperator: true })).toContain('総合通信局');
    expect(to('appi.final', { telecomOperator: false, delegatedIndustry: true })).toContain('事業所管大臣');
    expect(to('appi.final', { telecomOperator: false, delegatedIndustry: false })).not.toContain('大臣');
    for (const unknown of [null, {}]) expect(to('appi.preliminary', unknown)).toMatch(/個人情報保護委員会.*事業所管大臣/);
    expect(to('telecom.prompt', null)).toContain('本社所在地を管轄する総合通信局等');
  });

  it('gives every rule its law, article and source, and says what it does not cover', () => {
    for (const rule of Object.values(rules)) {
      expect(rule.basis.article.length * rule.basis.law.length).toBeGreaterThan(0);
      expect(rule.basis.source).toMatch(/https:|総務省/);
    }
    // What was read in summary only says so wherever the rule is shown.
    for (const id of [
      'appi.public-final',
      'appi.public-preliminary',
      'appi.public-person-notice',
      'mynumber.final',
      'mynumber.preliminary',
    ] as const) {
      expect(ruleOf(id).note.ja).toContain('要確認');
      expect(ruleOf(id).note.en).toContain('to be confirmed');
    }
    expect(NOT_COVERED.map((one) => one.ja).join()).toMatch(/割賦販売法.*サイバー対処能力強化法.*適時開示.*UK GDPR/);
  });

  it('takes answers as they are asked for, some of them at a time, and refuses others', () => {
    const read = (answers: object) => clockOrderSchema.safeParse({ do: 'answer', answers }).success;
    expect([read({}), read({ japaneseBusiness: true, persons: 3 }), read({ publicBody: null })]).toEqual([true, true, true]);
    expect([read({ japaneseBusiness: 'yes' }), read({ persons: -1 }), read({ persons: '3' })]).toEqual([false, false, false]);
  });
});
