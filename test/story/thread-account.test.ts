// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locateEngine } from '../../src/adapters/chdb/locate.ts';
import type { CaseSheet } from '../../src/case/contract.ts';
import type { WalkedDesk } from '../support/walked-desk.ts';
import { walkedDesk } from '../support/walked-desk.ts';

const absent = locateEngine(process.env) === null;
const name = absent ? 'story/thread: an account taken over (skipped: chdb is not installed)' : 'story/thread: an account taken over';

const him = 'sato@bluebird.example';
const signIn = (at: string, user: string, ip: string, outcome = 'Success') =>
  `${at},${user},"Mozilla/5.0 Firefox/145",${ip},${outcome},Office 365 Exchange Online`;
const HEADING = 'Date (UTC),Username,User agent,IP address,Status,Application';
/** Two exports: the office by day, and a foreign address at night from which a second account was used as well. */
const first = [
  HEADING,
  ...Array.from({ length: 12 }, (_, at) =>
    signIn(`2026-11-${String(10 + (at % 9))}T00:${10 + at}:00Z`, `user${at}@bluebird.example`, '192.0.2.10'),
  ),
  ...Array.from({ length: 6 }, (_, at) => signIn(`2026-11-${12 + at}T00:05:00Z`, him, '192.0.2.10')),
  '',
].join('\n');
const second = [
  HEADING,
  signIn('2026-11-20T18:01:00Z', him, '203.0.113.80', 'Failure'),
  signIn('2026-11-20T18:02:00Z', him, '203.0.113.80'),
  signIn('2026-11-20T18:40:00Z', 'suzuki@bluebird.example', '203.0.113.80'),
  '',
].join('\n');
const audit = [
  {
    CreationTime: '2026-11-20T18:05:00',
    Operation: 'New-InboxRule',
    Workload: 'Exchange',
    RecordType: 1,
    UserId: him,
    ClientIP: '203.0.113.80',
    ResultStatus: 'True',
    Parameters: [{ Name: 'ForwardTo', Value: 'drop@evil.example' }],
  },
  ...Array.from({ length: 3 }, (_, at) => ({
    CreationTime: `2026-11-20T18:1${at}:00`,
    Operation: 'Send',
    Workload: 'Exchange',
    RecordType: 2,
    UserId: him,
    ClientIP: '203.0.113.80',
    ResultStatus: 'Succeeded',
  })),
]
  .map((one) => JSON.stringify(one))
  .join('\n');

type Measures = {
  readonly measures: readonly {
    measureId: string;
    act: string;
    state: string;
    commands: string[];
    price: { ja: string };
    result: { is: string; why: { ja: string } } | null;
  }[];
};

