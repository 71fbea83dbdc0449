// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { keyRecord, signed } from '../../../test/support/dkim.ts';
import { domains } from '../../adapters/mail-authentication/domains.ts';
import { mailAuthentication } from '../../adapters/mail-authentication/mail-authentication.ts';
import { recordedResolver } from '../../adapters/mail-authentication/resolver.ts';
import { readMail } from '../../adapters/mime/parse-mail.ts';
import { parseInstant } from '../../kernel/instant.ts';
import type { Instant } from '../../kernel/instant.ts';
import { authenticitySays } from '../sheet/words.ts';
import { readableOf } from './readable.ts';
import { readSender } from './sender.ts';

const NOW = parseInstant('2026-11-27T01:05:00.000Z') as Instant;
const FROM = 'From: Aoki <aoki@lab.example>';
const HEAD = [FROM, 'To: desk@corp.example', 'Subject: a word', 'Date: Fri, 27 Nov 2026 10:00:00 +0900', 'Content-Type: text/plain'];
const BODY = 'One short line.\n\nAnother line, and  blanks. \n';
const records = {
  ...keyRecord('lab.example'),
  'lab.example': { TXT: [['v=spf1 ip4:192.0.2.1 -all']] },
  '_dmarc.lab.example': { TXT: [['v=DMARC1; p=reject']] },
};

async function look(mail: string, ownServers: readonly string[] = []) {
  const bytes = Buffer.from(mail);
  const deps = {
    authentication: mailAuthentication('recorded', recordedResolver(records)),
    domains,
    ownServers,
    ownDomains: ['corp.example'],
  };
  const reading = await readSender(deps, readableOf(readMail(bytes), domains.exists), bytes, NOW);
  return { is: reading.authenticity, warned: reading.warnings.map(({ id }) => id).filter((id) => id !== 'domain-age'), reading };
}

