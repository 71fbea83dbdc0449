// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { Actor } from '../../journal/actor.ts';
import type { CaseCommand } from '../contract.ts';
import type { Draft } from '../entry.ts';
import type { CaseView } from '../fold/view.ts';
import { boardItem } from '../handover/board-items.ts';
import { readFindings } from '../handover/findings.ts';
import type { Journal } from '../language/journal.port.ts';
import { journalProblem } from '../../journal/problems.ts';
import type { CaseId } from '../../journal/stream.ts';
import { readNext } from '../next/next-actions.ts';
import { readUnfinished } from '../next/unfinished.ts';

/** The commands that are one entry, and where findings go to the board the work that they become; erasing is in erase.ts. */
export type PlainCommand = Exclude<CaseCommand, { do: 'erase-blob' | 'erase-body' }>;

export type CommandDeps = {
  readonly journal: Journal;
  /** null: not in the register, or left. */
  readonly personName: (personId: string) => Promise<string | null>;
};

/**
 * Does one thing to a case. `expectedSeq` is the state that the person saw; a note alone may do without, because it
 * is true whatever came before, and a note sent twice is written once.
 */
export async function commandCase(
  deps: CommandDeps,
  caseId: CaseId,
  actor: Actor,
  command: PlainCommand,
  expectedSeq: number | null,
): Promise<Result<CaseView, Problem>> {
  const view = await deps.journal.view(caseId);
  if (view === null) return err(journalProblem('journal.no-such-case', { caseId }));
  if (expectedSeq === null && command.do !== 'note') return err(journalProblem('journal.sequence-needed'));
  const refusal = whyNot(view, command);
  if (refusal !== null) return err(refusal);
  if (command.do === 'note' && (await deps.journal.isNoted(caseId, command.noteId))) return ok(view);
  const draft = await draftOf(deps, view, command);
  if (!draft.ok) return draft;
  const appended = await deps.journal.append({
    stream: caseId,
    actor,
    drafts: [draft.value, ...itemsOf(view, draft.value)],
    ...(expectedSeq === null ? {} : { expectedSeq }),
  });
  return ok(appended.view ?? view);
}

function whyNot(view: CaseView, command: PlainCommand): Problem | null {
  if (command.do === 'reopen') return view.state.is === 'open' ? journalProblem('journal.open-case') : null;
  if (command.do === 'close' && view.state.is === 'open' && command.clocks === undefined) {
    const clocks = readUnfinished(view).filter(({ kind }) => kind === 'clock');
    if (clocks.length > 0) return journalProblem('journal.clocks-running', { clocks: clocks.length });
  }
  // Done without an item of the board, nobody would have been asked what became of the evidence.
  if (command.do === 'action-done' && destroysEvidence(view, command.actionId)) return journalProblem('journal.evidence-first');
  if (view.state.is === 'closed' && command.do !== 'note') return journalProblem('journal.closed-case', { outcome: view.state.outcome });
  return null;
}

function destroysEvidence(view: CaseView, actionId: string): boolean {
  return (
    view.parts.remediation.playbook?.steps.some((step) => step.destroys === true && `remediation.step.${step.id}` === actionId) === true
  );
}

/** The action by its id and, where it is one of the next ones, in its words; postponed ones count. */
function actionOf(view: CaseView, actionId: string): { readonly actionId: string; readonly action?: Bilingual } {
  const found = readNext(view, END_OF_TIME).find(({ id }) => id === actionId);
  return found === undefined ? { actionId } : { actionId, action: found.text };
}

/** What is not said of a note stands nowhere in its entry. */
function notedOf({ noteId, text, happenedAt, who, writtenDownBy, decision }: Extract<CaseCommand, { do: 'note' }>) {
  return {
    noteId,
    text,
    happenedAt,
    ...(who === '' ? {} : { who }),
    ...(writtenDownBy === '' ? {} : { writtenDownBy }),
    ...(decision ? { decision } : {}),
  };
}

const END_OF_TIME = '9999';

