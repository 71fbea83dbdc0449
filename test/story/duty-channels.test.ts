// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { holidayBook } from '../../src/adapters/holidays/holidays.ts';
import { ical } from '../../src/wiring/calendar/calendars.ts';
import { mailCarrier } from '../../src/adapters/mail-out/carrier.ts';
import { signerOf } from '../../src/adapters/paging-sign/signer.ts';
import { createPageStore, createPlanStore } from '../../src/adapters/postgres/duty-store.ts';
import { sha256 } from '../../src/adapters/system/system.ts';
import { fetchOutside } from '../../src/adapters/outside-http/fetch-outside.ts';
import { webhooksFrom } from '../../src/adapters/webhook/targets.ts';
import { webhookCarrier } from '../../src/adapters/webhook/webhook.ts';
import { openVapidKeys, pushCarrier } from '../../src/adapters/webpush/webpush.ts';
import { createEngine } from '../../src/duty/paging/engine.ts';
import { feedOf } from '../../src/duty/calendar/feed.ts';
import { gateChannels } from '../../src/duty/gate-channels.ts';
import { readLink } from '../../src/duty/paging/link.ts';
import { planSchema } from '../../src/duty/rota/plan.ts';
import { openRota } from '../../src/duty/rota/roster.ts';
import { setPlan } from '../../src/duty/rota/set-plan.ts';
import { trigger } from '../../src/duty/paging/trigger.ts';
import type { Carrier } from '../../src/outbox/carrier.port.ts';
import { gateWith } from '../../src/wiring/outbox.ts';
import { emptyRegister } from '../support/duty-world.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { icalText, icalTime, readIcal } from '../support/ical-reader.ts';
import { openPushService } from '../support/push-service.ts';
import { freePort } from '../support/served-desk.ts';
import { everythingReal } from '../support/passing.ts';

const holidays = holidayBook();
const signer = signerOf(new Uint8Array(32).fill(3));
const fixture = planSchema.parse(JSON.parse(readFileSync('fixtures/duty/plan.json', 'utf8')));
const minutes = (count: number): number => count * 60_000;

