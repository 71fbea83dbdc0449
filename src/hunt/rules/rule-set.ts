// SPDX-License-Identifier: Apache-2.0
// The desk's rules as they can be run. Compiled once for each state of the list.
import type { HashBytes } from '../../kernel/sha256.ts';
import { digestOf } from '../entries.ts';
import { compileAll } from '../sigma/compile.ts';
import type { RefusedRule } from '../sigma/compile.ts';
import type { Compiled } from '../sigma/compiled.ts';
import { readRules } from '../sigma/read.ts';
import type { ReadYaml } from '../yaml.port.ts';
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
  let kept: RuleSet | null = null;
  return async () => {
    const files = await deps.store.list();
    const digest = digestOf(
      deps.hash,
      files.map(({ name, sha256 }) => [name, sha256]),
    );
    if (kept?.digest === digest) return { ...kept, files };
    const lines = compileAll((await deps.store.texts()).flatMap(({ name, text }) => readRules(name, text, deps.readYaml)));
    kept = {
      digest,
      files,
      compiled: lines.flatMap((line) => ('compiled' in line ? [line.compiled] : [])),
      refused: lines.flatMap((line) => ('compiled' in line ? [] : [line])),
    };
    return kept;
  };
}

export function ruleAt(set: RuleSet, at: { readonly file: string; readonly place: number }): Compiled | null {
  return set.compiled.find((rule) => rule.file === at.file && rule.place === at.place) ?? null;
}
