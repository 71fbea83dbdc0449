// SPDX-License-Identifier: Apache-2.0
// Logs that nobody here wrote: two encodings of the same events, scanners' lines, clocks that count from a start.
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chdbEngine } from '../../src/adapters/chdb/engine.ts';
import { locateEngine } from '../../src/adapters/chdb/locate.ts';
import { logVault } from '../../src/adapters/log-vault/vault.ts';
import { importLogs } from '../../src/hunt/import/import.ts';
import type { Imported } from '../../src/hunt/import/import-outcome.ts';
import type { Instant } from '../../src/kernel/instant.ts';
import { unwrap } from '../../src/kernel/result.ts';
import { removeTree } from '../support/remove-tree.ts';

const logs = resolve(import.meta.dirname, '../../../shared/data/logs');
const missing =
  locateEngine(process.env) === null ? 'chdb is not installed in engines/chdb' : existsSync(logs) ? null : '../shared/data/logs is absent';

describe.skipIf(missing !== null)(missing === null ? 'hunt/shared' : `hunt/shared (skipped: ${missing})`, () => {
  const work = mkdtempSync(join(tmpdir(), 'matoi-shared-'));
  const engine = chdbEngine({ folder: join(work, 'engine'), env: process.env, memoryBytes: 900_000_000 });
  const files: Imported[] = [];
  const of = (part: string) => files.filter((one) => one.file.includes(part));

  beforeAll(async () => {
    const deps = {
      engine,
      vault: logVault({ folder: join(work, 'vault') }),
      clock: { now: () => '2026-11-22T00:00:00.000Z' as Instant },
      small: true,
    };
    const sets = ['zeek-tsv', 'zeek-json', 'zeek-mixed', 'zeek-edge', 'web-scanners', 'apache-real', 'suricata-eve', 'port-scans'].map(
      (name) => join(logs, name),
    );
    for await (const one of importLogs(
      deps,
      sets.filter((set) => existsSync(set)),
      { who: 'tester', zone: null, format: null },
    ))
      files.push(unwrap(one));
  });
  afterAll(async () => {
    await engine.close();
    removeTree(work);
  });

  it('parsed + rejected = lines, file by file', () => {
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter((one) => one.parsed + one.rejected !== one.lines)).toEqual([]);
  });
  it.each((missing === null ? readdirSync(join(logs, 'zeek-tsv')) : []).map((name) => name.split('.')[0] ?? name))(
    '%s: tab-separated and JSON give the same rows in the same order',
    async (name) => {
      const [tsv, json] = ['zeek-tsv', 'zeek-json'].map((set) => of(`${set}/`).find((one) => basename(one.file).startsWith(`${name}.`)));
      const table = name === 'dns' ? 'dns' : 'event';
      const sums = async (file: Imported | undefined) =>
        unwrap(
          await engine.read<{ n: number; h: string }>(
            `SELECT count() AS n, toString(groupBitXor(cityHash64(tuple(* EXCEPT (file, line, extra)), toString(mapSort(extra))))) AS h
           FROM (SELECT *, row_number() OVER (ORDER BY line) AS place FROM matoi.${table} WHERE file = ${file?.fileId ?? 0})`,
            { seconds: 100 },
          ),
        );
      const one = await sums(tsv);
      expect(one[0]?.n).toBeGreaterThan(0);
      expect(await sums(json)).toEqual(one);
    },
  );
  it('scanner lines in one more pair of quotes are read to the last one', () => {
    expect(of('netsparker')).toMatchObject([{ format: 'access', share: 1, rejected: 0 }]);
  });
  it('a real log loses only its torn line', () => {
    expect(of('apache_logs')).toMatchObject([{ lines: 10_000, parsed: 9999, rejected: 1 }]);
  });
  it('clocks that count from a start are said to be so', () => {
    expect(of('zeek-mixed/conn.log')).toMatchObject([{ zoneOrigin: 'relative' }]);
  });
});
