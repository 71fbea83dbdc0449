// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseId } from '../../src/journal/stream.ts';
import type { Visitor } from '../support/browser-like.ts';
import { visitor } from '../support/browser-like.ts';
import { signedIn } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';

type Heard = { readonly id: number; readonly data: { readonly stream: string; readonly seq: number; readonly kind: string } };

describe('integration/server-events', () => {
  const held: { desk?: ServedDesk; responder?: Visitor } = {};
  const desk = () => held.desk as ServedDesk;
  const responder = () => held.responder as Visitor;

  beforeAll(async () => {
    // Polling is slow on purpose: what arrives quickly came by notification.
    held.desk = await serveDesk({ limits: { eventPollMillis: 60_000, eventBeatMillis: 300 } });
    held.responder = await signedIn(desk(), ['responder']);
  });
  afterAll(() => held.desk?.close());

  it('tells each commit within a second, with its number over the whole desk', async () => {
    const stream = await listen(desk(), responder());
    const caseId = await openCase(desk(), '件名');
    await note(desk(), caseId, 'メモ');

    const heard = await stream.take(2);

    expect(heard.map((one) => one.data)).toEqual([
      { stream: caseId, seq: 1, kind: 'case.opened' },
      { stream: caseId, seq: 2, kind: 'case.noted' },
    ]);
    expect(heard[1]?.id).toBe((heard[0]?.id ?? 0) + 1);
    stream.stop();
  });

  it('takes up after a lost connection where it broke off, nothing twice, nothing left out', async () => {
    const first = await listen(desk(), responder());
    const caseId = await openCase(desk(), '切断');
    const [opened] = await first.take(1);
    first.stop();
    for (let count = 0; count < 20; count += 1) await note(desk(), caseId, `${count}`);

    const again = await listen(desk(), responder(), { 'last-event-id': String(opened?.id) });
    const missed = await again.take(20);

    expect(missed.map((one) => one.data.seq)).toEqual(Array.from({ length: 20 }, (_, index) => index + 2));
    again.stop();
  });

  it('carries no word of the case', async () => {
    const stream = await listen(desk(), responder());
    const caseId = await openCase(desk(), '秘密の件名');
    await stream.take(1);

    expect(stream.raw()).not.toContain('秘密');
    expect(stream.raw()).toContain(caseId);
    stream.stop();
  });

  it('is closed to who may not read cases, and ends when the session does', async () => {
    const staff = await signedIn(desk(), ['staff']);
    expect((await staff.get('/api/v1/events')).status).toBe(403);
    expect((await visitor(desk().url).get('/api/v1/events')).status).toBe(401);

    const manager = await signedIn(desk(), ['manager']);
    const stream = await listen(desk(), manager);
    await manager.post('/api/auth/sign-out');

    await stream.ended();
  });

  it('of one person are ten at most: one more ends the oldest, and nobody else loses theirs', async () => {
    const auditor = await signedIn(desk(), ['auditor']);
    const others = await listen(desk(), responder());
    const own = [];
    for (let count = 0; count < 12; count += 1) own.push(await listen(desk(), auditor));

    await Promise.all([own[0]?.ended(), own[1]?.ended()]);
    const caseId = await openCase(desk(), '上限');
    expect((await own[11]?.take(1))?.[0]?.data.stream).toBe(caseId);
    expect((await own[2]?.take(1))?.[0]?.data.stream).toBe(caseId);
    expect((await others.take(1))[0]?.data.stream).toBe(caseId);
    for (const stream of [...own, others]) stream.stop();
  });

  it('beats, so that a silent line is known to live', async () => {
    const stream = await listen(desk(), responder());

    await stream.until((raw) => raw.includes(': beat'));
    stream.stop();
  });

  it('does not hold up the end of the desk', async () => {
    const own = await serveDesk();
    const browser = await signedIn(own, ['responder']);
    const streams = await Promise.all(Array.from({ length: 5 }, () => listen(own, browser)));

    // A stream has no end of its own: would the desk wait for one, this would never come back.
    await own.server.close();

    await Promise.all(streams.map((stream) => stream.ended()));
    await own.close();
  });
});

