// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findMails } from '../mail-files.ts';
import { splitMails } from './mbox.ts';

const ONE = 'Subject: one\n\nfirst\n';
const TWO = 'Subject: two\n\nHe wrote:\n\nFrom here on it is only words.\n>From the start\n';
const MBOX = `From a@example.com Sat Nov 21 14:05:00 2026\n${ONE}\nFrom MAILER-DAEMON Sat Nov 21 14:06:00 2026\n${TWO}\n`;
const split = (text: string, name = 'box'): readonly string[] =>
  splitMails(Buffer.from(text), name).map((mail) => Buffer.from(mail).toString());

describe('intake/mbox', () => {
  it('finds each mail, and no mail in a sentence that begins with From', () => {
    expect(split(MBOX)).toEqual([ONE, TWO]);
    expect(split(MBOX.replaceAll('\n', '\r\n'))).toEqual([ONE.replaceAll('\n', '\r\n'), TWO.replaceAll('\n', '\r\n')]);
  });

  it('leaves a single mail, a file named as one and a file that is none as they are', () => {
    expect(split(ONE)).toEqual([ONE]);
    expect(split(MBOX, 'x.eml')).toEqual([MBOX]);
    expect(split('')).toEqual(['']);
  });

  it('walks folders and maildirs by name and says what it could not read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'matoi-mails-'));
    try {
      for (const name of ['cur', 'new', 'tmp']) await mkdir(join(folder, name));
      await writeFile(join(folder, 'new', '1'), ONE);
      await writeFile(join(folder, 'cur', '2:2,S'), TWO);
      await writeFile(join(folder, 'tmp', '3'), 'Subject: half\n');
      await writeFile(join(folder, 'dovecot-uidlist'), 'no mail');
      await writeFile(join(folder, 'a.mbox'), MBOX);
      // As Apple Mail exports a mailbox.
      await mkdir(join(folder, 'b.mbox'));
      await writeFile(join(folder, 'b.mbox', 'mbox'), MBOX);
      await writeFile(join(folder, 'b.mbox', 'table_of_contents'), 'no mail');
      await symlink('/etc/passwd', join(folder, 'new', 'link'));
      const seen: string[] = [];
      for await (const each of findMails(folder))
        seen.push('found' in each ? each.found.file.slice(folder.length + 1) : `!${each.failed.file}`);
      expect(seen).toEqual(['a.mbox#1', 'a.mbox#2', 'b.mbox/mbox#1', 'b.mbox/mbox#2', 'cur/2:2,S', 'new/1']);
      for await (const each of findMails(join(folder, 'nowhere')))
        expect(each).toEqual({ failed: { file: join(folder, 'nowhere'), why: 'absent' } });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
