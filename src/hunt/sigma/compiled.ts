// SPDX-License-Identifier: Apache-2.0
import type { Table } from '../engine/schema.ts';
import type { Haystack } from './haystack.ts';
import type { Correlation, Expression, RuleHead } from './rule.ts';

export type Compiled = {
  readonly file: string;
  /** Which document of the file, from 0. */
  readonly place: number;
  readonly head: RuleHead;
  readonly table: Table;
  /** 0 or 1 for each row of the table. */
  readonly test: string;
  /** Which rows its log source means, as SQL; they are told apart before anything else. */
  readonly rows: string;
  /** What must stand somewhere for the rule to hit; null: nothing can be named. */
  readonly needed: readonly Haystack[] | null;
  /** A query that can be run by itself. */
  readonly sql: string;
  readonly correlation: boolean;
  /** What it was made of, so that it can be made again for logs that lack some of its columns. */
  readonly made: MadeOf;
};

export type MadeOf =
  | { readonly of: 'rule'; readonly expression: Expression }
  | {
      readonly of: 'correlation';
      readonly document: Correlation;
      readonly bases: readonly { readonly name: string; readonly rule: Compiled }[];
    };
