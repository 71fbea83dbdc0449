// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportUpSchema, whomSchema } from '../../src/duty/contract.ts';
import type { ReportUpWire } from '../../src/duty/contract.ts';
import { DESK } from '../../src/journal/stream.ts';
import { wireDuty } from '../../src/wiring/duty.ts';
import { openMailSink } from '../support/mail-sink.ts';
import type { MailSink } from '../support/mail-sink.ts';
import type { WalkedDesk } from '../support/walked-desk.ts';
import { walkedDesk } from '../support/walked-desk.ts';

const person = (id: string, name: string, lang: 'ja' | 'en') => ({
  id,
  name,
  lang,
  mail: [`${id}@corp.example`],
  telephone: '03-0000-0000',
  channels: ['mail', 'telephone'],
});
const levels = [{ people: ['kacho'] }, { people: ['bucho'] }];
const plan = {
  zone: 'Asia/Tokyo',
  people: [person('tanaka', '田中 凛', 'ja'), person('kacho', '課長 花', 'ja'), person('bucho', 'Director Mori', 'en')],
  rosters: [
    {
      id: 'primary',
      name: { ja: '当番', en: 'duty' },
      layers: [{ id: 'all', people: ['tanaka'], start: '2026-01-01T09:00', rotation: { unit: 'day' } }],
    },
  ],
  reportUp: { levels, dayMinutes: 15, nightMinutes: 40, day: { from: '08:00', to: '20:00' }, nextReportMinutes: 60 },
};

