// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holidayBook } from '../../src/adapters/holidays/holidays.ts';
import { readJudgement, readStations } from '../../src/case/fold/fold.ts';
import type { CaseView } from '../../src/case/fold/view.ts';
import { readNext } from '../../src/case/next/next-actions.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import { ruleIds } from '../../src/case/entry/obligation.ts';
import type { ClockView } from '../../src/case/fold/obligation.ts';
import { compute } from '../../src/obligation/compute.ts';
import { openClocksSchema } from '../../src/obligation/contract.ts';
import type { OpenClocks } from '../../src/obligation/contract.ts';
import { draftItems } from '../../src/obligation/draft-items.ts';
import { readFacts } from '../../src/obligation/facts.ts';
import { NOT_LEGAL_ADVICE } from '../../src/obligation/list.ts';
import { obligationRoutes } from '../../src/obligation/routes.ts';
import { answersSchema } from '../../src/obligation/law/questions.ts';
import { ruleOf } from '../../src/obligation/law/rules.ts';
import { submissionOf } from '../../src/obligation/law/submission.ts';
import { alarmHandlers } from '../../src/obligation/alarms.ts';
import { draftReport } from '../../src/obligation/draft.ts';
import { listClocks } from '../../src/obligation/list.ts';
import { settle } from '../../src/obligation/settle.ts';
import { CHECK_DEADLINE, watchObligations } from '../../src/obligation/watch.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';

const legal = { type: 'person', id: 'p-legal', name: '法務 花子' } as const;
const decision = { decidedBy: '法務 花子', reason: 'ベンダーの連絡で漏えいのおそれを知った', evidence: ['report R-1'] };

