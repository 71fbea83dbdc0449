// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { holidayBook } from '../../src/adapters/holidays/holidays.ts';
import { ical } from '../../src/wiring/calendar/calendars.ts';
import { mailCarrier } from '../../src/adapters/mail-out/carrier.ts';
import { signerOf } from '../../src/adapters/paging-sign/signer.ts';
import { createPageStore, createPlanStore } from '../../src/adapters/postgres/duty-store.ts';
import { acknowledge, resolve } from '../../src/duty/paging/acknowledge.ts';
import { callList } from '../../src/duty/paging/call-list.ts';
import type { PageChannel, PageMessage, SendOutcome } from '../../src/duty/paging/channel.port.ts';
import { createEngine } from '../../src/duty/paging/engine.ts';
import { withAbsences } from '../../src/duty/calendar/absences.ts';
import { sha256 } from '../../src/adapters/system/system.ts';
import { feedOf } from '../../src/duty/calendar/feed.ts';
import { ackCode, makeLink, readLink } from '../../src/duty/paging/link.ts';
import { lookAhead } from '../../src/duty/rota/look-ahead.ts';
import { withDeliveries } from '../../src/duty/paging/page.view.ts';
import { passOn } from '../../src/duty/paging/pass-on.ts';
import { phonePage } from '../../src/duty/paging/phone-page.ts';
import { planSchema } from '../../src/duty/rota/plan.ts';
import type { DutyPlan } from '../../src/duty/rota/plan.ts';
import { openRota } from '../../src/duty/rota/roster.ts';
import { changesFrom, setPlan } from '../../src/duty/rota/set-plan.ts';
import { trigger } from '../../src/duty/paging/trigger.ts';
import { watchDuty } from '../../src/duty/watch.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import { DESK } from '../../src/journal/stream.ts';
import type { Instant } from '../../src/kernel/instant.ts';
import { gateChannels } from '../../src/duty/gate-channels.ts';
import { wireDuty } from '../../src/wiring/duty.ts';
import { gateWith } from '../../src/wiring/outbox.ts';
import { emptyRegister, openWays } from '../support/duty-world.ts';
import { icalText, icalTime, readIcal } from '../support/ical-reader.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { everythingReal } from '../support/passing.ts';

const minutes = (count: number): number => count * 60_000;
const fixture = planSchema.parse(JSON.parse(readFileSync('fixtures/duty/plan.json', 'utf8')));
const admin = { type: 'person', id: 'p-admin', name: '管理 者' } as const;

/** A fake world: one channel that remembers what it was given and fails when told to. */
function fakeMail() {
  const state = { got: [] as PageMessage[], answer: { is: 'sent' } as SendOutcome };
  const channel: PageChannel = {
    channel: 'mail',
    async send(message) {
      if (state.answer.is === 'sent') state.got.push(message);
      return state.answer;
    },
  };
  return { state, channel };
}

const nothingIsPractised = () => ({ marked: false, reaches: () => true });

