// SPDX-License-Identifier: Apache-2.0
import { keepingMark } from '../exercise-mark.ts';
import type { Entry, ErasedEntry } from '../entry.ts';
import { partFolds } from './parts.ts';
import type { PartViews } from './parts.ts';
import type { Judgement, Station, StationReading } from './readings/reading.ts';
import type { CaseView } from './view.ts';
import { kindTraits } from '../incident-kind.ts';
import { stations } from '../entry/case.ts';
import type { CaseId } from '../../journal/stream.ts';

/** Raised when it changes what a fold gives; stored views of an older number are folded anew. */
export const FOLD_VERSION = 24;

/** One more entry. `null` before the first; an erased body changes nothing but the count. */
export function foldEntry(view: CaseView | null, entry: Entry | ErasedEntry): CaseView {
  const before = view ?? blank(entry);
  if (entry.body === null) return { ...before, seq: entry.seq, changedAt: entry.at };
  const changed = Object.entries(partFolds).flatMap(([name, fold]) => {
    const part = before.parts[name as keyof PartViews];
    const after = (fold.apply as (view: unknown, entry: Entry) => unknown)(part, entry);
    return after === part ? [] : [[name, after] as const];
  });
  // What no part takes up leaves them as they are: readers and the store know by that that nothing moved.
  const parts = changed.length === 0 ? before.parts : { ...before.parts, ...Object.fromEntries(changed) };
  return { ...foldCase(before, entry), seq: entry.seq, changedAt: entry.at, parts };
}

function blank(entry: Pick<Entry, 'stream' | 'at'>): CaseView {
  return {
    id: entry.stream as CaseId,
    seq: 0,
    title: '',
    openedAt: entry.at,
    changedAt: entry.at,
    owner: null,
    severity: 'unrated',
    urgency: 'unrated',
    tlp: 'AMBER',
    state: { is: 'open' },
    imported: null,
    struck: {},
    wanted: [],
    actions: {},
    calls: {},
    retentions: {},
    findings: {},
    guests: {},
    parts: Object.fromEntries(Object.entries(partFolds).map(([name, fold]) => [name, fold.initial])) as unknown as PartViews,
  };
}

function foldCase(view: CaseView, entry: Entry): CaseView {
  switch (entry.kind) {
    case 'case.opened':
      return { ...view, title: entry.body.title };
    case 'case.retitled':
      return { ...view, title: keepingMark(view.title, entry.body.title) };
    case 'case.rated':
      return { ...view, severity: entry.body.severity, urgency: entry.body.urgency, tlp: entry.body.tlp };
    case 'case.owner-named': {
      const { personId, name } = entry.body;
      return { ...view, owner: personId === null || name === null ? null : { personId, name } };
    }
    case 'case.station-struck':
      return { ...view, struck: { ...view.struck, [entry.body.station]: entry.body.reason } };
    case 'case.station-restored': {
      const struck = Object.fromEntries(Object.entries(view.struck).filter(([station]) => station !== entry.body.station));
      return { ...view, struck, wanted: [...view.wanted.filter((one) => one !== entry.body.station), entry.body.station] };
    }
    case 'case.action-done':
      return mark(view, entry.body.actionId, { is: 'done', note: entry.body.note, at: entry.at });
    case 'case.action-given':
      return mark(view, entry.body.actionId, { is: 'given', personId: entry.body.personId, name: entry.body.name });
    case 'case.action-postponed':
      return mark(view, entry.body.actionId, { is: 'postponed', until: entry.body.until, reason: entry.body.reason });
    case 'case.action-refused':
      return mark(view, entry.body.actionId, { is: 'refused', reason: entry.body.reason });
    case 'case.called': {
      const { whom, result, callBackAt } = entry.body;
      const call = { result, callBackAt, by: entry.actor.name, at: entry.at, seq: entry.seq };
      return { ...view, calls: { ...view.calls, [whom]: call } };
    }
    case 'case.log-retention': {
      const { source, days, kept } = entry.body;
      return { ...view, retentions: { ...view.retentions, [source]: { days, kept, seq: entry.seq } } };
    }
    case 'case.findings-taken':
      return decide(view, entry.body.ids, { is: 'taken', by: entry.actor.name, reason: '', at: entry.at, seq: entry.seq });
    case 'case.findings-declined': {
      const { ids, reason } = entry.body;
      return decide(view, ids, { is: 'declined', by: entry.actor.name, reason, at: entry.at, seq: entry.seq });
    }
    case 'case.guest-invited': {
      const { actor, at } = entry;
      const guest = { ...entry.body, by: actor.name, byId: actor.type === 'person' ? actor.id : '', at, withdrawnAt: null };
      return { ...view, guests: { ...view.guests, [guest.guestId]: guest } };
    }
    case 'case.guest-withdrawn': {
      const guest = view.guests[entry.body.guestId];
      return guest === undefined ? view : { ...view, guests: { ...view.guests, [guest.guestId]: { ...guest, withdrawnAt: entry.at } } };
    }
    case 'case.closed':
      return { ...view, state: { is: 'closed', outcome: entry.body.outcome, reason: entry.body.reason, at: entry.at } };
    case 'case.imported': {
      const { entries, from, practice = null } = entry.body;
      return { ...view, imported: { entries, from, practice, by: entry.actor.name, at: entry.at } };
    }
    case 'case.reopened':
      return { ...view, state: { is: 'open' } };
    default:
      return view;
  }
}

