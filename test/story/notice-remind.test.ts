// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Census } from '../../src/triage/reply/reply.contract.ts';
import { gateOf } from '../../src/wiring/outbox.ts';
import { openMailSink } from '../support/mail-sink.ts';
import type { MailSink } from '../support/mail-sink.ts';
import { putStaff } from '../support/staff.ts';
import type { WalkedDesk } from '../support/walked-desk.ts';
import { walkedDesk } from '../support/walked-desk.ts';

const STAFF = 12;
const mail = [
  'From: "white hacker" <knight@provider.example>',
  'To: webadmin@corp.example',
  'Subject: your form',
  'Message-ID: <one@provider.example>',
  '',
  'The form on your site has a known vulnerability. You had better act. Answer this mail for details. A white hacker',
  '',
].join('\r\n');

describe('story/notice-remind: whoever is silent is asked once more, and nobody else', () => {
  const held: { walk?: WalkedDesk; sink?: MailSink; caseId?: string; noticeId?: string } = {};
  const walk = () => held.walk as WalkedDesk;
  const sink = () => held.sink as MailSink;
  const path = (rest = '') => `/api/v1/cases/${held.caseId}/triage-notices${rest}`;
  const handOver = async (): Promise<void> => {
    const gate = gateOf(walk().desk.base, walk().desk);
    while ((await gate.tick()) > 0);
  };
  const census = async () => (await walk().responder.get(path(`/${held.noticeId}`))).json as Census;
  const silentNext = async () => (await walk().sheet(held.caseId as string)).next.find((one) => one.id.startsWith('triage.silent.'));
  const press = async (to: string, answer: string): Promise<number> => {
    const link = /https:\/\/desk\.example\.jp(\/staff\/\S+)/.exec(sink().mails.findLast((one) => one.to === to)?.text ?? '')?.[1] ?? '';
    const form = new URLSearchParams({ answer });
    return (await fetch(new URL(link, walk().desk.url), { method: 'POST', body: form, headers: { origin: walk().desk.url } })).status;
  };

  beforeAll(async () => {
    held.sink = await openMailSink();
    held.walk = await walkedDesk({
      MATOI_SMTP_URL: held.sink.url,
      MATOI_MAIL_FROM: 'csirt@corp.example',
      MATOI_URL: 'https://desk.example.jp',
    });
    // Two of them have no address; the two who are signed in at the desk have one.
    await putStaff(held.walk.desk, STAFF, (number) => (number <= 2 ? null : `staff${number}@corp.example`), 101);
    held.caseId = await held.walk.mailed(mail);
    await held.walk.until(held.caseId, ({ parts }) =>
      expect(Object.keys((parts['triage'] as { examined: object }).examined)).toHaveLength(1),
    );
  });
  afterAll(async () => {
    await held.walk?.close();
    await held.sink?.close();
  });

  it('two hours after the notice it is due to remind those who have not answered, and the desk says how many they are', async () => {
    const { reportId } = Object.values(
      ((await walk().sheet(held.caseId as string)).parts['triage'] as { examined: Record<string, { reportId: string }> }).examined,
    )[0] as { reportId: string };
    held.noticeId = ((await walk().responder.post(path(), { reportId })).json as { noticeId: string }).noticeId;
    await handOver();
    expect(sink().mails).toHaveLength(STAFF);
    expect(await press('staff3@corp.example', 'opened')).toBe(200);
    expect(await press('staff4@corp.example', 'got-it')).toBe(200);
    const next = await silentNext();
    expect([next?.text.en, next?.by]).toEqual([`Remind the ${STAFF} who have not answered`, '2026-11-21T07:05:00.000Z']);
  });

  it('the reminder goes to the silent alone, names nobody as guilty, and says of each how it fared', async () => {
    walk().desk.clock.forward(2 * 3_600_000);
    const before = sink().mails.length;
    const reminded = await walk().responder.post(path(`/${held.noticeId}/remind`));
    expect(reminded.json).toMatchObject({ people: STAFF, withoutAddress: 2 });
    await handOver();
    const gone = sink().mails.slice(before);
    expect(gone.map((one) => one.to)).not.toContain('staff3@corp.example');
    expect(new Set(gone.map((one) => one.to)).size).toBe(STAFF - 2);
    expect(gone.every((one) => /Nobody is blamed/.test(one.text) && /\/staff\//.test(one.text))).toBe(true);
    const { rows, remindedAt, sending } = await census();
    expect(remindedAt).toBe('2026-11-21T07:05:00.000Z');
    expect(sending.handedOver).toBe(STAFF);
    expect(rows.filter((row) => row.reminder === 'handed-over')).toHaveLength(STAFF - 2);
    expect((await silentNext())?.text.en).toMatch(/by telephone or in person/);
  });

  it('who replied says so after the reminder; a further one goes to fewer, none to anybody once all have answered', async () => {
    expect(await press('staff5@corp.example', 'replied')).toBe(200);
    const before = sink().mails.length;
    await walk().responder.post(path(`/${held.noticeId}/remind`));
    await handOver();
    expect(
      sink()
        .mails.slice(before)
        .map((one) => one.to),
    ).not.toContain('staff5@corp.example');
    expect(sink().mails.length - before).toBe(STAFF - 3);
    for (const row of (await census()).rows.filter((one) => one.answer === null))
      await walk().responder.post(path(`/${held.noticeId}/answers`), { personId: row.personId, answer: 'not-got', note: '' });
    const refused = await walk().responder.post(path(`/${held.noticeId}/remind`));
    expect([refused.status, (refused.json as { code: string }).code]).toEqual([409, 'triage.nobody-silent']);
    expect(await silentNext()).toBeUndefined();
    expect((await census()).counts).toMatchObject({ silent: 0, replied: 1, opened: 1 });
  });
});
