// SPDX-License-Identifier: Apache-2.0
import type { Entry, ErasedEntry } from '../entry.ts';
import type { Milestone, Point } from './points.ts';

type Known = Entry | ErasedEntry;
/** What a single entry does not tell of itself. */
type Around = {
  readonly exercise: boolean;
  /** Which step of the playbook an item was made from. */
  readonly steps: ReadonlyMap<string, string>;
  /** Pages by which a superior is told. */
  readonly reportUps: ReadonlySet<string>;
  /** Applications that did not stand: they failed, or nobody confirmed them. */
  readonly fallen: ReadonlySet<number>;
};
type Shows = (entry: Entry, around: Around) => boolean;

/**
 * The definitions, the same for what is real and for exercises; the first entry that shows it is the point. An entry whose
 * body was erased still says its kind, its time and whose it is.
 */
const shows: Readonly<Record<Exclude<Milestone, 'closed' | 'seen'>, Shows>> = {
  // One person says "I have it"; a superior who takes a report does not take the case.
  acknowledged: (entry, { reportUps }) =>
    entry.kind === 'page.acknowledged'
      ? !reportUps.has(entry.body.pageId)
      : entry.kind === 'work.acknowledged' || (entry.kind === 'case.owner-named' && entry.body.personId !== null),
  triaged: (entry) =>
    (entry.kind === 'case.rated' && entry.body.severity !== 'unrated' && isPersons(entry)) || entry.kind === 'triage.priority-set',
  // A person says that it is an incident (NIST CSF 2.0, DE.AE-08): of which kind, by which playbook, or with a legal duty.
  declared: (entry) =>
    (entry.kind === 'triage.kinds-set' && isPersons(entry) && entry.body.kinds.some((kind) => kind !== 'unclear')) ||
    (entry.kind === 'work.playbook-chosen' && isPersons(entry)) ||
    entry.kind === 'clock.opened',
  contained: (entry, { steps, fallen }) =>
    (entry.kind === 'containment.plan-applied' && !fallen.has(entry.seq)) ||
    entry.kind === 'containment.hand-measure-taken' ||
    (entry.kind === 'containment.account-measure-reread' && entry.body.result === 'confirmed') ||
    isFinished(entry, steps, ['cut-known', 'cut-all-else', 'roll-out', 'fix']),
  // The first one concerned: by mail that a server took, a call that reached him, a letter, the answer to his question, or by
  // a way that the desk does not see.
  'customers-told': (entry, { steps }) =>
    (entry.kind === 'notice.leg-done' && entry.body.taken > 0) ||
    (entry.kind === 'follow.called' && ['told', 'done'].includes(entry.body.outcome)) ||
    (entry.kind === 'follow.letters-posted' && entry.body.letters > 0) ||
    (entry.kind === 'inquiry.answered' && entry.body.verdict === 'affected') ||
    (entry.kind === 'inquiry.called-back' && entry.body.told && entry.body.verdict === 'affected') ||
    (entry.kind === 'statement.told' && entry.body.whom === 'affected') ||
    isFinished(entry, steps, ['notice', 'tell']),
  verified: (entry) => entry.kind === 'work.verified' && entry.body.accepted,
};

/** The entry that shows each point of a case; null where it is not reached. Entries are all of one case, in order. */
export function reachedIn(entries: readonly Known[]): Readonly<Record<Point, Known | null>> {
  const around = aroundOf(entries);
  const first = (milestone: keyof typeof shows) => entries.find((entry) => entry.body !== null && shows[milestone](entry, around)) ?? null;
  return {
    'first-contact': (around.exercise ? entries.find(({ kind }) => kind === 'exercise.inject-sent') : undefined) ?? entries[0] ?? null,
    seen: entries.find((entry) => isSeen(entry, around)) ?? null,
    acknowledged: first('acknowledged'),
    triaged: first('triaged'),
    declared: first('declared'),
    contained: first('contained'),
    'customers-told': first('customers-told'),
    verified: first('verified'),
    closed: closing(entries),
  };
}

/** A person of the organisation did anything at all in the case. What the facilitator does is none of it. */
function isSeen(entry: Known, { exercise }: Around): boolean {
  if (entry.actor.type !== 'person' || entry.kind === 'report.received' || entry.kind.startsWith('exercise.')) return false;
  return !exercise || entry.kind !== 'case.opened';
}

/** The close that still holds. */
function closing(entries: readonly Known[]): Known | null {
  const last = entries.findLast(({ kind }) => kind === 'case.closed' || kind === 'case.reopened');
  return last?.kind === 'case.closed' ? last : null;
}

function isPersons({ actor }: Known): boolean {
  return actor.type === 'person';
}

/** A step of the playbook was done: marked as done, or by the item that was made of it. */
function isFinished(entry: Entry, steps: ReadonlyMap<string, string>, wanted: readonly string[]): boolean {
  if (entry.kind === 'case.action-done') return wanted.some((step) => entry.body.actionId === `remediation.step.${step}`);
  return entry.kind === 'work.done' && wanted.includes(steps.get(entry.body.itemId) ?? '');
}

function aroundOf(entries: readonly Known[]): Around {
  const steps = new Map<string, string>();
  const reportUps = new Set<string>();
  const applied = new Map<string, number>();
  const fallen = new Set<number>();
  for (const entry of entries) {
    if (entry.body === null) continue;
    if (entry.kind === 'work.item-added' && entry.body.step !== null) steps.set(entry.body.itemId, entry.body.step);
    if (entry.kind === 'page.triggered' && entry.body.purpose === 'report-up') reportUps.add(entry.body.pageId);
    if (entry.kind === 'containment.plan-applied') applied.set(entry.body.planId, entry.seq);
    if (entry.kind === 'containment.plan-rolled-back' && ['no-confirmation', 'path-dead', 'failed'].includes(entry.body.cause))
      fallen.add(applied.get(entry.body.planId) ?? 0);
  }
  return { exercise: entries.some(({ kind }) => kind === 'exercise.started'), steps, reportUps, fallen };
}
