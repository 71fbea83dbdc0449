// SPDX-License-Identifier: Apache-2.0
/** Who works, of several servers on one store: at most one holds it at a time. */
export type LeadLock = {
  /** null: another server holds it, or the store does not answer. */
  readonly take: () => Promise<HeldLead | null>;
  readonly close: () => Promise<void>;
};

export type HeldLead = {
  /** Resolves when it cannot be relied on any more: its connection ended, or was silent for too long. */
  readonly lost: Promise<void>;
  readonly letGo: () => Promise<void>;
};
