// SPDX-License-Identifier: Apache-2.0
import type { Tx } from '../journal/store.port.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Answer, ChannelState, Content, Counts, OutboxChannel, OutboxPurpose, OutboxRow, Parcel } from './message.ts';

export type { Answer, ChannelState, Content, Counts, OutboxChannel, OutboxPurpose, OutboxRow, Parcel };

/** What leaves by the thousand: by a lane of its own (lane.ts), so that a page never stands behind it. */
export const bulkPurposes: readonly OutboxPurpose[] = ['notice'];

/** A row that is prepared and held: what it is known by, and the hash of its exact bytes. */
export type Held = Pick<OutboxRow, 'id' | 'messageId' | 'sha256'>;

/** All that a part knows of the gate: it prepares, puts its rows into the transaction of its entry, and reads how they stand. */
export type Outbox = {
  readonly channel: (channel: OutboxChannel) => Promise<ChannelState>;
  /** Makes the exact bytes; nothing is stored. Slow work for many, so do it before the transaction. */
  readonly prepare: (parcels: readonly Parcel[], releasedBy: string) => Promise<readonly OutboxRow[]>;
  /** Stores prepared rows, released by a named person or by a policy that a person set. A row that is known stays as it is, unless it could not leave. */
  readonly put: (tx: Tx, rows: readonly OutboxRow[]) => Promise<void>;
  /** Prepares some of a large batch and stores them as held, at once: none leaves before all of them are released. */
  readonly putHeld: (parcels: readonly Parcel[], releasedBy: string) => Promise<readonly Held[]>;
  /** Exactly these leave from now on, some not before a time of their own (by id). False, and nothing is changed, where one of them is no longer held as it was prepared. */
  readonly release: (tx: Tx, held: readonly Held[], now: Instant, notBefore?: ReadonlyMap<string, Instant>) => Promise<boolean>;
  /** What a press that did not come to its end has left behind goes. */
  readonly dropHeld: (purpose: OutboxPurpose, about: string) => Promise<void>;
  /** Nothing of it will leave any more. False when it is being handed over or has been: what left cannot be called back. */
  readonly withdraw: (tx: Tx, id: string) => Promise<boolean>;
  /** Nothing of this batch is handed over until it is let go; what has not left stays as it is. */
  readonly hold: (tx: Tx, purpose: OutboxPurpose, about: string) => Promise<void>;
  readonly letGo: (tx: Tx, purpose: OutboxPurpose, about: string) => Promise<void>;
  /** What was refused is due again. */
  readonly again: (tx: Tx, ids: readonly string[], now: Instant) => Promise<void>;
  /** Passes one message at once and says what the server answered; the caller tries again under the same id. */
  readonly passNow: (parcel: Parcel, releasedBy: string) => Promise<Answer>;
  readonly rowsOf: (purpose: OutboxPurpose, about: string) => Promise<readonly OutboxRow[]>;
  readonly countsOf: (purpose: OutboxPurpose, about: string) => Promise<Counts>;
  /** The row by whose Message-ID a later mail refers to us; null when it is none of ours. */
  readonly byMessageId: (messageId: string) => Promise<OutboxRow | null>;
};

/** The register. Rows are changed by the gate alone. */
export type OutboxStore = {
  readonly insert: (tx: Tx | undefined, rows: readonly OutboxRow[], held?: boolean) => Promise<void>;
  /** False, and nothing is changed, where one of them is no longer held as it was prepared. */
  readonly release: (tx: Tx, held: readonly Held[], now: Instant, notBefore?: ReadonlyMap<string, Instant>) => Promise<boolean>;
  readonly dropHeld: (purpose: OutboxPurpose, about: string) => Promise<void>;
  readonly withdraw: (tx: Tx, id: string) => Promise<boolean>;
  readonly hold: (tx: Tx, purpose: OutboxPurpose, about: string) => Promise<void>;
  readonly letGo: (tx: Tx, purpose: OutboxPurpose, about: string) => Promise<void>;
  /** What was refused is due again. */
  readonly again: (tx: Tx, ids: readonly string[], now: Instant) => Promise<void>;
  /** Due rows of one bulk purpose that nobody holds, in their order, become claimed by this engine when the transaction ends. */
  readonly claimSome: (
    tx: Tx,
    engine: number,
    now: Instant,
    which: {
      readonly purpose: OutboxPurpose;
      readonly most: number;
      readonly notDomains: readonly string[];
      readonly onlyDomains: readonly string[] | null;
    },
  ) => Promise<readonly OutboxRow[]>;
  readonly updateAll: (tx: Tx, rows: readonly OutboxRow[]) => Promise<void>;
  /** The most urgent due row becomes `claimed` by this engine, durably, before it is handed to any server. */
  readonly claim: (engine: number, now: Instant) => Promise<OutboxRow | null>;
  /** Inserts or takes this very row and claims it; null when another engine holds it or it is settled. */
  readonly claimThis: (engine: number, row: OutboxRow) => Promise<OutboxRow | null>;
  /** Rows that engines claimed which are no more: due again, each marked as a possible double. */
  readonly freeOrphans: (now: Instant) => Promise<number>;
  /** Serialises the settling of one batch, so that exactly one of them sees itself as the last. */
  readonly lockBatch: (tx: Tx, purpose: OutboxPurpose, about: string) => Promise<void>;
  readonly update: (tx: Tx, row: OutboxRow) => Promise<void>;
  readonly row: (id: string) => Promise<OutboxRow | null>;
  readonly byMessageId: (messageId: string) => Promise<OutboxRow | null>;
  readonly rowsOf: (purpose: OutboxPurpose, about: string) => Promise<readonly OutboxRow[]>;
  readonly countsOf: (purpose: OutboxPurpose, about: string, tx?: Tx) => Promise<Counts>;
  /** A mark of life that ends with this process, however it ends. */
  readonly openEngine: () => Promise<{ readonly engine: number; readonly alive: () => boolean; readonly close: () => Promise<void> }>;
};
