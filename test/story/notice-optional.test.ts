// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gatherAudience } from '../../src/notification/audience/gather.ts';
import { customerRows } from '../../src/notification/customer/rows.ts';
import { declareNotice } from '../../src/notification/notice/declare.ts';
import { releaseLeg } from '../../src/notification/sending/release-leg.ts';
import { noticeLane } from '../../src/wiring/notification.ts';
import { routesOfEveryPart } from '../support/every-part.ts';
import { openMailSink } from '../support/mail-sink.ts';
import type { MailSink, SinkMail } from '../support/mail-sink.ts';
import { approveAll, FROM, noticeWorld, sato } from '../support/notice-world.ts';
import type { NoticeWorld } from '../support/notice-world.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';

const PUBLIC = 'https://desk.corp.example';
const ADDRESSES = ['a@one.example', 'b@two.example', 'c@three.example'];

/** Optional notices can be ended by one press (RFC 8058); required ones cannot, and reach whoever did. */
describe('story/notice-optional', () => {
  let desk: ServedDesk;
  let sink: MailSink;
  let world: NoticeWorld;
  const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });

  beforeAll(async () => {
    sink = await openMailSink();
    desk = await serveDesk({ routes: routesOfEveryPart, env: { MATOI_URL: PUBLIC } });
    world = await noticeWorld(desk, sink.url, ADDRESSES, { pem, domain: 'corp.example', selector: 'matoi' });
  });
  afterAll(async () => {
    await world.close();
    await sink.close();
    await desk.close();
  });

  const fieldOf = ({ raw }: SinkMail, name: string): string | null => {
    const head = (Buffer.from(raw).toString('latin1').split('\r\n\r\n')[0] ?? '').replaceAll(/\r\n[ \t]+/g, ' ');
    return new RegExp(`^${name}: ?(.*)$`, 'im').exec(head)?.[1] ?? null;
  };
  const mailTo = (to: string) => sink.mails.find((mail) => mail.to === to) as SinkMail;
  const linkOf = (mail: SinkMail) => (fieldOf(mail, 'List-Unsubscribe') ?? '').replace(/^<(.*)>$/, '$1').replace(PUBLIC, desk.url);
  const send = async (of: NoticeWorld) => {
    for (const leg of ['canary', 'rest'] as const) {
      await releaseLeg(of.deps, sato, of.caseId, leg);
      const lane = noticeLane(desk.base, desk, of.carriers, 4);
      await lane.tick();
      await lane.close();
    }
  };
  const out = async () => {
    const contacts = await customerRows(world.deps.customers, await world.deps.customers.list({ limit: 50 }));
    return contacts.flatMap(({ ladder }) => ladder.filter((step) => step.unsubscribed).map((step) => step.value));
  };
  const notTold = async ({ deps, caseId }: NoticeWorld) => {
    const view = await desk.journal.view(caseId);
    return view === null ? [] : (await gatherAudience(deps, caseId, view)).notTold.map(({ customerId, why }) => [customerId, why]);
  };

  it('carries both fields under the signature, and a page that a look at changes nothing', async () => {
    expect(await declareNotice(world.deps, { type: 'machine', name: 'key' }, world.caseId, true)).toMatchObject({ ok: false });
    expect(await declareNotice(world.deps, sato, world.caseId, true)).toEqual({ ok: true, value: null });
    await approveAll(world);
    await send(world);

    for (const mail of [mailTo(FROM), ...ADDRESSES.map((to) => mailTo(to))]) {
      expect(fieldOf(mail, 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
      expect(fieldOf(mail, 'List-Unsubscribe')).toMatch(/^<https:\/\/desk\.corp\.example\/unsubscribe\/[^>\s]+>$/);
      const signed = /h=([^;]+);/.exec(fieldOf(mail, 'DKIM-Signature') ?? '')?.[1]?.split(':') ?? [];
      expect(signed).toEqual(expect.arrayContaining(['list-unsubscribe', 'list-unsubscribe-post']));
    }
    const page = await (await fetch(linkOf(mailTo(ADDRESSES[0] ?? '')))).text();
    expect(page).toContain('任意のお知らせを停止する');
    expect(page.length).toBeLessThan(30_000);
    expect(await out()).toEqual([]);
  });

  it('takes the one press of a mail program and that of the page, each once, and can be taken back by its owner', async () => {
    const [first = '', second = ''] = ADDRESSES.map((to) => linkOf(mailTo(to)));
    const oneClick = new FormData();
    oneClick.set('List-Unsubscribe', 'One-Click');
    expect((await fetch(first, { method: 'POST', body: oneClick })).status).toBe(200);
    const form = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    for (const _ of [1, 2]) expect((await fetch(second, { method: 'POST', body: form })).status).toBe(200);
    expect(await out()).toEqual(ADDRESSES.slice(0, 2));
    const forged = first.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    expect((await fetch(forged, { method: 'POST', body: form })).status).toBe(404);
    expect((await fetch(linkOf(mailTo(FROM)), { method: 'POST', body: form })).status).toBe(404);

    await fetch(second, { method: 'POST', body: new URLSearchParams({ again: '1' }) });
    expect(await out()).toEqual(ADDRESSES.slice(0, 1));
  });

  it('leaves whoever is out of them alone in an optional notice, and reaches him with a required one', async () => {
    expect(await notTold(world)).toEqual([['C0', 'unsubscribed']]);
    expect(await declareNotice(world.deps, sato, world.caseId, false)).toMatchObject({
      ok: false,
      error: { code: 'notification.has-left' },
    });

    const required = await noticeWorld(desk, sink.url, ADDRESSES, { pem, domain: 'corp.example', selector: 'matoi' });
    expect(await notTold(required)).toEqual([]);
    const before = sink.mails.length;
    desk.clock.forward(2 * 3_600_000);
    await approveAll(required);
    await send(required);
    const mails = sink.mails.slice(before);
    expect(mails.map((mail) => mail.to).toSorted()).toEqual([...ADDRESSES, FROM].toSorted());
    expect(mails.map((mail) => [fieldOf(mail, 'List-Unsubscribe'), fieldOf(mail, 'List-Unsubscribe-Post')])).toEqual(
      mails.map(() => [null, null]),
    );
    await required.close();
  });
});
