// SPDX-License-Identifier: Apache-2.0
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locateEngine } from '../../src/adapters/chdb/locate.ts';
import { eventually } from '../support/eventually.ts';
import { labGatewayNeeds, openLabGateway } from '../support/lab-gateway.ts';
import type { LabGateway } from '../support/lab-gateway.ts';
import { labLacks } from '../support/lab-needs.ts';
import { openMailSink } from '../support/mail-sink.ts';
import type { MailSink } from '../support/mail-sink.ts';
import { freePort, startDeskProcess } from '../support/process.ts';
import type { DeskProcess } from '../support/process.ts';
import { removeTree } from '../support/remove-tree.ts';
import { openBrowser, openPage } from './support/browser.ts';
import type { TestBrowser, Watched } from './support/browser.ts';
import { look } from './support/look.ts';

const lacks = labLacks(labGatewayNeeds) ?? (locateEngine(process.env) === null ? 'chdb' : null);
const DAY = 86_400;
const first = Math.floor(Date.now() / 1000 / DAY - 5) * DAY;
const computers = ['10.66.1.22', '10.66.1.31', '10.66.2.7'];

/** Five days of a proxy: a server that is named on the telephone, one that nobody named, and what everybody reads. */
function proxyLog(): string {
  const line = (at: number, ip: string, host: string, peer: string) =>
    `${first + at}.000 120 ${ip} TCP_MISS/200 812 POST http://${host}/v1/beat - HIER_DIRECT/${peer} application/octet-stream`;
  return [
    ...computers.flatMap((ip, n) => Array.from({ length: 40 }, (_, at) => line(at * 300 + n, ip, 'sync-check.example', '198.51.100.66'))),
    ...computers.flatMap((ip, n) =>
      Array.from({ length: 300 }, (_, at) => line(at * 600 + n * 7 + (at % 3), ip, 'img-cache.example', '198.51.100.99')),
    ),
    ...Array.from({ length: 200 }, (_, at) => line(at * 60, `10.66.3.${at % 40}`, 'www.news.example', '203.0.113.9')),
    '',
  ].join('\n');
}

const spoken = {
  ja: {
    subject: '監視会社から電話',
    text: '御社のプロキシが sync-check[.]example（198.51.100.66、ポート 443）と通信している。PlugX の疑い。少なくとも三台とのこと。',
    fields: { from: '報告者（名乗ったまま）', subject: '要旨（一行）', text: '聞いたこと・書かれていたこと', save: '報告として残す' },
    pageTitle: '当番を呼び出す',
    pageNow: 'いま呼び出す',
    pageStarted: '呼び出しを始めた。',
    acknowledge: '受け取りました。対応します',
    acknowledged: 'あなたの確認を記録しました。',
    sightings: /宛先・痕跡情報/,
    askLogs: '調べて事案に記録する',
    others: 'ほかの宛先と端末',
    confirmOther: '痕跡情報に加えて探し続ける',
    makePlan: '選択肢を比べる（何も止めない）',
    option: /分かっている宛先だけを止める/,
    why: '承認する理由',
    release: '自分の名前で承認する（まだ適用しない）',
    apply: 'lab-gateway に自分の名前で適用する',
    confirm: '業務と経路が生きていることを確かめた。このまま残す',
    confirmed: '確認済みです。自動では元に戻りません。',
    up: '上への報告',
    report: '上司に報告する',
    know: '報告を受けました',
    known: '報告を受けたことを記録しました。',
    knows: /課長 花が.*から把握/,
  },
  en: {
    subject: 'Call from the monitoring firm',
    text: 'Your proxy talks to sync-check[.]example (198.51.100.66, port 443). PlugX is suspected, at least three machines.',
    fields: { from: 'Reporter, as they said', subject: 'In one line', text: 'What was said or written', save: 'Keep as a report' },
    pageTitle: 'Page the person on duty',
    pageNow: 'Page now',
    pageStarted: 'Paging has begun',
    acknowledge: 'Acknowledge: I am on it',
    acknowledged: 'Your acknowledgement is recorded.',
    sightings: /Destinations and indicators/,
    askLogs: 'Search and record in the case',
    others: 'Other destinations and computers',
    confirmOther: 'Add to the indicators and keep looking',
    makePlan: 'Compare the options (stops nothing)',
    option: /Cut the known destinations/,
    why: 'Why you release it',
    release: 'Release in my name (not applied yet)',
    apply: 'Apply at lab-gateway in my name',
    confirm: 'I checked the business and our path: keep it in force',
    confirmed: 'Confirmed: it stays in force.',
    up: 'Reporting upwards',
    report: 'Report to the superior',
    know: 'I know of it',
    known: 'It is recorded that you know.',
    knows: /課長 花 knows since/,
  },
} as const;

type Import = { readonly importId: string; readonly state: string };

type Lang = 'ja' | 'en';
/** In which language each of the four steps is walked: in turns; `MATOI_WALK=each` walks all of it in one, then in the other. */
const walks: readonly (readonly [Lang, Lang, Lang, Lang])[] =
  process.env['MATOI_WALK'] === 'each'
    ? [
        ['ja', 'ja', 'ja', 'ja'],
        ['en', 'en', 'en', 'en'],
      ]
    : [['ja', 'en', 'ja', 'en']];

