// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { visitor } from '../support/browser-like.ts';
import type { Visitor } from '../support/browser-like.ts';
import { eventually } from '../support/eventually.ts';
import { openMailSink } from '../support/mail-sink.ts';
import type { MailSink } from '../support/mail-sink.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';
import type { Service } from '../../src/wiring/base/base.ts';
import { watchDuty } from '../../src/duty/watch.ts';
import { wireDuty } from '../../src/wiring/duty.ts';
import { gateOf } from '../../src/wiring/outbox.ts';

const PASSWORD = 'eight plain words stand here';
type Page = { pageId: string; state: string; deliveries: { person: string; state: string }[] };

/** From the wish "she has left" to a rota, pages and links that know it, over HTTP and SMTP alone. */
describe('story/duty: who left the organisation', () => {
  const held: { desk?: ServedDesk; sink?: MailSink; paging?: Service } = {};
  const desk = () => held.desk as ServedDesk;
  const chief: { is?: Visitor } = {};
  const ids = { chief: '', leaver: '', other: '' };
  const get = async <T>(path: string): Promise<T> => (await (chief.is as Visitor).get(path)).json as T;
  /** Pages of this test; the desk tells of long weekends by itself. */
  const mailsTo = (address: string) =>
    (held.sink?.mails ?? []).filter((mail) => mail.to === address && mail.subject.includes('呼び出しの試験'));
  const linkIn = (text: string): string => /https?:\/\/\S+\/page\/(\S+)/.exec(text)?.[1] ?? '';
  const handlers = () => wireDuty(desk().base).handlers?.(desk()) ?? [];
  const page = async (subject: string): Promise<string> =>
    ((await (chief.is as Visitor).post('/api/v1/duty/pages', { subject })).json as { pageId: string }).pageId;
  const pageOf = async (pageId: string) =>
    (await get<{ pages: Page[] }>('/api/v1/duty/pages?open=false')).pages.find((one) => one.pageId === pageId);
  const onDuty = async () =>
    (await get<{ rosters: { person: { id: string } | null }[] }>('/api/v1/duty/now')).rosters.map((row) => row.person?.id ?? null);

  beforeAll(async () => {
    held.sink = await openMailSink();
    held.desk = await serveDesk({
      env: { MATOI_SMTP_URL: held.sink.url, MATOI_MAIL_FROM: 'desk@shipping.example', MATOI_URL: 'https://desk.shipping.example' },
      routes: (state, base) => wireDuty(base).routes?.(state) ?? [],
    });
    chief.is = visitor(desk().url);
    const setUp = {
      code: desk().setUpCode,
      lang: 'ja',
      organisation: '港湾運送',
      name: '責任 者',
      address: 'chief@shipping.example',
      password: PASSWORD,
    };
    expect((await chief.is.post('/api/v1/setup', setUp)).status).toBe(201);
    const add = async (name: string, address: string) => {
      const made = await (chief.is as Visitor).post('/api/v1/people', {
        name,
        addresses: [address],
        telephone: '045-000',
        roles: ['responder'],
      });
      return (made.json as { person: { personId: string } }).person.personId;
    };
    ids.chief = (await get<{ items: { personId: string }[] }>('/api/v1/people')).items[0]?.personId ?? '';
    ids.leaver = await add('去る 人', 'leaver@shipping.example');
    ids.other = await add('残る 人', 'other@shipping.example');
    const plan = {
      people: [
        { id: ids.leaver, personId: ids.leaver, name: '去る 人', mail: ['leaver@shipping.example'] },
        { id: 'by-hand', name: '残る 人', mail: ['other@shipping.example'] },
        { id: ids.chief, personId: ids.chief, name: '責任 者', mail: ['old-copy@shipping.example'] },
      ],
      rosters: [
        {
          id: 'night',
          name: { ja: '夜間', en: 'Night' },
          layers: [{ id: 'l', people: [ids.leaver, 'by-hand'], start: '2026-11-16T09:00', rotation: { unit: 'week' } }],
        },
      ],
      policies: [
        {
          id: 'call',
          name: { ja: '呼び出し', en: 'Call' },
          groupSeconds: 0,
          steps: [
            { afterMinutes: 0, targets: [{ roster: 'night' }] },
            { afterMinutes: 45, targets: [{ person: ids.leaver }] },
            { afterMinutes: 90, targets: [{ person: ids.chief }] },
          ],
        },
      ],
    };
    expect((await chief.is.call('PUT', '/api/v1/duty/plan', { plan })).status).toBe(200);
    held.paging = (wireDuty(desk().base).services?.(desk()) ?? [])[0] as Service;
    await held.paging.start();
  });
  afterAll(async () => {
    await held.paging?.stop();
    if (held.desk !== undefined) await gateOf(held.desk.base, held.desk).close();
    await held.desk?.close();
    await held.sink?.close();
  });

  it('pages her while she belongs to it, and her link opens', async () => {
    expect(await onDuty()).toEqual([ids.leaver]);
    await page('在籍中・呼び出しの試験');
    await eventually(() => Promise.resolve(expect(mailsTo('leaver@shipping.example')).toHaveLength(1)));
    expect((await visitor(desk().url).get(`/page/${linkIn(mailsTo('leaver@shipping.example')[0]?.text ?? '')}`)).status).toBe(200);
  });

  it('takes duty, pages and links from her at once, also where a step names her', async () => {
    const feed = new URL((await get<{ url: string }>(`/api/v1/duty/feeds/person:${ids.leaver}`)).url).pathname;
    expect((await visitor(desk().url).get(feed)).status).toBe(200);
    const link = linkIn(mailsTo('leaver@shipping.example')[0]?.text ?? '');
    expect((await visitor(desk().url).call('POST', `/page/${link}`)).status).toBe(303);
    expect((await (chief.is as Visitor).post(`/api/v1/people/${ids.leaver}/leave`, { reason: '退職' })).status).toBe(200);
    const left = (await desk().journal.entries('desk', 0, 500)).find((entry) => entry.kind === 'person.left');
    for (const task of watchDuty(null, left as never))
      await handlers()
        .find((one) => one.name === task.name)
        ?.run(task.data);
    // She had said that she had it, and nobody else was called any more: now the others are.
    await eventually(() =>
      Promise.resolve(expect(mailsTo('other@shipping.example').map((mail) => mail.subject)).toEqual([expect.stringContaining('在籍中')])),
    );

    expect(await onDuty()).toEqual(['by-hand']);
    expect((await visitor(desk().url).get(feed)).status).toBe(403);
    for (const method of ['GET', 'POST']) {
      const answer = await visitor(desk().url).call(method, `/page/${link}`);
      expect([answer.status, (answer.json as { code: string }).code]).toEqual([410, 'page.person-left']);
    }

    const pageId = await page('退職後・呼び出しの試験');
    await eventually(() => Promise.resolve(expect(mailsTo('other@shipping.example').length).toBeGreaterThan(1)));
    desk().clock.forward(46 * 60_000);
    // The step that names her alone pages nobody, and is not waited for: the next one follows at once.
    await eventually(() => Promise.resolve(expect(mailsTo('chief@shipping.example').length).toBeGreaterThan(0)));
    const found = await pageOf(pageId);
    expect(found?.deliveries.map((row) => row.person)).not.toContain(ids.leaver);
    expect(found?.deliveries.map((row) => row.person)).toContain(ids.chief);
    expect(mailsTo('leaver@shipping.example')).toHaveLength(1);
    expect(mailsTo('old-copy@shipping.example')).toEqual([]);
    const wrong = await (chief.is as Visitor).post(`/api/v1/duty/pages/${pageId}/ack-code`, { person: ids.leaver, code: '123456' });
    expect((wrong.json as { code: string }).code).toBe('page.person-left');
  });

  it('says on the check of the rota where she is still named', async () => {
    const lint = await get<{ sound: boolean; findings: { code: string }[] }>('/api/v1/duty/lint?days=60');
    expect(lint.sound).toBe(false);
    expect(lint.findings.map((one) => one.code)).toEqual(['duty.left-organisation']);
    expect(desk().reported).toEqual([]);
  });
});
