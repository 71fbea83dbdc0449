// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holidayBook } from '../adapters/holidays/holidays.ts';
import { ruleIds } from '../case/entry/obligation.ts';
import { compute } from './compute.ts';
import { readFacts } from './facts.ts';
import { ruleOf } from './law/rules.ts';
import type { RuleId } from './law/rule.ts';

type Vector = {
  rule: RuleId;
  facts: Record<string, unknown>;
  state: string;
  deadline: string | null;
  law: string;
  article: string;
  why: string;
};
const { vectors } = JSON.parse(readFileSync('fixtures/obligation/clock-vectors.json', 'utf8')) as { vectors: Vector[] };
const book = holidayBook();
const CASE = '../shared/cases/acting/23-cra-fix-before-knowing.json';

function ask(rule: RuleId, facts: unknown) {
  const read = readFacts(ruleOf(rule), facts);
  return read.ok ? compute(ruleOf(rule), read.value, book) : read.error;
}

describe('obligation/compute', () => {
  it('has at least 150 vectors over every rule of the show list', () => {
    expect(vectors.length).toBeGreaterThanOrEqual(150);
    expect(new Set(vectors.map((vector) => vector.rule)).size).toBe(ruleIds.length - 1);
    expect(vectors.every((vector) => vector.law !== '' && vector.article !== '')).toBe(true);
  });

  it.each(vectors.map((vector) => [`${vector.rule} ${JSON.stringify(vector.facts)} — ${vector.why}`, vector] as const))(
    '%s',
    (_, vector) => {
      expect(ask(vector.rule, vector.facts)).toMatchObject({ state: vector.state, deadline: vector.deadline });
    },
  );

  it.each([
    ['appi.final', { knownAt: '2026-11-21' }, '2026-12-21'],
    ['appi.final', { knownAt: '2026-11-21', wrongfulPurpose: true }, '2027-01-19'],
    ['appi.final', { knownAt: '2026-12-01' }, '2027-01-04'],
    ['appi.final', { knownAt: '2026-12-02', wrongfulPurpose: true }, '2027-02-01'],
    ['nis2.final', { notificationSubmittedAt: '2027-01-31T10:00:00Z' }, '2027-02-28'],
    ['sec.8k-1.05', { materialityDeterminedOn: '2026-11-20' }, '2026-11-27'],
    ['sec.8k-1.05', { materialityDeterminedOn: '2026-11-21' }, '2026-11-27'],
    ['cra.vulnerability-final', { awareAt: '2026-11-21T10:00:00Z' }, null],
  ] as const)('gives the day the law gives: %s %o', (rule, facts, day) => {
    expect(ask(rule, facts)).toMatchObject({ lastDay: day });
  });

  it('answers the same wherever the machine stands', () => {
    const zones = { UTC: 0, 'Asia/Tokyo': 9, 'America/New_York': 20 };
    const run = spawnSync(process.execPath, ['fixtures/obligation/answer-vectors.ts', ...Object.keys(zones)], { encoding: 'utf8' });

    expect(run.stderr).toBe('');
    expect(JSON.parse(run.stdout)).toEqual(
      Object.entries(zones).map(([zone, hour]) => ({ zone, hour, vectors: vectors.length, wrong: [] })),
    );
  });

  it.each([
    ['a time without a zone', 'gdpr.notification', { awareAt: '2026-11-21T10:00:00' }],
    ['31 February', 'appi.final', { knownAt: '2026-02-31' }],
    ['30 February with a time', 'gdpr.notification', { awareAt: '2026-02-30T10:00:00Z' }],
    ['a misspelt fact', 'gdpr.notification', { awareat: '2026-11-21T10:00:00Z' }],
    ['a fact of another rule', 'gdpr.notification', { knownAt: '2026-11-21' }],
    ['a zone that is none', 'gdpr.notification', { awareAt: '2026-11-21T10:00:00Z', zone: 'Mars/Olympus' }],
    ['a list', 'gdpr.notification', []],
    ['year 9999', 'nis2.final', { notificationSubmittedAt: '9999-12-31T00:00:00Z' }],
  ] as const)('refuses %s', (_, rule, facts) => {
    expect(ask(rule, facts)).toMatchObject({ code: 'clock.fact-unreadable', status: 422 });
  });

  it('never throws and never moves a deadline before its trigger, whatever day is given', () => {
    const day = fc.date({ min: new Date('2022-05-01'), max: new Date('2060-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.constantFrom(...ruleIds), day, fc.boolean(), (rule, at, wrongful) => {
        const spec = ruleOf(rule);
        const facts = {
          [spec.trigger]: at.toISOString(),
          ...(spec.accepts.includes('wrongfulPurpose') ? { wrongfulPurpose: wrongful } : {}),
        };
        const answer = ask(rule, facts);
        return !('deadline' in answer) || answer.deadline === null || answer.deadline > at.toISOString();
      }),
      { numRuns: 400 },
    );
  });

  it.each(ruleIds)('%s: as long as the fact it runs from is unknown there is no deadline, and the note says what is missing', (rule) => {
    const { trigger } = ruleOf(rule);
    for (const facts of [{}, { [trigger]: null }]) {
      const answer = ask(rule, facts);
      expect(answer).toMatchObject({ state: 'undetermined', deadline: null, lastDay: null, warnFrom: null, strict: true });
      expect(answer).toMatchObject({
        note: { ja: expect.stringContaining('定まるまで期限はない'), en: expect.stringContaining('no deadline until') },
      });
      expect(JSON.stringify('note' in answer ? answer.note : '')).not.toContain(trigger);
    }
    expect(ask(rule, { [trigger]: '' })).toMatchObject({ code: 'clock.fact-unreadable' });
    expect(ask(rule, { [trigger]: 'yesterday' })).toMatchObject({ code: 'clock.fact-unreadable' });
  });

  it.each([
    // The measure was out before anybody knew: the duty begins with knowing, whenever the measure came.
    ['2027-05-03T08:00:00Z', '2027-04-12T08:00:00Z', 'running', '2027-05-17T08:00:00.000Z'],
    ['2026-10-05T08:00:00Z', '2025-02-01T08:00:00Z', 'running', '2026-10-19T08:00:00.000Z'],
    ['2027-05-03T08:00:00Z', '2027-05-03T08:00:00Z', 'running', '2027-05-17T08:00:00.000Z'],
    ['2026-08-01T08:00:00Z', '2026-08-20T08:00:00Z', 'not-applicable', null],
    ['2026-08-01T08:00:00Z', '2026-10-20T08:00:00Z', 'running', '2026-11-03T09:00:00.000Z'],
    [null, '2026-08-20T08:00:00Z', 'undetermined', null],
    [null, '2026-10-20T08:00:00Z', 'running', '2026-11-03T09:00:00.000Z'],
  ] as const)('CRA final report, aware %s, measure %s: %s', (awareAt, fixAvailableAt, state, deadline) => {
    const facts = { fixAvailableAt, ...(awareAt === null ? {} : { awareAt }) };
    expect(ask('cra.vulnerability-final', facts)).toMatchObject({ state, deadline });
  });

  it('shows no deadline before the awareness, for any two moments and every rule that knows both, and says why', () => {
    const moment = fc.date({ min: new Date('2026-06-01'), max: new Date('2040-01-01'), noInvalidDate: true });
    const both = ruleIds.filter((rule) => ruleOf(rule).accepts.includes('awareAt'));
    fc.assert(
      fc.property(fc.constantFrom(...both), moment, moment, (rule, act, aware) => {
        const answer = ask(rule, { [ruleOf(rule).trigger]: act.toISOString(), awareAt: aware.toISOString() });
        if (!('deadline' in answer)) throw new Error('refused');
        expect(answer.deadline === null || answer.deadline > aware.toISOString()).toBe(true);
        if (aware > act && answer.state === 'running') {
          expect(answer.strict).toBe(false);
          expect(answer.note.en).toContain('counted from the awareness');
          expect(answer.note.ja).toContain('認識した日時から数えた');
        }
      }),
      { numRuns: 300 },
    );
  });

  it.skipIf(!existsSync(CASE))('runs in the collected case, from the awareness on', () => {
    const { rule, facts } = JSON.parse(readFileSync(CASE, 'utf8')) as { rule: RuleId; facts: object };
    expect(ask(rule, facts)).toMatchObject({ state: 'running', deadline: '2026-10-04T01:00:00.000Z' });
  });

  it('gives one answer for one moment, in whatever offset it is written', () => {
    const moment = fc.date({ min: new Date('2026-10-01'), max: new Date('2040-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.constantFrom(...ruleIds), moment, fc.integer({ min: -12, max: 14 }), (rule, at, hours) => {
        const { trigger } = ruleOf(rule);
        const sign = hours < 0 ? '-' : '+';
        const wall = new Date(at.getTime() + hours * 3_600_000).toISOString().slice(0, -1);
        const written = `${wall}${sign}${String(Math.abs(hours)).padStart(2, '0')}:00`;
        return JSON.stringify(ask(rule, { [trigger]: written })) === JSON.stringify(ask(rule, { [trigger]: at.toISOString() }));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    // 00:30 in Tokyo is still the day before in UTC: day 1 is the Tokyo day.
    ['appi.final', { knownAt: '2026-11-20T15:30:00Z' }, '2026-12-21'],
    ['appi.final', { knownAt: '2026-11-20T14:59:00Z' }, '2026-12-21'],
    ['appi.preliminary', { knownAt: '2026-11-21T00:30:00+09:00' }, '2026-11-25'],
    ['appi.preliminary', { knownAt: '2026-11-20T23:59:00+09:00' }, '2026-11-24'],
    // Day 30 on Sunday 20 December and on Saturday 19 December both move to Monday 21.
    ['appi.final', { knownAt: '2026-11-21' }, '2026-12-21'],
    // Late on the 27th in New York is the 28th in UTC; business days are counted in New York.
    ['sec.8k-1.05', { materialityDeterminedOn: '2026-11-28T03:00:00Z' }, '2026-12-03'],
    // The zone of a Member State decides which civil day it is.
    ['nis2.final', { notificationSubmittedAt: '2026-11-30T22:30:00Z', zone: 'Europe/Athens' }, '2027-01-01'],
    ['nis2.final', { notificationSubmittedAt: '2026-11-30T22:30:00Z', zone: 'Europe/Lisbon' }, '2026-12-30'],
  ] as const)('counts civil days where the law is: %s %o', (rule, facts, day) => {
    expect(ask(rule, facts)).toMatchObject({ lastDay: day });
  });

  it.each([
    ['spring forward', '2027-03-27T12:00:00Z', '2027-03-30T12:00:00.000Z'],
    ['fall back', '2026-10-24T12:00:00Z', '2026-10-27T12:00:00.000Z'],
  ] as const)('lets hours run as hours over a change of the clocks: %s', (_, awareAt, deadline) => {
    expect(ask('gdpr.notification', { awareAt })).toMatchObject({ deadline });
  });

  it('keeps the strict time where only the day is known, and says so', () => {
    expect(ask('gdpr.notification', { awareAt: '2026-11-21' })).toMatchObject({
      deadline: '2026-11-23T23:00:00.000Z',
      note: { en: expect.stringContaining('Only the day is known') },
    });
    expect(ask('nis2.final', { notificationSubmittedAt: '2027-01-31' })).toMatchObject({
      lastDay: '2027-02-28',
      note: { en: expect.stringContaining('that same time of day is the deadline') },
    });
  });

  it('says when a deadline rests on an equinox that is not published, or on a year without data', () => {
    expect(ask('appi.final', { knownAt: '2028-08-24' })).toMatchObject({
      lastDay: '2028-09-25',
      note: { en: expect.stringContaining('provisional') },
    });
    expect(ask('appi.final', { knownAt: '2055-05-11' })).toMatchObject({ note: { en: expect.stringContaining('No holiday data') } });
  });

  // Worked out by hand: the warning comes at half of a period in hours, at the end of the rule's own day in Japan, after three
  // quarters of a period in days (30 days for a month), and a day before the last business day.
  it.each([
    ['gdpr.notification', { awareAt: '2026-11-21T10:00:00Z' }, '2026-11-24T10:00:00.000Z', '2026-11-22T22:00:00.000Z', true],
    ['nis2.early-warning', { awareAt: '2026-11-21T10:00:00Z' }, '2026-11-22T10:00:00.000Z', '2026-11-21T22:00:00.000Z', true],
    ['cra.vulnerability-final', { fixAvailableAt: '2027-01-05T08:00:00Z' }, '2027-01-19T08:00:00.000Z', '2027-01-15T08:00:00.000Z', true],
    ['nis2.final', { notificationSubmittedAt: '2027-01-31T10:00:00Z' }, '2027-02-28T10:00:00.000Z', '2027-02-20T10:00:00.000Z', true],
    ['sec.8k-1.05', { materialityDeterminedOn: '2026-11-20' }, '2026-11-27T22:30:00.000Z', '2026-11-26T22:30:00.000Z', true],
    // "About three to five days" is a guide figure.
    ['appi.preliminary', { knownAt: '2026-11-21' }, '2026-11-25T14:59:59.000Z', '2026-11-23T14:59:59.000Z', false],
    // Day 30 is a Monday: nothing was moved.
    ['appi.final', { knownAt: '2026-11-22' }, '2026-12-21T14:59:59.000Z', '2026-12-14T14:59:59.000Z', true],
    // Day 30 is a Sunday: what is shown lies a day after it.
    ['appi.final', { knownAt: '2026-11-21' }, '2026-12-21T14:59:59.000Z', '2026-12-13T14:59:59.000Z', false],
    ['appi.final', { knownAt: '2026-11-21', wrongfulPurpose: true }, '2027-01-19T14:59:59.000Z', '2026-12-13T14:59:59.000Z', true],
    ['telecom.detailed', { knownAt: '2026-11-22' }, '2026-12-21T14:59:59.000Z', '2026-12-14T14:59:59.000Z', true],
    ['telecom.prompt', { knownAt: '2026-11-21T10:00:00Z' }, null, '2026-11-21T10:00:00.000Z', false],
  ] as const)(
    'warns in time, and says whether the text or a guide figure was counted: %s %o',
    (rule, facts, deadline, warnFrom, strict) => {
      expect(ask(rule, facts)).toMatchObject({ state: 'running', deadline, warnFrom, strict });
    },
  );

  it.each([
    ['28 December is open', '2026-11-29', '2026-12-28', true],
    ['29 December is closed', '2026-11-30', '2027-01-04', false],
    ['3 January is closed', '2027-12-05', '2028-01-04', false],
    ['4 January is open', '2027-12-06', '2028-01-04', true],
    ['a public holiday is closed', '2026-10-25', '2026-11-24', false],
  ] as const)('offices over the new year: %s', (_, knownAt, lastDay, strict) => {
    const found = ask('appi.final', { knownAt });

    expect(found).toMatchObject({ lastDay, strict });
    expect(JSON.stringify(found).includes('is a closed day')).toBe(!strict);
  });

  it.each([
    ['2022-03-31', 'not-applicable', null],
    ['2022-04-01', 'running', '2022-04-05'],
  ] as const)('the duty of APPI began on 1 April 2022: %s', (knownAt, state, lastDay) => {
    expect(ask('appi.preliminary', { knownAt })).toMatchObject({ state, lastDay });
  });

  it.each([
    ['2027-01-31T10:00:00Z', '2027-03-01'],
    ['2027-02-01T10:00:00Z', '2027-03-01'],
    ['2027-01-27T10:00:00Z', '2027-03-01'],
    ['2027-01-26T10:00:00Z', '2027-02-26'],
  ] as const)(
    'names the working day to which a European period could be extended, and does not rely on it: %s',
    (notificationSubmittedAt, working) => {
      const found = ask('nis2.final', { notificationSubmittedAt });

      expect(found).toMatchObject({
        strict: true,
        note: { en: expect.stringContaining(`end of ${working} `), ja: expect.stringContaining(working) },
      });
    },
  );

  it('a moment that is known to the minute is told without a word about the day', () => {
    const moment = ask('gdpr.notification', { awareAt: '2026-11-21T10:00:00Z' });

    expect(JSON.stringify(moment)).not.toContain('Only the day is known');
    expect(moment).toMatchObject({ note: { en: expect.stringContaining('starting hour') } });
  });

  it('a deadline that rests on known days says nothing of doubts', () => {
    expect(JSON.stringify(ask('appi.final', { knownAt: '2026-11-22' }))).not.toMatch(/provisional|No holiday data/);
    expect(JSON.stringify(ask('sec.8k-1.05', { materialityDeterminedOn: '2026-11-20' }))).not.toMatch(/provisional|No holiday data/);
  });
});