const password = 'a long sentence for the desk';
const folderOfPictures = process.env['MATOI_PICTURES'] ?? null;

/** What every screen keeps in both widths, and its picture where somebody wants to look. */
async function looked(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await expect.poll(() => page.locator('.bone').count(), { timeout: 20_000 }).toBe(0);
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: width < 500 ? 740 : 860 });
    await look(page);
    if (folderOfPictures !== null) await page.screenshot({ path: join(folderOfPictures, `${name}-${width}.png`), fullPage: true });
  }
}

describe.skipIf(lacks !== null).each(walks)(
  lacks === null ? 'e2e/thread, from the call to the superior (%s, %s, %s, %s)' : `e2e/thread (skipped, missing: ${lacks})`,
  (...langs) => {
    const held: {
      folder: string;
      desk?: DeskProcess;
      browser?: TestBrowser;
      gateway?: LabGateway;
      sink?: MailSink;
      at?: Watched;
      caseId: string;
    } = { folder: '', caseId: '' };
    const page = () => (held.at as Watched).page;
    const speak = async (step: 0 | 1 | 2 | 3) => {
      const lang = langs[step];
      await page().evaluate((chosen) => localStorage.setItem('matoi.lang', chosen), lang);
      return { lang, t: spoken[lang] };
    };
    const open = async (path: string) => page().goto(`${held.desk?.url}${path}`);
    const post = (path: string, data: object, method = 'POST') =>
      page().request.fetch(`${held.desk?.url}${path}`, { method, headers: { origin: held.desk?.url ?? '' }, data });
    /** The newest mail to that address, once it is there. */
    const linkIn = (to: string): Promise<string> =>
      eventually(() => {
        const text = held.sink?.mails.findLast((one) => one.to === to)?.text ?? '';
        const found = /http:\/\/\S+\/page\/\S+/.exec(text)?.[0];
        if (found === undefined) throw new Error(`no link for ${to} yet`);
        return Promise.resolve(found);
      });
    /** The signed page on the telephone of whoever got the mail: no session, no script needed. */
    const pressOnPhone = async (link: string, button: string, then: string, name: string) => {
      const phone = await (held.browser as TestBrowser).browser.newContext({
        viewport: { width: 360, height: 740 },
        javaScriptEnabled: false,
      });
      const sheet = await phone.newPage();
      await sheet.goto(link);
      if (folderOfPictures !== null) await sheet.screenshot({ path: join(folderOfPictures, `${name}-360.png`), fullPage: true });
      await sheet.getByRole('button', { name: button }).click();
      await sheet.getByText(then, { exact: false }).waitFor();
      await phone.close();
    };

    beforeAll(async () => {
      held.folder = await mkdtemp(join(tmpdir(), 'matoi-thread-'));
      held.sink = await openMailSink();
      held.gateway = await openLabGateway(`thread-${langs.join('')}`);
      const port = await freePort();
      held.desk = await startDeskProcess(held.folder, {
        ...held.gateway.env,
        MATOI_PORT: String(port),
        MATOI_URL: `http://127.0.0.1:${port}`,
        MATOI_SMTP_URL: held.sink.url,
        MATOI_MAIL_FROM: 'csirt@corp.example',
      });
      held.browser = await openBrowser();
      held.at = await openPage(held.browser.browser, held.desk.url, 'ja-JP', 1280);
      await page().goto(held.desk.setUpLink ?? '');
      const fields = page().locator('form input');
      for (const [at, value] of ['山川旅行株式会社', '佐藤 美咲', 'sato@corp.example', password, password].entries())
        await fields.nth(at + 1).fill(value);
      await page().locator('form button[type=submit]').click();
      await page().locator('form').waitFor({ state: 'detached' });
      const person = (id: string, name: string, lang: Lang) => ({
        id,
        name,
        lang,
        mail: [`${id}@corp.example`],
        telephone: '03-0000-0000',
        channels: ['mail', 'telephone'],
      });
      const plan = {
        zone: 'Asia/Tokyo',
        people: [person('tanaka', '田中 凛', langs[0]), person('kacho', '課長 花', langs[3])],
        rosters: [
          {
            id: 'primary',
            name: { ja: '当番', en: 'Duty' },
            layers: [{ id: 'all', people: ['tanaka'], start: '2026-01-01T09:00', rotation: { unit: 'day' } }],
          },
        ],
        policies: [{ id: 'call', name: { ja: '呼び出し', en: 'Call' }, steps: [{ afterMinutes: 0, targets: [{ roster: 'primary' }] }] }],
        reportUp: {
          levels: [{ people: ['kacho'] }],
          dayMinutes: 15,
          nightMinutes: 40,
          day: { from: '08:00', to: '20:00' },
          nextReportMinutes: 60,
        },
      };
      const set = await post('/api/v1/duty/plan', { plan, confirmed: true }, 'PUT');
      expect([set.status(), (await set.text()).slice(0, 300)]).toEqual([200, expect.any(String)]);
    }, 300_000);
    afterAll(async () => {
      await held.browser?.close();
      await held.desk?.stop();
      await held.gateway?.close();
      await held.sink?.close();
      removeTree(held.folder);
    }, 60_000);

    it('a call is written down and becomes a case that pages whoever has the duty', async () => {
      const { lang, t } = await speak(0);
      await open('/reports/new');
      await page().getByLabel(t.fields.from).fill('SOC');
      await page().getByLabel(t.fields.subject).fill(t.subject);
      await page().getByLabel(t.fields.text).fill(t.text);
      await looked(page(), `${lang}-01-note`);
      await page().getByRole('button', { name: t.fields.save }).click();
      await page().waitForURL(/\/(reports|cases)\/[RC]-/);
      await looked(page(), `${lang}-02-kept`);
      const { items } = (await (await page().request.get(`${held.desk?.url}/api/v1/cases`)).json()) as {
        items: { caseId?: string; id?: string }[];
      };
      held.caseId = items[0]?.id ?? items[0]?.caseId ?? '';
      await open(`/cases/${held.caseId}`);
      await page().getByText(t.pageTitle).click();
      await looked(page(), `${lang}-03-case`);
      await page().getByRole('button', { name: t.pageNow }).click();
      await page().getByText(t.pageStarted, { exact: false }).waitFor();
      await pressOnPhone(await linkIn('tanaka@corp.example'), t.acknowledge, t.acknowledged, `${lang}-04-phone`);
    });

    it('once the proxy log is there, who met the named destinations stands in the case, and who behaves alike beside it', async () => {
      const { lang, t } = await speak(1);
      const body = proxyLog();
      const announced = await post('/api/v1/logs/uploads', { name: 'proxy.log', bytes: Buffer.byteLength(body) });
      const { importId } = (await announced.json()) as { importId: string };
      await page().request.put(`${held.desk?.url}/api/v1/logs/uploads/${importId}?offset=0`, {
        headers: { origin: held.desk?.url ?? '' },
        multipart: { piece: { name: 'piece', mimeType: 'text/plain', buffer: Buffer.from(body) } },
      });
      await eventually(async () => {
        const { imports } = (await (await page().request.get(`${held.desk?.url}/api/v1/logs/imports`)).json()) as { imports: Import[] };
        expect(imports.find((one) => one.importId === importId)?.state).toBe('done');
      });
      await open(`/cases/${held.caseId}/hunt/sightings`);
      await looked(page(), `${lang}-05-sightings-question`);
      await page().getByRole('button', { name: t.askLogs }).click();
      await page().locator('tbody tr', { hasText: '10.66.1.22' }).first().waitFor({ timeout: 60_000 });
      await looked(page(), `${lang}-06-sightings`);
      await open(`/cases/${held.caseId}/hunt/others`);
      await page().getByRole('region', { name: t.others }).getByText('img-cache.example').first().waitFor({ timeout: 60_000 });
      await looked(page(), `${lang}-07-others`);
      await page().getByRole('button', { name: t.confirmOther }).first().click();
      await looked(page(), `${lang}-08-others-confirmed`);
    });

    it('the plan takes what was found, goes into the kernel of the laboratory and is verified by whoever looked', async () => {
      const { lang, t } = await speak(2);
      await open(`/cases/${held.caseId}/containment`);
      await page().getByRole('button', { name: t.makePlan }).waitFor();
      await looked(page(), `${lang}-09-containment`);
      await page().getByRole('button', { name: t.makePlan }).click();
      await page().getByRole('button', { name: t.option }).click({ timeout: 60_000 });
      await looked(page(), `${lang}-10-plan`);
      await page().getByLabel(t.why).fill('止める');
      await page().getByRole('button', { name: t.release }).click();
      await page().getByRole('button', { name: t.apply }).waitFor();
      await looked(page(), `${lang}-11-released`);
      await page().getByRole('button', { name: t.apply }).click();
      await page().getByRole('timer').waitFor({ timeout: 60_000 });
      expect(held.gateway?.rules()).toContain('198.51.100.66');
      await looked(page(), `${lang}-12-applied`);
      await page().getByRole('button', { name: t.confirm }).click();
      await page().getByText(t.confirmed, { exact: false }).waitFor();
      await looked(page(), `${lang}-13-confirmed`);
      await open(`/cases/${held.caseId}/fix`);
      await looked(page(), `${lang}-14-board`);
    });

    it('the superior reads how things stand on the telephone and says that they know', async () => {
      const { lang, t } = await speak(3);
      await open(`/cases/${held.caseId}`);
      await page().getByText(t.up).first().click();
      await looked(page(), `${lang}-15-up`);
      await page().getByRole('button', { name: t.report, exact: true }).click();
      await pressOnPhone(await linkIn('kacho@corp.example'), t.know, t.known, `${lang}-16-superior`);
      await page().getByText(t.knows).first().waitFor();
      await looked(page(), `${lang}-17-knows`);
      expect(held.at?.foreign).toEqual([]);
      expect(held.at?.faults).toEqual([]);
    });
  },
);
