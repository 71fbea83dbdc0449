// SPDX-License-Identifier: Apache-2.0
import type { Result } from '../../kernel/result.ts';

/** `engine-absent`: there is none on this machine. Other codes are the engine's own. */
export type SqlFault = { readonly code: string; readonly detail: string };

/** Connections of one day that share source, destination, name and user. Texts are '' where the logs do not say. */
export type LoggedFlow = {
  readonly src: string;
  readonly dst: string;
  readonly port: number;
  readonly proto: string;
  readonly name: string;
  readonly user: string;
  readonly flows: number;
};

/** `withoutAddress`: connections through a proxy whose destination no line gives an address. `refused`: already refused by a device then. */
export type LoggedDay = { readonly flows: readonly LoggedFlow[]; readonly withoutAddress: number; readonly refused: number };

/** A table of flows as `flowTableSql` has it, in the engine, gone after `drop`. */
export type FlowScratch = {
  readonly table: string;
  readonly insert: (values: readonly string[]) => Promise<Result<null, SqlFault>>;
  readonly query: <T>(sql: string) => Promise<Result<readonly T[], SqlFault>>;
  readonly drop: () => Promise<void>;
};

/** The log engine (ClickHouse SQL) as containment needs it: a source of recorded traffic, and a second opinion on replay. */
export type FlowSql = {
  /** Days (YYYY-MM-DD, UTC) on which the imported logs hold connections, oldest first. */
  readonly days: () => Promise<Result<readonly string[], SqlFault>>;
  readonly day: (day: string) => Promise<Result<LoggedDay, SqlFault>>;
  /** Makes an empty table with these columns. */
  readonly scratch: (create: (table: string) => string) => Promise<Result<FlowScratch, SqlFault>>;
  readonly close: () => Promise<void>;
};
