// SPDX-License-Identifier: Apache-2.0
import type { Tx } from '../../journal/store.port.ts';
import type { OutsideBody } from './outside.contract.ts';

export type { OutsideBody };

/** The directory as a whole. Version 0: nobody has changed it, and the drafts stand. */
export type OutsideStore = {
  readonly outside: (tx?: Tx) => Promise<{ readonly version: number; readonly bodies: readonly OutsideBody[] } | null>;
  readonly saveOutside: (tx: Tx, version: number, bodies: readonly OutsideBody[]) => Promise<void>;
};
