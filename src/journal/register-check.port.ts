// SPDX-License-Identifier: Apache-2.0
import type { AnyEntry } from './entry.ts';
import type { Fault } from './fault.ts';

/** A register that must agree with entries of the desk's chain, compared by the part that keeps it. */
export type RegisterCheck = {
  /** Takes one sound entry of the desk's chain into account; called in their order. */
  readonly see: (entry: AnyEntry) => void;
  /** After the last entry: where the register does not say what the entries say. */
  readonly faults: () => readonly Fault[];
};
