// SPDX-License-Identifier: Apache-2.0
import type { Tx } from '../../journal/store.port.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Channel } from '../rota/plan.ts';
import type { Delivery, Page } from './page.ts';

export type { Delivery, Page };
export type { Tx };

export type LastDelivery = { readonly person: string; readonly channel: Channel; readonly arrived: boolean; readonly at: string };

/** Register of pages and their deliveries. Locks are row locks of the transaction and end with it. */
export type PageStore = {
  readonly insert: (tx: Tx, page: Page) => Promise<void>;
  /** Locks the page for change. A page whose deliveries are being sent is waited for. */
  readonly lock: (tx: Tx, pageId: string) => Promise<Page | null>;
  /** Keeps others from changing the page while a delivery goes out; several deliveries may hold it together. */
  readonly hold: (tx: Tx, pageId: string) => Promise<Page | null>;
  readonly update: (tx: Tx, page: Page) => Promise<void>;
  /** The open pages of the policy that were made at or after `since`, the newest first and at most twenty, locked for change. */
  readonly openSince: (tx: Tx, policyId: string, since: Instant) => Promise<readonly Page[]>;
  /** Serialises triggers of one policy, so that a thousand alarms at once still find one another. */
  readonly lockPolicy: (tx: Tx, policyId: string) => Promise<void>;
  readonly ofCase: (tx: Tx, caseId: string) => Promise<readonly Page[]>;
  readonly addDeliveries: (tx: Tx, rows: readonly Delivery[]) => Promise<void>;
  /** Locks a due delivery; null when another worker has it or it is no longer due. */
  readonly take: (tx: Tx, key: string) => Promise<Delivery | null>;
  readonly updateDelivery: (tx: Tx, row: Delivery) => Promise<void>;
  /** Deliveries not yet sent become `skipped`: all of the page's, or one person's. */
  readonly skip: (tx: Tx, pageId: string, person: string | null) => Promise<void>;
  readonly dueMoves: (now: Instant, limit: number) => Promise<readonly string[]>;
  readonly dueDeliveries: (now: Instant, limit: number) => Promise<readonly { readonly key: string; readonly pageId: string }[]>;
  /** How the last delivery to each person by each channel ended that has been given to a server, given up, or tried three times in vain. */
  readonly lastTries: () => Promise<readonly LastDelivery[]>;
  readonly page: (pageId: string) => Promise<Page | null>;
  readonly pages: (open: boolean, limit: number) => Promise<readonly Page[]>;
  readonly deliveries: (pageId: string) => Promise<readonly Delivery[]>;
};
