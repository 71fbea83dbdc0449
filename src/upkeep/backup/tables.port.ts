// SPDX-License-Identifier: Apache-2.0

/** A migration that had run, by its text: what a table's rows look like depends on all of them. */
export type RanMigration = { readonly name: string; readonly sha256: string };

/** Everything that the tables held at one moment, whoever writes meanwhile. A row is one line of JSON. */
export type TableSnapshot = {
  readonly migrations: readonly RanMigration[];
  /** `schema.table`, so that what is referred to comes before what refers to it. */
  readonly tables: readonly string[];
  readonly rows: (table: string) => AsyncIterable<readonly string[]>;
};

export type TakeSnapshot = <T>(work: (snapshot: TableSnapshot) => Promise<T>) => Promise<T>;

/** Why tables cannot be filled: there is something in them, or they come from a version that this one does not know. */
export type CannotLoad =
  | { readonly why: 'not-empty' }
  | { readonly why: 'newer'; readonly migration: string }
  | { readonly why: 'other-text'; readonly migration: string };

/**
 * Fills empty tables, all or nothing: they are first brought to the shape that `migrations` gives, filled by `work` in one
 * transaction, and then brought on to this version's shape.
 */
export type LoadTables = (
  migrations: readonly RanMigration[],
  work: (load: (table: string, rows: readonly string[]) => Promise<void>) => Promise<void>,
) => Promise<CannotLoad | null>;
