// SPDX-License-Identifier: Apache-2.0
import type { CaseId } from '../../journal/stream.ts';
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import type { Channel, DutyPerson } from '../rota/plan.ts';

export type { Channel };

/** What one person is told by one channel. Nothing confidential beyond the subject travels; the rest is behind the link. */
export type PageMessage = {
  readonly key: string;
  readonly pageId: string;
  readonly caseId: CaseId | null;
  readonly purpose: 'page' | 'report-up';
  /** Who released it: the policy that a person set, or who reports upwards. */
  readonly releasedBy: string;
  readonly to: Pick<DutyPerson, 'id' | 'name' | 'lang' | 'mail' | 'webhooks'>;
  readonly subject: Bilingual;
  readonly body: Bilingual;
  readonly lang: Lang;
  /** Null while the desk has no address that a telephone could open. */
  readonly link: string | null;
  /** Six digits that the person reads out when called by telephone. */
  readonly code: string;
};

/** `sent`: a server took it. `later`: try again. `never`: refused for good. `not-set-up`: there is nothing by which it could leave. */
export type SendOutcome =
  | { readonly is: 'sent' }
  | { readonly is: 'not-set-up'; readonly why: string }
  | { readonly is: 'later'; readonly why: string }
  | { readonly is: 'never'; readonly why: string };

/** One way to reach people. `send` settles within ten seconds and does not throw. */
export type PageChannel = { readonly channel: Channel; readonly send: (message: PageMessage) => Promise<SendOutcome> };
