// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountActs } from '../../case/entry/account.ts';
import { judgeReread } from './reread.ts';

const SINCE = '2026-11-29T10:00:00.000Z';
const judge = (act: (typeof accountActs)[number], text: string) => judgeReread(act, text, SINCE).result;

describe('containment/reread', () => {
  test('an account that is still active, a time before the release and anything left behind are not confirmed', () => {
    expect(judge('disable', 'AccountEnabled : True')).toBe('not-confirmed');
    expect(judge('disable', '"accountEnabled": false,')).toBe('confirmed');
    expect(judge('disable', 'Account Suspended: True')).toBe('confirmed');
    expect(judge('end-sessions', 'SignInSessionsValidFromDateTime : 2026-11-29T09:59:59Z')).toBe('not-confirmed');
    expect(judge('end-sessions', 'SignInSessionsValidFromDateTime : 2026-11-29T10:00:01Z')).toBe('confirmed');
    expect(judge('remove-forwarding', 'ForwardingSmtpAddress :\nDeliverToMailboxAndForward : True')).toBe('not-confirmed');
    expect(judge('remove-mail-rules', 'Name : Archive\nEnabled : False')).toBe('not-confirmed');
    expect(judge('remove-mail-rules', '[]')).toBe('confirmed');
    expect(judge('remove-factors', '#microsoft.graph.passwordAuthenticationMethod\n#microsoft.graph.phoneAuthenticationMethod')).toBe(
      'not-confirmed',
    );
    expect(judge('remove-factors', '@odata.type : #microsoft.graph.passwordAuthenticationMethod')).toBe('confirmed');
    expect(judge('revoke-consents', 'ClientId : 1b2c\nScope : Mail.Read')).toBe('not-confirmed');
  });

  test('a sender is blocked when the mail server refused him since the release and took nothing of his', () => {
    const log = (text: string) => judgeReread('block-sender', text, SINCE, 'knight@isp.example').result;
    const line = (at: string, rest: string, from = 'knight@isp.example') =>
      `2026-11-29T${at}:00+00:00 mx postfix/smtpd[9]: ${rest} from=<${from}> to=<a@corp.example>`;
    const reject = 'NOQUEUE: reject: RCPT from isp: 554 5.7.1 Sender address rejected: Access denied;';
    expect(log(line('10:05', reject))).toBe('confirmed');
    expect(log(line('09:59', reject))).toBe('cannot-tell');
    expect(log(line('10:05', reject, 'other@isp.example'))).toBe('cannot-tell');
    expect(log(`${line('10:05', reject)}\n${line('10:06', 'ABC: status=sent (250 2.0.0 Ok)')}`)).toBe('not-confirmed');
    expect(log(`${line('09:00', 'ABC: status=sent (250 2.0.0 Ok)')}\n${line('10:05', reject)}`)).toBe('confirmed');
    expect(log(`Nov 29 10:05:00 mx postfix/smtpd[9]: ${reject} from=<knight@isp.example>`)).toBe('cannot-tell');
    expect(log('Action : Block\nValue : knight@isp.example')).toBe('confirmed');
    expect(log('Action : Allow\nValue : knight@isp.example')).toBe('not-confirmed');
  });

  test('an output that does not say so confirms nothing, whatever stands in it', () => {
    const lines = fc.array(
      fc.string({ maxLength: 60 }).filter((line) => !/[:=[\d#]|no |なし/i.test(line)),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(fc.constantFrom(...accountActs), lines, (act, text) => {
        expect(judge(act, text.join('\n'))).toBe('cannot-tell');
      }),
    );
    for (const act of accountActs) expect(judge(act, 'Access is denied.')).toBe('cannot-tell');
  });
});
