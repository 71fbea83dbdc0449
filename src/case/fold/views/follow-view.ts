// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '../../../kernel/instant.ts';
import type { Entry } from '../../entry.ts';
import type { BodyOf } from '../../entry/kinds.ts';

type Short<Kind extends 'follow.checked'> = Omit<BodyOf<Kind>, 'noticeId'> & { readonly at: string };

/** What follows a notice, as far as the case shows it; each customer stands in the register. */
export type FollowView = {
  readonly plan: { readonly reminders: number; readonly everyDays: number } | null;
  /** The last press, and how many had no step left then. */
  readonly advanced: { readonly by: string; readonly at: Instant; readonly nowhere: number; readonly calls: number } | null;
  readonly batches: readonly { readonly batch: number; readonly letters: number; readonly raw: string; readonly posted: boolean }[];
  readonly checked: Short<'follow.checked'> | null;
  readonly closed: {
    readonly by: string;
    readonly at: string;
    readonly seq: number;
    readonly verified: number;
    readonly exempt: number;
  } | null;
};

export const noFollow: FollowView = { plan: null, advanced: null, batches: [], checked: null, closed: null };

export function applyFollow(view: FollowView, entry: Entry): FollowView {
  const { at } = entry;
  const by = entry.actor.name;
  switch (entry.kind) {
    case 'follow.planned': {
      const { reminders, everyDays } = entry.body;
      return { ...view, plan: { reminders, everyDays } };
    }
    case 'follow.advanced':
      return { ...view, advanced: { by, at, nowhere: entry.body.nowhere, calls: entry.body.calls } };
    case 'follow.letters-printed': {
      const { batch, letters, raw } = entry.body;
      return { ...view, batches: [...view.batches, { batch, letters, raw, posted: false }] };
    }
    case 'follow.letters-posted': {
      const { batch } = entry.body;
      return { ...view, batches: view.batches.map((one) => (one.batch === batch ? { ...one, posted: true } : one)) };
    }
    case 'follow.checked': {
      const { noticeId: _, ...body } = entry.body;
      // Whoever is there again is neither verified nor exempt.
      return { ...view, checked: { ...body, at }, closed: body.regressed > 0 ? null : view.closed };
    }
    case 'follow.closed': {
      const { verified, exempt } = entry.body;
      return { ...view, closed: { by, at, seq: entry.seq, verified, exempt } };
    }
    default:
      return view;
  }
}
