// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { proveAgainstKernel } from '../../support/exposure-proof.ts';
import { labLacks } from '../../support/lab-needs.ts';
import { removeTree } from '../../support/remove-tree.ts';

const lacks = labLacks(['setpriv', 'perl', 'setfattr', 'getfattr', 'lsattr']);

describe.skipIf(lacks !== null)(`lab/exposure/oracle${lacks === null ? '' : ` (needs ${lacks})`}`, () => {
  it('agrees with the running kernel for sixty seconds, and the same comparison catches a mutant', { timeout: 180_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'matoi-oracle-'));
    try {
      const said: string[] = [];
      const proof = await proveAgainstKernel({
        folder,
        seed: 42,
        seconds: 60,
        tuples: 1_000_000,
        renames: 100_000,
        say: (line) => said.push(line),
      });
      expect(said.filter((line) => line.startsWith('MISMATCH'))).toEqual([]);
      expect(proof).toMatchObject({ mismatches: 0, ok: true });
      expect(proof.mutantMismatches).toBeGreaterThan(0);
    } finally {
      removeTree(folder);
    }
  });
});
