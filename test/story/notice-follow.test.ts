// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { notificationFold } from '../../src/case/fold/notification.ts';
import { advanceNotice } from '../../src/notification/follow/advance.ts';
import { recordCall } from '../../src/notification/follow/call.ts';
import { checkNotice } from '../../src/notification/follow/check.ts';
import type { FollowRouteDeps } from '../../src/notification/follow/follow.routes.ts';
import { followSheet } from '../../src/notification/follow/follow-sheet.ts';
import { letterReturned, postLetters, printLetters } from '../../src/notification/follow/print-letters.ts';
import { proofOfNotice } from '../../src/notification/follow/proof.ts';
import { closeNotice, settleCustomer } from '../../src/notification/follow/settle.ts';
import { takeCall } from '../../src/notification/follow/take-call.ts';
import { releaseLeg } from '../../src/notification/sending/release-leg.ts';
import { noticeCode } from '../../src/notification/page/link.ts';
import { followDeps, noticeLane } from '../../src/wiring/notification.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { openMailSink } from '../support/mail-sink.ts';
import type { MailSink, SinkAnswer } from '../support/mail-sink.ts';
import { approveAll, FROM, noticeWorld, sato } from '../support/notice-world.ts';
import type { NoticeWorld } from '../support/notice-world.ts';

const DAY = 86_400_000;
const ADDRESSES = Array.from({ length: 8 }, (_, at) => `info${at}@d${at}.example`);

