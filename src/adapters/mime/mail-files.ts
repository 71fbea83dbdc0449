// SPDX-License-Identifier: Apache-2.0
import { lstat, readFile, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { FindMails, NotFound } from '../../intake/mail/mail.port.ts';
import { splitMails } from './forms/mbox.ts';

/** Files that mail folders keep beside mails: of Dovecot, Courier, Thunderbird and Apple Mail (`table_of_contents` in an exported `.mbox` folder). */
const NOT_MAIL = /^(dovecot[.-]|\.|subscriptions$|maildirfolder$|courierimap|table_of_contents$|.*\.(msf|dat|index|lock|plist|strings)$)/;

/** A named file is taken whatever it is; within folders, what belongs to a mail store and is no mail is passed over. */
export const findMails: FindMails = async function* find(path) {
  const found = await stat(path).catch((cause: NodeJS.ErrnoException) => cause);
  if (found instanceof Error) yield { failed: { file: path, why: whyOf(found) } };
  else if (found.isDirectory()) yield* walk(path);
  else yield* readOne(path);
};

async function* walk(folder: string): ReturnType<FindMails> {
  const names = await readdir(folder).catch((cause: NodeJS.ErrnoException) => cause);
  if (names instanceof Error) {
    yield { failed: { file: folder, why: whyOf(names) } };
    return;
  }
  for (const name of names.toSorted()) {
    const path = join(folder, name);
    const found = await lstat(path).catch(() => null);
    if (found?.isDirectory()) {
      // A maildir's tmp holds mails that are still being delivered.
      if (name === 'tmp' && names.includes('new') && names.includes('cur')) continue;
      yield* walk(path);
    } else if (found?.isFile() && !NOT_MAIL.test(basename(path))) yield* readOne(path);
  }
}

async function* readOne(file: string): ReturnType<FindMails> {
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => cause);
  if (bytes instanceof Error) {
    yield { failed: { file, why: whyOf(bytes) } };
    return;
  }
  const mails = splitMails(bytes, basename(file));
  for (const [index, raw] of mails.entries()) yield { found: { file: mails.length > 1 ? `${file}#${index + 1}` : file, raw } };
}

function whyOf(cause: NodeJS.ErrnoException): NotFound['why'] {
  if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return 'absent';
  return cause.code === 'EACCES' || cause.code === 'EPERM' ? 'not-permitted' : 'not-readable';
}