function mark(view: CaseView, actionId: string, as: CaseView['actions'][string]): CaseView {
  return { ...view, actions: { ...view.actions, [actionId]: as } };
}

function decide(view: CaseView, ids: readonly string[], as: CaseView['findings'][string]): CaseView {
  return { ...view, findings: { ...view.findings, ...Object.fromEntries(ids.map((id) => [id, as])) } };
}

/** The strip: every station, in order; a part that has said nothing leaves its station waiting. */
export function readStations(
  view: CaseView,
): readonly (StationReading & { station: Station; struck: string | null; owner: string | null })[] {
  const said: Partial<Record<Station, StationReading>> = {};
  for (const [name, fold] of Object.entries(partFolds)) {
    const readings = (fold.stations as (view: unknown) => Partial<Record<Station, StationReading>>)(view.parts[name as keyof PartViews]);
    for (const station of stations) {
      const reading = readings[station];
      if (reading === undefined) continue;
      const before = said[station];
      const word = before !== undefined && reading.tentative === true ? before : reading;
      said[station] = { ...word, deadline: earliest(before?.deadline ?? null, reading.deadline) };
    }
  }
  return stations.map((station) => ({
    ...(said[station] ?? { state: 'waiting', word: { ja: '未着手', en: 'not started' }, number: null, deadline: null }),
    station,
    struck: view.struck[station] ?? (said[station] === undefined ? idleBy(view, station) : null),
    owner: ownerOf(view, station),
  }));
}

/** A station that every confirmed kind leaves idle is struck through by it, until somebody wants it or something is found. */
function idleBy(view: CaseView, station: Station): string | null {
  const { kinds } = view.parts.triage;
  if (kinds?.by !== 'person' || view.wanted.includes(station)) return null;
  return kinds.kinds.every((kind) => kindTraits[kind].idle.includes(station)) ? IDLE : null;
}

const IDLE = '事案の種類から不要 / not needed for this kind';

/** Whoever holds the work with the nearest time there, else whoever answers for the case. */
function ownerOf(view: CaseView, station: Station): string | null {
  const { remediation, containment } = view.parts;
  const [work] = remediation.items
    .filter((one) => one.owner !== null && !['verified', 'cancelled', 'done'].includes(one.status))
    .toSorted((a, b) => ((a.due ?? '9') < (b.due ?? '9') ? -1 : 1));
  if (station === 'fix' && work?.owner != null) return work.owner.name;
  const plan = containment.plans.findLast((one) => one.applied !== null);
  if (station === 'containment' && plan?.applied != null) return plan.applied.by;
  return view.owner?.name ?? null;
}

/** Two parts may speak of one station: the later one words it, the nearest deadline of either stands. */
function earliest(a: StationReading['deadline'], b: StationReading['deadline']): StationReading['deadline'] {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

/** Known, unknown and not checkable, over all parts. */
export function readJudgement(view: CaseView): Judgement {
  const all = Object.entries(partFolds).map(([name, fold]) =>
    (fold.judgement as (view: unknown) => Judgement)(view.parts[name as keyof PartViews]),
  );
  return {
    known: all.flatMap((judgement) => judgement.known),
    unknown: all.flatMap((judgement) => judgement.unknown),
    notCheckable: all.flatMap((judgement) => judgement.notCheckable),
  };
}
