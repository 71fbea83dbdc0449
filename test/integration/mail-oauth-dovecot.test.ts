// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { imapService } from '../../src/adapters/imap/imap-service.ts';
import { mailCarrier } from '../../src/adapters/mail-out/carrier.ts';
import { accessTokens } from '../../src/adapters/oauth-token/access-tokens.ts';
import { fetchOutside } from '../../src/adapters/outside-http/fetch-outside.ts';
import type { TokenSignIn } from '../../src/common/mail-server.ts';
import type { OutboxRow } from '../../src/outbox/message.ts';
import { startDovecot, withoutDovecot } from '../support/dovecot.ts';
import type { Dovecot } from '../support/dovecot.ts';
import { until } from '../support/eventually.ts';
import { openMailSink } from '../support/mail-sink.ts';
import type { MailSink } from '../support/mail-sink.ts';
import { APP, CONSENTED, startTokenServer, TENANT } from '../support/token-server.ts';
import type { TokenServer } from '../support/token-server.ts';

const MAILBOX = 'csirt@corp.example';

/** Dovecot asks the token server about each token (introspection), as Exchange Online and Gmail ask their own. */
describe.skipIf(withoutDovecot !== null)(`integration/mail-oauth-dovecot${withoutDovecot === null ? '' : `: ${withoutDovecot}`}`, () => {
  const held: { dovecot?: Dovecot; tokens?: TokenServer; sink?: MailSink } = {};
  const dovecot = () => held.dovecot as Dovecot;
  const tokens = () => held.tokens as TokenServer;
  const sink = () => held.sink as MailSink;
  beforeAll(async () => {
    held.tokens = await startTokenServer([MAILBOX]);
    held.sink = await openMailSink();
    held.dovecot = await startDovecot({ user: MAILBOX, introspection: `${tokens().url}/introspect`, relayPort: sink().port });
  });
  beforeEach(() => {
    tokens().refuse(null);
    tokens().life(3599);
  });
  afterAll(async () => {
    await held.dovecot?.close();
    await held.sink?.close();
    await held.tokens?.close();
  });

  const microsoft = (more: object = {}) =>
    ({ kind: 'microsoft', account: MAILBOX, tenant: TENANT, ...APP, authority: tokens().url, secretEnds: null, ...more }) as TokenSignIn;
  const ways = (): readonly TokenSignIn[] => [
    microsoft(),
    { kind: 'google-service-account', account: MAILBOX, keyFile: tokens().keyFile },
    { kind: 'google-consent', account: MAILBOX, ...CONSENTED, tokenUrl: `${tokens().url}/token` },
  ];

  function reading(signIn: TokenSignIn) {
    const cache = accessTokens({ fetchOutside, now: Date.now });
    const got: string[] = [];
    const cursor: { uid: number; uidValidity: string }[] = [];
    const service = imapService(
      {
        host: '127.0.0.1',
        port: dovecot().imapPort,
        secure: false,
        user: signIn.account,
        password: '',
        token: () => cache.tokenFor(signIn),
        tokenRefused: () => cache.forget(signIn),
        folder: 'INBOX',
        junk: 'none',
        maxBytes: 1_000_000,
        pollMillis: 300,
        timing: { stepMillis: 5000, firstRetryMillis: 50, longestRetryMillis: 300 },
      },
      {
        receive: (bytes) => {
          got.push(/^Subject: (.*)$/m.exec(Buffer.from(bytes).toString())?.[1]?.trim() ?? '');
          return Promise.resolve({ reportId: 'R' } as never);
        },
        cursors: {
          read: () => Promise.resolve(cursor.at(-1) ?? null),
          save: (_account, _folder, uidValidity, uid) => {
            cursor.push({ uid, uidValidity });
            return Promise.resolve();
          },
        },
      },
    );
    return { service, got };
  }

  function sending(signIn: TokenSignIn) {
    const cache = accessTokens({ fetchOutside, now: Date.now });
    const carrier = mailCarrier(() =>
      Promise.resolve({
        from: `CSIRT <${MAILBOX}>`,
        server: { host: '127.0.0.1', port: dovecot().submissionPort, tls: 'none', signIn },
        token: () => cache.tokenFor(signIn),
        tokenRefused: () => cache.forget(signIn),
      }),
    );
    const content = { to: 'reporter@outside.example', subject: 'お礼', text: '受け取りました。' };
    return async () => {
      const bytes = await carrier.compose(content, {
        messageId: `<${Math.random()}@corp.example>`,
        at: '2026-11-29T00:00:00.000Z' as never,
        from: MAILBOX,
      });
      return carrier.send({ content, bytes } as unknown as OutboxRow);
    };
  }

  it('mail is read and sent by each of the three ways of getting a token', async () => {
    dovecot().save('INBOX', 'Subject: first\r\n\r\nx\r\n');
    for (const signIn of ways()) {
      const { service, got } = reading(signIn);
      await service.start();
      await until(() => service.state().is === 'waiting');
      await service.stop();
      expect(got, signIn.kind).toEqual(['first']);
      const before = sink().mails.length;
      expect(await sending(signIn)(), signIn.kind).toMatchObject({ is: 'taken' });
      expect(sink().mails.length - before).toBe(1);
      expect(sink().mails.at(-1)).toMatchObject({ to: 'reporter@outside.example', subject: 'お礼' });
    }
  });

  it('tokens are renewed while the desk runs: after their end and after a withdrawal mail goes on', async () => {
    tokens().life(2);
    const before = tokens().asked.length;
    const { service, got } = reading(microsoft());
    const send = sending(microsoft());
    await service.start();
    await until(() => service.state().is === 'waiting');
    expect((await send()).is).toBe('taken');
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect((await send()).is).toBe('taken');
    tokens().life(3599);
    tokens().revokeAll();
    // Dovecot keeps what it was told for a while; a connection of its own asks anew.
    await dovecot().stop();
    await dovecot().start();
    dovecot().save('INBOX', 'Subject: after the withdrawal\r\n\r\nx\r\n');
    await until(() => got.includes('after the withdrawal'));
    await service.stop();
    await until(async () => (await send()).is === 'taken');
    expect(tokens().asked.length - before).toBeGreaterThanOrEqual(4);
  });

  it('what is wrong is said in both languages: the secret, the tenant, the mailbox; and it goes on by itself once it is right', async () => {
    for (const [signIn, ja, en] of [
      [microsoft({ clientSecret: 'wrong' }), 'シークレット', 'client secret'],
      [microsoft({ tenant: 'elsewhere.example' }), 'テナント', 'tenant'],
      [microsoft({ account: 'other@corp.example' }), 'メールボックスを開かせません', 'does not open this mailbox'],
    ] as const) {
      const { service } = reading(signIn);
      await service.start();
      await until(() => service.state().is === 'retrying');
      const { words, lastFailure } = service.way();
      await service.stop();
      expect(words?.ja).toContain(ja);
      expect(words?.en).toContain(en);
      expect(lastFailure).not.toBeNull();
      const answer = await sending(signIn)();
      expect(answer).toMatchObject({ is: 'later', answer: expect.stringContaining(en) });
    }

    tokens().refuse({ status: 503, error: 'temporarily_unavailable', description: '' });
    const { service } = reading(microsoft());
    await service.start();
    await until(() => service.state().is === 'retrying');
    expect(service.way().words?.ja).toContain('一時的に');
    tokens().refuse(null);
    await until(() => service.state().is === 'waiting');
    expect(service.way().words).toBeNull();
    await service.stop();
  });
});
