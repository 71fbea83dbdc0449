// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

/** Number of the archive's own form; a reader refuses a higher one by name. */
export const FORMAT = 1;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const tableName = z.string().regex(/^[a-z_]{1,63}\.[A-Za-z_][A-Za-z0-9_]{0,62}$/);

const beginFacts = z.strictObject({
  matoi: z.literal('backup'),
  format: z.int(),
  version: z.string().max(40),
  takenAt: z.string().max(40),
  logs: z.boolean(),
  migrations: z.array(z.strictObject({ name: z.string().max(100), sha256 })).max(10_000),
});

/** The first member: what this is, and from when; `sum` is over the canonical form of the rest, for it is judged before the end is there. */
export const beginSchema = z.strictObject({ facts: beginFacts, sum: sha256 });

/** The last member: what there must have been. Without it an archive is not whole. */
export const endSchema = z.strictObject({
  tables: z.record(tableName, z.strictObject({ rows: z.int(), sum: sha256 })),
  blobs: z.int(),
  /** Originals that were erased while the backup was taken: entries name them, and they are not here. */
  erasedMeanwhile: z.array(sha256),
  files: z.int(),
  /** Head of the journal, where there is an entry. */
  head: sha256.nullable(),
  entries: z.int(),
});

export type Begin = z.infer<typeof beginFacts>;
export type End = z.infer<typeof endSchema>;

/** Names of members. */
export const names = { begin: 'matoi-backup.json', tables: 'tables/', blobs: 'blobs/', files: 'files/', end: 'end.json' } as const;

/** Characters that a passphrase has at least. */
export const SHORTEST_PASSPHRASE = 12;