describe('triage/sender', () => {
  test('a mail that is signed whole is confirmed, and nothing is odd about it', async () => {
    const { is, warned } = await look(
      signed([...HEAD, 'Content-Transfer-Encoding: 8bit'], BODY, {
        domain: 'lab.example',
        fields: ['From', 'To', 'Subject', 'Date', 'Content-Type', 'Content-Transfer-Encoding'],
      }),
    );
    expect({ is, warned }).toEqual({ is: 'domain-confirmed', warned: [] });
  });

  test.each([
    ['a tail behind l=', signed(HEAD, BODY, { domain: 'lab.example', length: 17 }) + 'Pay, or else.\n', 'signature-body'],
    ['nothing signed of the body', signed(HEAD, BODY, { domain: 'lab.example', length: 0 }), 'signature-body'],
    ['one line signed of two', signed(HEAD, BODY, { domain: 'lab.example', length: 17 }), 'signature-body'],
    [
      'a second subject on top',
      signed(HEAD, BODY, { domain: 'lab.example' }).replace(FROM, `Subject: pay now\n${FROM}`),
      'signature-added',
    ],
    [
      'a second sender on top',
      signed(HEAD, BODY, { domain: 'lab.example' }).replace(FROM, `From: Boss <boss@corp.example>\n${FROM}`),
      'signature-added',
    ],
    ['a subject that is not signed', signed(HEAD, BODY, { domain: 'lab.example', fields: ['From', 'Date'] }), 'signature-open'],
  ])('%s: the signature is valid, and what it leaves open is named, not confirmed', async (_, mail, warning) => {
    const { is, warned, reading } = await look(mail);
    expect(reading.checks.find(({ mechanism }) => mechanism === 'dkim')?.result).toBe('pass');
    expect(is).toBe('domain-not-confirmed');
    expect(warned).toContain(warning);
  });

  test('the bytes that are not covered are counted', async () => {
    const { reading } = await look(signed(HEAD, BODY, { domain: 'lab.example', length: 17 }) + 'Pay, or else.\n');
    const said = reading.warnings.find(({ id }) => id === 'signature-body');
    // "\r\n", "Another line, and blanks.\r\n", "Pay, or else.\r\n"
    expect(said?.text.en).toContain('the last 44 bytes');
  });

  test('several senders are never confirmed, whichever of them signed', async () => {
    const two = signed(['From: a@lab.example', 'From: IPA <x@ipa.go.jp>', ...HEAD.slice(1)], BODY, {
      domain: 'lab.example',
      fields: ['From', 'From', 'Subject', 'Date'],
    });
    const one = signed(['From: a@lab.example, x@ipa.go.jp', ...HEAD.slice(1)], BODY, { domain: 'lab.example' });
    for (const mail of [two, one]) {
      const { is, warned } = await look(mail);
      expect(is).toBe('domain-not-confirmed');
      expect(warned).toContain('from-count');
    }
  });

  test('a footer of a list breaks the signature without making it a forgery; without a list it is one', async () => {
    const whole = signed(HEAD, BODY, { domain: 'lab.example' });
    const way =
      'Return-Path: <b@list.example>\nReceived: from out.list.example (out.list.example [198.51.100.3]) by mx.corp.example with ESMTP id 1';
    const broken = `${way}\n${whole}-- \nlist footer\n`;
    expect((await look(broken, ['mx.corp.example'])).is).toBe('contradicted');
    const listed = await look(broken.replace('\nDKIM', '\nList-Id: <talk.list.example>\nDKIM'), ['mx.corp.example']);
    expect(listed.is).toBe('domain-not-confirmed');
    expect(listed.warned).toContain('list');
  });

  test.each([
    ['Sender: Bulk <x@send.example>', 'sender-differs', true],
    ['Sender: Secretary <y@mail.lab.example>', 'sender-differs', false],
  ])('%s: %s %s', async (line, id, there) => {
    expect((await look([line, ...HEAD, '', BODY].join('\n'))).warned.includes(id)).toBe(there);
  });

  test.each([
    ['', 'date-missing'],
    ['Date: soon', 'date-unreadable'],
    ['Date: Fri, 27 Nov 2026 13:00:00 +0900', 'date-future'],
    ['Date: Fri, 27 Nov 2037 13:00:00 +0900', 'date-future'],
    ['Date: Fri, 27 Nov 2026 10:30:00 +0900', null],
    ['Date: Thu, 26 Nov 2026 10:30:00 +0900', null],
  ])('%j: %s', async (date, id) => {
    const mail = [...HEAD.filter((line) => !line.startsWith('Date')), ...(date === '' ? [] : [date]), '', BODY].join('\n');
    expect((await look(mail)).warned.filter((one) => one.startsWith('date-'))).toEqual(id === null ? [] : [id]);
  });

  test('the future is that of the receipt, where our own server noted it', async () => {
    const received =
      'Received: from out.example (out.example [192.0.2.1])\n by mx.corp.example with ESMTP id 1; Wed, 25 Nov 2026 10:00:00 +0900 (JST)';
    const { warned } = await look([received, ...HEAD, '', BODY].join('\n'), ['mx.corp.example']);
    expect(warned).toContain('date-future');
  });

  test('with look-ups switched off it says that nobody was asked, and by which setting', async () => {
    const bytes = Buffer.from([...HEAD, '', BODY].join('\n'));
    const deps = { authentication: mailAuthentication('off'), domains, ownServers: [], ownDomains: [] };
    const reading = await readSender(deps, readableOf(readMail(bytes), domains.exists), bytes, NOW);
    expect(authenticitySays(reading)).toEqual({ ja: '照会していない', en: 'not looked up' });
    expect(reading.judgedBy.why.ja).toContain('MATOI_DNS');
    expect(reading.judgedBy.why.en).toContain('MATOI_DNS');
    expect(JSON.stringify(reading.checks)).toContain('MATOI_DNS');
  });
});
