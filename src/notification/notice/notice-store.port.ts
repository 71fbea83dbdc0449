// SPDX-License-Identifier: Apache-2.0
import type { Tx } from '../../journal/store.port.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { NoticeState } from '../state/state.ts';
import type { Happening, NoticeMessage, Standing } from './notice.ts';

export type { Happening, NoticeMessage, Standing };
export type { NoticeState } from '../state/state.ts';

/** The one state table as a store takes it: event x state -> state. */
export type Moves = Readonly<Record<Happening['event'], Partial<Readonly<Record<NoticeState, NoticeState>>>>>;

/** What happened, as it is kept: who or what said so, and when. */
export type Happened = {
  readonly event: string;
  readonly customerId: string | null;
  readonly contactId: string | null;
  readonly wave: number | null;
  readonly detail: string;
  readonly by: string;
  readonly at: Instant;
};

/** How many messages a server was asked to take since some time, and how many of them an address refused for good. */
export type Rate = { readonly asked: number; readonly hard: number };

/** The rows of notices. Writers take the transaction of the entry, or of the gate's answer. */
export type NoticeStore = {
  /** Adds messages and standings; those that are there and have not left yet are replaced, all others stay. */
  readonly save: (tx: Tx, messages: readonly NoticeMessage[], standings: readonly Standing[]) => Promise<void>;
  /** Messages and standings of a notice that have not left and are not of these contacts go: who is no longer concerned. */
  readonly drop: (tx: Tx, noticeId: string, keep: readonly string[]) => Promise<void>;
  /** Applies what happened by the one state table; an event that moves nothing is kept all the same. In their order. A claim is the moment at which a server is asked. */
  readonly happen: (
    tx: Tx,
    noticeId: string,
    happenings: readonly Happening[],
    how: { readonly by: string; readonly at: Instant },
  ) => Promise<void>;
  readonly messages: (
    noticeId: string,
    filter?: { readonly wave?: number; readonly contactId?: string; readonly states?: readonly NoticeState[] },
    tx?: Tx,
  ) => Promise<readonly NoticeMessage[]>;
  readonly standings: (noticeId: string, tx?: Tx) => Promise<readonly Standing[]>;
  /** One customer's standing; with a transaction it is locked until that ends. */
  readonly standing: (noticeId: string, customerId: string, tx?: Tx) => Promise<Standing | null>;
  /** When a server was asked last to take a message to this contact; null: never. */
  readonly handedOver: (noticeId: string, contactId: string, tx?: Tx) => Promise<Instant | null>;
  /** Customers of a notice by state. */
  readonly standingCounts: (noticeId: string) => Promise<ReadonlyMap<NoticeState, number>>;
  readonly messageCounts: (noticeId: string, wave: number, tx?: Tx) => Promise<readonly MessageCount[]>;
  /** Addresses whose message's last answer begins with `mark`, `most` of them. */
  readonly possibleDoubles: (noticeId: string, mark: string, most: number) => Promise<readonly string[]>;
  readonly byToken: (token: string) => Promise<NoticeMessage | null>;
  readonly byMessageId: (messageId: string) => Promise<NoticeMessage | null>;
  /** The messages to these addresses that a server took since `since`, newest first. */
  readonly byAddress: (addresses: readonly string[], since: Instant) => Promise<readonly NoticeMessage[]>;
  /** What happened to a customer, oldest first: of himself and of the messages that were for him. */
  readonly historyOf: (noticeId: string, customerId: string) => Promise<readonly Happened[]>;
  /** The Message-IDs under which the gate has them. */
  readonly queued: (
    tx: Tx,
    noticeId: string,
    rows: readonly { readonly contactId: string; readonly wave: number; readonly messageId: string }[],
  ) => Promise<void>;
  /** Over all notices since `since`; by domain of the address since `known`. A refusal counts until somebody says otherwise. */
  readonly rate: (since: Instant, tx?: Tx, known?: Instant) => Promise<Rate & { readonly domains: ReadonlyMap<string, Rate> }>;
  /** Of one notice, among those that were asked since `since` and have an answer. */
  readonly waveRate: (noticeId: string, since: Instant, tx: Tx) => Promise<Rate>;
  /** Notices of which something is on its way. */
  readonly leaving: () => Promise<readonly string[]>;
  /** When each of these contacts was last asked for by another notice than this one. */
  readonly askedElsewhere: (
    noticeId: string,
    contactIds: readonly string[],
    since: Instant,
    tx?: Tx,
  ) => Promise<ReadonlyMap<string, Instant>>;
  /** Counts a bounce of a contact; the number with it. A person's reset of the contact sets it to nothing. */
  readonly countBounce: (tx: Tx, contactId: string) => Promise<number>;
  /** Notices of a case, oldest first. */
  readonly noticesOf: (caseId: CaseId) => Promise<readonly string[]>;
};

export type MessageCount = { readonly canary: boolean; readonly state: NoticeState; readonly messages: number };
