// SPDX-License-Identifier: Apache-2.0
import type { Journal } from '../case/language/journal.port.ts';
import type { Clock } from '../kernel/instant.ts';
import type { HashBytes } from '../kernel/sha256.ts';
import type { AudienceSource, AudienceStore } from './audience/audience.port.ts';
import type { Outbox } from '../outbox/outbox.port.ts';
import type { Passing } from '../outbox/passing.port.ts';
import type { ReadCameBack } from './sending/came-back.port.ts';
import type { NoticeStore } from './notice/notice-store.port.ts';
import type { NoticeLink } from './page/link.ts';
import type { Bilingual } from '../kernel/bilingual.ts';
import type { Renderer, Templates } from './message/renderer.port.ts';
import type { CustomerStore } from './customer/customer-store.port.ts';

/** A copy of a mail to ourselves: `is` other than `arrived` says why it was not seen. */
export type CopyArrival =
  | {
      readonly is: 'arrived';
      readonly junk: boolean;
      readonly by: string | null;
      readonly counts: boolean;
      readonly checks: readonly { readonly mechanism: string; readonly result: string; readonly domain: string | null }[];
    }
  | { readonly is: 'waiting' | 'not-arrived' | 'no-mailbox' | 'not-handed-over' | 'failed' };

/** `live`: of one customer in one notice, good from now on. `sample`: looks like one and is of nobody. */
export type LinkMaker = {
  readonly live: (link: NoticeLink) => string;
  readonly sample: string;
  /** Where a contact says that it wants no optional notices; RFC 8058 wants https, and where the address is none there is no such way. */
  readonly unsubscribe: ((of: { readonly noticeId: string; readonly contactId: string }) => string) | null;
};

export type NotificationDeps = {
  readonly journal: Journal;
  readonly customers: CustomerStore;
  readonly audience: AudienceStore;
  /** Every station that knows whom a case concerns. */
  readonly sources: readonly AudienceSource[];
  readonly templates: Templates;
  readonly renderer: Renderer;
  /** What the organisation calls itself. */
  readonly organisation: () => Promise<Bilingual>;
  readonly notices: NoticeStore;
  readonly outbox: Pick<
    Outbox,
    'channel' | 'putHeld' | 'release' | 'dropHeld' | 'withdraw' | 'hold' | 'letGo' | 'again' | 'passNow' | 'byMessageId'
  >;
  /** What may be shown outside, and what is said of customers for good. */
  readonly passing: Passing;
  /** A name that only this desk can make, in letters that mail servers leave as they are. */
  readonly tokenOf: (text: string) => Promise<string>;
  /** The envelope address to which a message comes back; null where no domain is set up for it. */
  readonly envelope: (token: string) => string | null;
  /** Where the copies of a mail to ourselves are, and what our own server wrote of them. */
  readonly arrival: (testId: string) => Promise<readonly CopyArrival[]>;
  /** Makes links to the page on which a customer answers; null where the desk has no public address. */
  readonly links: () => Promise<LinkMaker | null>;
  /** Addresses at which we may try the notice: those of this person and the role mailbox. */
  readonly ownAddresses: (personId: string) => Promise<readonly string[]>;
  readonly cameBack: ReadCameBack;
  /** Random text of `bytes` bytes as base64url. */
  readonly random: (bytes: number) => string;
  /** In which the organisation says its times. */
  readonly zone: () => Promise<string>;
  readonly clock: Clock;
  readonly hash: HashBytes;
};
