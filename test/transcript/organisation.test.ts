// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/cli.ts';
import { wireOrganisation } from '../../src/wiring/organisation.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';

const TABLE = join(import.meta.dirname, '..', '..', 'fixtures', 'organisation', 'people-excel.csv');

describe('transcript/organisation', () => {
  const held: { desk?: TestDesk } = {};
  const matoi = async (...argv: string[]): Promise<{ code: number; out: string; err: string }> => {
    const said = { out: '', err: '' };
    const code = await runCommandLine(wireOrganisation((held.desk as TestDesk).base).commands ?? [], {
      argv,
      env: { MATOI_LANG: 'en' },
      streams: {
        stdout: (bytes) => void (said.out += Buffer.from(bytes).toString()),
        stderr: (text) => void (said.err += text),
        terminal: false,
      },
      stdin: async function* () {
        yield await Promise.resolve(new Uint8Array());
      },
    });
    return { code, ...said };
  };

  beforeAll(async () => {
    held.desk = await openTestDesk();
  });
  afterAll(() => held.desk?.close());

  it('matoi people import FILE.csv (Shift_JIS from Excel): what was taken, what was refused and why; exit 1', async () => {
    const { code, out } = await matoi('people', 'import', TABLE);

    expect(code).toBe(1);
    expect(out).toBe('4: not a mail address: not\n2 added, 0 changed, 0 unchanged, 1 lines refused (shift_jis)\n');
  });

  it('matoi people import --json: the report as the contract says it', async () => {
    const { code, out } = await matoi('people', 'import', TABLE, '--json');

    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ encoding: 'shift_jis', rows: 3, added: 0, changed: 0, unchanged: 2, digest: null });
  });

  it('matoi people list: one line for each, in order, the columns below each other', async () => {
    const { out } = await matoi('people', 'list');

    expect(out.split('\n')).toEqual([
      'P-0001  髙橋 一郎  情報システム部  takahashi@kaku.example                 responder',
      'P-0002  田中, 花   総務部          tanaka@kaku.example hana@kaku.example  staff',
      '',
    ]);
    expect(JSON.parse((await matoi('people', 'list', '--search', '情報', '--json')).out)).toMatchObject([{ personId: 'P-0001' }]);
  });

  it('matoi people add NAME --role administrator --sign-in: a one-time password, shown once', async () => {
    const { code, out } = await matoi('people', 'add', '山田', '--address', 'yamada@kaku.example', '--role', 'administrator', '--sign-in');

    expect(code).toBe(0);
    expect(out).toMatch(/^P-0003 {2}山田 {4}yamada@kaku.example {2}administrator\nOne-time password: (\w{5}-){3}\w{5} /);
  });

  it('matoi people roles PERSON ROLE…: by number or address', async () => {
    const { out } = await matoi('people', 'roles', 'tanaka@kaku.example', 'manager', 'staff', '--reason', '部門の責任者');

    expect(out).toContain('  manager,staff\n');
    const { code, err } = await matoi('people', 'roles', 'yamada@kaku.example', 'staff');
    expect([code, err.includes('This would leave no administrator who can sign in')]).toEqual([2, true]);
  });

  it('matoi person reset-password PERSON: for somebody locked out; the chain says who at the console did it', async () => {
    const { code, out } = await matoi('person', 'reset-password', 'P-0003', '--drop-second-factors', '--json');

    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ personId: 'P-0003', password: expect.stringMatching(/^(\w{5}-){3}\w{5}$/) });
    const last = (await held.desk?.journal.entries('desk', 0, 500))?.at(-1);
    expect(last).toMatchObject({
      kind: 'person.sign-in-given',
      actor: { type: 'person', id: expect.stringMatching(/^console:/) },
      body: { personId: 'P-0003', how: 'reset', secondFactorsDropped: true },
    });
  });

  it('wrong calls say how it is called; exit 2', async () => {
    expect((await matoi('people', 'import')).code).toBe(2);
    expect((await matoi('people', 'import', '/nowhere/at-all.csv')).err).toContain('The file cannot be read.');
    expect((await matoi('people', 'add', 'x', '--role', 'king')).code).toBe(2);
    expect((await matoi('person', 'reset-password', 'P-9999')).err).toContain('There is no such person');
  });
});