/** A business mail account in strange hands, from the customer's call to what is confirmed and what is not. */
describe.skipIf(absent)(name, () => {
  const held: { walk?: WalkedDesk; caseId?: string } = {};
  const walk = () => held.walk as WalkedDesk;
  const caseId = () => held.caseId as string;
  const at = (sheet: CaseSheet, to: string, kind: string) => sheet.findings.filter((one) => one.to === to && one.kind === kind);
  const base = () => `/api/v1/cases/${caseId()}/account-measures`;
  const measures = async () => ((await walk().responder.get(base())).json as Measures).measures;
  const idOf = async (act: string) => (await measures()).find((one) => one.act === act)?.measureId ?? '';
  beforeAll(async () => {
    held.walk = await walkedDesk({ MATOI_OWN_DOMAINS: 'bluebird.example' });
  });
  afterAll(async () => held.walk?.close());

  it('the account is asked about by itself, however it was written; without logs that is said, and nothing else', async () => {
    held.caseId = await walk().noted(
      'telephone',
      '取引先から電話',
      `御社の佐藤さん（${him}、BLUEBIRD\\sato）からのメールで振込先が新しい口座に変わったと言われた。`,
    );
    const sheet = await walk().until(caseId(), (one) => {
      expect(at(one, 'hunt', 'account').map(({ value, is }) => [value, is])).toEqual([[him, 'taken']]);
      expect(one.judgement.notCheckable.map(({ text }) => text.ja).join('\n')).toMatch(
        /サインインの記録が取り込まれていない[\s\S]*監査の記録が取り込まれていない/,
      );
    });
    await walk().until(caseId(), (one) => expect(one.parts['remediation']).toMatchObject({ playbook: { playbookId: 'account-takeover' } }));
    expect(sheet.urgency).toBe('now');
    expect(at(sheet, 'containment', 'account')).toEqual([]);
  });

  it('two exports of sign-ins and one of the audit answer the three questions', async () => {
    await walk().bring('sign-ins-1.csv', first);
    await walk().bring('sign-ins-2.csv', second);
    await walk().bring('audit.jsonl', audit);
    const sheet = await walk().until(caseId(), (one) => {
      const [asked] = (
        one.parts['accounts'] as { asked: { signIns: { address: string }[]; changes: { action: string }[]; mailsSent: number }[] }
      ).asked;
      expect(new Set(asked?.signIns.map(({ address }) => address))).toEqual(new Set(['192.0.2.10', '203.0.113.80']));
      expect(asked?.changes.map(({ action }) => action)).toEqual(['inbox-rule']);
      expect(asked?.mailsSent).toBe(3);
      // What the answers hand on is written after them, each in its own turn.
      expect(at(one, 'hunt', 'account').map(({ value, is }) => [value, is])).toContainEqual(['suzuki@bluebird.example', 'ready']);
      expect(at(one, 'containment', 'account').map(({ value }) => value)).toEqual([him]);
      expect(at(one, 'audience', 'mails-of').map(({ text }) => text.ja)).toEqual([expect.stringContaining('3 通')]);
    });
    // The office's address is shared by everybody and says nothing of anybody.
    // What waits for a press comes first.
    expect(at(sheet, 'hunt', 'account').map(({ value, is }) => [value, is])).toEqual([
      ['suzuki@bluebird.example', 'ready'],
      [him, 'taken'],
    ]);
    expect(at(sheet, 'containment', 'account').map(({ value }) => value)).toEqual([him]);
    expect(at(sheet, 'audience', 'mails-of').map(({ text }) => text.ja)).toEqual([expect.stringContaining('3 通')]);
  });

  it('the second account is asked about after one press', async () => {
    const [other] = at(await walk().sheet(caseId()), 'hunt', 'account').filter((one) => one.is === 'ready');
    await walk().press(caseId(), { do: 'take-findings', ids: [other?.id ?? ''] });
    await walk().until(caseId(), (one) =>
      expect((one.parts['accounts'] as { asked: { account: string }[] }).asked.map(({ account }) => account)).toContain(
        'suzuki@bluebird.example',
      ),
    );
  });

  it('measures come with commands, undo and price; only a named manager releases them, and nothing shows a percentage', async () => {
    const acts = ['end-sessions', 'reset-password', 'remove-mail-rules', 'remove-forwarding'];
    const [ready] = at(await walk().sheet(caseId()), 'containment', 'account');
    const proposed = await walk().responder.post(base(), { object: ready?.value, provider: 'microsoft-365', acts });
    expect([proposed.status, proposed.text.slice(0, 200)]).toEqual([200, expect.any(String)]);
    expect((await measures()).map((one) => [one.act, one.state, one.commands.join(' ').includes(him), one.price.ja.length > 5])).toEqual(
      acts.map((act) => [act, 'proposed', true, true]),
    );
    const ends = await idOf('end-sessions');
    expect((await walk().responder.post(`${base()}/${ends}/release`, { reason: '被害が続く' })).status).toBe(403);
    expect((await walk().responder.post(`${base()}/${ends}/done`)).json).toMatchObject({ code: 'containment.measure-not-now' });
    for (const one of await measures()) {
      expect((await walk().manager.post(`${base()}/${one.measureId}/release`, { reason: '被害が続く' })).status).toBe(200);
      expect((await walk().responder.post(`${base()}/${one.measureId}/done`)).status).toBe(200);
    }
    const sheet = await walk().sheet(caseId());
    expect(at(sheet, 'containment', 'account').filter((one) => one.is === 'ready')).toHaveLength(1);
    expect(sheet.judgement.unknown.filter((one) => one.id.startsWith('accounts.measure.'))).toHaveLength(4);
    expect(JSON.stringify(sheet.stations)).not.toMatch(/%|％/);
    const bad = await walk().responder.post(base(), { object: 'a"; Remove-Item x', provider: 'microsoft-365', acts: ['disable'] });
    expect(bad.status).toBeGreaterThanOrEqual(400);
  });

  it('a re-read confirms or does not: a forwarding left behind is not confirmed, an empty paste says nothing', async () => {
    const paste = async (act: string, text: string) => {
      const id = await idOf(act);
      await walk().responder.post(`${base()}/${id}/reread`, { text });
      return (await measures()).find((one) => one.measureId === id);
    };
    const tomorrow = new Date(Date.parse(walk().desk.clock.now()) + 3_600_000).toISOString();
    expect(await paste('end-sessions', `SignInSessionsValidFromDateTime : ${tomorrow}`)).toMatchObject({ state: 'confirmed' });
    expect(await paste('reset-password', 'LastPasswordChangeDateTime : 2020-01-01T00:00:00Z')).toMatchObject({ state: 'not-confirmed' });
    expect(await paste('remove-mail-rules', '')).toMatchObject({ state: 'done', result: { is: 'cannot-tell' } });
    expect(await paste('remove-mail-rules', 'Name : .\nEnabled : False\nForwardTo : {}')).toMatchObject({ state: 'not-confirmed' });
    const left = 'ForwardingSmtpAddress : smtp:drop@evil.example\nForwardingAddress :\nDeliverToMailboxAndForward : True';
    expect(await paste('remove-forwarding', left)).toMatchObject({
      state: 'not-confirmed',
      result: { why: { ja: expect.stringContaining('drop@evil.example') } },
    });
    const { next } = await walk().sheet(caseId());
    expect(
      next
        .filter((one) => !one.id.startsWith('duty.'))
        .slice(0, 3)
        .map((one) => one.id),
    ).toContain(`accounts.not-confirmed.${await idOf('remove-forwarding')}`);
    expect(
      await paste('remove-forwarding', 'ForwardingSmtpAddress :\nForwardingAddress :\nDeliverToMailboxAndForward : False'),
    ).toMatchObject({ state: 'confirmed' });
    const { next: then } = await walk().sheet(caseId());
    const ids = then.map((one) => one.id);
    expect(ids).not.toContain('remediation.step.end-sessions');
    expect(ids).toContain('remediation.step.reset-password');
  });

  it('all that anybody wrote are the call, decisions with their reasons and what a console said; the account comes from the case', async () => {
    const offered = new Set((await walk().sheet(caseId())).findings.map(({ value }) => value));
    const pasted = /^(SignInSessions|LastPassword|Name :|ForwardingSmtp)/;
    const [, note, ...rest] = walk().typed();
    expect(note).toContain(him);
    const hostile = 'a"; Remove-Item x';
    expect(rest.filter((one) => !offered.has(one) && !pasted.test(one) && one !== hostile)).toEqual(
      Array.from({ length: 5 }, () => '被害が続く'),
    );
  });
});