async function draftOf(deps: CommandDeps, view: CaseView, command: PlainCommand): Promise<Result<Draft, Problem>> {
  switch (command.do) {
    case 'retitle':
      return ok({ kind: 'case.retitled', body: { title: command.title } });
    case 'rate': {
      const { severity, urgency, tlp, reason } = command;
      return ok({ kind: 'case.rated', body: { severity, urgency, tlp, reason } });
    }
    case 'note': {
      return ok({ kind: 'case.noted', body: notedOf(command) });
    }
    case 'name-owner': {
      const { personId } = command;
      if (personId === null) return ok({ kind: 'case.owner-named', body: { personId, name: null } });
      const name = await deps.personName(personId);
      return name === null ? err(noPerson(personId)) : ok({ kind: 'case.owner-named', body: { personId, name } });
    }
    case 'strike-station':
      return ok({ kind: 'case.station-struck', body: { station: command.station, reason: command.reason } });
    case 'restore-station':
      return ok({ kind: 'case.station-restored', body: { station: command.station, reason: command.reason } });
    case 'action-done':
      return ok({ kind: 'case.action-done', body: { ...actionOf(view, command.actionId), note: command.note } });
    case 'action-give': {
      const { actionId, personId, note } = command;
      const name = await deps.personName(personId);
      return name === null
        ? err(noPerson(personId))
        : ok({ kind: 'case.action-given', body: { ...actionOf(view, actionId), personId, name, ...(note === '' ? {} : { note }) } });
    }
    case 'action-postpone': {
      const { actionId, until, reason } = command;
      return ok({ kind: 'case.action-postponed', body: { ...actionOf(view, actionId), until, reason } });
    }
    case 'action-refuse':
      return ok({ kind: 'case.action-refused', body: { ...actionOf(view, command.actionId), reason: command.reason } });
    case 'log-call': {
      const { whom, telephone, result, callBackAt, note } = command;
      return ok({ kind: 'case.called', body: { whom, telephone, result, callBackAt, note } });
    }
    case 'log-retention': {
      const { source, days, kept } = command;
      return ok({ kind: 'case.log-retention', body: { source, days, kept } });
    }
    case 'take-findings':
    case 'decline-findings':
      return findingsDraft(view, command);
    case 'close': {
      const { outcome, reason, clocks } = command;
      const unfinished = readUnfinished(view)
        .slice(0, 500)
        .map(({ kind, id }) => `${kind}:${id}`.slice(0, 100));
      return ok({
        kind: 'case.closed',
        body: { outcome, reason, ...(unfinished.length === 0 ? {} : { unfinished }), ...(clocks === undefined ? {} : { clocks }) },
      });
    }
    case 'reopen':
      break;
  }
  return ok({ kind: 'case.reopened', body: { reason: command.reason } });
}

/** Findings of one receiver at a time, each still as the person saw it. */
function findingsDraft(
  view: CaseView,
  command: Extract<PlainCommand, { do: 'take-findings' | 'decline-findings' }>,
): Result<Draft, Problem> {
  const known = readFindings(view).filter(({ id }) => command.ids.includes(id));
  const [to] = new Set(known.map((one) => one.to));
  if (to === undefined || known.length !== new Set(command.ids).size || known.some((one) => one.to !== to))
    return err(journalProblem('journal.no-such-finding'));
  const ids = known.map(({ id }) => id);
  return command.do === 'take-findings'
    ? ok({ kind: 'case.findings-taken', body: { to, ids } })
    : ok({ kind: 'case.findings-declined', body: { to, ids, reason: command.reason } });
}

/** What is taken over to the board becomes work there, in the same step. */
function itemsOf(view: CaseView, draft: Draft): readonly Draft[] {
  if (draft.kind !== 'case.findings-taken' || draft.body.to !== 'board') return [];
  const taken = readFindings(view).filter((one) => draft.body.ids.includes(one.id) && one.state.is !== 'taken');
  return taken.map((one, at) => ({ kind: 'work.item-added', body: boardItem(one, `H-${view.seq + 1}-${at + 1}`) }));
}

function noPerson(personId: string): Problem {
  return journalProblem('journal.no-such-person', { personId });
}
