// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { locateEngine } from '../../src/adapters/chdb/locate.ts';

const root = resolve(import.meta.dirname, '../..');
const absent = locateEngine(process.env) === null;

/** A slice of `npm run prove:hostile-queries`: every sixth question, both transports, two kills, without a desk beside it. */
describe.skipIf(absent)(absent ? 'hunt/hostile (skipped: chdb is not installed in engines/chdb)' : 'hunt/hostile', () => {
  it('hostile questions end as typed faults in time, on both transports', async () => {
    const child = spawn(process.execPath, [join(root, 'test/prove/hostile-queries.ts'), '3', '6', '--no-desk'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [out, said]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    const code = await new Promise((done) => child.once('close', done));
    expect(Buffer.concat(said).toString('utf8')).toBe('');
    expect(code).toBe(0);
    expect(JSON.parse(Buffer.concat(out).toString('utf8'))).toMatchObject({ faults: 0, kills: 4, transports: 2 });
  });
});
