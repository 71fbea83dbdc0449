// SPDX-License-Identifier: Apache-2.0
import { OTHERS } from '../../case/handover/from-hunt.ts';
import { readFindings } from '../../case/handover/findings.ts';
import { keyOf } from '../../case/fold/accounts.ts';
import type { CaseView } from '../../case/fold/view.ts';
import type { Finding } from '../../case/handover/finding.ts';
import type { Append } from '../../case/language/journal.port.ts';
import type { Tx } from '../../journal/store.port.ts';
import type { CaseId } from '../../journal/stream.ts';
import { indicatorKinds } from '../indicator/indicator.ts';
import type { Indicator } from '../indicator/indicator.ts';
import { lookFor } from './look-for.ts';
import type { StandingDeps } from './standing-deps.ts';

const MACHINE = { type: 'machine', name: 'hunt' } as const;

/**
 * What the reports of a case name is looked for in one's own logs without anybody asking: it changes nothing outside. So is
 * what a person took from the list of those who behave alike. What was declined is left alone. Run twice it is taken once;
 * gives whether there was something new.
 */
export async function takeUpQuestions(deps: StandingDeps, caseId: CaseId): Promise<boolean> {
  const view = await deps.journal.view(caseId);
  if (view === null) return false;
  const { confirmed, wanted, indicators, taken } = questionsOf(view);
  if (confirmed.length > 0) await lookFor(deps, caseId, { indicators: confirmed, source: OTHERS }, MACHINE);
  if (wanted) await deps.store.want([caseId]);
  if (taken.length === 0) return confirmed.length > 0 || wanted;
  const source = Object.keys(view.parts.triage.examined).join(', ');
  if (indicators.length > 0) await lookFor(deps, caseId, { indicators, source }, MACHINE);
  await deps.journal.write(async (writing) => {
    // Also where only paths are asked for, and the search has no indicator that would want it.
    await deps.store.want([caseId], writing.tx);
    await writing.append(tookUp(caseId, taken));
  });
  return true;
}

/** The same for several cases at once; `settle` marks in the transaction those that need no more. */
export async function takeUpAll(
  deps: StandingDeps,
  caseIds: readonly CaseId[],
  settle: (tx: Tx, caseIds: readonly CaseId[]) => Promise<void>,
): Promise<boolean> {
  const views = await deps.journal.views(caseIds);
  const questions = [...views].map(([caseId, view]) => ({ caseId, ...questionsOf(view) }));
  // Most reports name a path or nothing. What brings indicators is taken up case by case.
  const plain = questions.filter(({ confirmed, indicators }) => confirmed.length === 0 && indicators.length === 0);
  const found = plain.filter(({ taken, wanted }) => taken.length > 0 || wanted);
  await deps.journal.write(async (writing) => {
    if (found.length > 0)
      await deps.store.want(
        found.map(({ caseId }) => caseId),
        writing.tx,
      );
    await settle(
      writing.tx,
      plain.map(({ caseId }) => caseId),
    );
    const appends = found.flatMap(({ caseId, taken }) => (taken.length > 0 ? [tookUp(caseId, taken)] : []));
    if (appends.length === 0) return;
    await writing.together(
      async () => {
        for (const append of appends) await writing.append(append);
      },
      appends.map(({ stream }) => stream),
    );
  });
  let anything = found.length > 0;
  for (const { caseId } of questions.filter((one) => !plain.includes(one))) anything = (await takeUpQuestions(deps, caseId)) || anything;
  return anything;
}

type Questions = {
  /** What a person took from the list of those who behave alike, and is not looked for yet. */
  readonly confirmed: readonly Indicator[];
  /** An account is asked about, and no indicator of traffic: whoever took one from the list wants a search all the same. */
  readonly wanted: boolean;
  readonly indicators: readonly Indicator[];
  readonly taken: readonly Finding[];
};

function questionsOf(view: CaseView): Questions {
  if (view.state.is === 'closed') return { confirmed: [], wanted: false, indicators: [], taken: [] };
  const toHunt = readFindings(view).filter((one) => one.to === 'hunt');
  const known = new Set(view.parts.hunt.lookedFor.map(({ kind, value }) => `${kind} ${value}`));
  const ready = toHunt.filter((one) => one.state.is === 'ready' && one.takenBy === 'desk');
  const accounts = new Set(view.parts.accounts.asked.map((one) => keyOf(one.account)));
  return {
    confirmed: toHunt
      .filter((one) => one.state.is === 'taken')
      .flatMap(({ kind, value }) => soughtOf(kind, value))
      .filter(({ kind, value }) => !known.has(`${kind} ${value}`)),
    wanted: toHunt.some((one) => one.kind === 'account' && one.state.is === 'taken' && !accounts.has(keyOf(one.value))),
    indicators: ready.flatMap(({ kind, value }) => soughtOf(kind, value)),
    taken: ready.filter(({ kind, value }) => kind === 'path' || kind === 'account' || soughtOf(kind, value).length > 0),
  };
}

function tookUp(caseId: CaseId, taken: readonly Finding[]): Append & { readonly stream: CaseId } {
  const ids = taken.slice(0, 500).map(({ id }) => id);
  return { stream: caseId, actor: MACHINE, drafts: [{ kind: 'case.findings-taken', body: { to: 'hunt', ids } }] };
}

function soughtOf(kind: string, value: string): readonly Indicator[] {
  const known = indicatorKinds.find((one) => one === kind);
  return known === undefined ? [] : [{ kind: known, value }];
}

/** Paths of our own pages that the case asks the logs about. */
export function askedPaths(view: CaseView): readonly string[] {
  return readFindings(view).flatMap((one) => (one.to === 'hunt' && one.kind === 'path' && one.state.is === 'taken' ? [one.value] : []));
}
