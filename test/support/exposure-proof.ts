// SPDX-License-Identifier: Apache-2.0
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { posixHost } from '../../src/adapters/posix/host.ts';
import { rightsAsker } from '../../src/exposure/rights/ask-rights.ts';
import { pathOfBytes, shown } from '../../src/exposure/path/bytes.ts';
import type { Credential } from '../../src/exposure/permission/credential.ts';
import { rightNames, rightsOf } from '../../src/exposure/rights/rights.ts';
import type { Right, Rights } from '../../src/exposure/rights/rights.ts';
import { kernelReplaces, kernelRights } from './exposure-kernel.ts';
import { growTree, probeCredentials } from './exposure-tree.ts';
import { removeTree } from './remove-tree.ts';

export type ProofWanted = {
  readonly folder: string;
  readonly seed: number;
  readonly seconds: number;
  /** (object, credential, right) asked of the kernel by access(2), lstat(2) and opendir(3). */
  readonly tuples: number;
  /** (object, credential) asked by a real rename. */
  readonly renames: number;
  readonly say: (line: string) => void;
};

export type Proof = {
  ok: boolean;
  trees: number;
  tuples: number;
  renames: number;
  renamed: number;
  mismatches: number;
  mutantMismatches: number;
};

/** acl(5) taken by its word: whoever an entry names is judged by it, whatever the group bits are. */
const literally = (): boolean => true;

/**
 * Random trees, every verdict against the running kernel. The same comparison must find a mutant that reads acl(5)
 * literally, or it would find nothing.
 */
export async function proveAgainstKernel(wanted: ProofWanted): Promise<Proof> {
  const begun = Date.now();
  const proof: Proof = { ok: false, trees: 0, tuples: 0, renames: 0, renamed: 0, mismatches: 0, mutantMismatches: 0 };
  chmodSync(wanted.folder, 0o755);
  const enough = () => proof.tuples >= wanted.tuples && proof.renames >= wanted.renames;
  while (!enough() && Date.now() - begun < wanted.seconds * 1000) {
    const seed = wanted.seed * 1000 + proof.trees;
    const tree = growTree(join(wanted.folder, `tree-${seed}`), seed, 2500);
    await compareTree(tree.paths, seed, proof, wanted.say);
    removeTree(tree.root);
    proof.trees += 1;
    const seconds = (Date.now() - begun) / 1000;
    wanted.say(
      `${proof.trees} trees, ${proof.tuples} tuples, ${proof.renames} renames, ${proof.mismatches} mismatches, ${seconds.toFixed(1)} s`,
    );
  }
  proof.ok = proof.mismatches === 0 && proof.mutantMismatches > 0 && proof.tuples > 0 && proof.renamed > 0;
  wanted.say(
    `kernel oracle: ${proof.tuples} (object, credential, right) tuples and ${proof.renames} renames (${proof.renamed} succeeded), ${proof.mismatches} mismatches`,
  );
  wanted.say(`mutant that follows acl(5) literally: ${proof.mutantMismatches} mismatches found by the same comparison`);
  return proof;
}

async function compareTree(paths: readonly Buffer[], seed: number, proof: Proof, say: (line: string) => void): Promise<void> {
  const owner = probeCredentials[0] as Credential;
  const asker = rightsAsker({ host: posixHost(), credential: owner });
  const trails = await asker.trails(paths.map((path) => pathOfBytes(path)));
  for (const credential of probeCredentials) {
    const kernel = kernelRights(credential, paths);
    const replaces = kernelReplaces(credential, paths);
    trails.forEach((trail, at) => {
      const said = { ...kernel[at], replace: replaces[at] } as Record<Right, boolean>;
      const ours = rightsOf(trail, credential, asker.around);
      const wrong = differing(ours, said);
      proof.mismatches += wrong.length;
      proof.mutantMismatches += differing(rightsOf(trail, credential, { ...asker.around, consults: literally }), said).length;
      proof.tuples += rightNames.length;
      proof.renames += 1;
      if (said.replace) proof.renamed += 1;
      for (const right of wrong.slice(0, proof.mismatches > 50 ? 0 : wrong.length)) {
        const why = `${ours[right].why.rule} at ${shown(ours[right].why.component)}`;
        say(
          `MISMATCH seed ${seed} ${credential.name} ${right}: kernel ${said[right]}, here ${ours[right].granted} (${why}) ${shown(pathOfBytes(paths[at] as Buffer))}`,
        );
      }
    });
  }
}

function differing(ours: Rights, kernel: Record<Right, boolean>): readonly Right[] {
  return rightNames.filter((right) => ours[right].granted !== kernel[right]);
}
