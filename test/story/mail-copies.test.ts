// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Copies } from '../../src/intake/contract.ts';
import type { WalkedDesk } from '../support/walked-desk.ts';
import { walkedDesk } from '../support/walked-desk.ts';

const warning =
  'The order form on your site (order.cgi 2.1) has been known for years to run what stands behind a semicolon. Anybody can run programs on your server. You had better act before somebody does. Answer this mail and I shall tell you how it is done. White hacker';
const mailOf = (id: string, from: string, subject: string, text: string) =>
  [`From: ${from}`, 'To: webadmin@bluebird.example', `Subject: ${subject}`, `Message-ID: <${id}@bluebird.example>`, '', text, ''].join(
    '\r\n',
  );
const passedOn = (id: string) =>
  mailOf(
    id,
    `${id}@bluebird.example`,
    'Fwd: your order form',
    `I got this too, not answered.\r\n\r\n---------- Forwarded message ---------\r\nFrom: knight@isp.example\r\nSubject: your order form\r\n\r\n${warning}`,
  );

describe('story/mail-copies: whoever passes the same mail on opens a case, and one press makes them one', () => {
  const held: { walk?: WalkedDesk; caseId?: string; copies: string[]; red?: string; apart?: string } = { copies: [] };
  const walk = () => held.walk as WalkedDesk;
  const path = () => `/api/v1/cases/${held.caseId}/copies`;
  const listed = async () => ((await walk().responder.get(path())).json as Copies).items.map(({ caseId }) => caseId).toSorted();
  const reportIn = async (caseId: string) =>
    ((await walk().sheet(caseId)).parts['intake'] as { reports: { reportId: string }[] }).reports.map(({ reportId }) => reportId);
  beforeAll(async () => {
    held.walk = await walkedDesk({ MATOI_OWN_DOMAINS: 'bluebird.example' });
    held.caseId = await walk().mailed(mailOf('first', 'knight@isp.example', 'your order form', warning));
    await walk().until(held.caseId, ({ parts }) => expect(Object.keys((parts['triage'] as { examined: object }).examined)).toHaveLength(1));
    for (const id of ['sato', 'ito', 'mori']) held.copies.push(await walk().mailed(passedOn(id)));
    held.apart = await walk().mailed(
      mailOf('other', 'visitor@isp.example', 'opening hours', 'When is your shop open on Sundays and holidays, please? '.repeat(3)),
    );
    for (const one of held.copies)
      await walk().until(one, ({ parts }) => expect(Object.keys((parts['triage'] as { merges: object }).merges)).toHaveLength(1));
  });
  afterAll(async () => held.walk?.close());

  it('names the cases that hold nothing but copies; not another mail, not one for its own circle, not one whose fold was undone', async () => {
    expect(new Set(held.copies).size).toBe(3);
    expect(await listed()).toEqual(held.copies.toSorted());
    const [red = '', undone = ''] = held.copies;
    await walk().press(red, { do: 'rate', severity: 'low', urgency: 'today', tlp: 'RED', reason: '限られた人で扱う' });
    const { merges } = (await walk().sheet(undone)).parts['triage'] as { merges: Record<string, { mergeId: string }> };
    const [mergeId = ''] = Object.keys(merges);
    expect((await walk().responder.post(`/api/v1/cases/${undone}/triage-merges/${mergeId}/undo`, { reason: '別の話' })).status).toBe(200);
    expect(await listed()).toEqual(held.copies.slice(2));
    await walk().press(red, { do: 'rate', severity: 'low', urgency: 'today', tlp: 'AMBER', reason: '広げる' });
  });

  it('takes them all in with a reason, and ends each that is left empty as merged; what is taken is in no list any more', async () => {
    expect((await walk().responder.post(path(), { reason: '' })).status).toBe(422);
    const taken = await walk().responder.post(path(), { reason: '社員が同じメールを転送した' });
    expect([taken.status, taken.json]).toEqual([200, { cases: 2, reports: 2 }]);
    const [first = '', undone = '', third = ''] = held.copies;
    for (const one of [first, third]) {
      expect(await walk().sheet(one)).toMatchObject({ state: 'closed', outcome: 'merged' });
      expect(await reportIn(one)).toEqual([]);
    }
    expect(await walk().sheet(undone)).toMatchObject({ state: 'open' });
    expect(await reportIn(held.caseId as string)).toHaveLength(3);
    expect(await walk().sheet(held.apart as string)).toMatchObject({ state: 'open' });
    expect(await listed()).toEqual([]);
    expect((await walk().responder.post(path(), { reason: 'もう一度' })).json).toEqual({ cases: 0, reports: 0 });
    expect((await walk().manager.get('/api/v1/cases/C-2026-9999/copies')).status).toBe(404);
  });
});