describe('integration/server-rate-limit', () => {
  it('stops guessing of passwords and of the set-up code after a few tries a minute, and says when to come back', async () => {
    const desk = await serveDesk({ limits: { signInPerMinute: 5 } });
    const browser = visitor(desk.url);
    const tries: number[] = [];
    for (let count = 0; count < 8; count += 1)
      tries.push((await browser.post('/api/auth/sign-in/email', { email: 'a@example.jp', password: 'wrong wrong wrong' })).status);
    const refused = await browser.post('/api/auth/two-factor/verify-totp', { code: '123456' });
    const codes: number[] = [];
    for (let count = 0; count < 12; count += 1)
      codes.push(
        (
          await browser.post('/api/v1/setup', {
            code: 'x',
            lang: 'ja',
            organisation: 'a',
            name: 'a',
            address: 'a@example.jp',
            password: 'x'.repeat(12),
          })
        ).status,
      );

    expect(tries).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
    // One limit for all pages where something can be guessed.
    expect(refused.status).toBe(429);
    expect(refused.json).toMatchObject({ code: 'too-many', safe: { ja: expect.any(String) } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(codes).toEqual([...Array.from({ length: 10 }, () => 403), 429, 429]);
    await desk.close();
  });

  it('limits every caller of the interface', async () => {
    const desk = await serveDesk({ limits: { perMinute: 20 } });
    const browser = visitor(desk.url);
    const seen = new Set<number>();
    for (let count = 0; count < 25; count += 1) seen.add((await browser.get('/api/v1/session')).status);

    expect([...seen]).toEqual([200, 429]);
    await desk.close();
  });

  it('counts colleagues behind one address apart, and refuses no note because of what its writer reads', async () => {
    const desk = await serveDesk({ limits: { perMinute: 30 } });
    const [busy, colleague] = [await signedIn(desk, ['responder']), await signedIn(desk, ['manager'])];
    const caseId = await openCase(desk, '不審な通信');
    const read = async (who: Visitor) => (await who.get(`/api/v1/cases/${caseId}`)).status;
    await Promise.all([read(busy), read(colleague)]);
    const many = await Promise.all(Array.from({ length: 40 }, () => read(busy)));
    const written = await busy.post(`/api/v1/cases/${caseId}/entries`, { do: 'note', noteId: 'note-0001', text: '記録', happenedAt: null });
    const invented = visitor(desk.url);
    const guesses: number[] = [];
    for (let count = 0; count < 60; count += 1) {
      invented.cookies.set('matoi.session_token', `guess-${count}`);
      guesses.push(await read(invented));
    }

    expect(many).toContain(429);
    expect(written.status).toBe(200);
    expect(await read(colleague)).toBe(200);
    // A session of one's own making is counted for the address.
    expect(guesses).toContain(429);
    expect(desk.reported).toEqual([]);
    await desk.close();
  });
});

async function openCase(desk: ServedDesk, title: string): Promise<CaseId> {
  const opened = await desk.journal.write((writing) =>
    writing.openCase({ type: 'machine', name: 'test' }, () => [{ kind: 'case.opened', body: { title, reportId: null } }]),
  );
  return opened.caseId;
}

async function note(desk: ServedDesk, caseId: CaseId, text: string): Promise<void> {
  const body = { noteId: `note-${text}-${caseId}`, text, happenedAt: null };
  await desk.journal.append({ stream: caseId, actor: { type: 'machine', name: 'test' }, drafts: [{ kind: 'case.noted', body }] });
}

/** An event stream as a browser reads it. */
async function listen(desk: ServedDesk, who: Visitor, headers: Record<string, string> = {}) {
  const stop = new AbortController();
  const cookie = [...who.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(`${desk.url}/api/v1/events`, { headers: { cookie, ...headers }, signal: stop.signal });
  if (response.body === null || response.status !== 200) throw new Error(`events: ${response.status}`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const state = { raw: '', taken: 0 };
  const more = async (): Promise<boolean> => {
    const { value, done } = await reader.read();
    if (!done) state.raw += value;
    return !done;
  };
  const until = async (wanted: (raw: string) => boolean): Promise<void> => {
    while (!wanted(state.raw)) if (!(await more())) throw new Error(`the stream ended: ${state.raw}`);
  };
  // The first line says that the desk listens; the stream is in place once it is read.
  await until((raw) => raw.includes('retry:'));
  return {
    raw: () => state.raw,
    stop: () => stop.abort(),
    until,
    async ended() {
      while (await more().catch(() => false)) continue;
    },
    async take(count: number): Promise<readonly Heard[]> {
      const events = () => [...state.raw.matchAll(/id: (\d+)\nevent: entry\ndata: (.*)\n\n/g)];
      await until(() => events().length >= state.taken + count);
      const taken = events().slice(state.taken, state.taken + count);
      state.taken += count;
      return taken.map((one) => ({ id: Number(one[1]), data: JSON.parse(one[2] ?? 'null') as Heard['data'] }));
    },
  };
}
