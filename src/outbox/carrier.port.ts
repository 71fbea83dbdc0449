// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '../kernel/instant.ts';
import type { Answer, ChannelState, Content, OutboxChannel, OutboxRow } from './message.ts';

export type { Answer, ChannelState, Content, OutboxRow };

/** One way out. `send` settles within thirty seconds, does not throw, and gives the server exactly `row.bytes`. */
export type Carrier = {
  readonly channel: OutboxChannel;
  readonly state: () => Promise<ChannelState>;
  readonly compose: (
    content: Content,
    how: { readonly messageId: string; readonly at: Instant; readonly from: string },
  ) => Promise<Uint8Array>;
  readonly send: (row: OutboxRow) => Promise<Answer>;
  /** A connection that is kept for one message after the other; absent where the way has none. */
  readonly openSlot?: () => Slot;
};

/** `send` as the carrier's, one at a time. */
export type Slot = { readonly send: (row: OutboxRow) => Promise<Answer>; readonly close: () => void };
