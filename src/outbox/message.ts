// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../kernel/bilingual.ts';
import type { Instant } from '../kernel/instant.ts';

/**
 * `handed-over`: a server took it, and its answer is kept. `deferred`: tried, to be tried again. `not-set-up`: there is no way
 * by which it could leave, and nothing was tried. `practice`: the desk is in practice mode, and nothing left it.
 */
export const outboxStates = [
  'held',
  'released',
  'claimed',
  'handed-over',
  'deferred',
  'refused',
  'not-set-up',
  'practice',
  'withdrawn',
] as const;
export type OutboxState = (typeof outboxStates)[number];
export const outboxChannels = ['mail', 'webhook', 'web-push'] as const;
export type OutboxChannel = (typeof outboxChannels)[number];
export const outboxPurposes = [
  'reply',
  'staff-notice',
  'staff-reminder',
  'page',
  'reminder',
  'report-up',
  'test',
  'notice',
  'asked',
  'invitation',
] as const;
export type OutboxPurpose = (typeof outboxPurposes)[number];

/** A small text beside the mail. */
export type Attachment = { readonly name: string; readonly type: string; readonly text: string };

/** What is said and to which address: a mail address, a webhook's name, or a person whose browsers are subscribed. */
export type Content = {
  readonly to: string;
  readonly subject: string;
  /** The mail's text; for a webhook or a push the JSON that is posted. */
  readonly text: string;
  /** The same words for programs that show no plain text. */
  readonly html?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly attachments?: readonly Attachment[];
  /** Where the mail comes back to; our sender where it is absent. Only the envelope names it. */
  readonly envelopeFrom?: string;
};

/** One message to one recipient by one channel, before it passes the gate. */
export type Parcel = {
  /** The same for every attempt, and the source of the Message-ID: a second attempt can be told from a second message. */
  readonly id: string;
  readonly purpose: OutboxPurpose;
  /** What it belongs to: a reply, a notice, a page. Rows of one purpose and one `about` are counted together. */
  readonly about: string;
  /** Whom it is for in our own words: a person's number or an address. */
  readonly recipient: string;
  /** The case, or the desk's own stream. */
  readonly stream: string;
  readonly channel: OutboxChannel;
  readonly content: Content;
  readonly urgent?: boolean;
};

export type OutboxRow = Omit<Parcel, 'urgent'> & {
  readonly urgent: boolean;
  readonly byGate: boolean;
  readonly state: OutboxState;
  readonly messageId: string;
  /** Exactly what is handed over; null while the channel is not set up, because the sender is not known then. */
  readonly bytes: Uint8Array | null;
  /** SHA-256 of the bytes, or of the content while there are none. */
  readonly sha256: string;
  readonly releasedBy: string | null;
  readonly releasedAt: Instant | null;
  readonly dueAt: Instant | null;
  readonly attempts: number;
  /** How often an attempt ended without an answer: the recipient may have it that many times more. */
  readonly possibleDoubles: number;
  readonly lastAnswer: string | null;
  readonly settledAt: Instant | null;
};

/** What a server said. `unknown`: the connection ended after the message was given and before an answer came. */
export type Answer =
  | {
      readonly is: 'taken' | 'later' | 'refused' | 'unknown';
      readonly answer: string;
      /** Of whom it was said: the recipient, the message, or our session as a whole. */
      readonly at?: 'session' | 'recipient' | 'message';
    }
  | { readonly is: 'not-set-up'; readonly answer: string }
  | { readonly is: 'practice'; readonly answer: string };

/** Whether something could leave by a channel at all, known before anybody releases it. */
export type ChannelState =
  | { readonly is: 'ready'; readonly from: string }
  | { readonly is: 'practice' }
  | { readonly is: 'not-set-up'; readonly why: Bilingual };

export type Counts = Readonly<Record<OutboxState, number>>;

export const noCounts: Counts = {
  held: 0,
  released: 0,
  claimed: 0,
  'handed-over': 0,
  deferred: 0,
  refused: 0,
  'not-set-up': 0,
  practice: 0,
  withdrawn: 0,
};

/** Nothing of the batch is on its way to a first answer any more. */
export function triedAll(counts: Counts): boolean {
  return counts.released === 0 && counts.claimed === 0;
}

const FIRST_WAIT = 30_000;
const LONGEST_WAIT = 30 * 60_000;
/** After about a day and a half of trying a recipient is given up, with the server's last answer. */
export const MOST_ATTEMPTS = 75;

/** 30 s, 1 min, 2 min … then every half hour. */
export function waitBefore(attempts: number): number {
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.max(0, attempts - 1));
}