describe('story/duty', () => {
  let desk: TestDesk;
  let mail: ReturnType<typeof fakeMail>;
  const signer = signerOf(new Uint8Array(32).fill(7));
  const holidays = holidayBook();
  const parts = () => {
    const pages = createPageStore(desk.database);
    const plans = createPlanStore(desk.database);
    const base = { journal: desk.journal, pages, plans, clock: desk.clock, random: desk.base.random, passing: everythingReal };
    return {
      ...base,
      engine: createEngine({
        ...base,
        holidays,
        register: emptyRegister,
        channels: [mail.channel],
        signer,
        linkBase: () => Promise.resolve('https://desk.example.jp'),
        organisation: () => Promise.resolve({ ja: '架空運輸', en: 'Kaku Transport' }),
      }),
    };
  };
  const use = (plan: DutyPlan) =>
    setPlan({ journal: desk.journal, plans: createPlanStore(desk.database), clock: desk.clock, holidays, hash: sha256 }, plan, {
      actor: admin,
      reason: 'test',
      expectedVersion: null,
    });
  const alarm = (subject: string, caseId: CaseId | null = null) =>
    trigger(parts(), { caseId, policy: 'incident', subject, urgency: 'now' });
  const pageIdOf = async (found: ReturnType<typeof alarm>): Promise<string> => {
    const is = await found;
    if (is.is === 'impossible') throw new Error(is.why);
    return is.pageId;
  };
  const forward = async (millis: number): Promise<void> => {
    desk.clock.forward(millis);
    await parts().engine.tick();
  };
  const kinds = async () => (await desk.journal.entries(DESK, 0, 5000)).map((entry) => entry.kind);

  beforeAll(async () => {
    desk = await openTestDesk();
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    mail = fakeMail();
    desk.clock.set('2026-11-21T05:05:00.000Z');
    await use(fixture);
  });
  afterEach(async () => {
    for (const page of await parts().pages.pages(true, 1000)) await resolve(parts(), { pageId: page.pageId }, admin, 'end of test');
    desk.clock.forward(minutes(60 * 24));
  });

  it('pages the person on duty, then the manager, and falls silent at the acknowledgement', async () => {
    const pageId = await pageIdOf(alarm('不審な通信の連絡'));
    await forward(0);
    expect(mail.state.got.map((message) => message.to.id)).toEqual(['tanaka']);
    expect(mail.state.got[0]?.body.ja).toContain('https://desk.example.jp/page/');

    await forward(minutes(10));
    expect(mail.state.got.map((message) => message.to.id).toSorted()).toEqual(['sato', 'tanaka', 'tanaka']);

    expect(await acknowledge(parts(), { pageId, person: 'tanaka', name: '田中 凛', way: 'link' })).toMatchObject({ is: 'acknowledged' });
    await forward(minutes(30));
    expect(mail.state.got).toHaveLength(3);
    expect(new Set(mail.state.got.map((message) => message.key)).size).toBe(3);
  });

  it('lets whoever cannot come pass it on: the next step goes out at once, and nobody has answered', async () => {
    const pageId = await pageIdOf(alarm('出られない'));
    await forward(0);
    expect(await passOn(parts(), { pageId, person: 'tanaka', name: '田中 凛' })).toBe('next');
    await forward(0);
    expect(mail.state.got.map((message) => message.to.id)).toContain('sato');
    expect(await parts().pages.page(pageId)).toMatchObject({ state: 'triggered', acks: [] });
    expect(await kinds()).toContain('page.passed-on');

    expect(await passOn(parts(), { pageId, person: 'sato', name: '佐藤' })).toBe('next');
    await forward(0);
    expect(await passOn(parts(), { pageId, person: 'mori', name: '森' })).toBe('nobody-next');
    const before = mail.state.got.length;
    await forward(0);
    expect(mail.state.got.length).toBe(before);
    await acknowledge(parts(), { pageId, person: 'tanaka', name: '田中 凛', way: 'link' });
    expect(await passOn(parts(), { pageId, person: 'tanaka', name: '田中 凛' })).toBe('not-running');
  });

  it('goes round again, then says that nobody came, and puts them on the telephone list', async () => {
    const pageId = await pageIdOf(alarm('誰も出ない'));
    for (let minute = 0; minute < 200; minute += 1) await forward(minutes(1));

    const page = await parts().pages.page(pageId);
    expect(page?.state).toBe('exhausted');
    expect(await kinds()).toContain('page.exhausted');
    const rota = openRota(fixture, holidays);
    const calls = callList(rota, await withDeliveries(parts(), true), Date.parse('2026-11-21T08:00:00Z'), nothingIsPractised);
    expect(calls.map((call) => call.person)).toEqual(expect.arrayContaining(['mori', 'vendor']));
    expect(calls.find((call) => call.person === 'vendor')).toMatchObject({ external: true, openNow: false });
  });

  it('groups a thousand alarms in a minute into one page', async () => {
    const found = await Promise.all(Array.from({ length: 1000 }, (_, index) => alarm(`alarm ${index}`)));
    await forward(0);

    expect(found.filter((one) => one.is === 'paging')).toHaveLength(1);
    expect(mail.state.got).toHaveLength(1);
    expect((await parts().pages.pages(true, 10))[0]?.alarms).toBe(1000);
  });

  it('names a grouped page in the journal of every case in it, and ends only with the last of them', async () => {
    const open = async (title: string) =>
      (await desk.journal.write((writing) => writing.openCase(admin, () => [{ kind: 'case.opened', body: { title, reportId: null } }])))
        .caseId;
    const [one, two] = [await open('一つ目'), await open('二つ目')];
    const pageId = await pageIdOf(alarm('一つ目', one));
    expect(await alarm('二つ目', two)).toMatchObject({ is: 'joined', pageId });
    await acknowledge(parts(), { pageId, person: 'tanaka', name: '田中', way: 'link' });
    const kindsOf = async (caseId: CaseId) => (await desk.journal.entries(caseId, 0, 100)).map((entry) => entry.kind);
    expect(await kindsOf(two)).toEqual(['case.opened', 'page.joined', 'page.acknowledged']);
    expect((await desk.journal.view(two))?.parts.duty.pages).toMatchObject([{ pageId, state: 'acknowledged' }]);

    await resolve(parts(), { caseId: one }, admin, 'closed');
    expect((await parts().pages.page(pageId))?.state).toBe('acknowledged');
    await resolve(parts(), { caseId: two }, admin, 'closed');
    expect((await parts().pages.page(pageId))?.state).toBe('resolved');
    // Whoever answered for the first does not know of what comes after: that pages anew.
    const third = await open('三つ目');
    expect(await alarm('三つ目', third)).toMatchObject({ is: 'paging' });
  });

  it('keeps trying while the mail server is down for an hour, always under the same key', async () => {
    mail.state.answer = { is: 'later', why: 'ECONNREFUSED' };
    const pageId = await pageIdOf(alarm('SMTP が止まっている'));
    for (let minute = 0; minute < 9; minute += 1) await forward(minutes(1));
    const during = await parts().pages.deliveries(pageId);
    expect(during[0]).toMatchObject({ state: 'due', failure: 'ECONNREFUSED' });
    expect(during[0]?.attempts).toBeGreaterThan(3);

    for (let minute = 0; minute < 60; minute += 1) await forward(minutes(1));
    mail.state.answer = { is: 'sent' };
    await forward(minutes(6));
    expect(mail.state.got.map((message) => message.key)).toContain(during[0]?.key);
  });

  it('says at once when a channel cannot reach the person, instead of trying for ever', async () => {
    mail.state.answer = { is: 'never', why: 'address refused' };
    const pageId = await pageIdOf(alarm('宛先不明'));
    await forward(0);

    expect((await parts().pages.deliveries(pageId))[0]).toMatchObject({ state: 'failed', failure: 'address refused' });
    expect(await kinds()).toContain('page.not-delivered');
    const calls = callList(
      openRota(fixture, holidays),
      await withDeliveries(parts(), true),
      Date.parse('2026-11-21T06:00:00Z'),
      nothingIsPractised,
    );
    expect(calls.find((call) => call.pageId === pageId)).toMatchObject({ person: 'tanaka', codeKnownBy: 'nobody' });
  });

  it('waits for as many people as the policy asks, and pages those who have not answered', async () => {
    await use({ ...fixture, policies: [{ ...fixture.policies[0], acksNeeded: 2 } as never] });
    const pageId = await pageIdOf(alarm('二人必要'));
    await forward(0);
    expect(await acknowledge(parts(), { pageId, person: 'tanaka', name: '田中', way: 'link' })).toMatchObject({ is: 'one-of-several' });
    await forward(minutes(10));
    expect(mail.state.got.map((message) => message.to.id)).toEqual(['tanaka', 'sato']);

    expect(await acknowledge(parts(), { pageId, person: 'sato', name: '佐藤', way: 'link' })).toMatchObject({ is: 'acknowledged' });
    expect(await acknowledge(parts(), { pageId, person: 'sato', name: '佐藤', way: 'link' })).toMatchObject({ is: 'still-on-it' });
    await forward(minutes(30));
    expect(mail.state.got).toHaveLength(2);
  });

  it('pages again when an acknowledgement was forgotten, but not while somebody says "still on it"', async () => {
    const pageId = await pageIdOf(alarm('忘れられた確認'));
    await forward(0);
    await acknowledge(parts(), { pageId, person: 'tanaka', name: '田中', way: 'link' });
    await forward(minutes(50));
    await acknowledge(parts(), { pageId, person: 'tanaka', name: '田中', way: 'link' });
    await forward(minutes(50));
    expect(mail.state.got).toHaveLength(1);

    await forward(minutes(11));
    await forward(1000);
    expect(mail.state.got).toHaveLength(2);
    expect(mail.state.got[1]?.subject.ja).toContain('【再】');
    expect(mail.state.got[1]?.key).not.toBe(mail.state.got[0]?.key);
  });

  it('pages nobody after the case was closed, and does not page twice when the clock is set back', async () => {
    const pageId = await pageIdOf(alarm('時計を戻す'));
    await forward(0);
    desk.clock.set('2026-11-21T01:00:00.000Z');
    await parts().engine.tick();
    expect(mail.state.got).toHaveLength(1);

    await resolve(parts(), { pageId }, admin, 'closed');
    desk.clock.set('2026-11-22T05:05:00.000Z');
    await parts().engine.tick();
    expect(mail.state.got).toHaveLength(1);
    expect(await acknowledge(parts(), { pageId, person: 'tanaka', name: '田中', way: 'link' })).toMatchObject({ is: 'resolved' });
  });

  it('tells each person in their language what the desk itself has to say, and of no sender where there is none', async () => {
    await use({
      ...fixture,
      policies: [{ ...fixture.policies[0], groupSeconds: 0, steps: [{ afterMinutes: 0, targets: [{ person: 'ito' }] }] } as never],
    });
    await trigger(parts(), { caseId: null, policy: 'incident', subject: '【再開】題', english: 'Reopened: 題', urgency: 'now' });
    await forward(0);
    await alarm('届いた連絡');
    await forward(0);
    const [own, report] = mail.state.got;
    expect(own?.subject.en).toMatch(/Reopened: 題$/);
    expect(own?.subject.ja).toMatch(/【再開】題$/);
    expect(`${own?.body.ja}${own?.body.en}`).not.toMatch(/返信しないで|Do not reply/);
    expect(report?.body.en).toContain('do not reply to the sender yet.');
    expect(report?.body.ja).toContain('まだ返信しないでください');
    // What is said of the answer is what the engine does (60 minutes in this policy).
    expect(report?.body.ja).toContain('確認したあと 60 分のうちに');
  });

  it('really goes out by SMTP, with a header that tells a second attempt from a second page', async () => {
    const received: string[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, _, done) {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          received.push(Buffer.concat(parts).toString());
          done();
        });
      },
    });
    const port = await new Promise<number>((ready) => {
      const listening = server.listen(0, '127.0.0.1', () => ready((listening.address() as { port: number }).port));
    });
    const out = { url: `smtp://127.0.0.1:${port}?ignoreTLS=true`, from: 'matoi@example.jp' };
    const gate = gateWith(desk.base, desk, [mailCarrier(() => Promise.resolve(out))]);
    const byMail = gateChannels(gate)[0] as PageChannel;
    mail.channel = byMail;
    await alarm('件名\r\nBcc: victim@example.net');
    await forward(0);

    expect(received).toHaveLength(1);
    expect(received[0]).toMatch(/X-Matoi-Key: P-[A-Za-z0-9]+\.0\.0\.0\.tanaka\.mail/);
    expect(received[0]).not.toMatch(/^Bcc:/m);
    await new Promise<void>((closed) => server.close(() => closed()));
    const parcel = { id: 'k', purpose: 'test', about: 'k', recipient: 'a', stream: DESK, channel: 'mail' } as const;
    expect(await gate.passNow({ ...parcel, content: { to: 'a@example.jp', subject: 's', text: 't' } }, 'test')).toMatchObject({
      is: 'later',
    });
    await gate.close();
  });

  it('believes only whole and fresh links that it made itself', () => {
    const now = '2026-11-21T05:05:00.000Z' as Instant;
    const token = makeLink(signer, 'P-1', 'tanaka', now);
    expect(readLink(signer, token, now)).toMatchObject({ pageId: 'P-1', person: 'tanaka' });
    expect(readLink(signer, token, '2026-11-28T05:05:01.000Z' as Instant)).toBe('expired');
    for (const forged of [
      token.replace('tanaka', 'sato'),
      token.replace('P-1', 'P-2'),
      token.slice(0, -1),
      `${token}A`,
      '',
      'a~b~c~d',
      token.replace(/~\d+~/, '~99999999999~'),
    ])
      expect(readLink(signer, forged, now)).toBe('forged');
    expect(readLink(signerOf(new Uint8Array(32)), token, now)).toBe('forged');
    expect(ackCode(signer, 'P-1', 0, 'tanaka')).toMatch(/^\d{6}$/);
    expect(ackCode(signer, 'P-1', 0, 'tanaka')).not.toBe(ackCode(signer, 'P-1', 1, 'tanaka'));
  });

  it('shows a page under 30 kB in which a hostile subject is only text', async () => {
    const pageId = await pageIdOf(alarm('<script>alert(1)</script>\u202e"&'));
    const page = await parts().pages.page(pageId);
    const { raw: shown } = phonePage(
      sha256,
      page as NonNullable<typeof page>,
      { id: 'tanaka', name: '<b>田中</b>' },
      'ja',
      'Asia/Tokyo',
      {
        passOn: '/page/t/pass-on',
        own: '/page/t/own',
      },
      null,
      { ja: '青い鳥<旅行>', en: 'Bluebird' },
    );

    expect(shown).toContain('<dt>呼び出した組織</dt><dd>青い鳥&lt;旅行&gt;</dd>');
    expect(shown.length).toBeLessThan(30_000);
    expect(shown).not.toMatch(/<script|<b>|\u202e/);
    expect(shown).toContain('&lt;script&gt;');
  });

  it('warns once of the long weekend and of a gap, at least seven days before', async () => {
    desk.clock.set('2026-12-18T00:00:00.000Z');
    const [primary] = fixture.rosters;
    const onlyWeekdays = { ...primary, layers: primary?.layers.filter((layer) => layer.id === 'weekdays') } as never;
    await use({ ...fixture, rosters: [onlyWeekdays, fixture.rosters[1] as never] });
    const told: string[] = [];
    const day = '2026-12-24';
    const secret = { what: 'secret' as const, key: `secret/${day}`, from: day, to: day, text: { ja: '切れる', en: 'ends' } };
    const look = () =>
      lookAhead(
        {
          ...parts(),
          holidays,
          register: emptyRegister,
          ways: () => Promise.resolve(openWays()),
          further: () => Promise.resolve([secret]),
        },
        async (warnings) => void told.push(...warnings.map((one) => one.what)),
      );

    expect(await look()).toBeGreaterThan(0);
    expect(await look()).toBe(0);
    expect(told).toEqual(expect.arrayContaining(['long-weekend', 'gap', 'secret']));
    const warned = (await desk.journal.entries(DESK, 0, 9000)).flatMap((entry) =>
      entry.kind === 'duty.warned' && entry.body !== null ? [entry.body.from] : [],
    );
    expect(warned).toContain('2026-12-29');
    expect(told.filter((one) => one === 'secret')).toHaveLength(1);
  });

  it('gives the rota as a calendar and takes absences from one, naming what it could not read', async () => {
    const rota = openRota(fixture, holidays);
    const text = feedOf(rota, 'roster:primary', Date.parse('2026-11-21T05:00:00Z'), 'ja', ical) as string;
    expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    const fed = readIcal(text).parts;
    for (const event of fed) expect(rota.at('primary', icalTime(event.properties.get('DTSTART') ?? '')).person).not.toBeNull();
    const monday = fed.find((event) => event.properties.get('DTSTART') === '20261123T000000Z');
    expect(icalText(monday?.properties.get('SUMMARY') ?? '')).toBe('一次当番: 田中 凛');
    const how = { zone: 'Asia/Tokyo', mine: [], from: Date.parse('2026-11-21T05:00:00Z'), to: Date.parse('2027-12-31T00:00:00Z') };
    const back = await ical.read(new TextEncoder().encode(text), how);
    expect([back.events, back.unread]).toEqual([[], []]);
    expect(back.notAbsent[0]?.why.ja).toContain('このデスクが配った当番の予定');

    const calendar = [
      'BEGIN:VCALENDAR',
      'BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261227\r\nSUMMARY:休暇\r\nEND:VEVENT',
      'BEGIN:VEVENT\r\nUID:2\r\nDTSTART;TZID=Asia/Tokyo:20270105T090000\r\nDURATION:PT8H\r\nSUMMARY:研修\\, 東京\r\nEND:VEVENT',
      'BEGIN:VEVENT\r\nUID:3\r\nDTSTART:20270101T000000Z\r\nRRULE:FREQ=SECONDLY\r\nEND:VEVENT',
      'BEGIN:VEVENT\r\nUID:4\r\nDTSTART:20270231T000000Z\r\nDTEND:20270301T000000Z\r\nEND:VEVENT',
      'END:VCALENDAR',
    ].join('\r\n');
    const said = await ical.read(new TextEncoder().encode(calendar), how);
    const read = withAbsences(fixture, 'sato', said, how.from);
    expect(read.added).toBe(2);
    expect(read.plan.absences.slice(1)).toMatchObject([
      { person: 'sato', from: '2026-12-23T15:00:00.000Z', to: '2026-12-26T15:00:00.000Z' },
      { person: 'sato', from: '2027-01-05T00:00:00.000Z', to: '2027-01-05T08:00:00.000Z', reason: '研修, 東京' },
    ]);
    expect(said.unread.map((one) => one.uid)).toEqual(['3', '4']);
    expect(withAbsences(read.plan, 'sato', said, how.from)).toMatchObject({ added: 0, removed: 0 });
  });

  it('lists and asks before it changes a duty of the published period; free days change without a word', async () => {
    const plan: DutyPlan = { ...fixture, publishedUntil: '2026-11-30' };
    await use(plan);
    const version = (await parts().plans.latest())?.version ?? 0;
    const deps = { journal: desk.journal, plans: createPlanStore(desk.database), clock: desk.clock, holidays, hash: sha256 };
    const by = { actor: admin, reason: '交代', expectedVersion: version };
    const override = {
      id: 'o1',
      roster: 'primary',
      person: 'takahashi',
      from: '2026-11-23T00:00:00+09:00',
      to: '2026-11-24T00:00:00+09:00',
      reason: '',
    };
    const changed = { ...plan, overrides: [override] };
    expect(changesFrom(deps, plan, changed)).toEqual([
      { roster: 'primary', from: '2026-11-22T15:00:00.000Z', to: '2026-11-23T00:00:00.000Z', before: 'ito', after: 'takahashi' },
      { roster: 'primary', from: '2026-11-23T00:00:00.000Z', to: '2026-11-23T15:00:00.000Z', before: 'tanaka', after: 'takahashi' },
    ]);
    expect(await setPlan(deps, changed, by)).toMatchObject({
      ok: false,
      error: { code: 'duty.published-changes', status: 409, facts: { changes: 2 } },
    });
    expect((await parts().plans.latest())?.version).toBe(version);
    expect(await setPlan(deps, changed, { ...by, confirmed: true })).toMatchObject({ ok: true });
    const entry = (await desk.journal.entries(DESK, 0, 9000)).findLast((one) => one.kind === 'duty.plan-changed');
    expect(entry?.body).toMatchObject({ reason: '交代', changes: [{ before: 'ito' }, { before: 'tanaka', after: 'takahashi' }] });

    const later = { ...override, id: 'o2', from: '2026-12-05T00:00:00+09:00', to: '2026-12-06T00:00:00+09:00' };
    const free = await setPlan(deps, { ...changed, overrides: [override, later] }, { ...by, expectedVersion: version + 1 });
    expect(free).toMatchObject({ ok: true });
  });

  it('says what to do where there is no rota yet, instead of failing', async () => {
    const empty = await openTestDesk();
    const routes = wireDuty(empty.base).routes?.(empty) ?? [];
    const get = async (path: string) => {
      const found = routes.find((route) => route.method === 'GET' && route.path === path);
      return (await found?.handle({ query: { days: 30 }, params: {} } as never)) as { status: number; body: Record<string, unknown> };
    };
    for (const path of ['now', 'calendar', 'lint', 'call-list'])
      expect(await get(`/api/v1/duty/${path}`)).toMatchObject({
        status: 200,
        body: { is: 'no-rota-yet', hint: { ja: expect.any(String) } },
      });
    const who = routes.find((route) => route.method === 'GET' && route.path === '/api/v1/duty/now');
    for (const at of ['9999-01-01T00:00:00Z', 'yesterday'])
      expect(await who?.handle({ query: { at } } as never)).toMatchObject({ problem: { code: 'duty.call-unreadable', status: 400 } });
    expect(await get('/api/v1/duty/plan')).toMatchObject({ status: 200, body: { version: 0, plan: null } });
    await empty.close();
  });

  it('refuses a plan that somebody changed meanwhile, and one that cannot be read', async () => {
    const deps = { journal: desk.journal, plans: createPlanStore(desk.database), clock: desk.clock, holidays, hash: sha256 };
    const by = { actor: admin, reason: '', expectedVersion: 1 };
    expect(await setPlan(deps, fixture, by)).toMatchObject({ ok: false, error: { code: 'duty.plan-stale', status: 412 } });
    expect(await setPlan(deps, { ...fixture, rosters: [] }, { ...by, expectedVersion: null })).toMatchObject({
      ok: false,
      error: { code: 'duty.plan-unreadable' },
    });
  });

  it('calls somebody for a case that a machine opened, for "now", and for a clock nearly or already missed', () => {
    const law = { clockId: 'c', computed: { basis: { law: '個人情報の保護に関する法律 (APPI)' } } };
    const view = { title: '題', parts: { obligation: { clocks: [law] } } } as never;
    expect(watchDuty(view, entry('case.opened', { title: '題', reportId: 'R-1' })).map((task) => task.name)).toEqual(['duty.page']);
    expect(watchDuty(view, entry('case.opened', { title: '題', reportId: null }, 'person'))).toEqual([]);
    expect(watchDuty(view, entry('case.rated', { urgency: 'now' }))).toHaveLength(1);
    expect(watchDuty(view, entry('clock.reminded', { clockId: 'c', deadline: 'd', hoursLeft: 24 }))).toEqual([]);
    expect(watchDuty(view, entry('clock.reminded', { clockId: 'c', deadline: 'd', hoursLeft: 6 }))).toHaveLength(1);
    expect(watchDuty(view, entry('clock.missed', { clockId: 'c', deadline: 'd' })).map((task) => task.data)).toEqual([
      {
        caseId: 'C-2026-0001',
        urgency: 'now',
        subject: '【報告期限切れ】個人情報の保護に関する法律 (APPI) 題',
        english: 'Legal deadline missed: 個人情報の保護に関する法律 (APPI), 題',
      },
    ]);
    expect(watchDuty(view, entry('case.closed', {})).map((task) => task.name)).toEqual(['duty.resolve']);
    // A closing that is taken back brings the duty back that it had ended; where nobody had been called, nobody is.
    const called = (urgency: string, pages: readonly object[]) => ({ title: '題', urgency, parts: { duty: { pages } } }) as never;
    expect(watchDuty(called('now', [{}]), entry('case.reopened', { reason: 'r' })).map((task) => task.data['urgency'])).toEqual(['now']);
    expect(watchDuty(called('today', [{}]), entry('case.reopened', { reason: 'r' })).map((task) => task.data['urgency'])).toEqual([
      'today',
    ]);
    expect(watchDuty(called('now', []), entry('case.reopened', { reason: 'r' }))).toEqual([]);
  });
});

function entry(kind: string, body: object, type: 'machine' | 'person' = 'machine') {
  return { kind, body, stream: 'C-2026-0001', seq: 1, actor: { type, name: 'x', id: 'x' } } as never;
}
