// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { proveAgainstKernel } from '../support/exposure-proof.ts';
import { endPlanted, plantsAsked } from './support/planted.ts';
import { removeTree } from '../support/remove-tree.ts';

// npm run prove:exposure [-- --seconds N --seed N --tuples N --renames N --plant acl-by-its-word]
// The planted fault takes acl(5) by its word, as every run does beside the right reading; see support/planted.ts.
const { values } = parseArgs({
  strict: false,
  options: {
    seconds: { type: 'string' },
    seed: { type: 'string' },
    tuples: { type: 'string' },
    renames: { type: 'string' },
    plant: { type: 'string' },
  },
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
  const plant = 'acl-by-its-word';
  const seen = proof.mutantMismatches > 0;
  if (plantsAsked([plant]) !== null)
    process.exitCode = endPlanted('prove:exposure', [
      { name: plant, seen, by: `${proof.mutantMismatches} of ${proof.tuples} answers differ` },
    ]);
  else {
    console.log(
      `prove:exposure: ${proof.tuples} answers of the kernel and ${proof.renames} renames on ${proof.trees} trees, ${proof.mismatches} mismatches${seen ? '' : ', and the planted fault was not found'}`,
    );
    process.exitCode = proof.ok ? 0 : 1;
  }
} finally {
  removeTree(folder);
}
