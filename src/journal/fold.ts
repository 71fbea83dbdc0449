// SPDX-License-Identifier: Apache-2.0
import type { Entry, ErasedEntry } from './entry.ts';
import { partFolds } from './fold/parts.ts';
import type { PartViews } from './fold/parts.ts';
import type { Judgement, NextAction, Station, StationReading } from './fold/reading.ts';
import type { CaseView } from './fold/view.ts';
import { stations } from './entry/case.ts';
import type { CaseId } from './stream.ts';

/** Raised when it changes what a fold gives; stored views of an older number are folded anew. */
export const FOLD_VERSION = 4;

/** One more entry. `null` before the first; an erased body changes nothing but the count. */
export function foldEntry(view: CaseView | null, entry: Entry | ErasedEntry): CaseView {
  const before = view ?? blank(entry);
  if (entry.body === null) return { ...before, seq: entry.seq, changedAt: entry.at };
  const parts = Object.fromEntries(
    Object.entries(partFolds).map(([name, fold]) => [
      name,
      (fold.apply as (view: unknown, entry: Entry) => unknown)(before.parts[name as keyof PartViews], entry),
    ]),
  ) as unknown as PartViews;
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
    struck: {},
    actions: {},
    parts: Object.fromEntries(Object.entries(partFolds).map(([name, fold]) => [name, fold.initial])) as unknown as PartViews,
  };
}

function foldCase(view: CaseView, entry: Entry): CaseView {
  switch (entry.kind) {
    case 'case.opened':
    case 'case.retitled':
      return { ...view, title: entry.body.title };
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
      return { ...view, struck };
    }
    case 'case.action-done':
      return mark(view, entry.body.actionId, { is: 'done', note: entry.body.note, at: entry.at });
    case 'case.action-given':
      return mark(view, entry.body.actionId, { is: 'given', personId: entry.body.personId, name: entry.body.name });
    case 'case.action-postponed':
      return mark(view, entry.body.actionId, { is: 'postponed', until: entry.body.until, reason: entry.body.reason });
    case 'case.action-refused':
      return mark(view, entry.body.actionId, { is: 'refused', reason: entry.body.reason });
    case 'case.closed':
      return { ...view, state: { is: 'closed', outcome: entry.body.outcome, reason: entry.body.reason, at: entry.at } };
    case 'case.reopened':
      return { ...view, state: { is: 'open' } };
    default:
      return view;
  }
}

function mark(view: CaseView, actionId: string, as: CaseView['actions'][string]): CaseView {
  return { ...view, actions: { ...view.actions, [actionId]: as } };
}

/** The strip: every station, in order; a part that has said nothing leaves its station waiting. */
export function readStations(view: CaseView): readonly (StationReading & { station: Station; struck: string | null })[] {
  const said: Partial<Record<Station, StationReading>> = {};
  for (const [name, fold] of Object.entries(partFolds)) {
    const readings = (fold.stations as (view: unknown) => Partial<Record<Station, StationReading>>)(view.parts[name as keyof PartViews]);
    for (const station of stations) {
      const reading = readings[station];
      if (reading !== undefined) said[station] = { ...reading, deadline: earliest(said[station]?.deadline ?? null, reading.deadline) };
    }
  }
  return stations.map((station) => ({
    ...(said[station] ?? { state: 'waiting', word: { ja: '未着手', en: 'not started' }, number: null, deadline: null }),
    station,
    struck: view.struck[station] ?? null,
  }));
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

/** What to do next, most pressing first; done and refused ones are gone, postponed ones come back when their time has come. */
export function readNext(view: CaseView, now: string): readonly (NextAction & { given: string | null })[] {
  if (view.state.is === 'closed') return [];
  return Object.entries(partFolds)
    .flatMap(([name, fold]) => (fold.next as (view: unknown) => readonly NextAction[])(view.parts[name as keyof PartViews]))
    .flatMap((action) => {
      const marked = view.actions[action.id];
      if (marked?.is === 'done' || marked?.is === 'refused') return [];
      if (marked?.is === 'postponed' && marked.until > now) return [];
      return [{ ...action, href: placed(view.id, action.href), given: marked?.is === 'given' ? marked.name : null }];
    })
    .toSorted((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
}

/** A part does not know the number of its case: an address without a leading slash is a page of the case. */
function placed(caseId: string, href: string | null): string | null {
  return href === null || href.startsWith('/') ? href : `/cases/${caseId}/${href}`;
}
