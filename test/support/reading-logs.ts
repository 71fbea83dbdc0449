// SPDX-License-Identifier: Apache-2.0
// A log engine and a vault of their own, for tests that bring files in and look at the rows.
import { mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chdbEngine } from '../../src/adapters/chdb/engine.ts';
import { locateEngine } from '../../src/adapters/chdb/locate.ts';
import { logVault } from '../../src/adapters/log-vault/vault.ts';
import { importLogs } from '../../src/hunt/import/import.ts';
import type { ImportChoice, Imported, ImportFault } from '../../src/hunt/import/import-outcome.ts';
import type { Instant } from '../../src/kernel/instant.ts';
import { unwrap } from '../../src/kernel/result.ts';
import { removeTree } from './remove-tree.ts';

export const engineAbsent = locateEngine(process.env) === null;
export const withEngine = (title: string): string => (engineAbsent ? `${title} (skipped: chdb is not installed in engines/chdb)` : title);

type Choice = Partial<ImportChoice> & { readonly name?: string; readonly written?: string };

export function readingLogs() {
  const work = mkdtempSync(join(tmpdir(), 'matoi-reading-'));
  const engine = chdbEngine({ folder: join(work, 'engine'), env: process.env, memoryBytes: 600_000_000 });
  const deps = {
    engine,
    vault: logVault({ folder: join(work, 'vault') }),
    clock: { now: () => '2026-11-29T00:00:00.000Z' as Instant },
    small: true,
  };
  let made = 0;
  const write = (bytes: string | Uint8Array, { name, written = '2026-11-28T00:00:00Z' }: Choice = {}): string => {
    made += 1;
    const path = join(work, name ?? `in-${made}`);
    writeFileSync(path, bytes);
    utimesSync(path, new Date(written), new Date(written));
    return path;
  };
  async function outcomes(paths: readonly string[], choice: Choice = {}): Promise<readonly (Imported | ImportFault)[]> {
    const all: (Imported | ImportFault)[] = [];
    const { name: _, written: __, ...given } = choice;
    for await (const one of importLogs(deps, paths, { who: 'tester', zone: null, format: null, ...given })) {
      if (one.ok && one.value.state !== 'known-already' && one.value.parsed + one.value.rejected !== one.value.lines)
        throw new Error(`${one.value.parsed} + ${one.value.rejected} is not ${one.value.lines}`);
      all.push(one.ok ? one.value : one.error);
    }
    return all;
  }
  async function take(bytes: string | readonly string[] | Uint8Array, choice: Choice = {}): Promise<Imported> {
    const content = Array.isArray(bytes) ? `${bytes.join('\n')}\n` : (bytes as string | Uint8Array);
    const [first] = await outcomes([write(content, choice)], choice);
    if (first === undefined || !('parsed' in first)) throw new Error(`not imported: ${JSON.stringify(first)}`);
    return first;
  }
  return {
    engine,
    deps,
    work,
    write,
    outcomes,
    take,
    /** Rows of one file, in the order of its lines. */
    rows: async (table: string, file: Imported, columns: string) =>
      unwrap(await engine.read(`SELECT ${columns} FROM matoi.${table} WHERE file = ${file.fileId} ORDER BY line`)),
    all: async (sql: string) => unwrap(await engine.read(sql)),
    /** Reasons of the lines of a file that could not be read, by their numbers. */
    reasons: async (file: Imported) =>
      unwrap(
        await engine.read<{ line: number; reject: string }>(
          `SELECT line, reject FROM matoi.rejects WHERE file = ${file.fileId} AND reject NOT IN ('header', 'blank') ORDER BY line`,
        ),
      ).map((row) => [row.line, row.reject] as const),
    async close(): Promise<void> {
      await engine.close();
      removeTree(work);
    },
  };
}
