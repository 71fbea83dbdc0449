// SPDX-License-Identifier: Apache-2.0
import type { Bilingual, Lang } from '../kernel/bilingual.ts';
import type { Channel, DutyPerson } from './plan.ts';

export type { Channel };

/** What one person is told by one channel. Nothing confidential beyond the subject travels; the rest is behind the link. */
export type PageMessage = {
  readonly key: string;
  readonly pageId: string;
  readonly to: Pick<DutyPerson, 'id' | 'name' | 'lang' | 'mail' | 'webhooks'>;
  readonly subject: Bilingual;
  readonly body: Bilingual;
  readonly lang: Lang;
  readonly link: string;
  /** Six digits that the person reads out when called by telephone. */
  readonly code: string;
};

/** `later`: try again. `never`: this channel cannot reach this person (not configured, address refused). */
export type SendOutcome =
  | { readonly is: 'sent' }
  | { readonly is: 'later'; readonly why: string }
  | { readonly is: 'never'; readonly why: string };

/** One way to reach people. `send` settles within ten seconds and does not throw. */
export type PageChannel = { readonly channel: Channel; readonly send: (message: PageMessage) => Promise<SendOutcome> };
