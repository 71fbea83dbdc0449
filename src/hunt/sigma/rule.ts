// SPDX-License-Identifier: Apache-2.0
// The words of Sigma 2.1 as types. Everything here is what a rule means; nothing here knows of SQL.
import type { Bilingual } from '../../kernel/bilingual.ts';

/** A pattern: plain text and wildcards (`*` any number of characters, `?` exactly one). */
export type Piece = { readonly plain: string } | { readonly wild: '*' | '?' };

export type Match =
  | { readonly is: 'text'; readonly pieces: readonly Piece[]; readonly cased: boolean }
  | { readonly is: 'number'; readonly value: number }
  | { readonly is: 'regex'; readonly pattern: string; readonly flags: string }
  | { readonly is: 'cidr'; readonly range: string }
  | { readonly is: 'compare'; readonly by: 'lt' | 'lte' | 'gt' | 'gte'; readonly value: number }
  | { readonly is: 'time'; readonly part: TimePart; readonly value: number }
  | { readonly is: 'field'; readonly field: string; readonly at: 'whole' | 'start' | 'end' | 'anywhere'; readonly cased: boolean }
  | { readonly is: 'null' }
  | { readonly is: 'exists'; readonly value: boolean };

export const timeParts = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const;
export type TimePart = (typeof timeParts)[number];

/** One line of a selection. `field` null: a keyword, sought in the whole event. */
export type Item = {
  readonly field: string | null;
  readonly matches: readonly Match[];
  /** All values must match (modifier `all`), else one is enough. */
  readonly all: boolean;
  readonly not: boolean;
};

export type Expression =
  | { readonly do: 'and' | 'or'; readonly of: readonly Expression[] }
  | { readonly do: 'not'; readonly of: Expression }
  | { readonly do: 'item'; readonly item: Item };

export type LogSource = { readonly category: string | null; readonly product: string | null; readonly service: string | null };

export type RuleHead = {
  readonly id: string;
  readonly name: string | null;
  readonly title: string;
  readonly author: string;
  readonly level: string;
  readonly license: string;
  readonly references: readonly string[];
  readonly falsePositives: readonly string[];
};

export type Rule = {
  readonly kind: 'rule';
  readonly head: RuleHead;
  readonly source: LogSource;
  readonly expression: Expression;
  /** The old way to count (Sigma 1: `selection | count() by src_ip > 5`), as the correlation over this rule that it means. */
  readonly counted: Correlation | null;
};

export type CorrelationType =
  | 'event_count'
  | 'value_count'
  | 'temporal'
  | 'temporal_ordered'
  | 'value_sum'
  | 'value_avg'
  | 'value_percentile';

export type Correlation = {
  readonly kind: 'correlation';
  readonly head: RuleHead;
  readonly type: CorrelationType;
  readonly rules: readonly string[];
  readonly groupBy: readonly string[];
  readonly seconds: number;
  readonly condition: { readonly field: string | null; readonly bounds: readonly { readonly by: Bound; readonly value: number }[] };
  /** Of a temporal correlation: which of its rules must and must not be met; null: all of them must. */
  readonly together: Together | null;
  /** alias -> rule -> field */
  readonly aliases: Readonly<Record<string, Readonly<Record<string, string>>>>;
};
export type Together =
  | { readonly do: 'and' | 'or'; readonly of: readonly Together[] }
  | { readonly do: 'not'; readonly of: Together }
  | { readonly do: 'rule'; readonly name: string };
export type Bound = 'gt' | 'gte' | 'lt' | 'lte' | 'eq' | 'neq';

/** Narrows rules of its own log source: `any` of them, or those named by id or name. */
export type Filter = {
  readonly kind: 'filter';
  readonly head: RuleHead;
  readonly source: LogSource;
  readonly rules: readonly string[] | 'any';
  readonly expression: Expression;
};

export type SigmaDocument = Rule | Correlation | Filter;

/** Brackets in brackets without an end: whoever reads them by descent stops here. */
export const TOO_DEEP: Bilingual = { ja: '入れ子が深すぎる', en: 'nested too deeply' };

/** Why a rule cannot be used here: named, never dropped. The message is the English of `why`. */
export class Unsupported extends Error {
  readonly why: Bilingual;
  constructor(en: string, ja: string) {
    super(en);
    this.why = { ja, en };
  }
}
