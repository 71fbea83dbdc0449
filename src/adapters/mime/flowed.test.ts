// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { growth, LINEAR } from '../../../test/support/work-done.ts';
import { readMail } from './parse-mail.ts';
import { unflow } from './flowed.ts';

const mail = (params: string, body: string): string =>
  readMail(Buffer.from(`From: a@example.com\r\nContent-Type: text/plain; charset=utf-8${params}\r\n\r\n${body.replaceAll('\n', '\r\n')}`))
    .text;

describe('adapters/mime/flowed', () => {
  it('joins what the writer’s program broke, and leaves hard ends alone', () => {
    expect(mail('; format=flowed', 'The page on your \nsite is open.\nSecond line.\n')).toBe(
      'The page on your site is open.\nSecond line.\n',
    );
  });

  it('takes the added blank away where the mail says so, as Japanese text needs it', () => {
    expect(mail('; format=flowed; delsp=yes', '貴社サイトに脆弱性が \nあります。\n')).toBe('貴社サイトに脆弱性があります。\n');
  });

  it('keeps quotes apart by depth, takes stuffing off and lets the signature stand', () => {
    const text = 'I wrote \n> a quoted \n> line\n>> older \n>> one\nanswer\n >not a quote\n-- \nname\n';

    expect(unflow(text, false)).toBe('I wrote \n> a quoted line\n>> older one\nanswer\n>not a quote\n-- \nname\n');
  });

  it('reads a mail that does not say so line by line', () => {
    expect(mail('', 'one \ntwo\n')).toBe('one \ntwo\n');
  });

  it('stays linear and loses no character but blanks of any text', () => {
    const lines = 'a '.repeat(10) + '\n';
    const long = lines.repeat(50_000);

    expect(unflow(long, false).replaceAll(/\s/g, '')).toBe(long.replaceAll(/\s/g, ''));
    expect(growth((size) => unflow(lines.repeat(size), false), 1500)).toBeLessThan(LINEAR);
  });
});
