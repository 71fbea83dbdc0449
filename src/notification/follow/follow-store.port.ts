// SPDX-License-Identifier: Apache-2.0
import type { Tx } from '../../journal/store.port.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { NoticeState } from '../state/state.ts';

export type { Tx } from '../../journal/store.port.ts';
export type { Instant } from '../../kernel/instant.ts';
export type { NoticeState } from '../state/state.ts';

/** Of one customer in a notice: where he stands, and what was tried with the contact by whom he is told now. */
export type Progress = {
  readonly customerId: string;
  readonly name: string;
  readonly contactId: string;
  readonly state: NoticeState;
  readonly changedAt: Instant;
  /** Messages for him to this contact, and when a server was asked last to take one; null: never. */
  readonly messages: number;
  readonly askedAt: Instant | null;
  readonly calls: number;
  readonly callBackAt: Instant | null;
};

/** One letter; `reference` is printed on it, and by it a returned one is told of. */
export type Letter = {
  readonly reference: string;
  readonly noticeId: string;
  readonly customerId: string;
  readonly contactId: string;
  readonly batch: number;
  readonly printedAt: Instant;
  readonly postedAt: Instant | null;
  readonly returnedAt: Instant | null;
};

/** When something was first true of a customer; null: not yet. */
export type Times = {
  readonly customerId: string;
  readonly told: Instant | null;
  readonly noticed: Instant | null;
  readonly acted: Instant | null;
  readonly verified: Instant | null;
};

export type FollowStore = {
  readonly progress: (noticeId: string, tx?: Tx) => Promise<readonly Progress[]>;
  /** From now on these customers are told by these contacts; calls begin anew. */
  readonly moveTo: (
    tx: Tx,
    noticeId: string,
    rows: readonly { readonly customerId: string; readonly contactId: string }[],
  ) => Promise<void>;
  /** One more call was made; `callBackAt`: when to call again. */
  readonly called: (tx: Tx, noticeId: string, customerId: string, callBackAt: Instant | null) => Promise<void>;
  /** The number of the next wave. */
  readonly nextWave: (noticeId: string, tx?: Tx) => Promise<number>;
  readonly saveLetters: (tx: Tx, caseId: string, letters: readonly Letter[]) => Promise<void>;
  readonly letters: (noticeId: string, tx?: Tx) => Promise<readonly Letter[]>;
  readonly letter: (reference: string) => Promise<Letter | null>;
  readonly posted: (tx: Tx, noticeId: string, batch: number, at: Instant) => Promise<void>;
  readonly returned: (tx: Tx, reference: string, at: Instant) => Promise<void>;
  readonly times: (noticeId: string) => Promise<readonly Times[]>;
};
