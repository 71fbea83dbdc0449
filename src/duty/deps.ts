// SPDX-License-Identifier: Apache-2.0
import type { Journal } from '../case/language/journal.port.ts';
import type { Bilingual } from '../kernel/bilingual.ts';
import type { Clock } from '../kernel/instant.ts';
import type { HashBytes } from '../kernel/sha256.ts';
import type { Holidays } from '../common/holidays.port.ts';
import type { Ical } from './calendar/ical.port.ts';
import type { PageStore } from './paging/page-store.port.ts';
import type { PlanStore } from './rota/plan-store.port.ts';
import type { Register } from './rota/register.port.ts';
import type { Ways } from './rota/ways.port.ts';
import type { Signer } from '../common/signer.port.ts';
import type { Passing } from '../outbox/passing.port.ts';

/** What the part's shells (routes, commands) stand on. */
export type DutyDeps = {
  readonly journal: Journal;
  readonly pages: PageStore;
  readonly plans: PlanStore;
  readonly register: Register;
  readonly ways: () => Promise<Ways>;
  readonly holidays: Holidays;
  readonly ical: Ical;
  /** The desk's own key, opened at the first use. */
  readonly signer: () => Promise<Signer>;
  /** What bears the mark of an exercise. */
  readonly passing: Passing;
  readonly clock: Clock;
  readonly hash: HashBytes;
  readonly random: (bytes: number) => string;
  readonly baseUrl: () => Promise<string>;
  /** The organisation's name: whoever is woken sees whose page it is. */
  readonly organisation: () => Promise<Bilingual>;
  readonly pushKey: () => Promise<string>;
  readonly lookAhead: () => Promise<number>;
};
