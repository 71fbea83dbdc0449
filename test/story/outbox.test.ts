// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mailCarrier } from '../../src/adapters/mail-out/carrier.ts';
import { createOutboxStore } from '../../src/adapters/postgres/outbox-store.ts';
import { sha256 } from '../../src/adapters/system/system.ts';
import type { Actor } from '../../src/journal/actor.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import type { Gate } from '../../src/outbox/gate.ts';
import { censusOf } from '../../src/triage/staff/census.ts';
import type { TriageDeps } from '../../src/triage/deps.ts';
import { previewNotice, releaseNotice, releaseNoticeAgain } from '../../src/triage/staff/notice.ts';
import { gateWith } from '../../src/wiring/outbox.ts';
import { triageDeps } from '../../src/wiring/triage.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { openMailSink } from '../support/mail-sink.ts';
import type { MailSink, SinkAnswer } from '../support/mail-sink.ts';
import { openReportedCase } from '../support/reported-case.ts';
import { putStaff } from '../support/staff.ts';

const person: Actor = { type: 'person', id: 'p1', name: '鈴木 一郎' };
const FROM = 'csirt@corp.example';
const number = (address: string): number => Number(/^p(\d+)@/.exec(address)?.[1] ?? 0);

describe('story/outbox', () => {
  let desk: TestDesk;
  let sink: MailSink;
  let gate: Gate;
  let deps: TriageDeps;
  let caseId: CaseId;
  const mailOut: { settings: { url: string; from: string } | null } = { settings: null };

  async function open(answer: (to: string, attempt: number) => SinkAnswer, env: Record<string, string> = {}): Promise<void> {
    desk = await openTestDesk({ env: { MATOI_URL: 'https://desk.corp.example', ...env } });
    sink = await openMailSink(answer);
    mailOut.settings = { url: sink.url, from: FROM };
    gate = gateWith(desk.base, desk, [mailCarrier(() => Promise.resolve(mailOut.settings))]);
    deps = triageDeps(desk.base, desk, gate);
    caseId = await openReportedCase(desk, person);
  }
  const release = async (): Promise<string> => {
    const released = await releaseNotice(deps, caseId, person, { reportId: 'R-1', departments: [], text: null });
    if (!released.ok) throw new Error(released.error);
    return released.value.noticeId;
  };
  const results = async () =>
    (await desk.journal.entries(caseId, 0, 1000)).flatMap((entry) => (entry.kind === 'triage.notice-result' ? [entry.body] : []));

  beforeEach(() => undefined);
  afterEach(async () => {
    await gate.close();
    await sink.close();
    await desk.close();
  });

  it('hands a thousand mails over, one a recipient: ten refusals and fifty delays are theirs alone', { timeout: 120_000 }, async () => {
    const isRefused = (to: string) => number(to) % 100 === 7;
    const isSlow = (to: string) => number(to) % 20 === 3;
    await open((to, attempt) => {
      if (isRefused(to)) return { code: 550, text: '5.1.1 no such user' };
      return isSlow(to) && attempt === 1 ? { code: 451, text: '4.7.1 try again later' } : 'taken';
    });
    await putStaff(desk, 1000, (at) => `p${at}@corp.example`);
    const noticeId = await release();

    expect(await gate.countsOf('staff-notice', noticeId)).toMatchObject({ released: 1000, 'handed-over': 0 });
    expect(await gate.tick()).toBe(1000);
    expect(await gate.countsOf('staff-notice', noticeId)).toMatchObject({ 'handed-over': 940, deferred: 50, refused: 10, released: 0 });
    expect(sink.mails).toHaveLength(940);
    expect(await results()).toEqual([{ noticeId, handedOver: 940, deferred: 50, refused: 10, notSetUp: 0, practice: 0 }]);

    const rows = await gate.rowsOf('staff-notice', noticeId);
    for (const row of rows) {
      const { to } = row.content;
      const expected = isRefused(to) ? 'refused' : isSlow(to) ? 'deferred' : 'handed-over';
      expect([to, row.state]).toEqual([to, expected]);
      expect(row.lastAnswer).toMatch(isRefused(to) ? /550 5\.1\.1/ : isSlow(to) ? /451 4\.7\.1/ : /^250/);
    }

    desk.clock.forward(29_000);
    expect(await gate.tick()).toBe(0);
    desk.clock.forward(2_000);
    expect(await gate.tick()).toBe(50);
    expect(await gate.countsOf('staff-notice', noticeId)).toMatchObject({ 'handed-over': 990, deferred: 0, refused: 10 });
    expect((await results()).at(-1)).toEqual({ noticeId, handedOver: 990, deferred: 0, refused: 10, notSetUp: 0, practice: 0 });
    expect(new Set(sink.mails.map((mail) => mail.messageId)).size).toBe(990);
  });

  it('gives the server exactly the bytes that were released, with one Message-ID for every attempt', async () => {
    await open((_to, attempt) => (attempt === 1 ? { code: 421, text: '4.3.2 shutting down' } : 'taken'));
    await putStaff(desk, 1, () => 'p1@corp.example');
    const noticeId = await release();
    const [before] = await gate.rowsOf('staff-notice', noticeId);
    await gate.tick();
    desk.clock.forward(60_000);
    await gate.tick();

    const [mail] = sink.mails;
    expect(
      Buffer.from(mail?.raw ?? [])
        .toString()
        .trimEnd(),
    ).toBe(
      Buffer.from(before?.bytes ?? [])
        .toString()
        .trimEnd(),
    );
    expect(sha256(before?.bytes ?? '')).toBe(before?.sha256);
    expect(mail?.messageId).toBe(before?.messageId);
    expect(mail?.messageId).toMatch(/^<m\.[0-9a-f]{40}@corp\.example>$/);
    expect(mail?.text).toContain('https://desk.corp.example/staff/');
    expect(mail?.text).toContain('desk.corp.example');
    expect((await gate.byMessageId(mail?.messageId ?? ''))?.about).toBe(noticeId);
  });

  it('hands over nothing that was changed in the register after its release', async () => {
    await open(() => 'taken');
    await putStaff(desk, 1, () => 'p1@corp.example');
    const noticeId = await release();
    await desk.database.pool.query(`update outbox set bytes = bytes || '\\x21'::bytea`);
    await gate.tick();

    expect(sink.mails).toEqual([]);
    expect((await gate.rowsOf('staff-notice', noticeId))[0]).toMatchObject({ state: 'refused' });
  });

  it('keeps "not set up" apart, and sends once a person releases it again', async () => {
    await open(() => 'taken');
    mailOut.settings = null;
    await putStaff(desk, 3, (at) => `p${at}@corp.example`);
    const noticeId = await release();
    expect(await gate.tick()).toBe(0);
    expect((await censusOf(deps, { noticeId })).sending).toMatchObject({ notSetUp: 3, handedOver: 0 });

    mailOut.settings = { url: sink.url, from: FROM };
    expect(await gate.tick()).toBe(0);
    expect(await releaseNoticeAgain(deps, caseId, person, noticeId)).toMatchObject({ ok: true, value: { people: 3, mail: 'ready' } });
    expect(await gate.tick()).toBe(3);
    expect((await censusOf(deps, { noticeId })).sending).toMatchObject({ notSetUp: 0, handedOver: 3 });
    expect(sink.mails.map((mail) => mail.to).toSorted()).toEqual(['p1@corp.example', 'p2@corp.example', 'p3@corp.example']);
  });

  it('lets nothing leave in practice mode, and never calls it sent', async () => {
    await open(() => 'taken', { MATOI_MODE: 'practice' });
    await putStaff(desk, 2, (at) => `p${at}@corp.example`);
    expect(await previewNotice(deps, caseId, person, { reportId: 'R-1', departments: [], text: null })).toMatchObject({
      value: { mail: { is: 'practice' } },
    });
    const noticeId = await release();
    expect(await gate.tick()).toBe(0);
    expect(sink.asked).toEqual([]);
    expect((await censusOf(deps, { noticeId })).sending).toMatchObject({ practice: 2, handedOver: 0 });
  });

  it('takes a row back from an engine that is no more, and marks the possible double under the same Message-ID', async () => {
    await open(() => 'taken');
    await putStaff(desk, 2, (at) => `p${at}@corp.example`);
    const noticeId = await release();
    const store = createOutboxStore(desk.database);
    const dead = await store.openEngine();
    const claimed = await store.claim(dead.engine, desk.clock.now());
    expect(await gate.tick()).toBe(1);
    await dead.close();
    expect(await gate.tick()).toBe(1);

    const rows = await gate.rowsOf('staff-notice', noticeId);
    expect(rows.map((row) => row.state)).toEqual(['handed-over', 'handed-over']);
    expect(rows.filter((row) => row.possibleDoubles > 0).map((row) => row.id)).toEqual([claimed?.id]);
    expect(rows.map((row) => row.messageId)).toContain(claimed?.messageId);
  });
});
