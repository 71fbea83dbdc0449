// SPDX-License-Identifier: Apache-2.0
import Encoding from 'encoding-japanese';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DESK } from '../../src/journal/stream.ts';
import { switchContact } from '../../src/notification/contact/switch-contact.ts';
import type { NotificationDeps } from '../../src/notification/deps.ts';
import { nextStep, stepsOf } from '../../src/notification/customer/customer.ts';
import { readTable } from '../../src/notification/table/read-table.ts';
import { importCustomers } from '../../src/notification/customer/import-customers.ts';
import { notificationDeps, wireNotification } from '../../src/wiring/notification.ts';
import { visitor } from '../support/browser-like.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { serveDesk } from '../support/served-desk.ts';

const actor = { type: 'person' as const, id: 'p1', name: '佐藤' };
const HEAD = '顧客番号,顧客名,契約番号,代表アドレス,担当者メール,電話番号';

describe('story/customers: the register and its ladders', () => {
  let desk: TestDesk;
  let deps: NotificationDeps;

  beforeAll(async () => {
    desk = await openTestDesk();
    deps = notificationDeps(desk.base, desk);
  });
  afterAll(() => desk.close());

  const bring = async (text: string | Uint8Array, leaveOut: readonly number[] = []) => {
    const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
    const done = await importCustomers(deps, actor, { name: 'list.csv', bytes }, { leaveOut: new Set(leaveOut), lang: 'ja' }, readTable);
    if (!done.ok) throw new Error(done.error.code);
    return done.value;
  };
  const ladderOf = async (customerId: string) => {
    const customer = (await deps.customers.find([customerId])).get(customerId);
    if (customer === undefined) throw new Error('no such customer');
    const steps = stepsOf(customer, await deps.customers.contacts(customer.ladder.map((one) => one.contactId)));
    return { steps, next: nextStep(steps)?.contact.value ?? null };
  };
  const contactIdOf = async (customerId: string, at: number) => (await ladderOf(customerId)).steps[at]?.contact.contactId ?? '';

  it('takes nobody in from a file with an error, and all but the named rows when a person names them', async () => {
    const text = `${HEAD}\nC1,甲社,K-1,info@kou.example,taro@kou.example,03-1234-5678\nC2,乙社,K-2,nobody,,\n`;

    const refused = await bring(text);
    expect(refused).toMatchObject({ taken: false, errorCount: 1, errors: [{ row: 3, column: '代表アドレス' }], added: 0 });
    expect(await deps.customers.count()).toBe(0);

    expect(await bring(text, [3])).toMatchObject({ taken: true, leftOut: 1, rows: 2, customers: 1, contracts: 1, added: 1 });
    expect((await desk.journal.entries(DESK, 0, 10)).map((entry) => entry.kind)).toEqual(['customers.imported']);
  });

  it('reads the same list in Shift_JIS and changes nobody', async () => {
    const text = `${HEAD}\r\nC1,甲社,K-1,info@kou.example,taro@kou.example,03-1234-5678\r\n`;
    const bytes = Uint8Array.from(Encoding.convert(Encoding.stringToCode(text), { to: 'SJIS', from: 'UNICODE' }));

    expect(await bring(bytes)).toMatchObject({ encoding: 'shift_jis', taken: true, added: 0, changed: 0 });
  });

  it('moves past a step that is switched off; the next import leaves it off and says so', async () => {
    expect((await ladderOf('C1')).next).toBe('info@kou.example');
    await switchContact(deps, actor, await contactIdOf('C1', 0), { on: false, reason: '誰も読んでいない' });
    expect((await ladderOf('C1')).next).toBe('taro@kou.example');

    const again = await bring(`${HEAD}\nC1,甲社,K-1,info@kou.example,taro@kou.example,03-1234-5678\n`);
    expect(again.off).toMatchObject([{ customerId: 'C1', value: 'info@kou.example', is: 'still-off', reason: '誰も読んでいない' }]);
    expect((await ladderOf('C1')).next).toBe('taro@kou.example');
  });

  it('says when an import replaces what was off, and keeps it off where it comes back', async () => {
    const replaced = await bring(`${HEAD}\nC1,甲社,K-1,abuse@kou.example,taro@kou.example,03-1234-5678\n`);
    expect(replaced.off).toMatchObject([{ value: 'info@kou.example', is: 'replaced', by: 'abuse@kou.example' }]);
    expect((await ladderOf('C1')).next).toBe('abuse@kou.example');

    expect((await bring(`${HEAD}\nC1,甲社,K-1,info@kou.example,taro@kou.example,\n`)).stillOff).toBe(1);
    expect((await ladderOf('C1')).next).toBe('taro@kou.example');
  });

  it('lists what is off or dead with whom it concerns, and uses it again when a person says so', async () => {
    await bring(`${HEAD}\nC3,丙社,K-3,info@kou.example,,\n`);
    const dead = await contactIdOf('C1', 1);
    await desk.journal.write((writing) =>
      deps.customers.mark(writing.tx, dead, { dead: { why: '550 5.1.1 User unknown', at: desk.clock.now() } }),
    );
    expect((await ladderOf('C1')).next).toBeNull();
    const silent = (await deps.customers.silent()).toSorted((a, b) => (a.value < b.value ? -1 : 1));
    expect(silent).toMatchObject([
      { value: 'info@kou.example', customers: 2, some: ['甲社', '丙社'] },
      { value: 'taro@kou.example', customers: 1, dead: { why: '550 5.1.1 User unknown' } },
    ]);

    await switchContact(deps, actor, dead, { on: true, reason: '電話で確かめた' });
    expect((await ladderOf('C1')).next).toBe('taro@kou.example');
  });

  it('is served page by page to whoever reads cases, and changed by whoever works on them', async () => {
    const served = await serveDesk({ routes: (opened, base) => wireNotification(base).routes?.(opened) ?? [] });
    try {
      const browser = visitor(served.url);
      const form = { lang: 'ja', organisation: '架空', name: '山田', address: 'y@kaku.example', password: 'four plain words here' };
      expect((await browser.get('/api/v1/customers')).status).toBe(401);
      await browser.post('/api/v1/setup', { ...form, code: served.setUpCode });
      await browser.post('/api/auth/sign-in/email', { email: 'y@kaku.example', password: form.password });
      const upload = new FormData();
      upload.append('file', new Blob([`${HEAD}\nC1,甲社,K-1,info@kou.example,,\nC2,乙社,K-2,x,,\n`]), '一覧.csv');

      expect((await browser.call('POST', '/api/v1/customers/import?leaveOut=3', upload)).json).toMatchObject({ taken: true, customers: 1 });
      const page = (await browser.get('/api/v1/customers?limit=1')).json as { items: { ladder: { contactId: string }[] }[]; next: string };
      expect(page).toMatchObject({ total: 1, next: 'C1', items: [{ ladder: [{ rung: 'role', value: 'info@kou.example', is: 'open' }] }] });
      const address = `/api/v1/contacts/${page.items[0]?.ladder[0]?.contactId}/switch`;
      expect((await browser.post(address, { on: false, reason: '' })).status).toBe(422);
      expect((await browser.post(address, { on: false, reason: '退職' })).json).toMatchObject({ is: 'off', by: '山田' });
      expect((await browser.post('/api/v1/contacts/K-none/switch', { on: false, reason: 'x' })).status).toBe(404);
      expect((await browser.get('/api/v1/customers/template')).text).toContain('顧客番号,顧客名,契約番号');
      expect(served.reported).toEqual([]);
    } finally {
      await served.close();
    }
  });
});
