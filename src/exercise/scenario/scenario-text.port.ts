// SPDX-License-Identifier: Apache-2.0
import type { Result } from '../../kernel/result.ts';

export type Path = readonly (string | number)[];

/** A text as plain values, with the line (from 1) on which each of them stands. */
export type Tree = { readonly value: unknown; readonly lineOf: (path: Path) => number };

export type ScenarioText = {
  /** Aliases are bounded, no tag runs code; the error says the line. */
  readonly read: (text: string) => Result<Tree, { readonly line: number; readonly detail: string }>;
  readonly write: (value: unknown) => string;
};
