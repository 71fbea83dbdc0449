// SPDX-License-Identifier: Apache-2.0
import type { Result } from '../../kernel/result.ts';

export type Row = Readonly<Record<string, unknown>>;

/** What one question may cost. A question beyond it ends as a fault, never as a half answer. */
export type Limits = {
  /** Wall seconds; the engine is stopped by force one second after this at the latest. */
  readonly seconds: number;
  readonly memoryBytes: number;
};

/**
 * `engine-absent`: no engine on this machine. `engine-refused`: the SQL may not be run (writes, files, network).
 * `engine-deadline`, `engine-memory`: the limit was met. `engine-lost`: the engine process died. `engine-query`: it said no.
 */
export const engineFaultCodes = [
  'engine-absent',
  'engine-refused',
  'engine-deadline',
  'engine-memory',
  'engine-lost',
  'engine-query',
] as const;
export type EngineFault = { readonly code: (typeof engineFaultCodes)[number]; readonly detail: string };

/** Where the lines of a file come from: a vault file that the engine reads itself, or a stream sent to it. */
export type LineSource = {
  /** The number that its rows carry. */
  readonly file: number;
  readonly path: string;
  readonly compression: 'none' | 'gzip' | 'zstd';
  /** Decompressed bytes read before the load is refused. */
  readonly maxBytes: number;
};

/** The log engine: one dialect of SQL (ClickHouse), two transports. Only SQL made by this part goes in. */
export type LogEngine = {
  /** Runs under readonly=1; rows as JSON objects, 64-bit integers as numbers when safe, else as text. */
  readonly read: <T extends Row = Row>(sql: string, limits?: Partial<Limits>) => Promise<Result<readonly T[], EngineFault>>;
  readonly write: (sql: string, limits?: Partial<Limits>) => Promise<Result<null, EngineFault>>;
  /** Runs `INSERT … SELECT … FROM {lines}` where {lines} gives (f UInt32, line String, n UInt64): file, line, its number from 1 in that file. All sources are packed alike. */
  readonly load: (sql: string, sources: readonly LineSource[], limits?: Partial<Limits>) => Promise<Result<null, EngineFault>>;
  /** Version text of the engine; part of every piece of evidence. */
  readonly version: () => Promise<Result<string, EngineFault>>;
  /** Lets go of the engine; it ends by itself when nobody holds it. */
  readonly close: () => Promise<void>;
};