describe('story/duty-channels', () => {
  let desk: TestDesk;
  const stores = () => ({ pages: createPageStore(desk.database), plans: createPlanStore(desk.database) });
  const engineOf = (...carriers: readonly Carrier[]) => {
    const gate = gateWith(desk.base, desk, carriers);
    const channels = gateChannels(gate);
    const engine = createEngine({
      ...desk,
      ...stores(),
      passing: everythingReal,
      holidays,
      register: emptyRegister,
      channels,
      signer,
      linkBase: () => Promise.resolve('https://desk.example.jp'),
      organisation: () => Promise.resolve({ ja: '架空運輸', en: 'Kaku Transport' }),
    });
    return { tick: engine.tick, gate };
  };
  const page = async (subject: string): Promise<string> => {
    const deps = { journal: desk.journal, ...stores(), passing: everythingReal, clock: desk.clock, random: desk.base.random };
    const found = await trigger(deps, { caseId: null, policy: 'incident', subject, urgency: 'now' });
    if (found.is === 'impossible') throw new Error(found.why);
    return found.pageId;
  };
  /** Everybody is on duty at once by the named channels, so that one step is one delivery for each channel. */
  const use = async (channels: readonly ['mail' | 'webhook' | 'web-push', ...('mail' | 'webhook' | 'web-push')[]]) => {
    const people = fixture.people.map((person) => ({ ...person, channels: [...channels], webhooks: ['team-chat'] }));
    const policies = [
      { ...fixture.policies[0], groupSeconds: 0, steps: [{ afterMinutes: 0, targets: [{ person: 'tanaka' }] }], repeat: 0 } as never,
    ];
    const deps = { journal: desk.journal, plans: stores().plans, holidays, clock: desk.clock, hash: sha256 };
    const done = await setPlan(
      deps,
      { ...fixture, people, policies },
      { actor: { type: 'machine', name: 'test' }, reason: '', expectedVersion: null },
    );
    if (!done.ok) throw new Error(done.error.what.en);
  };

  beforeAll(async () => {
    desk = await openTestDesk();
  });
  afterAll(() => desk.close());
  beforeEach(() => desk.clock.set('2026-11-21T05:05:00.000Z'));

  it('reaches a browser by web push: a signed token, a message only that browser can open, gone subscriptions forgotten', async () => {
    const service = await openPushService();
    const { plans } = stores();
    await use(['web-push']);
    await desk.journal.write((writing) => plans.subscribe(writing.tx, { person: 'tanaka', ...service.subscription }));
    const keys = await openVapidKeys(desk.dataFolder);
    const engine = engineOf(pushCarrier(() => Promise.resolve(keys), 'mailto:csirt@example.jp', plans));
    const pageId = await page('不審な通信の連絡');
    await engine.tick();

    expect(service.refused).toEqual([]);
    expect(service.got).toHaveLength(1);
    const [push] = service.got;
    expect(push?.headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '600', urgency: 'high' });
    expect(push?.vapid.sub).toBe('mailto:csirt@example.jp');
    const message = JSON.parse(push?.text ?? '') as { title: string; link: string; key: string };
    expect(message.title).toContain('不審な通信の連絡');
    expect(message.key).toBe(`${pageId}.0.0.0.tanaka.web-push`);
    expect(readLink(signer, message.link.split('/page/')[1] ?? '', desk.clock.now())).toMatchObject({ pageId, person: 'tanaka' });

    service.state.status = 503;
    const second = await page('一時的な失敗');
    await engine.tick();
    expect((await stores().pages.deliveries(second))[0]).toMatchObject({ state: 'due', attempts: 1 });
    service.state.status = 410;
    desk.clock.forward(minutes(1));
    await engine.tick();
    expect((await stores().pages.deliveries(second))[0]).toMatchObject({ state: 'failed' });
    expect(await plans.subscriptions('tanaka')).toEqual([]);
    await engine.gate.close();
    await service.close();
  });

  it('goes by webhook while the mail server is down for an hour, and sends the mail under its first key when it is back', async () => {
    const said: { key: string | undefined; type: string | undefined; body: { text: string; key: string; link: string } }[] = [];
    const chat = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const { headers } = request;
        said.push({
          key: headers['idempotency-key'] as string | undefined,
          type: headers['content-type'],
          body: JSON.parse(Buffer.concat(parts).toString()) as never,
        });
        response.writeHead(said.length === 1 ? 502 : 200).end('ok');
      });
    });
    await new Promise<void>((resolve) => chat.listen(0, '127.0.0.1', resolve));
    const smtpPort = await freePort();
    const out = { url: `smtp://127.0.0.1:${smtpPort}?ignoreTLS=true`, from: 'matoi@example.jp' };
    const hooks = webhooksFrom({
      MATOI_WEBHOOK_TEAM_CHAT: `http://127.0.0.1:${(chat.address() as AddressInfo).port}/hook`,
      MATOI_WEBHOOK_BAD: 'file:///etc/passwd',
    });
    expect([...hooks.keys()]).toEqual(['team-chat']);
    await use(['mail', 'webhook']);
    const engine = engineOf(
      mailCarrier(() => Promise.resolve(out)),
      webhookCarrier(() => Promise.resolve(hooks), fetchOutside),
    );
    const pageId = await page('SMTP が一時間止まっている');
    const rows = async () => new Map((await stores().pages.deliveries(pageId)).map((row) => [row.channel, row]));

    await engine.tick();
    expect((await rows()).get('webhook')).toMatchObject({ state: 'due', failure: 'HTTP 502 ok' });
    desk.clock.forward(15_000);
    await engine.tick();
    expect((await rows()).get('webhook')).toMatchObject({ state: 'sent' });
    expect(said.map((one) => one.key)).toEqual([said[0]?.body.key, said[0]?.body.key]);
    expect(said[1]).toMatchObject({ type: 'application/json', body: { text: expect.stringContaining('【呼び出し】') } });
    // Neither link nor code nor the words of whoever wrote stand in a chat, unless a person set it so.
    expect(JSON.stringify(said)).not.toMatch(/SMTP が|https?:|\b\d{6}\b|"link"/);
    for (let minute = 0; minute < 60; minute += 1) {
      desk.clock.forward(minutes(1));
      await engine.tick();
    }
    expect((await rows()).get('mail')).toMatchObject({ state: 'due', failure: expect.stringContaining('ECONNREFUSED') });
    expect((await rows()).get('mail')?.attempts).toBeGreaterThan(10);

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
    await new Promise<void>((ready) => void server.listen(smtpPort, '127.0.0.1', () => ready()));
    desk.clock.forward(minutes(5));
    await engine.tick();
    expect(received).toHaveLength(1);
    expect(received[0]).toContain(`X-Matoi-Key: ${pageId}.0.0.0.tanaka.mail`);
    expect(said).toHaveLength(2);
    const [mailed, posted] = [await engine.gate.rowsOf('page', pageId), said[1]?.body];
    expect(mailed.map((row) => row.state)).toEqual(['handed-over', 'handed-over']);
    expect(JSON.parse(Buffer.from(mailed.find((row) => row.channel === 'webhook')?.bytes ?? []).toString())).toEqual(posted);
    await engine.gate.close();
    await new Promise<void>((closed) => server.close(() => closed()));
    await new Promise((closed) => chat.close(closed));
  });

  it('writes a calendar that a strict second reader understands, and in which everybody stands as the rota says', () => {
    const rota = openRota(fixture, holidays);
    const now = Date.parse('2026-11-21T05:00:00Z');
    for (const [of, lang] of [
      ['roster:primary', 'ja'],
      ['person:tanaka', 'en'],
      ['roster:manager', 'en'],
    ] as const) {
      const calendar = readIcal(feedOf(rota, of, now, lang, ical) ?? '');
      const events = calendar.parts;
      expect(events.length).toBeGreaterThan(20);
      expect(new Set(events.map((event) => event.properties.get('UID'))).size).toBe(events.length);
      for (const event of events) {
        const roster = (event.properties.get('UID') ?? '').split('-')[0] ?? '';
        const [from, to] = [icalTime(event.properties.get('DTSTART') ?? ''), icalTime(event.properties.get('DTEND') ?? '')];
        for (const at of [from, Math.floor((from + to) / 2), to - 1]) {
          const person = fixture.people.find((one) => one.id === rota.at(roster, at).person);
          expect(icalText(event.properties.get('SUMMARY') ?? '')).toContain(person?.name ?? 'nobody');
        }
      }
    }
  });

  it('keeps hostile names inside one line of the calendar', () => {
    const people = fixture.people.map((person) => ({ ...person, name: 'a\r\nBEGIN:VEVENT;,\\ 髙𠮷'.repeat(4) }));
    const calendar = readIcal(
      feedOf(openRota({ ...fixture, people }, holidays), 'roster:primary', Date.parse('2026-11-21T05:00:00Z'), 'ja', ical) ?? '',
    );
    expect(calendar.parts.every((event) => event.name === 'VEVENT' && event.parts.length === 0)).toBe(true);
  });
});
