// SPDX-License-Identifier: Apache-2.0
// Both transports run one suite: the engine's own socket, and @clickhouse/client against its HTTP endpoint.
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chdbEngine } from '../../src/adapters/chdb/engine.ts';
import { locateEngine } from '../../src/adapters/chdb/locate.ts';
import { clickhouseEngine } from '../../src/adapters/clickhouse/engine.ts';
import type { LogEngine } from '../../src/hunt/engine/engine.port.ts';
import { removeTree } from '../support/remove-tree.ts';

const absent = locateEngine(process.env) === null;
const name = absent ? 'hunt/engine (skipped: chdb is not installed in engines/chdb)' : 'hunt/engine';

describe.skipIf(absent)(name, () => {
  const data = mkdtempSync(join(tmpdir(), 'matoi-engine-'));
  const folder = join(data, 'engine');
  const keeper = chdbEngine({ folder, env: process.env, memoryBytes: 400_000_000, port: 0 });
  let server: LogEngine;
  beforeAll(async () => {
    await keeper.version();
    const port = existsSync(join(folder, 'port')) ? readFileSync(join(folder, 'port'), 'utf8') : '';
    server = clickhouseEngine({ url: `http://127.0.0.1:${port}`, memoryBytes: 400_000_000 });
  });
  afterAll(async () => {
    await server.close();
    await keeper.close();
    removeTree(data);
  });

  describe.each(['socket', 'client'] as const)('%s', (transport) => {
    const engine = (): LogEngine => (transport === 'socket' ? keeper : server);
    const table = `t_${transport}`;

    it('tells its version', async () => {
      expect(await engine().version()).toMatchObject({ ok: true });
    });
    it('writes, and reads back with numbers as numbers', async () => {
      expect(await engine().write(`CREATE TABLE ${table} (n UInt64, line String) ENGINE = MergeTree ORDER BY n`)).toEqual({
        ok: true,
        value: null,
      });
      expect(await engine().write(`INSERT INTO ${table} VALUES (18, 'it''s')`)).toEqual({ ok: true, value: null });
      expect(await engine().read(`SELECT n, line FROM ${table}`)).toEqual({ ok: true, value: [{ n: 18, line: "it's" }] });
    });
    it.each(['none', 'gzip'] as const)('loads lines with their numbers (%s)', async (compression) => {
      const path = join(data, `${transport}-${compression}`);
      const bytes = Buffer.from(`${Array.from({ length: 5000 }, (_, at) => `line ${at + 1}`).join('\n')}\n`);
      writeFileSync(path, compression === 'gzip' ? gzipSync(bytes) : bytes);
      await engine().write(`TRUNCATE TABLE ${table}`);
      const loaded = await engine().load(`INSERT INTO ${table} SELECT n, line FROM {lines} SETTINGS max_threads = 1`, [
        { file: 1, path, compression, maxBytes: 1e9 },
      ]);
      expect(loaded).toEqual({ ok: true, value: null });
      const rows = await engine().read(`SELECT count() AS c, countIf(line = concat('line ', toString(n))) AS right FROM ${table}`);
      expect(rows).toEqual({ ok: true, value: [{ c: 5000, right: 5000 }] });
    });
    it.each([
      ["SELECT file('/etc/passwd')", 'engine-refused'],
      ["SELECT * FROM file('/etc/passwd', 'LineAsString')", 'engine-refused'],
      ["SELECT 1 INTO OUTFILE '/tmp/never'", 'engine-refused'],
      ["SELECT * FROM url('http://127.0.0.1:1/', 'TSV', 'a String')", 'engine-refused'],
      ['DROP TABLE t_socket', 'engine-refused'],
      ['SELECT nothing FROM nowhere', 'engine-query'],
      ['SELECT (', 'engine-query'],
      ['SELECT sum(sipHash64(number)) FROM numbers(1000000000000)', 'engine-deadline'],
      ['SELECT groupArray(number) FROM numbers(1000000000)', 'engine-memory'],
      [`SELECT ${'('.repeat(3000)}1${')'.repeat(3000)}`, 'engine-query'],
      // Without its limits some of these would take hours: that the test ends is what is asked of them.
    ])('answers %s with a typed fault', async (sql, code) => {
      const answer = await engine().read(sql, { seconds: 3, memoryBytes: 200_000_000 });
      expect(answer.ok ? 'ok' : answer.error.code).toBe(code);
    });
  });

  it('survives SIGKILL of the engine in the middle of a question', async () => {
    const before = await keeper.read<{ pid: number }>('SELECT 1 AS pid');
    expect(before.ok).toBe(true);
    const long = keeper.read('SELECT sum(sipHash64(number)) FROM numbers(100000000000)', { seconds: 20 });
    const victim = await enginePid(folder);
    process.kill(victim, 'SIGKILL');
    const answer = await long;
    expect(answer.ok ? 'ok' : answer.error.code).toBe('engine-lost');
    const after = await keeper.read('SELECT 2 AS two');
    expect(after).toEqual({ ok: true, value: [{ two: 2 }] });
  });
});

async function enginePid(folder: string): Promise<number> {
  const { request } = await import('node:http');
  return new Promise((done, fail) => {
    const call = request({ socketPath: join(folder, 'engine.sock'), path: '/lease', agent: false }, (response) => {
      response.once('data', (chunk: Buffer) => {
        done(Number(chunk.toString().trim()));
        call.destroy();
      });
    });
    call.once('error', fail);
    call.end();
  });
}