describe('story/obligation', () => {
  let desk: TestDesk;
  let caseId: CaseId;
  const deps = () => ({ journal: desk.journal, holidays: holidayBook(), clock: desk.clock });
  const view = async (): Promise<CaseView> => (await desk.journal.view(caseId)) as CaseView;
  const row = async (clockId: string) => listClocks(await view(), desk.clock.now()).clocks.find((clock) => clock.clockId === clockId);

  beforeAll(async () => {
    desk = await openTestDesk({ watches: [watchObligations] });
    caseId = (
      await desk.journal.write((writing) =>
        writing.openCase(legal, () => [{ kind: 'case.opened', body: { title: '顧客データの漏えいのおそれ', reportId: null } }]),
      )
    ).caseId;
  });
  afterAll(() => desk.close());

  it('proposes clocks from answers and leaves open what is not known', async () => {
    await settle(deps(), caseId, legal, {
      do: 'answer',
      answers: { japaneseBusiness: true, personalDataTouched: true, persons: 12, wrongfulPurpose: true },
    });

    const { proposals } = listClocks(await view(), desk.clock.now());
    expect(proposals.find((found) => found.rule === 'appi.final')).toMatchObject({ is: 'proposed' });
    expect(proposals.find((found) => found.rule === 'nis2.notification')).toMatchObject({
      is: 'undetermined',
      missing: ['nis2Entity', 'significantIncident'],
    });
  });

  it('runs a clock with who decided, shows it on the strip, and refuses to open it twice', async () => {
    const order = {
      do: 'open',
      clockId: 'appi-1',
      rule: 'appi.final',
      facts: { knownAt: '2026-11-21T14:05:00+09:00', wrongfulPurpose: true },
      ...decision,
    } as const;

    expect(await settle(deps(), caseId, legal, { ...order, evidence: [...order.evidence] })).toMatchObject({ ok: true });
    expect(await settle(deps(), caseId, legal, { ...order, evidence: [] })).toMatchObject({
      ok: false,
      error: { code: 'clock.already-open' },
    });
    expect(await row('appi-1')).toMatchObject({
      state: 'running',
      light: 'green',
      deadline: '2027-01-19T14:59:59.000Z',
      decidedBy: '法務 花子',
    });
    expect(readStations(await view()).find((station) => station.station === 'public')?.deadline).toBe('2027-01-19T14:59:59.000Z');
    // Names and articles in the language of the reader, never a rule's id.
    const said = [...readJudgement(await view()).known, ...readNext(await view(), desk.clock.now())].map(({ text }) => text);
    expect(said.map(({ ja }) => ja).join('\n')).toContain(
      '個人情報保護法 確報：期限は 2027-01-19T14:59:59.000Z（法26条1項・施行規則8条2項・7条3号。',
    );
    expect(said.map(({ en }) => en).join('\n')).toContain(
      'APPI final report: due 2027-01-19T14:59:59.000Z (Act art. 26(1), Rules 8(2), 7(iii);',
    );
    expect(JSON.stringify(said)).not.toContain('appi.');
    expect((await row('appi-1'))?.submission.ja).toContain('ランサムウェア事案共通様式');
  });

  it('has no date for a CRA vulnerability until a fix is there, then fourteen days', async () => {
    await settle(deps(), caseId, legal, {
      do: 'open',
      clockId: 'cra-1',
      rule: 'cra.vulnerability-final',
      facts: { awareAt: '2026-11-21T05:00:00Z' },
      ...decision,
    });
    expect(await row('cra-1')).toMatchObject({ state: 'undetermined', deadline: null });

    await settle(deps(), caseId, legal, {
      do: 'change-facts',
      clockId: 'cra-1',
      facts: { awareAt: '2026-11-21T05:00:00Z', fixAvailableAt: '2026-11-25T09:00:00Z' },
      ...decision,
    });
    expect(await row('cra-1')).toMatchObject({ state: 'running', deadline: '2026-12-09T09:00:00.000Z' });
  });

  it('is missed the moment the deadline passes, says so once in the journal, and keeps a late receipt as late', async () => {
    await settle(deps(), caseId, legal, {
      do: 'open',
      clockId: 'nis2-1',
      rule: 'nis2.early-warning',
      facts: { awareAt: '2026-11-21T05:00:00Z' },
      ...decision,
    });
    desk.clock.set('2026-11-22T05:00:01.000Z');
    expect(await row('nis2-1')).toMatchObject({ state: 'missed', light: 'red' });

    const check = alarmHandlers(deps()).find((handler) => handler.name === CHECK_DEADLINE);
    const data = { caseId, clockId: 'nis2-1', deadline: '2026-11-22T05:00:00.000Z' };
    await check?.run(data);
    await check?.run(data);
    const kinds = (await desk.journal.entries(caseId, 0, 100)).map((entry) => entry.kind);
    expect(kinds.filter((kind) => kind === 'clock.missed')).toHaveLength(1);

    desk.clock.set('2026-11-22T07:00:00.000Z');
    await settle(deps(), caseId, legal, {
      do: 'met',
      clockId: 'nis2-1',
      submittedAt: '2026-11-22T06:00:00Z',
      receipt: 'CSIRT-77',
      evidence: [],
    });
    expect(await row('nis2-1')).toMatchObject({ state: 'missed', submittedAt: '2026-11-22T06:00:00.000Z', receipt: 'CSIRT-77' });
  });

  it('does not say missed when the wall clock was set back', async () => {
    await settle(deps(), caseId, legal, {
      do: 'open',
      clockId: 'gdpr-1',
      rule: 'gdpr.notification',
      facts: { awareAt: '2026-11-22T07:00:00Z' },
      ...decision,
    });
    const check = alarmHandlers(deps()).find((handler) => handler.name === CHECK_DEADLINE);

    await expect(check?.run({ caseId, clockId: 'gdpr-1', deadline: '2026-11-25T07:00:00.000Z' })).rejects.toThrow('not passed');
    expect(await row('gdpr-1')).toMatchObject({ state: 'running' });
  });

  it('is met with a receipt and not applicable with a reason', async () => {
    await settle(deps(), caseId, legal, {
      do: 'met',
      clockId: 'gdpr-1',
      submittedAt: '2026-11-22T06:59:00Z',
      receipt: 'DPA-5',
      evidence: [],
    });
    await settle(deps(), caseId, legal, { do: 'not-applicable', clockId: 'cra-1', ...decision, reason: 'EU では提供していない' });

    expect(await row('gdpr-1')).toMatchObject({ state: 'met', receipt: 'DPA-5' });
    expect(await row('cra-1')).toMatchObject({ state: 'not-applicable' });
  });

  it('refuses a receipt from the future and a clock that is not there', async () => {
    expect(
      await settle(deps(), caseId, legal, {
        do: 'met',
        clockId: 'appi-1',
        submittedAt: '2027-01-01T00:00:00Z',
        receipt: 'x',
        evidence: [],
      }),
    ).toMatchObject({ ok: false });
    expect(
      await settle(deps(), caseId, legal, { do: 'met', clockId: 'nope', submittedAt: '2026-11-21T00:00:00Z', receipt: 'x', evidence: [] }),
    ).toMatchObject({ ok: false, error: { code: 'clock.unknown' } });
  });

  it('drafts a report that fills in what the record knows and leaves the rest to a person', async () => {
    const now = await view();
    const clock = now.parts.obligation.clocks.find((other) => other.clockId === 'appi-1');
    const text = draftReport(now, clock as NonNullable<typeof clock>, 'ja', desk.clock.now());

    expect(text).toContain('【下書き】個人情報保護法 確報');
    expect(text).toContain('期限: 2027年1月19日(火) 23:59 JST');
    expect(text).toContain('知った日時: 2026年11月');
    expect(text).toContain('不正の目的によるおそれ: あり');
    expect(text).not.toMatch(/knownAt|wrongfulPurpose|\(Act art|\d{4}-\d{2}-\d{2}/);
    expect(text).toContain('本人の数\n12 人');
    expect(text).toContain('二次被害またはそのおそれの有無およびその内容\n（記入してください');
    expect(text).toContain('法律上の助言ではありません');
  });

  it.each(ruleIds)('drafts %s in both languages: every item of its law, the recipient, the basis, not legal advice', async (rule) => {
    const now = await view();
    const facts = { [ruleOf(rule).trigger]: '2026-11-21' };
    const read = readFacts(ruleOf(rule), facts);
    if (!read.ok) throw new Error(read.error.code);
    const computed = compute(ruleOf(rule), read.value, holidayBook());
    const clock: ClockView = { clockId: rule, rule, facts, computed, ...decision, openedAt: now.openedAt, seq: 1, settled: { is: 'open' } };
    for (const lang of ['ja', 'en'] as const) {
      const text = draftReport(now, clock, lang, desk.clock.now());
      const headings = [...text.matchAll(/^## \d+\. (.+)$/gm)].map((match) => match[1]);
      expect(headings).toEqual(draftItems[rule].map((item) => item[lang]));
      expect(headings.length).toBeGreaterThan(1);
      expect(text).toContain(ruleOf(rule).recipient[lang]);
      expect(text).toContain(submissionOf(rule, answersSchema.parse(now.parts.obligation.answers))[lang]);
      // Each language has its half of `法26条1項 (Act art. 26(1))`.
      const { article } = ruleOf(rule).basis;
      const halves = article.split(/ \((?=Act)/);
      expect(text).toContain(lang === 'ja' ? halves[0] : (halves[1] ?? `${article})`).slice(0, -1));
      expect(text).toContain(NOT_LEGAL_ADVICE[lang]);
      expect(text).toContain(lang === 'ja' ? '（記入してください' : '(to be filled in');
      // Nothing of the other language but the names of laws and the case's own words.
      if (lang === 'en') expect(headings.join(' ')).not.toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/);
    }
  });

  it('lists the clocks that a person must still serve over all cases, nearest first, over HTTP', async () => {
    const route = obligationRoutes(deps()).find((one) => one.path === '/api/v1/clocks/open');
    const answer = (await route?.handle({} as never)) as { status: number; body: OpenClocks };
    expect(answer.status).toBe(200);
    expect(openClocksSchema.parse(answer.body)).toEqual(answer.body);
    expect(answer.body.clocks.map((clock) => [clock.clockId, clock.state, clock.caseId])).toEqual([['appi-1', 'running', caseId]]);

    await desk.journal.append({
      stream: caseId,
      actor: legal,
      drafts: [{ kind: 'case.closed', body: { outcome: 'resolved', reason: '完了' } }],
    });
    const after = (await route?.handle({} as never)) as { body: OpenClocks };
    // Closing ends no legal duty.
    expect(after.body.clocks.map((clock) => [clock.clockId, clock.state])).toEqual([['appi-1', 'running']]);
  });

  it('sets durable alarms for reminders and for the deadline', () => {
    const opened = {
      kind: 'clock.opened',
      stream: caseId,
      at: '2026-11-21T05:05:00.000Z',
      body: { clockId: 'x', computed: { state: 'running', deadline: '2026-11-24T05:00:00.000Z' } },
    };
    const tasks = watchObligations({} as CaseView, opened as never);

    expect(tasks.map((task) => task.notBefore)).toEqual([
      '2026-11-22T05:00:00.000Z',
      '2026-11-23T05:00:00.000Z',
      '2026-11-23T23:00:00.000Z',
      '2026-11-24T05:00:01.000Z',
    ]);
    expect(new Set(tasks.map((task) => task.key)).size).toBe(4);
  });
});
