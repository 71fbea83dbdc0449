// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { proveAgainstKernel } from '../support/exposure-proof.ts';

// npm run prove:exposure [-- --seconds N --seed N --tuples N --renames N]
const { values } = parseArgs({
  options: { seconds: { type: 'string' }, seed: { type: 'string' }, tuples: { type: 'string' }, renames: { type: 'string' } },
});
const folder = mkdtempSync(join(tmpdir(), 'matoi-oracle-'));
try {
  const proof = await proveAgainstKernel({
    folder,
    seed: Number(values.seed ?? 1),
    seconds: values.seconds === undefined ? Number.POSITIVE_INFINITY : Number(values.seconds),
    tuples: Number(values.tuples ?? 1_000_000),
    renames: Number(values.renames ?? 100_000),
    say: (line) => console.log(line),
  });
  process.exitCode = proof.ok ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
