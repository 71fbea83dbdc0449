// SPDX-License-Identifier: Apache-2.0
import { parseCaseId } from '../../journal/stream.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Language, Rung } from '../customer/customer.ts';
import type { NoticeEvent } from '../state/moves.ts';
import type { NoticeState } from '../state/state.ts';

/** The one notice of a case; a later one counts on. */
export function noticeIdOf(caseId: CaseId, number = 1): string {
  return `${caseId}/${number}`;
}

export function caseOfNotice(noticeId: string): CaseId | null {
  return parseCaseId(noticeId.slice(0, noticeId.lastIndexOf('/')));
}

/** One message of a notice. Wave 1 is the notice itself, every further one a reminder or the next step of the ladder. */
export type NoticeMessage = {
  readonly noticeId: string;
  readonly contactId: string;
  readonly wave: number;
  readonly caseId: CaseId;
  /** It belongs to the few that leave first. */
  readonly canary: boolean;
  readonly rung: Rung;
  readonly address: string;
  readonly domain: string;
  readonly lang: Language;
  readonly customers: readonly string[];
  /** Names this message in its envelope and nowhere else: what comes back to it is about this message. */
  readonly token: string;
  /** Null until the gate has it. */
  readonly messageId: string | null;
  /** Over what was approved: text, facts and address. */
  readonly digest: string;
  readonly state: NoticeState;
  /** What was said of it last: a server's answer, a bounce's reason. */
  readonly answer: string;
  /** When a server was asked to take it last; what counts in the 24 hours. */
  readonly askedAt: Instant | null;
  readonly changedAt: Instant;
};

/** Where one customer stands in one notice: exactly one state, by the one table. */
export type Standing = {
  readonly noticeId: string;
  readonly customerId: string;
  readonly caseId: CaseId;
  readonly name: string;
  /** By whom he is told now. */
  readonly contactId: string;
  readonly state: NoticeState;
  readonly changedAt: Instant;
};

/** Of one message (`contactId`, `wave`) and through it of all its customers, or of one customer alone. */
export type Happening = {
  readonly event: NoticeEvent;
  readonly detail: string;
} & ({ readonly contactId: string; readonly wave: number } | { readonly customerId: string });

/** The number of the gate's row, from which its Message-ID is made: the same for every attempt. */
export function parcelIdOf({ noticeId, contactId, wave }: Pick<NoticeMessage, 'noticeId' | 'contactId' | 'wave'>): string {
  return `notice/${noticeId}/${contactId}/${wave}`;
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
