// SPDX-License-Identifier: Apache-2.0
import type { Tx } from '../../journal/store.port.ts';
import type { Instant } from '../../kernel/instant.ts';

export type { Instant, Tx };

/** A file of rules as the desk keeps it; `name` is what it was called, and no path. */
export type RuleFile = { readonly name: string; readonly sha256: string; readonly bytes: number; readonly addedAt: Instant };
export type RuleText = { readonly name: string; readonly text: string };

/** The rules of the whole desk, by file. A file of the same name takes the place of the older one. */
export type RuleStore = {
  readonly list: () => Promise<readonly RuleFile[]>;
  readonly texts: () => Promise<readonly RuleText[]>;
  readonly put: (tx: Tx, files: readonly (RuleFile & RuleText)[]) => Promise<void>;
  /** Gives those that were there. */
  readonly remove: (tx: Tx, names: readonly string[]) => Promise<readonly string[]>;
};
