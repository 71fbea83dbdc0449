// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync } from 'node:crypto';
import { authenticate } from 'mailauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeBounce } from '../../src/notification/sending/come-back.ts';
import { releaseLeg } from '../../src/notification/sending/release-leg.ts';
import { noticeLane } from '../../src/wiring/notification.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { until } from '../support/eventually.ts';
import { openMailSink } from '../support/mail-sink.ts';
import type { MailSink } from '../support/mail-sink.ts';
import { approveAll, FROM, noticeWorld, sato } from '../support/notice-world.ts';
import type { NoticeWorld } from '../support/notice-world.ts';
import { startPostfix, withoutPostfix } from '../support/postfix.ts';
import type { Postfix } from '../support/postfix.ts';

const BOUNCES = 'bounce.corp.example';
const ADDRESSES = ['a@alive.example', 'gone@dead.example', 'b@alive.example', 'full@full.example', 'c@other.example'];

/** A desk whose relay is Debian's Postfix: what the receiver gets, and what the relay says of whom it could not reach. */
describe.skipIf(withoutPostfix !== null)(`integration/notice-postfix${withoutPostfix === null ? '' : `: ${withoutPostfix}`}`, () => {
  const held: { desk?: TestDesk; sink?: MailSink; postfix?: Postfix; world?: NoticeWorld } = {};
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' });
  const { sink, world, desk } = {
    sink: () => held.sink as MailSink,
    world: () => held.world as NoticeWorld,
    desk: () => held.desk as TestDesk,
  };

  beforeAll(async () => {
    held.sink = await openMailSink((to) => {
      if (to.endsWith('@dead.example')) return { code: 550, text: '5.1.1 user unknown' };
      return to.endsWith('@full.example') ? { code: 552, text: '5.2.2 mailbox full' } : 'taken';
    });
    held.postfix = await startPostfix(sink().port);
    held.desk = await openTestDesk({ env: { MATOI_BOUNCE_DOMAIN: BOUNCES } });
    held.world = await noticeWorld(desk(), held.postfix.url, ADDRESSES, { pem, domain: 'corp.example', selector: 'matoi' });
    await approveAll(world());
    for (const leg of ['canary', 'rest'] as const) {
      await releaseLeg(world().deps, sato, world().caseId, leg);
      const lane = noticeLane(desk().base, desk(), world().carriers, 2);
      await lane.tick();
      await lane.close();
    }
    // The copy to ourselves, three notices and two bounces.
    await until(() => sink().mails.length >= 6);
  });
  afterAll(async () => {
    await held.world?.close();
    await held.postfix?.close();
    await held.sink?.close();
    await held.desk?.close();
  });

  const arrived = () => sink().mails.filter((mail) => !mail.to.endsWith(`@${BOUNCES}`));
  const bounces = () => sink().mails.filter((mail) => mail.to.endsWith(`@${BOUNCES}`));

  it('gives each receiver the notice through the relay, signed and aligned, as mailauth sees it', async () => {
    const record = pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    const names: Readonly<Record<string, readonly (readonly string[])[]>> = {
      'matoi._domainkey.corp.example': [[`v=DKIM1; k=rsa; p=${record}`]],
      [BOUNCES]: [['v=spf1 ip4:192.0.2.1 -all']],
      '_dmarc.corp.example': [['v=DMARC1; p=reject; aspf=r']],
    };
    const resolver = (name: string, type: string) => {
      const found = type === 'TXT' ? names[name] : undefined;
      return found === undefined ? Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' })) : Promise.resolve(found);
    };
    const told = ADDRESSES.filter((to) => !/@(?:dead|full)\./.test(to));
    expect(
      arrived()
        .map((mail) => mail.to)
        .toSorted(),
    ).toEqual([...told, FROM].toSorted());
    for (const { raw } of arrived()) {
      expect(Buffer.from(raw).toString('latin1')).toMatch(/^Received: from [^;]*\sby relay\.corp\.example \(Postfix\)/);
      const sender = `b-0@${BOUNCES}`;
      const seen = await authenticate(Buffer.from(raw), {
        ip: '192.0.2.1',
        helo: 'relay.corp.example',
        sender,
        resolver: resolver as never,
      });
      expect(seen.dkim.results.map((one) => [one.status.result, one.signingDomain])).toEqual([['pass', 'corp.example']]);
      expect(seen.dmarc === false ? null : [seen.dmarc.status.result, seen.dmarc.alignment.spf.result]).toEqual(['pass', BOUNCES]);
    }
  });

  it('reads the bounces that the relay writes, by their envelope alone: hard ends the step, full does not', async () => {
    expect(bounces().length).toBe(2);
    const tokens = bounces().map((mail) => mail.to);
    expect(new Set(tokens).size).toBe(2);
    for (const [at, { raw, to }] of bounces().entries()) {
      expect(Buffer.from(raw).toString('latin1')).toContain('Content-Type: message/delivery-status');
      await takeBounce(world().deps, await desk().blobs.put(Buffer.from(raw)), `R-${at}`, to);
    }
    const messages = await world().deps.notices.messages(`${world().caseId}/1`);
    expect(Object.fromEntries(messages.map((one) => [one.address, one.state]))).toEqual({
      'a@alive.example': 'handed-over',
      'b@alive.example': 'handed-over',
      'c@other.example': 'handed-over',
      'gone@dead.example': 'bounced-hard',
      'full@full.example': 'bounced-soft',
    });
  });
});