describe('story/notice-follow: what follows a notice', () => {
  let desk: TestDesk;
  let sink: MailSink;
  let world: NoticeWorld;
  let deps: FollowRouteDeps;
  let answers: (to: string) => SinkAnswer;

  beforeEach(async () => {
    answers = () => 'taken';
    sink = await openMailSink((to) => answers(to));
    desk = await openTestDesk({ env: { MATOI_URL: 'https://desk.corp.example' } });
    world = await noticeWorld(desk, sink.url, ADDRESSES, null, (at) => ({
      second: `second${at}@d${at}.example`,
      telephone: `03-0000-000${at}`,
      letter: `東京都千代田区 ${at}-1`,
    }));
    deps = { ...followDeps(desk.base, desk), ...world.deps };
  });
  afterEach(async () => {
    await world.close();
    await sink.close();
    await desk.close();
  });

  const pass = async (): Promise<void> => {
    const lane = noticeLane(desk.base, desk, world.carriers, 4);
    await lane.tick();
    await lane.close();
  };
  const sendAll = async (): Promise<void> => {
    await approveAll(world);
    for (const leg of ['canary', 'rest'] as const) {
      await releaseLeg(world.deps, sato, world.caseId, leg);
      await pass();
    }
  };
  const advance = async () => {
    const done = await advanceNotice(deps, sato, world.caseId);
    await pass();
    return done;
  };
  const sheet = async () => {
    const found = await followSheet(deps, world.caseId);
    if (!found.ok) throw new Error(JSON.stringify(found.error));
    return found.value;
  };
  const stateOf = async (at: number) => (await deps.notices.standing(`${world.caseId}/1`, `C${at}`))?.state;
  const call = (at: number, outcome: 'told' | 'no-answer' | 'wrong-number' | 'write-instead', callBackAt: string | null = null) =>
    recordCall(deps, sato, world.caseId, { customerId: `C${at}`, outcome, callBackAt: callBackAt as never, said: '' });
  const tell = async (at: number, event: 'acknowledge' | 'reply' | 'exempt'): Promise<void> => {
    const how = { by: 'test', at: desk.clock.now() };
    await desk.database.inTransaction((tx) =>
      deps.notices.happen(tx, `${world.caseId}/1`, [{ event, customerId: `C${at}`, detail: '' }], how),
    );
  };

  it('reminds by plan only those who are silent, then goes on to the next step of each ladder', async () => {
    answers = (to) => (to.startsWith('info3') ? { code: 550, text: '5.1.1 user unknown' } : 'taken');
    await sendAll();
    const view = await desk.journal.view(world.caseId);
    const next = view === null ? [] : notificationFold.next(view.parts.notification, new Set());
    expect(next).toMatchObject([{ id: 'notification.follow', by: new Date(Date.parse(desk.clock.now()) + 3 * DAY).toISOString() }]);
    await tell(0, 'acknowledge');
    await tell(1, 'exempt');
    await tell(2, 'reply');
    expect((await sheet()).due).toMatchObject({ reminders: 0, onward: 1, calls: 0 });

    desk.clock.forward(3 * DAY);
    expect((await sheet()).due).toMatchObject({ reminders: 4, onward: 1 });
    const before = sink.mails.length;
    expect(await advance()).toEqual({ ok: true, value: 5 });
    const reminded = sink.mails.slice(before);
    expect(reminded.map((mail) => mail.to).toSorted()).toEqual([
      'info4@d4.example',
      'info5@d5.example',
      'info6@d6.example',
      'info7@d7.example',
      'second3@d3.example',
    ]);
    expect(reminded.find((mail) => mail.to === 'info4@d4.example')?.subject).toContain('再送');
    expect(reminded.find((mail) => mail.to === 'second3@d3.example')?.subject).not.toContain('再送');
    expect(await advance()).toMatchObject({ error: { code: 'notification.nothing-waits' } });

    for (const expected of [{ reminders: 5 }, { onward: 4, reminders: 1 }]) {
      desk.clock.forward(3 * DAY);
      expect((await sheet()).due).toMatchObject(expected);
      await advance();
    }
    expect([await stateOf(0), await stateOf(1), await stateOf(2)]).toEqual(['acknowledged', 'exempt', 'replied']);
    expect(sink.mails.filter((mail) => mail.to.startsWith('info0')).length).toBe(1);
  });

  it('rests between two mails to one contact, whatever the case', async () => {
    await sendAll();
    const other = await desk.database.pool.query(
      `insert into notice_message
      select 'C-2026-0999/1', contact_id, wave, 'C-2026-0999', canary, rung, address, domain, lang, customers, token || 'x', null, state, answer, $1, $1, digest, null
      from notice_message where address = 'info5@d5.example' returning 1`,
      [new Date(Date.parse(desk.clock.now()) + 3 * DAY - 3_600_000).toISOString()],
    );
    expect(other.rowCount).toBe(1);
    desk.clock.forward(3 * DAY);
    expect((await sheet()).due).toMatchObject({ reminders: 7, resting: 1 });
  });

  it('calls, by one press each, and writes letters to those whom nobody reached', async () => {
    answers = (to) => (to === FROM ? 'taken' : { code: 550, text: '5.1.1 user unknown' });
    await approveAll(world);
    await releaseLeg(world.deps, sato, world.caseId, 'canary');
    const standings = await deps.notices.standings(`${world.caseId}/1`);
    // As after a wave that reached nobody by mail.
    await desk.database.inTransaction((tx) =>
      deps.notices.happen(
        tx,
        `${world.caseId}/1`,
        standings.flatMap(({ customerId }) => (['queue', 'bounce-hard'] as const).map((event) => ({ event, customerId, detail: '' }))),
        { by: 'test', at: desk.clock.now() },
      ),
    );
    for (const { value, contactId } of (
      await desk.database.pool.query<{ value: string; contactId: string }>(
        `select value, contact_id as "contactId" from contact where kind = 'mail'`,
      )
    ).rows)
      if (value !== '')
        await desk.database.inTransaction((tx) => deps.customers.mark(tx, contactId, { dead: { why: 'x', at: desk.clock.now() } }));
    await desk.journal.append({
      stream: world.caseId,
      actor: sato,
      drafts: [
        { kind: 'notice.released', body: { noticeId: `${world.caseId}/1`, wave: 1, leg: 'rest', messages: 7, customers: 7, digest: '' } },
      ],
    });
    expect((await sheet()).due).toMatchObject({ calls: 8, onward: 0 });
    await advance();
    const { calls } = await sheet();
    expect(calls.map((one) => one.telephone)).toContain('0300000003');
    expect(calls[0]?.script.ja).toContain('お客様番号 C0');

    await call(0, 'told');
    await call(1, 'no-answer', '2026-11-30T00:00:00.000Z');
    await call(2, 'wrong-number');
    await call(3, 'write-instead');
    expect(await stateOf(0)).toBe('acknowledged');
    const after = await sheet();
    expect(after.calls.map((one) => one.customerId)).toEqual(['C4', 'C5', 'C6', 'C7', 'C1']);
    expect(after.calls.at(-1)).toMatchObject({ calls: 1, callBackAt: '2026-11-30T00:00:00.000Z' });
    expect(after.toPrint).toBe(2);

    expect(await printLetters(deps, sato, world.caseId)).toEqual({ ok: true, value: 2 });
    expect([await stateOf(2), await stateOf(3)]).toEqual(['printed', 'printed']);
    const [letter] = await deps.follow.letters(`${world.caseId}/1`);
    expect(await letterReturned(deps, sato, { reference: letter?.reference ?? '', reason: '早すぎる' })).toMatchObject({ ok: false });
    await postLetters(deps, sato, world.caseId, 1);
    expect(await stateOf(3)).toBe('posted');
    const customer = letter?.customerId ?? '';
    expect(
      await letterReturned(deps, sato, { reference: (letter?.reference ?? '').toLowerCase(), reason: 'あて所に尋ねあたりません' }),
    ).toEqual({ ok: true, value: customer });
    expect((await sheet()).nowhere.map((one) => one.customerId)).toEqual([customer]);
    expect((await sheet()).batches).toMatchObject([{ batch: 1, letters: 2, returned: 1 }]);
  });

  it('calls whose first step is no mail as soon as the notice is out', async () => {
    await desk.database.pool.query(
      `update contact set "off" = '{"reason":"x","by":"x","at":"2026"}' where value in ('info6@d6.example', 'second6@d6.example')`,
    );
    await sendAll();
    expect(await stateOf(6)).toBe('approved');
    expect((await sheet()).due).toMatchObject({ calls: 1, reminders: 0 });
    await advance();
    expect((await sheet()).calls.map((one) => one.customerId)).toEqual(['C6']);
    expect(await printLetters(deps, sato, world.caseId)).toMatchObject({ error: { code: 'notification.no-letters' } });
  });

  it('takes an answer by telephone with the right six digits, and says nothing without them', async () => {
    await sendAll();
    const code = noticeCode(await deps.signer(), { noticeId: `${world.caseId}/1`, customerId: 'C4' });
    const other = noticeCode(await deps.signer(), { noticeId: `${world.caseId}/1`, customerId: 'C5' });
    const given = { asked: 'C4', answer: 'done' as const, said: '' };
    expect(await takeCall(deps, sato, world.caseId, { ...given, digits: other })).toMatchObject({
      error: { code: 'notification.digits-do-not-fit' },
    });
    expect(await takeCall(deps, sato, world.caseId, { ...given, digits: code.replace(/(...)(...)/, '$1 $2') })).toMatchObject({
      value: { counted: true, state: 'action-claimed' },
    });
  });

  it('proves the notice of one customer: bytes, answer, time and release, and nothing of anybody else', async () => {
    await sendAll();
    const paper = await proofOfNotice(deps, world.caseId, 'C4', 'ja');
    const said = JSON.stringify(paper.ok ? paper.value : null);
    const mail = sink.mails.find((one) => one.to === 'info4@d4.example');
    const sha = desk.base.hash(mail?.raw ?? new Uint8Array());
    expect(['info4@d4.example', mail?.messageId, sha, '佐藤 美咲', '250 '].filter((text) => !said.includes(text ?? '-'))).toEqual([]);
    expect(said).not.toMatch(/info5@|顧客5/);
    expect(await proofOfNotice(deps, world.caseId, 'C99', 'ja')).toMatchObject({ error: { code: 'notification.no-such-customer' } });
  });

  it('is verified and regresses by audits that arrive, never by a word, and closes only when nobody is left', async () => {
    await sendAll();
    const audit = (gone: number, back: number) => ({
      ...deps,
      audience: { ...deps.audience, list: () => Promise.resolve([]) },
      seenByAudits: () =>
        Promise.resolve(
          new Map(ADDRESSES.map((_, at) => [`C${at}`, { standing: at < gone && at !== back ? 0 : 1, waived: at === 1 ? 1 : 0, fixed: 1 }])),
        ),
    });
    await checkNotice(audit(6, -1), world.caseId, 'run-2');
    expect(await Promise.all([0, 1, 5, 6].map((at) => stateOf(at)))).toEqual(['verified', 'handed-over', 'verified', 'handed-over']);
    await checkNotice(audit(6, 5), world.caseId, 'run-3');
    expect(await stateOf(5)).toBe('regressed');
    expect((await sheet()).checked).toMatchObject({ basis: 'run-3', verified: 0, regressed: 1 });
    expect(await closeNotice(deps, sato, world.caseId)).toMatchObject({ error: { code: 'notification.not-settled' } });

    for (const at of [1, 5, 6, 7])
      await settleCustomer(deps, sato, world.caseId, {
        customerId: `C${at}`,
        as: at === 1 ? 'exempt' : 'verified',
        reason: '画面で確かめた',
      });
    expect(await closeNotice(deps, sato, world.caseId)).toEqual({ ok: true, value: null });
    expect(await sheet()).toMatchObject({ leftInAll: 0, funnel: { customers: 8, stages: { verified: 7, out: 1 } } });
    expect((await desk.journal.view(world.caseId))?.parts.notification.notice?.follow.closed).toMatchObject({ verified: 7, exempt: 1 });
  });
});