describe('story/report-up', () => {
  const held: { walk?: WalkedDesk; sink?: MailSink; caseId?: string } = {};
  const walk = () => held.walk as WalkedDesk;
  const caseId = () => held.caseId as string;
  const sink = () => held.sink as MailSink;
  const state = async (): Promise<ReportUpWire> =>
    reportUpSchema.parse((await walk().responder.get(`/api/v1/cases/${caseId()}/report-up`)).json);
  const press = (path = '', body: object = {}) => walk().responder.post(`/api/v1/cases/${caseId()}/report-up${path}`, body);
  const entries = async () => walk().desk.journal.entries(caseId() as never, 0, 1000);
  /** The paging service as it beats once. */
  const beat = async (): Promise<void> => {
    const [paging] = wireDuty(walk().desk.base).services?.(walk().desk) ?? [];
    await paging?.start();
    await paging?.stop();
  };
  const setPlan = async (to: object): Promise<void> => {
    const answer = await walk().manager.call('PUT', '/api/v1/duty/plan', { plan: to, confirmed: true });
    expect([answer.status, answer.text.slice(0, 300)]).toEqual([200, expect.any(String)]);
  };
  const linkIn = (to: string): string =>
    /https:\/\/desk\.example\.jp(\/page\/\S+)/.exec(sink().mails.findLast((one) => one.to === to)?.text ?? '')?.[1] ?? '';

  beforeAll(async () => {
    held.sink = await openMailSink();
    held.walk = await walkedDesk({
      MATOI_SMTP_URL: sink().url,
      MATOI_MAIL_FROM: 'csirt@corp.example',
      MATOI_URL: 'https://desk.example.jp',
    });
    held.caseId = await walk().noted('telephone', '監視会社から電話', '御社の端末が 198.51.100.66 と通信しています。PlugX の疑いです。');
  });
  afterAll(async () => {
    await held.walk?.close();
    await held.sink?.close();
  });

  it('says that nobody is named, and lets nothing out, until somebody is', async () => {
    const answer = await press();
    expect([answer.status, (answer.json as { code: string }).code]).toEqual([409, 'report-up.nobody-named']);
    expect((await state()).levels).toEqual([]);

    await setPlan(plan);
    const named = await state();
    expect(named.levels.map((level) => [level.waitMinutes, level.people.map((one) => [one.name, one.ways])])).toEqual([
      [15, [['課長 花', ['mail']]]],
      [15, [['Director Mori', ['mail']]]],
    ]);
    const faulty = { ...plan, reportUp: { ...plan.reportUp, levels: [{ people: ['nobody'] }] } };
    expect((await walk().manager.call('PUT', '/api/v1/duty/plan', { plan: faulty, confirmed: true })).status).toBe(422);
  });

  it('speaks of the case as it stands, in three sentences', async () => {
    const { text } = await state();
    expect(text.ja.split('\n')).toEqual([
      '11月21日(土) 14:05に「監視会社から電話」の知らせを受け、どこまで広がっているかはまだ分からない。',
      'まだ何も止めていない。',
      'お願いしたいのは対応を指揮する人の指名で、次の報告の時刻はまだ約束していない。',
    ]);
    expect(text.en.split('\n')).toEqual([
      '“監視会社から電話” was reported on Sat 21 Nov at 14:05, and how far it reaches is not known yet.',
      'Nothing has been stopped yet.',
      'Needed from you: name who commands; no time for the next report is promised yet.',
    ]);
  });

  it('goes to the first level alone, twice pressed is once sent, and after the wait of the hour to the second', async () => {
    expect((await press()).status).toBe(200);
    await beat();
    await press();
    await beat();
    expect(sink().mails.map((one) => one.to)).toEqual(['kacho@corp.example']);
    expect(sink().mails[0]?.subject).toContain('【報告・要確認】');
    expect(sink().mails[0]?.text).toContain('まだ何も止めていない。');
    expect(sink().mails[0]?.text).toContain('次の報告は 11月21日(土) 15:05');
    expect((await state()).open).toMatchObject({ state: 'triggered', level: 1, sent: 1 });

    walk().desk.clock.forward(14 * 60_000);
    await beat();
    expect(sink().mails.length).toBe(1);
    walk().desk.clock.forward(60_000);
    await beat();
    expect(sink().mails.map((one) => one.to)).toEqual(['kacho@corp.example', 'bucho@corp.example']);
    expect((await state()).open).toMatchObject({ state: 'triggered', level: 2, levelAt: '2026-11-21T05:20:00.000Z' });
    const rows = walk().desk.database.on<{ outbox: { purpose: string; state: string; released_by: string } }>();
    const sent = await rows.selectFrom('outbox').select(['state', 'released_by']).where('purpose', '=', 'report-up').execute();
    expect(sent.map((one) => one.state)).toEqual(['handed-over', 'handed-over']);
    expect(new Set(sent.map((one) => one.released_by)).size).toBe(1);
    expect(sent[0]?.released_by).not.toBe('paging policy');
  });

  it('opened, the signed page shows how things stand now and changes nothing; pressed, it says since when the superior knows', async () => {
    await walk().press(caseId(), {
      do: 'name-owner',
      personId: ((await walk().responder.get('/api/v1/session')).json as { person: { personId: string } }).person.personId,
    });
    const link = linkIn('bucho@corp.example');
    const before = (await entries()).length;
    const page = await fetch(new URL(link, walk().desk.url));
    const html = await page.text();
    expect(html).toContain('Nothing has been stopped yet.');
    expect(html).not.toContain('name who commands');
    expect(html).not.toContain('<script');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    await fetch(new URL(link, walk().desk.url), { method: 'HEAD' });
    expect((await entries()).length).toBe(before);

    const pressed = await fetch(new URL(link, walk().desk.url), { method: 'POST', redirect: 'manual' });
    expect(pressed.status).toBe(303);
    const { open, informed } = await state();
    expect([open, informed]).toEqual([null, [{ name: 'Director Mori', at: '2026-11-21T05:20:00.000Z', way: 'link' }]]);
    await beat();
    walk().desk.clock.forward(3 * 3_600_000);
    await beat();
    expect(sink().mails.length).toBe(2);
    const sheet = await walk().sheet(caseId());
    expect(sheet.judgement.known.map((one) => one.text.ja)).toContain('Director Mori への報告は済んでいる');
    expect(sheet.next.map((one) => one.person)).not.toContain('Director Mori');
  });

  it('waits by night as the night is set, and one press records a report by telephone, which ends the one that is out', async () => {
    walk().desk.clock.set('2026-11-21T14:00:00.000Z');
    expect((await state()).levels.map((level) => level.waitMinutes)).toEqual([40, 40]);
    await press();
    await beat();
    walk().desk.clock.forward(30 * 60_000);
    await beat();
    expect(sink().mails.length).toBe(3);
    const told = await press('/told', { person: 'kacho' });
    expect(reportUpSchema.parse(told.json)).toMatchObject({ open: null, nextReportAt: '2026-11-21T15:30:00.000Z' });
    walk().desk.clock.forward(60 * 60_000);
    await beat();
    expect(sink().mails.length).toBe(3);
    const last = (await entries()).at(-1);
    expect([last?.kind, last?.actor.type]).toEqual(['page.told', 'person']);
    expect((await press('/told', { person: 'nobody' })).status).toBe(409);
  });

  it('pages by the kind of the case, and says whom before anybody presses', async () => {
    const policy = (id: string, to: object) => ({
      id,
      name: { ja: id, en: id },
      steps: [{ afterMinutes: 0, targets: [to] }],
      groupSeconds: 0,
    });
    const policies = [policy('first', { roster: 'primary' }), policy('network', { person: 'bucho' })];
    await setPlan({ ...plan, policies, byKind: [{ kind: 'compromise-seen', policy: 'network' }] });
    const whom = async () => whomSchema.parse((await walk().responder.get(`/api/v1/cases/${caseId()}/page-whom`)).json);
    await walk().until(caseId(), (sheet) => expect(sheet.parts['triage']).toMatchObject({ kinds: { kinds: ['compromise-seen'] } }));
    expect(await whom()).toMatchObject({
      kind: 'compromise-seen',
      policy: { id: 'network' },
      people: [{ id: 'bucho', ways: ['mail', 'telephone'] }],
    });
    const before = sink().mails.length;
    await walk().responder.post('/api/v1/duty/pages', { caseId: caseId(), subject: '不審な通信' });
    await beat();
    expect(
      sink()
        .mails.slice(before)
        .map((one) => one.to),
    ).toEqual(['bucho@corp.example']);

    await setPlan({ ...plan, policies });
    expect(await whom()).toMatchObject({ policy: { id: 'first' }, people: [{ id: 'tanaka' }] });
    const faulty = { ...plan, policies, byKind: [{ kind: 'outage', policy: 'nowhere' }] };
    expect((await walk().manager.call('PUT', '/api/v1/duty/plan', { plan: faulty, confirmed: true })).status).toBe(422);
  });

  it('goes at once to the next level where nothing can leave, and calls nothing of it sent', async () => {
    const dumb = plan.people.map((one) => ({ ...one, channels: ['web-push'], telephone: '' }));
    await setPlan({ ...plan, people: dumb });
    await press();
    await beat();
    await beat();
    const page = (await walk().desk.journal.view(caseId() as never))?.parts.duty.pages.at(-1);
    expect(page).toMatchObject({ purpose: 'report-up', level: 2, sent: 0, notDelivered: 2 });
    expect((await state()).closed.map((one) => one.channel)).toContain('web-push');
    expect((await walk().desk.journal.entries(DESK, 0, 1000)).map((one) => one.kind)).not.toContain('page.triggered');
  });
});
