// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/cli.ts';
import { randomText, sha256 } from '../../src/adapters/system/system.ts';
import { caseLanguage } from '../../src/case/language/case-language.ts';
import { verifyJournal } from '../../src/journal/verify.ts';
import { openState } from '../../src/wiring/base/state.ts';
import type { State } from '../../src/wiring/base/state.ts';
import { wireUpkeep } from '../../src/wiring/upkeep.ts';
import type { Base } from '../../src/wiring/base/base.ts';
import { emptyDesk, movedClock, openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { bulkLoad } from '../support/bulk-entries.ts';
import { removeTree } from '../support/remove-tree.ts';
import { openReportedCase } from '../support/reported-case.ts';
import { systemPostgres } from '../support/system-postgres.ts';
import type { SystemPostgres } from '../support/system-postgres.ts';

/** Entries beside the few of the case; MATOI_LONG=1 carries a desk of some size. */
const ENTRIES = process.env['MATOI_LONG'] === '1' ? 100_000 : 500;
const actor = { type: 'person', id: 'p-1', name: '山田' } as const;

/** A desk on the PostgreSQL that comes along moves to the system's, of another major, and back. Each step goes on from the one before. */
describe('integration/other-postgres', () => {
  const folder = mkdtempSync(join(tmpdir(), 'matoi-moved-'));
  const fileOf = (name: string): string => join(folder, name);
  const held: { desk?: TestDesk; system?: SystemPostgres; lacks: string; first?: object } = { lacks: '' };
  const closing: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    const system = systemPostgres();
    if (typeof system === 'string') {
      held.lacks = system;
      return;
    }
    held.system = system;
    held.desk = await openTestDesk();
    await openReportedCase(held.desk, actor);
    await bulkLoad(held.desk, ENTRIES);
  }, 600_000);
  afterAll(async () => {
    for (const close of closing.toReversed()) await close();
    await held.desk?.close();
    await held.system?.close();
    removeTree(folder);
  });

  async function run(base: Base, ...argv: readonly string[]) {
    const said = { out: '', err: '' };
    const code = await runCommandLine(wireUpkeep(base).commands ?? [], {
      argv: [...argv],
      env: { LANG: 'en' },
      streams: { stdout: (bytes) => (said.out += String(bytes)), stderr: (text) => (said.err += text), terminal: false },
      stdin: async function* () {},
    });
    expect(code, said.err).toBe(0);
    return said.out;
  }

  /** Every table's rows, summed whatever their order, and the head: the canonical form of what the desk holds. */
  async function sums(base: Base, name: string): Promise<object> {
    const begun = performance.now();
    const {
      path: _path,
      takenAt: _at,
      bytes: _bytes,
      ...said
    } = JSON.parse(await run(base, 'backup', fileOf(name), '--json')) as Record<string, unknown>;
    figure(`backup ${name}`, begun, `${statSync(fileOf(name)).size} bytes`);
    return said;
  }

  async function moved(base: Base, name: string): Promise<void> {
    const begun = performance.now();
    expect(await run(base, 'restore', fileOf(name), '--verify')).toContain('Tables, journal and originals are what the backup says.');
    figure(`restore ${name} --verify`, begun, '');
  }

  /** Said in the long form alone, for docs/benchmarks.md. */
  function figure(what: string, begun: number, more: string): void {
    if (process.env['MATOI_LONG'] === '1') process.stdout.write(`${what}: ${((performance.now() - begun) / 1000).toFixed(1)} s ${more}\n`);
  }

  async function onSystem(name: string): Promise<Base> {
    const dataFolder = mkdtempSync(join(tmpdir(), 'matoi-moved-data-'));
    const databaseUrl = (await held.system?.newUrl(name)) ?? '';
    const env = { ...process.env, DATABASE_URL: databaseUrl, MATOI_DATA: dataFolder };
    const unopened = { clock: movedClock(), hash: sha256, random: randomText, dataFolder, env };
    const opening: { state: Promise<State> | null } = { state: null };
    closing.push(async () => {
      await (await opening.state)?.close();
      removeTree(dataFolder);
    });
    return { ...unopened, open: () => (opening.state ??= openState(unopened, [])) };
  }

  it('moves by one backup to another major, with every row, and works there', async ({ skip }) => {
    if (held.system === undefined) return skip(held.lacks);
    held.first = await sums((held.desk as TestDesk).base, 'from-own');
    const there = await onSystem('desk');
    await moved(there, 'from-own');
    expect(await sums(there, 'from-system')).toEqual(held.first);
    const { database, journal, store, blobs } = await there.open();
    const { rows } = await database.pool.query<{ major: number }>(`select current_setting('server_version_num')::int / 10000 as major`);
    expect(rows).toEqual([{ major: held.system.major }]);

    const caseId = await openReportedCase({ ...(held.desk as TestDesk), journal, blobs }, actor);
    expect(caseId).toBe('C-2026-0002');
    expect((await verifyJournal({ store, blobs, hash: sha256, language: caseLanguage })).faults).toEqual([]);
    held.first = await sums(there, 'back');
  });

  it('moves back with what was written there', async ({ skip }) => {
    if (held.system === undefined) return skip(held.lacks);
    const here = await emptyDesk();
    closing.push(here.close);
    await moved(here.base, 'back');
    expect(await sums(here.base, 'again')).toEqual(held.first);
  });
});
