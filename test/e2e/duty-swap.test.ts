// SPDX-License-Identifier: Apache-2.0
// Two people and their duties: a swap by two presses with a preview, and what each of them then sees as their own.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { taskRunner } from '../../src/jobs/worker.ts';
import { gateOf } from '../../src/wiring/outbox.ts';
import { everyPart } from '../../src/wiring/parts.ts';
import { everyWatch } from '../../src/wiring/watches.ts';
import { eventually } from '../support/eventually.ts';
import { openMailSink } from '../support/mail-sink.ts';
import type { MailSink } from '../support/mail-sink.ts';
import { signedIn } from '../support/role-visitors.ts';
import { freePort, serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';
import { openBrowser, openPage } from './support/browser.ts';
import type { TestBrowser } from './support/browser.ts';
import { look } from './support/look.ts';

type Person = Awaited<ReturnType<typeof signedIn>>;
type Mine = { readonly mine: readonly { readonly from: string; readonly to: string }[] };
const DAY = 86_400_000;

describe('e2e/duty-swap', () => {
  const held: { desk?: ServedDesk; browser?: TestBrowser; chief?: Person; other?: Person; sink?: MailSink } = {};
  const desk = () => held.desk as ServedDesk;
  const chief = () => held.chief as Person;
  const other = () => held.other as Person;
  // Tomorrow and the days after it, each a duty of its own from midnight to midnight.
  const first = Math.floor(Date.now() / DAY) * DAY + DAY;
  const at = (day: number) => new Date(first + day * DAY).toISOString();

  beforeAll(async () => {
    held.sink = await openMailSink();
    held.desk = await serveDesk({
      webFolder: join(import.meta.dirname, '..', '..', 'dist', 'web'),
      watches: everyWatch,
      env: { MATOI_SMTP_URL: held.sink.url, MATOI_MAIL_FROM: 'csirt@corp.example', MATOI_URL: `http://localhost:${await freePort()}` },
      routes: (opened, base) => everyPart.flatMap((wire) => wire(base).routes?.(opened) ?? []),
    });
    await desk().queue.work(taskRunner(everyPart.flatMap((wire) => wire(desk().base).handlers?.(desk()) ?? [])));
    desk().clock.set(new Date().toISOString());
    held.browser = await openBrowser();
    held.chief = await signedIn(desk(), ['administrator', 'manager'], 'nishi');
    held.other = await signedIn(desk(), ['responder'], 'higashi');
    const people = [chief(), other()].map(({ personId }) => ({ id: personId, personId, name: personId, mail: [`${personId}@example.jp`] }));
    const start = new Date(first - 40 * DAY).toISOString().slice(0, 16);
    const layer = { id: 'l', people: people.map(({ id }) => id), start, rotation: { unit: 'day' } };
    const plan = {
      zone: 'UTC',
      publishedUntil: at(20).slice(0, 10),
      people,
      rosters: [{ id: 'primary', name: { ja: '一次当番', en: 'Primary' }, layers: [layer] }],
      policies: [{ id: 'call', name: { ja: '呼び出し', en: 'Call' }, steps: [{ afterMinutes: 0, targets: [{ roster: 'primary' }] }] }],
    };
    expect((await chief().call('PUT', '/api/v1/duty/plan', { plan })).status).toBe(200);
  });
  afterAll(async () => {
    await held.browser?.close();
    if (held.desk !== undefined) await gateOf(desk().base, desk()).close();
    await held.desk?.close();
    await held.sink?.close();
  });

  const has = async (person: Person, iso: string) =>
    ((await person.get('/api/v1/duty/now')).json as Mine).mine.some(({ from, to }) => from <= iso && iso < to);
  const own = async (person: Person) => ((await person.get('/api/v1/duty/now')).json as Mine).mine.map(({ from }) => from);

  it('shows what a swap of two duties means, and does it with one more press', async () => {
    const mine = (await own(chief())).filter((from) => from >= at(0));
    const [given = ''] = mine;
    const taken = new Date(Date.parse(given) + DAY).toISOString();
    expect(await has(other(), taken)).toBe(true);
    const { page, context } = await openPage((held.browser as TestBrowser).browser, desk().url, 'ja-JP', 1280);
    await context.addCookies([...chief().cookies].map(([name, value]) => ({ name, value, url: desk().url })));
    await page.goto(`${desk().url}/duty`);
    await page.getByRole('region', { name: '自分の次の当番' }).waitFor();
    await page.getByRole('button', { name: '二つの当番を交換する' }).click();
    await page.getByText('交換する一つ目の当番を押してください。').waitFor();
    const pick = (name: string, iso: string) => {
      const when = new Date(iso);
      const day = new RegExp(`^${name} さんの当番を選ぶ（.*${when.getUTCMonth() + 1}月${when.getUTCDate()}日`, 'u');
      return page.getByRole('table').getByRole('button', { name: day }).first();
    };
    const nextMonth = page.getByRole('button', { name: '次の月' });
    if ((await pick('nishi', given).count()) === 0) await nextMonth.click();
    await pick('nishi', given).click();
    if ((await pick('higashi', taken).count()) === 0) await nextMonth.click();
    await pick('higashi', taken).click();
    const preview = page.getByRole('dialog', { name: '当番の交換を確かめる' });
    await preview.getByText('nishi → higashi').waitFor();
    await preview.getByText('higashi → nishi').waitFor();
    await preview.getByText('本人に知らせてある当番が 2 か所変わります').waitFor();
    await look(page);
    expect(await has(chief(), given)).toBe(true);

    await preview.getByRole('button', { name: 'この二つの当番を交換する' }).click();
    await page.getByText('当番を交換しました。').waitFor();
    expect([await has(other(), given), await has(chief(), given), await has(chief(), taken)]).toEqual([true, false, true]);
    await context.close();
  });

  it('tells both by mail what they have next, and nobody where it was not asked for', async () => {
    await eventually(async () => {
      await gateOf(desk().base, desk()).tick();
      expect(held.sink?.mails.length).toBe(2);
    });
    const mails = held.sink?.mails ?? [];
    expect(mails.flatMap(({ to }) => to).toSorted()).toEqual(['higashi@example.jp', 'nishi@example.jp']);
    for (const { text } of mails)
      expect(text).toMatch(/nishiさんが変え、あなたの当番が変わりました。[^]*あなたの次の当番：\n　.* ～ .*一次当番/u);
  });

  it('refuses one’s own duty, an old preview, and whoever may not change the rota', async () => {
    const [one = '', two = ''] = (await own(other())).filter((from) => from >= at(4));
    const code = (answer: { readonly json: unknown }) => (answer.json as { code?: string }).code;
    const ask = (person: Person, body: object, version?: string) =>
      person.call(
        'POST',
        '/api/v1/duty/swap',
        { roster: 'primary', first: one, ...body },
        version === undefined ? {} : { 'if-match': version },
      );

    expect(code(await ask(chief(), { second: two }))).toBe('duty.swap-same-person');
    const [theirs = ''] = (await own(chief())).filter((from) => from >= at(4));
    expect(code(await ask(chief(), { second: theirs, apply: true, confirmed: true }, '1'))).toBe('duty.plan-stale');
    expect((await ask(other(), { second: theirs })).status).toBe(403);
  });
});
