// SPDX-License-Identifier: Apache-2.0
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OutboxRow } from '../../outbox/message.ts';
import { fetchOutside } from '../outside-http/fetch-outside.ts';
import { webhooksFrom, webhookTarget } from './targets.ts';
import type { WebhookKind } from './targets.ts';
import { webhookCarrier } from './webhook.ts';

const HOSTILE = '<!channel> <users/all> [toall] [/info] **x** <m userId="all"> & 助けて\n[押す](https://evil.example)';
const text = JSON.stringify({
  call: { title: '【呼び出し】 C-2026-0001', text: '田中さん、当番の呼び出しです。' },
  title: `件名 ${HOSTILE}`,
  text: `本文 ${HOSTILE}\nhttps://desk.example.jp/p/secret\n番号: 123456`,
  key: 'k-1',
  pageId: 'P-1',
  person: 'tanaka',
  link: 'https://desk.example.jp/p/secret',
});

type Got = { readonly headers: IncomingHttpHeaders; readonly body: string };

describe('webhook: chats', () => {
  const held: { server?: Server; url: string; answer: { status: number; body: string } } = { url: '', answer: { status: 200, body: '' } };
  const got: Got[] = [];
  beforeAll(async () => {
    held.server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        got.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
        response.writeHead(held.answer.status).end(held.answer.body);
      });
    });
    await new Promise<void>((resolve) => held.server?.listen(0, '127.0.0.1', resolve));
    held.url = `http://127.0.0.1:${(held.server.address() as AddressInfo).port}/hook/0123456789abcdef`;
  });
  beforeEach(() => {
    got.length = 0;
  });
  afterAll(() => new Promise((resolve) => held.server?.close(resolve)));

  /** What the desk posts to a chat of this kind, and what it makes of the answer. */
  async function sent(kind: WebhookKind, answer: { status: number; body: string }, more: Record<string, string> = {}) {
    held.answer = answer;
    const path = more['PATH'] ?? '';
    const webhooks = webhooksFrom({
      MATOI_WEBHOOK_TEAM: `${kind}+${held.url}${path}`,
      MATOI_WEBHOOK_TEAM_TOKEN: 'token-of-the-room',
      ...more,
    });
    const carrier = webhookCarrier(() => Promise.resolve(webhooks), fetchOutside);
    const content = { to: 'team', subject: '', text, headers: { 'idempotency-key': 'k-1' } };
    const bytes = await carrier.compose(content, { messageId: '', at: '2026-11-29T00:00:00.000Z' as never, from: '' });
    const said = await carrier.send({ content, bytes } as unknown as OutboxRow);
    return { said, ...(got.at(-1) as Got) };
  }

  const golden: readonly (readonly [
    WebhookKind,
    body: unknown,
    took: { status: number; body: string },
    threwAway: { status: number; body: string },
  ])[] = [
    [
      'json',
      { text: '【呼び出し】 C-2026-0001\n田中さん、当番の呼び出しです。', key: 'k-1', pageId: 'P-1', person: 'tanaka' },
      { status: 204, body: '' },
      { status: 404, body: 'no' },
    ],
    [
      'teams',
      {
        type: 'message',
        attachments: [
          {
            contentType: 'application/vnd.microsoft.card.adaptive',
            contentUrl: null,
            content: {
              $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
              type: 'AdaptiveCard',
              version: '1.4',
              body: [
                {
                  type: 'RichTextBlock',
                  inlines: [{ type: 'TextRun', text: '【呼び出し】 C-2026-0001', weight: 'Bolder', size: 'Medium' }],
                },
                { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: '田中さん、当番の呼び出しです。' }] },
              ],
            },
          },
        ],
      },
      { status: 202, body: '' },
      { status: 200, body: 'Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429' },
    ],
    [
      'slack',
      {
        text: '【呼び出し】 C-2026-0001\n田中さん、当番の呼び出しです。',
        blocks: [
          { type: 'header', text: { type: 'plain_text', text: '【呼び出し】 C-2026-0001', emoji: false } },
          { type: 'section', text: { type: 'plain_text', text: '田中さん、当番の呼び出しです。', emoji: false } },
        ],
      },
      { status: 200, body: 'ok' },
      { status: 200, body: '{"ok":false,"error":"channel_not_found"}' },
    ],
    [
      'google-chat',
      { text: '【呼び出し】 C-2026-0001\n田中さん、当番の呼び出しです。' },
      { status: 200, body: '{"name":"spaces/AAA/messages/BBB"}' },
      { status: 200, body: '<html>sign in</html>' },
    ],
    [
      'chatwork',
      { body: '[info][title]【呼び出し】 C-2026-0001[/title]田中さん、当番の呼び出しです。[/info]', self_unread: '1' },
      { status: 200, body: '{"message_id":"1234"}' },
      { status: 401, body: '{"errors":["Invalid API token"]}' },
    ],
    [
      'line-works',
      { title: '【呼び出し】 C-2026-0001', body: { text: '田中さん、当番の呼び出しです。' } },
      { status: 200, body: '{"code":200,"description":"success"}' },
      { status: 200, body: '{"code":400,"description":"invalid parameter"}' },
    ],
  ];
  const bodyOf = (kind: WebhookKind, body: string): unknown =>
    kind === 'chatwork' ? Object.fromEntries(new URLSearchParams(body)) : JSON.parse(body);

  it.each(golden)('%s takes what is posted, and "sent" is said only of what it took', async (kind, body, took, threwAway) => {
    const good = await sent(kind, took);
    expect(bodyOf(kind, good.body)).toEqual(body);
    expect(good.said.is).toBe('taken');
    expect(good.headers['content-type']).toMatch(kind === 'chatwork' ? /^application\/x-www-form-urlencoded$/ : /^application\/json/);
    expect(good.headers['idempotency-key']).toBe('k-1');
    if (kind === 'json') {
      const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = good.headers;
      const wanted = createHmac('sha256', 'token-of-the-room')
        .update(`k-1.${String(at)}.${good.body}`)
        .digest('base64');
      expect([id, signature]).toEqual(['k-1', `v1,${wanted}`]);
      expect(Math.abs(Number(at) - Date.now() / 1000)).toBeLessThan(60);
      expect(JSON.stringify(good.headers)).not.toContain('token-of-the-room');
    } else expect(kind === 'chatwork' ? good.headers['x-chatworktoken'] : good.headers.authorization).toMatch(/token-of-the-room$/);

    const bad = await sent(kind, threwAway);
    expect(bad.said).toMatchObject({ is: 'refused', answer: expect.stringContaining(threwAway.body.slice(0, 20)) });
    for (const status of [429, 500, 503])
      expect((await sent(kind, { status, body: 'busy' })).said).toEqual({ is: 'later', answer: `HTTP ${status} busy` });
    expect((await sent(kind, { status: 302, body: '' })).said.is).not.toBe('taken');
  });

  it('a bot of LINE WORKS is spoken to in its own shape', async () => {
    const bot = await sent('line-works', { status: 201, body: '' }, { PATH: '/v1.0/bots/1/channels/2/messages' });

    expect(JSON.parse(bot.body)).toEqual({ content: { type: 'text', text: '【呼び出し】 C-2026-0001\n田中さん、当番の呼び出しです。' } });
    expect(bot.said.is).toBe('taken');
  });

  it.each(golden.map(([kind]) => kind))(
    '%s: no link, no code, no word of a stranger, unless a person set it so; and then none of them does anything',
    async (kind) => {
      const took = golden.find(([one]) => one === kind)?.[2] ?? { status: 200, body: '' };
      const quiet = decodeURIComponent((await sent(kind, took)).body);
      expect(quiet).not.toMatch(/desk\.example|123456|evil|助けて|toall/);

      const loud = await sent(kind, took, { MATOI_WEBHOOK_TEAM_SAYS: 'everything' });
      const body = bodyOf(kind, loud.body) as { text?: string; body?: string };
      expect(JSON.stringify(body)).toContain('助けて');
      if (kind === 'slack') expect(body.text).not.toMatch(/<|>/);
      if (kind === 'google-chat' || kind === 'line-works') expect(JSON.stringify(body)).not.toMatch(/<users|<m /);
      if (kind === 'chatwork') expect(body.body?.match(/\[[^\]]*\]/g)).toEqual(['[info]', '[title]', '[/title]', '[/info]']);
      if (kind === 'teams') expect(JSON.stringify(body)).not.toContain('TextBlock","text');
    },
  );

  it('neither address nor token comes back in an answer that repeats them', async () => {
    const { said } = await sent('json', { status: 400, body: `unknown hook /hook/0123456789abcdef of token-of-the-room` });

    expect(said.answer).toBe('HTTP 400 unknown hook … of …');
  });

  it('one that was given on a screen is never asked for inside, however it is written, unless the operator allows the range', async () => {
    const { port, pathname } = new URL(held.url);
    held.answer = { status: 200, body: 'ok' };
    const ask = async (host: string, inside: readonly string[] = []) => {
      const target = webhookTarget(`slack+http://${host}:${port}${pathname}`);
      const carrier = webhookCarrier(() => Promise.resolve(new Map(target === null ? [] : [['a', target]])), fetchOutside, inside);
      const content = { to: 'a', subject: '', text };
      const bytes = await carrier.compose(content, { messageId: '', at: '' as never, from: '' });
      return carrier.send({ content, bytes } as unknown as OutboxRow);
    };
    const hosts = [
      '127.0.0.1',
      'localhost',
      '2130706433',
      '0x7f.1',
      '0.0.0.0',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '[::]',
      '[fe80::1]',
      '[64:ff9b::7f00:1]',
    ];
    for (const host of [...hosts, '169.254.169.254', '10.0.0.1', '192.168.0.1', '100.64.0.1', '[fd00::1]', '[2002:7f00:1::]'])
      expect([host, await ask(host)]).toEqual([host, { is: 'refused', answer: expect.stringContaining('MATOI_CHATS_INSIDE') as string }]);
    expect(got).toEqual([]);
    expect(await ask('127.0.0.1', ['127.0.0.0/8'])).toMatchObject({ is: 'taken' });
    expect(await ask('localhost', ['127.0.0.1', '::1'])).toMatchObject({ is: 'taken' });
    expect(got).toHaveLength(2);
  });

  it('a long text is cut between characters', async () => {
    const long = JSON.stringify({ call: { title: '題'.repeat(400), text: '𠮷'.repeat(5000) } });
    const carrier = webhookCarrier(() => Promise.resolve(webhooksFrom({ MATOI_WEBHOOK_A: `slack+${held.url}` })), fetchOutside);
    const bytes = await carrier.compose({ to: 'a', subject: '', text: long }, { messageId: '', at: '' as never, from: '' });
    const { blocks } = JSON.parse(Buffer.from(bytes).toString()) as { blocks: { text: { text: string } }[] };

    expect(blocks.map((block) => [...block.text.text].length)).toEqual([140, 1900]);
    expect(Buffer.from(bytes).toString()).not.toMatch(/\\ud842[^\\]/);
  });

  it.each([
    ['https://hooks.slack.com/services/T/B/x', 'slack'],
    ['https://prod-1.japaneast.logic.azure.com:443/workflows/x', 'teams'],
    ['https://default1.environment.api.powerplatform.com/x', 'teams'],
    ['https://chat.googleapis.com/v1/spaces/x/messages?key=y', 'google-chat'],
    ['https://api.chatwork.com/v2/rooms/1/messages', 'chatwork'],
    ['https://webhook.worksmobile.com/message/x', 'line-works'],
    ['https://www.worksapis.com/v1.0/bots/1/channels/x/messages', 'line-works'],
    ['https://hooks.slack.com.evil.example/x', 'json'],
    ['teams+https://relay.example.jp/x', 'teams'],
    ['mattermost+https://chat.example.jp', null],
    ['file:///etc/passwd', null],
    ['slack+javascript:alert(1)', null],
  ])('%s is %s', (address, kind) => {
    expect(webhookTarget(address)?.kind ?? null).toBe(kind);
  });
});
