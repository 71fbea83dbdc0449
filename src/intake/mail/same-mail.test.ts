// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { readMail } from '../../adapters/mime/parse-mail.ts';
import { sameMailKey } from './same-mail.ts';

const key = (text: string): string | null => sameMailKey(readMail(Buffer.from(text.replaceAll('\n', '\r\n'))));
const mail = (head: string, body = 'Your shop has a hole.'): string => `From: x@stranger.example\n${head}Subject: notice\n\n${body}\n`;

describe('intake/same-mail', () => {
  it('knows a mail by its Message-ID with its words, however it travelled and whoever carries it', () => {
    const plain = key(mail('Message-ID: <a1@x.example>\n'));
    expect(plain).not.toBeNull();
    expect(key(mail('Received: by mx.example; now\nMessage-ID: <a1@x.example>\n', 'Your  shop\nhas a hole.'))).toBe(plain);
    expect(
      key(`From: b@c.example\nMessage-ID: <f@c.example>\nContent-Type: message/rfc822\n\n${mail('Message-ID: <a1@x.example>\n')}`),
    ).toBe(plain);
  });

  it('takes no two for one that differ in it, and none for anything without it', () => {
    const plain = key(mail('Message-ID: <a1@x.example>\n'));
    expect(key(mail('Message-ID: <a2@x.example>\n'))).not.toBe(plain);
    expect(key(mail('Message-ID: <a1@x.example>\n', 'Pay 2 BTC.'))).not.toBe(plain);
    expect(key(mail(''))).toBeNull();
  });
});
