// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync } from 'node:crypto';
import { authenticate } from 'mailauth';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gatherAudience } from '../../src/notification/audience/gather.ts';
import { switchContact } from '../../src/notification/contact/switch-contact.ts';
import { approveNotice } from '../../src/notification/notice/approve-notice.ts';
import { answerReply, takeBounce, takeReply } from '../../src/notification/sending/come-back.ts';
import { noticeSheet } from '../../src/notification/sending/notice-sheet.ts';
import { pauseNotice, resumeNotice } from '../../src/notification/sending/pause.ts';
import { releaseLeg } from '../../src/notification/sending/release-leg.ts';
import { gateWith } from '../../src/wiring/outbox.ts';
import { noticeLane } from '../../src/wiring/notification.ts';
import { readNoticeLink } from '../../src/notification/page/link.ts';
import { signerOf } from '../../src/wiring/base/signer.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { openMailSink } from '../support/mail-sink.ts';
import type { MailSink, SinkAnswer } from '../support/mail-sink.ts';
import { approveAll, FROM, noticeWorld, sato } from '../support/notice-world.ts';
import type { NoticeWorld } from '../support/notice-world.ts';

const ADDRESSES = Array.from({ length: 60 }, (_, at) => `info${at}@d${at % 12}.example`);

describe('story/notice-sending', () => {
  let desk: TestDesk;
  let sink: MailSink;
  let world: NoticeWorld;
  let answers: (to: string, attempt: number) => SinkAnswer;
  const key = { pem: '', domain: 'corp.example', selector: 'matoi' };
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  key.pem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' });

  beforeEach(async () => {
    answers = () => 'taken';
    sink = await openMailSink((to, attempt) => answers(to, attempt));
    desk = await openTestDesk({ env: { MATOI_BOUNCE_DOMAIN: 'bounce.corp.example', MATOI_URL: 'https://desk.corp.example' } });
    world = await noticeWorld(desk, sink.url, ADDRESSES, key);
  });
  afterEach(async () => {
    await world.close();
    await sink.close();
    await desk.close();
  });

  const release = async (leg: 'canary' | 'rest') => releaseLeg(world.deps, sato, world.caseId, leg);
  const pass = async (): Promise<void> => {
    const lane = noticeLane(desk.base, desk, world.carriers, 4);
    await lane.tick();
    await lane.close();
  };
  const notice = async () => (await desk.journal.view(world.caseId))?.parts.notification.notice ?? null;
  const customers = () => sink.mails.filter((mail) => mail.to !== FROM);
  const states = async () => {
    const sheet = await noticeSheet(world.deps, world.caseId);
    return sheet.ok ? Object.fromEntries(sheet.value.customers.map(({ state, customers: count }) => [state, count])) : {};
  };

  it('leaves by a person alone: a machine key approves, sends and goes on with nothing', async () => {
    const refused = { ok: false, error: { code: 'notification.needs-a-person' } };
    const key = { type: 'machine', name: 'ticket system' } as const;
    await approveAll(world);
    const { audience, text } = (await notice())?.approved ?? { audience: '', text: '' };
    expect(await approveNotice(world.deps, key, world.caseId, { audience, text, without: 'x' })).toMatchObject(refused);
    expect(await releaseLeg(world.deps, key, world.caseId, 'canary')).toMatchObject(refused);
    expect(await release('canary')).toMatchObject({ ok: true });
    await pauseNotice(world.deps, key, world.caseId, 'odd answers');
    expect(await resumeNotice(world.deps, key, world.caseId, 'fine again')).toMatchObject(refused);
    await pass();
    expect(customers()).toEqual([]);
  });

  it('goes to ourselves first, then to a few, then by a second press to everybody, once', async () => {
    const view = await desk.journal.view(world.caseId);
    const audience = view === null ? '' : (await gatherAudience(world.deps, world.caseId, view)).digest;
    expect(await approveNotice(world.deps, sato, world.caseId, { audience, text: '', without: 'x' })).toMatchObject({ ok: false });
    await approveAll(world);
    expect(customers()).toEqual([]);
    expect(await release('rest')).toMatchObject({ error: { code: 'notification.canary-first' } });

    expect(await release('canary')).toEqual({ ok: true, value: 3 });
    await pass();
    expect(new Set(customers().map((mail) => mail.to.split('@')[1])).size).toBe(3);
    expect((await notice())?.canary?.done).toMatchObject({ taken: 3, refused: 0 });

    expect(await release('rest')).toEqual({ ok: true, value: 57 });
    await pass();
    expect(
      customers()
        .map((mail) => mail.to)
        .toSorted(),
    ).toEqual(ADDRESSES.toSorted());
    const linkIn = (mail: { readonly text: string }) => mail.text.match(/https:\/\/desk\.corp\.example\/notice\/[^\s"<]+/)?.[0] ?? '';
    const signer = await signerOf(desk.base)();
    const opened = customers().map((mail) => readNoticeLink(signer, linkIn(mail).split('/').at(-1) ?? '', desk.clock.now()));
    expect(new Set(opened.map((link) => (typeof link === 'string' ? link : link.customerId))).size).toBe(60);
    expect(opened.filter((link) => typeof link === 'string')).toEqual([]);
    expect(sink.mails.filter((mail) => mail.to === FROM).map(linkIn)).toEqual(['https://desk.corp.example/notice/sample']);
    expect(await states()).toEqual({ 'handed-over': 60 });
    expect((await notice())?.rest?.done).toMatchObject({ taken: 57, possibleDoubles: 0 });
  });

  it('signs every mail: DKIM and SPF pass and are aligned, as mailauth sees it', async () => {
    await approveAll(world);
    for (const leg of ['canary', 'rest'] as const) {
      await release(leg);
      await pass();
    }
    const record = pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    const names: Readonly<Record<string, readonly (readonly string[])[]>> = {
      'matoi._domainkey.corp.example': [[`v=DKIM1; k=rsa; p=${record}`]],
      'corp.example': [['v=spf1 ip4:192.0.2.1 -all']],
      'bounce.corp.example': [['v=spf1 ip4:192.0.2.1 -all']],
      '_dmarc.corp.example': [['v=DMARC1; p=reject; aspf=r']],
    };
    const resolver = (name: string, type: string) => {
      const found = type === 'TXT' ? names[name] : undefined;
      return found === undefined ? Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' })) : Promise.resolve(found);
    };
    // The copy to ourselves and all sixty.
    expect(sink.mails.length).toBe(61);
    for (const mail of sink.mails) {
      const seen = await authenticate(Buffer.from(mail.raw), {
        ip: '192.0.2.1',
        helo: 'relay.corp.example',
        sender: 'b-0@bounce.corp.example',
        resolver: resolver as never,
      });
      expect(seen.dkim.results.map((one) => [one.status.result, one.signingDomain])).toEqual([['pass', 'corp.example']]);
      expect([seen.spf === false ? '' : seen.spf.status.result, seen.dmarc === false ? '' : seen.dmarc.status.result]).toEqual([
        'pass',
        'pass',
      ]);
    }
  });

  it('stops by itself where too many addresses are dead, and goes on with exactly the others', async () => {
    answers = (to) => (to !== FROM && Number(/info(\d+)@/.exec(to)?.[1]) % 5 === 0 ? { code: 550, text: '5.1.1 user unknown' } : 'taken');
    await approveAll(world);
    await release('canary');
    await pass();
    await release('rest');
    await pass();

    expect((await notice())?.paused?.why).toBe('bounces');
    const before = customers().length;
    expect(before).toBeLessThan(48);
    await pass();
    expect(customers().length).toBe(before);
    const asked = sink.asked.length;
    await resumeNotice(world.deps, sato, world.caseId, '古い名簿と確かめた');
    await pass();
    expect(sink.asked.length).toBeGreaterThanOrEqual(asked);
    expect(new Set(sink.asked).size).toBe(sink.asked.length);
  });

  it('makes no bounce of a relay that refuses everything: it waits, and all of it goes out afterwards', async () => {
    await approveAll(world);
    await release('canary');
    await pass();
    answers = () => ({ code: 554, text: '5.7.1 relay access denied' });
    await release('rest');
    await pass();
    expect((await notice())?.paused?.why).toBe('relay-refuses');
    expect(await states()).not.toHaveProperty('bounced-hard');

    answers = () => 'taken';
    await resumeNotice(world.deps, sato, world.caseId, '中継の設定を直した');
    await pass();
    await pass();
    expect(await states()).toEqual({ 'handed-over': 60 });
  });

  it('writes to no contact for two cases within an hour, and keeps nobody else waiting', async () => {
    await approveAll(world);
    await release('canary');
    await pass();
    const first = customers().map((mail) => mail.to);
    expect(first.length).toBeGreaterThan(0);

    const others = ['neu@other.example', 'neu2@other2.example'];
    const second = await noticeWorld(desk, sink.url, [...first, ...others], key);
    await approveAll(second);
    await releaseLeg(second.deps, sato, second.caseId, 'canary');
    await pass();
    const canary = (await second.deps.notices.messages(`${second.caseId}/1`)).filter((one) => one.canary).map((one) => one.address);
    const later = () => customers().slice(first.length);
    expect(
      later()
        .map((mail) => mail.to)
        .toSorted(),
    ).toEqual(canary.filter((to) => !first.includes(to)).toSorted());
    const waiting = canary.filter((to) => first.includes(to)).length;

    desk.clock.forward(3_600_000 - 1000);
    await pass();
    expect(later().length).toBe(canary.length - waiting);
    desk.clock.forward(1000);
    await pass();
    await releaseLeg(second.deps, sato, second.caseId, 'rest');
    await pass();
    expect(
      later()
        .map((mail) => mail.to)
        .toSorted(),
    ).toEqual([...first, ...others].toSorted());
    await second.close();
  });

  it('lets nothing leave of a press that did not come to its end, and releases only what is as it was written', async () => {
    await approveAll(world);
    const { outbox } = world.deps;
    const parcel = (at: number) =>
      ({
        id: `notice/x/${at}/1`,
        purpose: 'notice',
        about: 'x',
        recipient: `${at}/1`,
        stream: world.caseId,
        channel: 'mail',
        content: { to: ADDRESSES[at] ?? '', subject: '件名', text: '本文' },
      }) as const;
    const held = await outbox.putHeld([parcel(1), parcel(2)], sato.name);
    await pass();
    expect(customers()).toEqual([]);

    const release = (rows: typeof held) => desk.journal.write((writing) => outbox.release(writing.tx, rows, desk.clock.now()));
    expect(await release([held[0], { ...held[1], sha256: 'other' }] as typeof held)).toBe(false);
    await pass();
    expect(customers()).toEqual([]);
    await outbox.dropHeld('notice', 'x');
    expect(await release(held)).toBe(false);
  });

  it('stands still at a person’s word, and takes up exactly what has not left', async () => {
    await approveAll(world);
    await release('canary');
    await pass();
    await release('rest');
    await pauseNotice(world.deps, sato, world.caseId, '文面に誤り');
    await pass();
    expect(customers().length).toBe(3);
    await resumeNotice(world.deps, sato, world.caseId, '誤りではなかった');
    await pass();
    expect(
      customers()
        .map((mail) => mail.to)
        .toSorted(),
    ).toEqual(ADDRESSES.toSorted());
  });

  it('puts nothing into the gate where no mail can leave, and says why', async () => {
    await approveAll(world);
    const closed = gateWith(desk.base, desk, []);
    const refused = await releaseLeg({ ...world.deps, outbox: closed }, sato, world.caseId, 'canary');
    await closed.close();

    expect(refused).toMatchObject({ error: { code: 'notification.no-mail' } });
    expect((await desk.database.pool.query(`select 1 from outbox where purpose = 'notice'`)).rows).toEqual([]);
    expect((await notice())?.canary).toBeNull();
  });

  it('joins what comes back: a bounce by its envelope, a reply by what it answers', async () => {
    await approveAll(world);
    await release('canary');
    await pass();
    const [first, second] = await world.deps.notices.messages(`${world.caseId}/1`, { states: ['handed-over'] });
    if (first === undefined || second === undefined) throw new Error('nothing left');
    const dsn = `From: MAILER-DAEMON@mx.example\r\nTo: b-${first.token}@bounce.corp.example\r\nSubject: Undelivered Mail Returned to Sender\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nuser unknown\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; somebody@else.example\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 user unknown\r\n\r\n--x--\r\n`;
    const raw = await desk.blobs.put(Buffer.from(dsn));
    await takeBounce(world.deps, raw, 'R-1', `b-${first.token}@bounce.corp.example`);
    await takeReply(world.deps, 'R-2', second.messageId ?? '');

    expect(await states()).toMatchObject({ 'bounced-hard': 1, replied: 1 });
    expect((await world.deps.customers.silent()).map((one) => one.contactId)).toEqual([first.contactId]);
    expect((await notice())?.unread).toMatchObject([{ contactId: second.contactId, reportId: 'R-2' }]);

    await answerReply(world.deps, sato, world.caseId, second.contactId, '電話した');
    await switchContact(world.deps, sato, first.contactId, { on: true, reason: '届くようになった' });
    expect((await notice())?.unread).toEqual([]);
    expect(await world.deps.customers.silent()).toEqual([]);
  });
});
