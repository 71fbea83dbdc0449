// SPDX-License-Identifier: Apache-2.0
import type { StandingRow } from '../../journal/store.port.ts';
import { FOLD_VERSION } from '../fold/fold.ts';
import type { ClockView } from '../fold/obligation.ts';
import { isFinished } from '../fold/remediation.ts';
import type { WorkItem } from '../fold/remediation.ts';
import type { CaseView } from '../fold/view.ts';
import { isClockUnserved } from '../next/unfinished.ts';
import type { Journal } from './journal.port.ts';

/** Raised with the fold, or when it changes what stands; rows of an older number are written anew before they are read. */
export const STANDING_VERSION = FOLD_VERSION * 100 + 2;

type Applied = NonNullable<CaseView['parts']['containment']['plans'][number]['applied']>;

/** What stands open in a case, by kind, each with what its readers need of it. */
export type Standing = {
  /** A legal clock that a person must still serve; whether the case is closed makes no difference. */
  readonly clock: ClockView;
  /** Work that is not finished and has a time to keep. */
  readonly due: WorkItem;
  /** Work that is not finished, of a person. `place`: who it is. */
  readonly work: Readonly<Record<string, never>>;
  /** A plan that the journal holds for being in force. `place`: the gateway. */
  readonly force: Pick<Applied, 'option' | 'undoneAt'> & { readonly lost: boolean };
  /** An action that was given to somebody. `place`: who it is. */
  readonly given: Readonly<Record<string, never>>;
};

type Own = { readonly what: keyof Standing; readonly id: string; readonly place: string | null; readonly body: object };

/** Everything that stands open in this case; written into its register in the entry's own transaction. */
export function standingOf(view: CaseView): readonly Own[] {
  // What came from another desk is a record: nothing of it is to be done here.
  if (view.imported !== null) return [];
  const { obligation, remediation, containment } = view.parts;
  return [
    ...obligation.clocks.filter(isClockUnserved).map((clock) => ({ what: 'clock' as const, id: clock.clockId, place: null, body: clock })),
    ...remediation.items.flatMap((item) => {
      if (isFinished(item) || item.status === 'cancelled') return [];
      const { itemId: id, owner } = item;
      return [
        ...(hasTime(item) ? [{ what: 'due' as const, id, place: null, body: item }] : []),
        ...(owner === null ? [] : [{ what: 'work' as const, id, place: owner.personId, body: {} }]),
      ];
    }),
    ...containment.plans.flatMap(({ planId, applied }) => {
      if (applied === null) return [];
      const { where, option, undoneAt, found } = applied;
      const body = { option, undoneAt, lost: found?.state === 'gone' || found?.state === 'changed' };
      return [{ what: 'force' as const, id: planId, place: where, body }];
    }),
    ...Object.entries(view.actions).flatMap(([actionId, mark]) =>
      mark.is === 'given' ? [{ what: 'given' as const, id: actionId, place: mark.personId, body: {} }] : [],
    ),
  ];
}

/** A time to keep: to be taken on, to be done, to be waited for. */
function hasTime({ needsAckBy, due, blocked }: WorkItem): boolean {
  return needsAckBy !== null || due !== null || (blocked !== null && blocked.until !== null);
}

export type Stood<What extends keyof Standing> = Omit<StandingRow, 'body'> & { readonly body: Standing[What] };

/** What stands of one kind over all cases, at one place or anywhere. Its cost grows with what stands, not with the cases. */
export async function standing<What extends keyof Standing>(
  journal: Pick<Journal, 'standing'>,
  what: What,
  place?: string,
): Promise<readonly Stood<What>[]> {
  return (await journal.standing(what, place)) as readonly Stood<What>[];
}
