// SPDX-License-Identifier: Apache-2.0
import type { Entry, ErasedEntry } from '../case/entry.ts';

import { milestones } from './contract.ts';

export { milestones };
export type Milestone = (typeof milestones)[number];

type Say = (entry: Entry, steps: ReadonlyMap<string, string>) => boolean;

/** The first entry for which a milestone holds. `steps`: which step of the playbook an item was made from. */
const reached: Readonly<Record<Milestone, Say>> = {
  // A person of the organisation did anything at all in the case.
  'first-contact': (entry) => entry.actor.type === 'person' && entry.kind !== 'report.received',
  acknowledged: (entry) => entry.kind === 'page.acknowledged' || entry.kind === 'work.acknowledged' || entry.kind === 'case.owner-named',
  triaged: (entry) => (entry.kind === 'case.rated' && entry.body.severity !== 'unrated') || entry.kind === 'triage.priority-set',
  contained: (entry, steps) =>
    entry.kind === 'containment.plan-applied' || finished(entry, steps, ['cut-known', 'cut-all-else', 'roll-out', 'fix']),
  'customers-told': (entry, steps) => finished(entry, steps, ['notice', 'tell']),
  verified: (entry) => entry.kind === 'work.verified' && entry.body.accepted,
  closed: (entry) => entry.kind === 'case.closed',
};

export type Measures = {
  readonly startedAt: string | null;
  /** Minutes from the start; null: not reached. */
  readonly minutes: Readonly<Record<Milestone, number | null>>;
  /** The entry on which each number rests. */
  readonly seq: Readonly<Record<Milestone, number | null>>;
  readonly clocks: { readonly met: number; readonly missed: number };
};

/** Times of one case from its journal alone. The start is the first report, or the opening where there was none. */
export function measuresOf(entries: readonly (Entry | ErasedEntry)[]): Measures {
  const whole = entries.filter((entry): entry is Entry => entry.body !== null);
  const start = whole.find((entry) => entry.kind === 'report.received') ?? whole[0];
  const steps = new Map(
    whole.flatMap((entry) =>
      entry.kind === 'work.item-added' && entry.body.step !== null ? [[entry.body.itemId, entry.body.step] as const] : [],
    ),
  );
  const found = milestones.map((milestone) => whole.find((entry) => reached[milestone](entry, steps)) ?? null);
  const minutes = (entry: Entry | null): number | null =>
    entry === null || start === undefined ? null : Math.max(0, Math.round((Date.parse(entry.at) - Date.parse(start.at)) / 6000) / 10);
  return {
    startedAt: start?.at ?? null,
    minutes: Object.fromEntries(milestones.map((milestone, index) => [milestone, minutes(found[index] ?? null)])) as Measures['minutes'],
    seq: Object.fromEntries(milestones.map((milestone, index) => [milestone, found[index]?.seq ?? null])) as Measures['seq'],
    clocks: {
      met: whole.filter((entry) => entry.kind === 'clock.met').length,
      missed: whole.filter((entry) => entry.kind === 'clock.missed').length,
    },
  };
}

export type Summary = {
  readonly count: number;
  readonly median: number | null;
  readonly p90: number | null;
  readonly worst: number | null;
};

/** Over all cases: how many reached each milestone, and how long it took. */
export function summarise(all: readonly Measures[]): Readonly<Record<Milestone, Summary>> {
  return Object.fromEntries(
    milestones.map((milestone) => {
      const times = all.flatMap((one) => one.minutes[milestone] ?? []).toSorted((a, b) => a - b);
      const at = (share: number): number | null => times[Math.min(times.length - 1, Math.ceil(share * times.length) - 1)] ?? null;
      return [milestone, { count: times.length, median: at(0.5), p90: at(0.9), worst: times.at(-1) ?? null }];
    }),
  ) as Record<Milestone, Summary>;
}

/** A step of the playbook was done: marked as done, or by the item that was made of it. */
function finished(entry: Entry, steps: ReadonlyMap<string, string>, wanted: readonly string[]): boolean {
  if (entry.kind === 'case.action-done') return wanted.some((step) => entry.body.actionId === `remediation.step.${step}`);
  return entry.kind === 'work.done' && wanted.includes(steps.get(entry.body.itemId) ?? '');
}
