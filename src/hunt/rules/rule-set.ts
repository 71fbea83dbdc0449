// SPDX-License-Identifier: Apache-2.0
// The desk's rules as they can be run. Compiled once for each state of the list.
import type { HashBytes } from '../../kernel/sha256.ts';
import { digestOf } from '../question/entries.ts';
import { compileAll } from '../sigma/compile.ts';
import type { CompileLine, Read, RefusedRule } from '../sigma/compile.ts';
import type { Compiled } from '../sigma/compiled.ts';
import { readRules } from '../sigma/read.ts';
import type { ReadYaml } from '../sigma/yaml.port.ts';
import type { RuleFile, RuleStore } from './rule-store.port.ts';

export type RuleSet = {
  /** Of names and hashes: two sets of one digest hold the same rules. */
  readonly digest: string;
  readonly files: readonly RuleFile[];
  readonly compiled: readonly Compiled[];
  readonly refused: readonly RefusedRule[];
};

export type RuleSetDeps = { readonly store: RuleStore; readonly readYaml: ReadYaml; readonly hash: HashBytes };

/** Gives the rules as they are now; what was compiled stays as long as no file changes. */
export function openRuleSet(deps: RuleSetDeps): () => Promise<RuleSet> {
  let kept: { readonly digest: string; readonly lines: Promise<readonly CompileLine[]> } | null = null;
  return async () => {
    const files = await deps.store.list();
    const digest = digestOf(
      deps.hash,
      files.map(({ name, sha256 }) => [name, sha256]),
    );
    if (kept?.digest !== digest) kept = { digest, lines: compiledOf(deps) };
    try {
      const lines = await kept.lines;
      return {
        digest,
        files,
        compiled: lines.flatMap((line) => ('compiled' in line ? [line.compiled] : [])),
        refused: lines.flatMap((line) => ('compiled' in line ? [] : [line])),
      };
    } catch (error) {
      kept = null;
      throw error;
    }
  };
}

/** Thousands of files take seconds to read: the desk answers others in between. */
async function compiledOf({ store, readYaml }: RuleSetDeps): Promise<readonly CompileLine[]> {
  const read: Read[] = [];
  for (const [at, { name, text }] of (await store.texts()).entries()) {
    if (at % AT_ONCE === AT_ONCE - 1) await new Promise((done) => setTimeout(done, 0));
    read.push(...readRules(name, text, readYaml));
  }
  return compileAll(read);
}

const AT_ONCE = 20;

/** The rule at a place (from 0) of a file; null where it is gone. */
export function ruleAt(set: RuleSet, at: { readonly file: string; readonly place: number }): Compiled | null {
  return set.compiled.find((rule) => rule.file === at.file && rule.place === at.place) ?? null;
}
