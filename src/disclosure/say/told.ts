// SPDX-License-Identifier: Apache-2.0
import type { OwnWords } from '../../common/words/own-words.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Facts } from '../fact/fact.ts';
import type { Stage } from '../fact/items.ts';

/** A sentence of ours; both languages name the same fields. `otherwise`: what those read who may not see a field of it. */
export type Line = Bilingual & { readonly otherwise?: Bilingual };
/** Not known yet: said with the date of the next report, or, where there is no next report, missing. */
export type Open = { readonly open: Bilingual; readonly wants: readonly string[] };

/** What one item says, or why it cannot say it and which fields would let it. */
export type Told =
  | { readonly lines: readonly (Line | Open)[] }
  | { readonly missing: readonly Bilingual[]; readonly wants: readonly string[] };

export type Saying = {
  readonly facts: Facts;
  /** How our own organisation speaks of itself in Japanese. */
  readonly own: OwnWords;
  readonly stage: Stage;
  /** Why nobody may say that no leak is confirmed; empty where the looks back it. */
  readonly notBacked: readonly Bilingual[];
  /** Fields that were said before and are otherwise now, without a reason. */
  readonly unreasoned: readonly string[];
  readonly now: string;
};

export function two(ja: string, en: string): Bilingual {
  return { ja, en };
}

export function open(ja: string, en: string, ...wants: readonly string[]): Open {
  return { open: { ja, en }, wants };
}

/** The numbers under which a list stands in the facts: `services.0`, `services.1`, … */
export function indexes(facts: Facts, prefix: string, suffix = ''): readonly number[] {
  const found: number[] = [];
  while (`${prefix}.${found.length}${suffix}` in facts) found.push(found.length);
  return found;
}
