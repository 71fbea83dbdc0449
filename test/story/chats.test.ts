// SPDX-License-Identifier: Apache-2.0
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wireChats } from '../../src/wiring/outbox.ts';
import { DESK } from '../../src/journal/stream.ts';
import { signedIn } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';

describe('story/chats', () => {
  const held: { desk?: ServedDesk; practice?: ServedDesk; server?: Server } = {};
  const got: string[] = [];
  const state = { status: 200, body: 'ok' };
  const desk = () => held.desk as ServedDesk;
  beforeAll(async () => {
    held.server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        got.push(Buffer.concat(parts).toString());
        response.writeHead(state.status).end(state.body);
      });
    });
    await new Promise<void>((resolve) => held.server?.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(held.server.address() as AddressInfo).port}/services/SECRET-PATH`;
    const env = {
      MATOI_CHATS_INSIDE: '127.0.0.1',
      MATOI_WEBHOOK_TEAM: `slack+${url}`,
      MATOI_WEBHOOK_ROOM: `chatwork+${url}`,
      MATOI_WEBHOOK_ROOM_TOKEN: 'SECRET-TOKEN',
    };
    const routes: NonNullable<Parameters<typeof serveDesk>[0]>['routes'] = (opened, base) => wireChats(base).routes?.(opened) ?? [];
    held.desk = await serveDesk({ env, routes });
    held.practice = await serveDesk({ env: { ...env, MATOI_MODE: 'practice' }, routes });
  });
  afterAll(async () => {
    await held.desk?.close();
    await held.practice?.close();
    held.server?.closeAllConnections();
    await new Promise((resolve) => held.server?.close(resolve));
  });

  it('an administrator sees what is set up and sends a test; what the server answered is said, and nothing secret', async () => {
    const admin = await signedIn(desk(), ['administrator'], 'admin');
    const listed = await admin.get('/api/v1/chats');
    expect(listed.json).toMatchObject({
      chats: [
        { name: 'team', kind: 'slack', everything: false },
        { name: 'room', kind: 'chatwork', everything: false },
      ],
    });
    expect((await admin.post('/api/v1/chats/team/test', undefined)).json).toEqual({ is: 'taken', answer: 'HTTP 200 ok' });
    expect(got.at(-1)).toContain('plain_text');

    state.body = 'no_service';
    expect((await admin.post('/api/v1/chats/team/test', undefined)).json).toEqual({ is: 'refused', answer: 'HTTP 200 no_service' });
    Object.assign(state, { status: 401, body: '{"errors":["Invalid API token SECRET-TOKEN"]}' });
    const refused = await admin.post('/api/v1/chats/room/test', undefined);
    expect(refused.json).toEqual({ is: 'refused', answer: 'HTTP 401 {"errors":["Invalid API token …"]}' });
    expect((await admin.post('/api/v1/chats/nobody/test', undefined)).json).toMatchObject({ is: 'not-set-up' });
    expect(listed.text + refused.text).not.toContain('SECRET');
  });

  it('a chat set on the screen takes the test at once; its address is sealed, and stands neither in an answer nor in an entry', async () => {
    Object.assign(state, { status: 200, body: 'ok' });
    const admin = await signedIn(desk(), ['administrator'], 'setter');
    const version = async () => (await admin.get('/api/v1/chats')).headers.get('etag') ?? '';
    const set = async (name: string, body: object) => admin.call('PUT', `/api/v1/chats/${name}`, body, { 'if-match': await version() });
    const { port } = (held.server as Server).address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/hooks/SECRET-OF-SCREEN`;
    const made = await set('night', { kind: 'teams', everything: true, url, token: null });
    expect([made.status, made.json]).toMatchObject([
      200,
      { chats: [{}, {}, { name: 'night', source: 'screen', usable: true, everything: true }] },
    ]);
    expect((await admin.post('/api/v1/chats/night/test', undefined)).json).toEqual({ is: 'taken', answer: 'HTTP 200 ok' });
    expect(got.at(-1)).toContain('AdaptiveCard');

    // The address goes on for the same service only, and never to another one.
    expect((await set('night', { kind: 'teams', everything: false, url: null, token: null })).status).toBe(200);
    expect((await set('night', { kind: 'slack', everything: false, url: null, token: null })).json).toMatchObject({
      code: 'organisation.chat-secret-needed',
    });
    expect((await set('calls', { kind: 'chatwork', everything: false, url, token: '' })).status).toBe(422);
    expect((await set('team', { kind: 'slack', everything: false, url, token: null })).json).toMatchObject({
      code: 'organisation.mail-from-environment',
    });
    expect((await set('bad', { kind: 'json', everything: false, url: 'ftp://x', token: null })).json).toMatchObject({
      code: 'organisation.chat-address-unreadable',
    });
    const stale = await admin.call('DELETE', '/api/v1/chats/night', undefined, { 'if-match': '0' });
    expect((stale.json as { code: string }).code).toBe('organisation.stale');

    const rows = await desk()
      .database.on<{ mail_setting: { settings: unknown } }>()
      .selectFrom('mail_setting')
      .select('settings')
      .execute();
    const entries = await desk().journal.entries(DESK, 0, 1000);
    for (const kept of [JSON.stringify(rows), JSON.stringify(entries), made.text]) expect(kept).not.toContain('SECRET-OF-SCREEN');
    expect(entries.map(({ kind }) => kind)).toContain('mail.chat-set');

    const removed = await admin.call('DELETE', '/api/v1/chats/night', undefined, { 'if-match': await version() });
    expect(removed.status).toBe(200);
    expect((await admin.post('/api/v1/chats/night/test', undefined)).json).toMatchObject({ is: 'not-set-up' });
  });

  it('is for administrators alone, and sends nothing in practice mode', async () => {
    const responder = await signedIn(desk(), ['responder'], 'responder');
    const before = got.length;
    expect((await responder.get('/api/v1/chats')).status).toBe(403);
    expect((await responder.post('/api/v1/chats/team/test', undefined)).status).toBe(403);
    const admin = await signedIn(held.practice as ServedDesk, ['administrator'], 'admin');
    expect((await admin.post('/api/v1/chats/team/test', undefined)).json).toMatchObject({ is: 'practice' });
    expect(got.length).toBe(before);
    expect(desk().reported).toEqual([]);
  });
});
