// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/cli.ts';
import { wireOrganisation } from '../../src/wiring/organisation.ts';
import { wireUpkeep } from '../../src/wiring/upkeep.ts';
import type { Base } from '../../src/wiring/base/base.ts';
import { emptyDesk, openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { removeTree } from '../support/remove-tree.ts';
import { openReportedCase } from '../support/reported-case.ts';

const MAIL = 'your CGI has a known hole';
const held: { desk: TestDesk | null; folder: string } = { desk: null, folder: '' };
const deskOf = (): TestDesk => held.desk as TestDesk;
const fileOf = (name: string): string => join(held.folder, name);
const actor = { type: 'person', id: 'p-1', name: '山田' } as const;

async function run(base: Base, ...argv: string[]) {
  const said = { out: '', err: '' };
  const commands = [...(wireUpkeep(base).commands ?? []), ...(wireOrganisation(base).commands ?? [])];
  const code = await runCommandLine(commands, {
    argv,
    env: { LANG: 'en' },
    streams: { stdout: (bytes) => (said.out += String(bytes)), stderr: (text) => (said.err += text), terminal: false },
    stdin: async function* () {},
  });
  return { code, ...said };
}

beforeAll(async () => {
  held.folder = mkdtempSync(join(tmpdir(), 'matoi-backup-'));
  held.desk = await openTestDesk();
  await run(deskOf().base, 'people', 'add', '森 鷗外', '--address', 'mori@example.jp');
  await openReportedCase(deskOf(), actor);
  writeFileSync(join(deskOf().dataFolder, 'sign-in.secret'), 'a secret of this desk');
  mkdirSync(join(deskOf().dataFolder, 'logs'));
  writeFileSync(join(deskOf().dataFolder, 'logs', 'vault.bin'), Buffer.alloc(200_000, 7));
  writeFileSync(fileOf('word'), 'correct horse battery\nsecond line\n');
  writeFileSync(fileOf('other-word'), 'incorrect horse battery\n');
});
afterAll(async () => {
  await held.desk?.close();
  removeTree(held.folder);
});

async function intoEmpty(name: string, ...more: string[]) {
  const empty = await emptyDesk();
  try {
    const answer = await run(empty.base, 'restore', fileOf(name), ...more);
    return { ...answer, ...(await holdings(empty.base)) };
  } finally {
    await empty.close();
  }
}

/** What stands in a desk, read past backup and restore. */
async function holdings(base: Base) {
  const { database, blobs } = await base.open();
  const { rows } = await sql<{ head: string; entries: number; people: number; reports: number }>`
    select head, global as entries, (select count(*) from person) as people, (select count(*) from journal_tail) as reports
    from journal_head`.execute(database.on<object>());
  let originals = 0;
  for await (const { sha256 } of blobs.list()) {
    const bytes = Buffer.from((await blobs.get(sha256 as never)) ?? []);
    if (bytes.includes(MAIL)) originals += 1;
  }
  return { ...rows[0], originals };
}

describe('backup and restore', () => {
  it('brings everything back into an empty desk, and the check says so', async () => {
    const before = await holdings(deskOf().base);
    expect(await run(deskOf().base, 'backup', fileOf('plain'))).toMatchObject({ code: 0 });
    expect(statSync(fileOf('plain')).mode & 0o777).toBe(0o600);

    const empty = await emptyDesk();
    const answer = await run(empty.base, 'restore', fileOf('plain'), '--verify');
    expect(answer.err).not.toContain('(');
    expect(answer).toMatchObject({ code: 0 });
    expect(answer.out).toContain('Tables, journal and originals are what the backup says.');
    expect(answer.out).toContain(String(before.head));
    expect(await holdings(empty.base)).toEqual(before);
    expect(readFileSync(join(empty.base.dataFolder, 'sign-in.secret'), 'utf8')).toBe('a secret of this desk');
    expect(() => statSync(join(empty.base.dataFolder, 'logs'))).toThrow('ENOENT');
    // It goes on: the next entry and the next case take the numbers that follow.
    const { journal, store } = await empty.base.open();
    await journal.append({ stream: 'desk', actor, drafts: [{ kind: 'desk.started', body: { version: '0', schema: 1 } }] });
    expect((await store.head()).global).toBe(Number(before.entries) + 1);
    await empty.close();
  });

  it('goes to and fro without a difference: the second backup sums the same', async () => {
    const sums = async (base: Base, name: string) =>
      JSON.parse((await run(base, 'backup', fileOf(name), '--logs', '--json')).out) as object;
    const first = await sums(deskOf().base, 'first');
    const empty = await emptyDesk();
    expect((await run(empty.base, 'restore', fileOf('first'))).code).toBe(0);
    const second = await sums(empty.base, 'second');
    await empty.close();
    expect(second).toMatchObject({
      ...first,
      path: fileOf('second'),
      takenAt: expect.any(String) as string,
      bytes: expect.any(Number) as number,
    });
  });

  it('holds what was there at one moment, while the desk goes on writing', async () => {
    const state = { on: true, written: 0 };
    const writing = (async () => {
      while (state.on) {
        await openReportedCase(deskOf(), actor);
        state.written += 1;
      }
    })();
    const answers = [];
    for (const name of ['busy-1', 'busy-2', 'busy-3']) answers.push(await run(deskOf().base, 'backup', fileOf(name)));
    state.on = false;
    await writing;
    expect(answers.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(state.written).toBeGreaterThan(0);
    expect(await intoEmpty('busy-3', '--verify')).toMatchObject({ code: 0 });
  });

  it('seals with a passphrase, and opens with no other', async () => {
    const answer = await run(deskOf().base, 'backup', fileOf('sealed'), '--passphrase-file', fileOf('word'));
    expect(answer.out).toContain('Encrypted with the passphrase');
    expect(readFileSync(fileOf('sealed')).includes('森')).toBe(false);
    const empty = await emptyDesk();
    for (const more of [[], ['--passphrase-file', fileOf('other-word')]]) {
      const refused = await run(empty.base, 'restore', fileOf('sealed'), ...more);
      expect(refused).toMatchObject({ code: 2, out: '' });
      expect(refused.err).toContain('restore.wrong-key');
    }
    expect(await run(empty.base, 'restore', fileOf('sealed'), '--passphrase-file', fileOf('word'), '--verify')).toMatchObject({ code: 0 });
    await empty.close();
  });

  it.each(['plain', 'sealed'])('puts nothing in when one byte of a %s archive was changed, or its end is missing', async (name) => {
    const bytes = readFileSync(fileOf(name));
    const more = name === 'sealed' ? ['--passphrase-file', fileOf('word')] : [];
    const broken = [
      ...[0.3, 0.97].map((at) => {
        const changed = Buffer.from(bytes);
        const index = Math.floor(bytes.length * at);
        changed[index] = (changed[index] ?? 0) ^ 0x55;
        return changed;
      }),
      bytes.subarray(0, Math.floor(bytes.length * 0.7)),
      bytes.subarray(0, bytes.length - 12),
    ];
    const empty = await emptyDesk();
    for (const [index, changed] of broken.entries()) {
      const path = fileOf(`broken-${name}-${index}`);
      writeFileSync(path, changed);
      const answer = await run(empty.base, 'restore', path, ...more);
      expect(answer).toMatchObject({ code: 2, out: '' });
      expect(answer.err).toMatch(/restore\.(?:damaged|wrong-key)/);
    }
    // The same desk still takes the whole one: what the broken ones began is gone.
    expect(await run(empty.base, 'restore', fileOf(name), ...more, '--verify')).toMatchObject({ code: 0 });
    await empty.close();
  });

  it('refuses by name what is no archive, what is not there, a desk that holds something, and a file that is there', async () => {
    writeFileSync(fileOf('letter'), 'Dear desk,');
    const empty = await emptyDesk();
    expect((await run(empty.base, 'restore', fileOf('letter'))).err).toContain('restore.not-an-archive');
    expect((await run(empty.base, 'restore', fileOf('nothing'))).err).toContain('restore.absent');
    await empty.close();
    expect((await run(deskOf().base, 'restore', fileOf('plain'))).err).toContain('restore.not-empty');
    expect((await run(deskOf().base, 'backup', fileOf('letter'))).err).toContain('backup.file-exists');
    expect(readFileSync(fileOf('letter'), 'utf8')).toBe('Dear desk,');
    expect((await run(deskOf().base, 'backup', fileOf('x/y'))).err).toContain('backup.cannot-write');
    expect((await run(deskOf().base, 'backup', fileOf('z'), '--passphrase-file', fileOf('absent'))).err).toContain(
      'backup.passphrase-file',
    );
  });

  it('is refused by an older version, as is the database itself', async () => {
    const { database } = await deskOf().base.open();
    const run9999 = sql`insert into schema_migration (name, sha256) values ('9999-of-tomorrow', ${'0'.repeat(64)})`;
    await run9999.execute(database.on<object>());
    expect((await run(deskOf().base, 'backup', fileOf('tomorrow'))).code).toBe(0);
    await sql`delete from schema_migration where name = '9999-of-tomorrow'`.execute(database.on<object>());
    const empty = await emptyDesk();
    expect((await run(empty.base, 'restore', fileOf('tomorrow'))).err).toContain('9999-of-tomorrow');
    const opened = await empty.base.open();
    await run9999.execute(opened.database.on<object>());
    const { openState } = await import('../../src/wiring/base/state.ts');
    await expect(openState(empty.base, [])).rejects.toMatchObject({ problem: { code: 'store.newer' } });
    await empty.close();
  });
});
