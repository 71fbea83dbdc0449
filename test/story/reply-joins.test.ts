// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gateOf } from '../../src/wiring/outbox.ts';
import type { WalkedDesk } from '../support/walked-desk.ts';
import { walkedDesk } from '../support/walked-desk.ts';

const mail = (id: string, subject: string, text: string, more: readonly string[] = [], from = 'ann@shop.example') =>
  [
    `From: Ann <${from}>`,
    'To: security@bluebird.example',
    `Subject: ${subject}`,
    'Date: Tue, 10 Nov 2026 15:00:00 +0900',
    `Message-ID: <${id}>`,
    ...more,
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '',
  ].join('\r\n');

/** A mail that answers into a case goes there, is seen as unread, and can be split again; a number alone only proposes. */
describe('story/reply-joins', () => {
  const held: { walk?: WalkedDesk } = {};
  const walk = () => held.walk as WalkedDesk;
  beforeAll(async () => {
    held.walk = await walkedDesk();
  });
  afterAll(async () => held.walk?.close());

  it('an answer to a report joins its case, also by References alone, and nobody is asked to tell the staff of it', async () => {
    const caseId = await walk().mailed(mail('first@shop.example', 'Your page', 'There is a hole in your form.'));
    expect(
      await walk().mailed(mail('second@shop.example', 'Re: Your page', 'And here is more.', ['In-Reply-To: <first@shop.example>'])),
    ).toBe(caseId);
    const third = mail('third@shop.example', 'Re: Your page', 'Still there?', ['References: <lost@x.example>\r\n <second@shop.example>']);
    expect(await walk().mailed(third)).toBe(caseId);

    const sheet = await walk().until(caseId, (one) =>
      expect(Object.keys((one.parts['triage'] as { examined: object }).examined)).toHaveLength(3),
    );
    const replies = sheet.next.filter((one) => one.text.ja.includes('届いた返信') && one.id.startsWith('intake.read.'));
    expect(replies.map((one) => one.text.en)).toEqual([expect.stringContaining('unread'), expect.stringContaining('unread')]);
    const [first] = (sheet.parts['intake'] as { reports: { reportId: string }[] }).reports;
    const asked = sheet.next.filter((one) => /^triage\.(notice|manager|inventory)\./.test(one.id));
    expect(asked.filter((one) => !one.id.endsWith(first?.reportId ?? ''))).toEqual([]);
    const { items } = (await walk().responder.get('/api/v1/reports?state=new')).json as { items: { why: string | null }[] };
    expect(items.filter((row) => row.why?.startsWith('reply.report: <') === true)).toHaveLength(2);
  });

  it('an answer to a mail of ours joins the case from which it was sent', async () => {
    const caseId = await walk().noted('letter', '手紙', '匿名の手紙で、サイトに脆弱性があると言われた。');
    const { desk } = walk();
    const gate = gateOf(desk.base, desk);
    const parcel = {
      id: 'test-1',
      purpose: 'reply',
      about: 'test-1',
      recipient: 'ann@shop.example',
      stream: caseId,
      channel: 'mail',
      content: { to: 'ann@shop.example', subject: 'Thank you', text: 'Received.' },
    } as const;
    const [row] = await gate.prepare([parcel], '佐藤');
    await desk.journal.write(async ({ tx }) => gate.put(tx, row === undefined ? [] : [row]));
    const answer = mail('answer@shop.example', 'Re: Thank you', 'Any news?', [`In-Reply-To: ${row?.messageId ?? ''}`]);
    expect(await walk().mailed(answer)).toBe(caseId);
  });

  it('a reply that is none of it is split off; what it said leaves the case with it', async () => {
    const caseId = await walk().mailed(mail('alpha@bank.example', 'Alpha', 'There is a hole in your form.', [], 'bob@bank.example'));
    await walk().mailed(
      mail('beta@bank.example', 'Re: Alpha', 'By the way, another thing.', ['In-Reply-To: <alpha@bank.example>'], 'bob@bank.example'),
    );
    const reports = async (of: string) =>
      ((await walk().sheet(of)).parts['intake'] as { reports: { reportId: string; subject: string }[] }).reports;
    const reply = (await reports(caseId)).find((one) => one.subject === 'Re: Alpha')?.reportId ?? '';
    const moved = await walk().responder.post(`/api/v1/reports/${reply}/move`, { toCase: null, reason: '別の件' });
    expect(moved.status, moved.text).toBe(201);
    const own = (moved.json as { caseId: string }).caseId;
    expect((await reports(caseId)).map((one) => one.subject)).toEqual(['Alpha']);
    expect((await reports(own)).map((one) => one.subject)).toEqual(['Re: Alpha']);
    const again = await walk().responder.post(`/api/v1/reports/${reply}/move`, { toCase: own, reason: 'x' });
    expect(again.json).toMatchObject({ code: 'intake.already-so' });
  });

  it('a case that was opened by a mail which belongs elsewhere is closed with it; one that somebody took on stays', async () => {
    const called = await walk().noted('telephone', 'A call', 'Somebody will mail the address.');
    const opens = async (id: string) => {
      const caseId = await walk().mailed(mail(id, `The address ${id}`, 'It is 198.51.100.66.', [], 'soc@watch.example'));
      const { reports } = (await walk().sheet(caseId)).parts['intake'] as { reports: { reportId: string }[] };
      return { caseId, reportId: reports[0]?.reportId ?? '' };
    };
    const [plain, taken] = [await opens('m1@watch.example'), await opens('m2@watch.example')];
    const { person } = (await walk().responder.get('/api/v1/session')).json as { person: { personId: string } };
    await walk().press(taken.caseId, { do: 'name-owner', personId: person.personId });
    for (const { reportId } of [plain, taken]) {
      const moved = await walk().responder.post(`/api/v1/reports/${reportId}/move`, { toCase: called, reason: 'announced by the call' });
      expect([moved.status, (moved.json as { caseId: string }).caseId]).toEqual([201, called]);
    }
    expect(await walk().sheet(plain.caseId)).toMatchObject({ state: 'closed', outcome: 'merged' });
    expect((await walk().sheet(taken.caseId)).state).toBe('open');
    const { reports } = (await walk().sheet(called)).parts['intake'] as { reports: unknown[] };
    expect(reports).toHaveLength(3);
  });

  it('the same ticket number of the same sender only proposes; of another sender it says nothing', async () => {
    const caseId = await walk().mailed(mail('t1@desk.example', '[#48213] Abuse', 'Spam from your host.', [], 'noc@desk.example'));
    const second = await walk().mailed(mail('t2@desk.example', '[#48213] More', 'More spam.', [], 'noc@desk.example'));
    const other = await walk().mailed(mail('t3@else.example', '[#48213] Hello', 'Spam again.', [], 'eve@else.example'));
    expect(new Set([caseId, second, other]).size).toBe(3);
    const read = async (of: string) => (await walk().sheet(of)).next.find((one) => one.id.startsWith('intake.read.'))?.why.en ?? '';
    expect(await read(second)).toContain(caseId);
    expect(await read(other)).not.toContain('C-');
  });

  it('a machine’s mail stays apart, whatever it answers', async () => {
    await walk().mailed(mail('gone@shop.example', 'Old', 'There is a hole in your form.'));
    const away = ['In-Reply-To: <gone@shop.example>', 'Auto-Submitted: auto-replied'];
    expect(await walk().mailed(mail('b@shop.example', 'Automatic reply: Old', 'I am away.', away))).toBe('no case');
  });
});
