// SPDX-License-Identifier: Apache-2.0
import type { Tx } from '../journal/store.port.ts';
import type { KnownWay } from './mail/way-in.ts';

/** What the desk knows of its own organisation when a mail comes in. */
export type House = { readonly ownDomains: readonly string[]; readonly ways: readonly KnownWay[] };

export type OpenHouse = () => Promise<House>;

/** The ways in that people named; written beside the entry only, on its transaction. `version` counts the changes. */
export type KnownWays = { readonly version: number; readonly ways: readonly KnownWay[] };
export type WayStore = {
  readonly known: (tx?: Tx) => Promise<KnownWays>;
  readonly save: (tx: Tx, ways: readonly KnownWay[]) => Promise<void>;
};
