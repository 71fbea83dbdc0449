// SPDX-License-Identifier: Apache-2.0
import type { Journal } from '../case/language/journal.port.ts';
import type { Clock } from '../kernel/instant.ts';
import type { HashBytes } from '../kernel/sha256.ts';
import type { AudienceSource, AudienceStore } from './audience/audience.port.ts';
import type { Bilingual } from '../kernel/bilingual.ts';
import type { Renderer, Templates } from './message/renderer.port.ts';
import type { CustomerStore } from './customer/customer-store.port.ts';

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
  readonly clock: Clock;
  readonly hash: HashBytes;
};
