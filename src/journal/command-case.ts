// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '../kernel/problem.ts';
import { err, ok } from '../kernel/result.ts';
import type { Result } from '../kernel/result.ts';
import type { Actor } from './actor.ts';
import type { CaseCommand } from './contract.ts';
import type { Draft } from './entry.ts';
import type { CaseView } from './fold/view.ts';
import type { Journal } from './journal.port.ts';
import { journalProblem } from './problems.ts';
import type { CaseId } from './stream.ts';

/** The commands that are one entry and nothing more; erasing is in erase.ts. */
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
  if (command.do === 'note' && (await isWritten(deps.journal, view, command.noteId))) return ok(view);
  const draft = await draftOf(deps, command);
  if (!draft.ok) return draft;
  const appended = await deps.journal.append({
    stream: caseId,
    actor,
    drafts: [draft.value],
    ...(expectedSeq === null ? {} : { expectedSeq }),
  });
  return ok(appended.view ?? view);
}

function whyNot(view: CaseView, command: PlainCommand): Problem | null {
  if (command.do === 'reopen') return view.state.is === 'open' ? journalProblem('journal.open-case') : null;
  if (view.state.is === 'closed' && command.do !== 'note') return journalProblem('journal.closed-case', { outcome: view.state.outcome });
  return null;
}

/** How far back a repeated note is looked for: a browser that lost its connection repeats within minutes. */
const NOTE_WINDOW = 500;

async function isWritten(journal: Journal, view: CaseView, noteId: string): Promise<boolean> {
  const entries = await journal.entries(view.id, Math.max(0, view.seq - NOTE_WINDOW), NOTE_WINDOW);
  return entries.some((entry) => entry.body !== null && entry.kind === 'case.noted' && entry.body.noteId === noteId);
}

async function draftOf(deps: CommandDeps, command: PlainCommand): Promise<Result<Draft, Problem>> {
  switch (command.do) {
    case 'retitle':
      return ok({ kind: 'case.retitled', body: { title: command.title } });
    case 'rate': {
      const { severity, urgency, tlp, reason } = command;
      return ok({ kind: 'case.rated', body: { severity, urgency, tlp, reason } });
    }
    case 'note': {
      const { noteId, text, happenedAt } = command;
      return ok({ kind: 'case.noted', body: { noteId, text, happenedAt } });
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
      return ok({ kind: 'case.action-done', body: { actionId: command.actionId, note: command.note } });
    case 'action-give': {
      const { actionId, personId } = command;
      const name = await deps.personName(personId);
      return name === null ? err(noPerson(personId)) : ok({ kind: 'case.action-given', body: { actionId, personId, name } });
    }
    case 'action-postpone': {
      const { actionId, until, reason } = command;
      return ok({ kind: 'case.action-postponed', body: { actionId, until, reason } });
    }
    case 'action-refuse':
      return ok({ kind: 'case.action-refused', body: { actionId: command.actionId, reason: command.reason } });
    case 'close':
      return ok({ kind: 'case.closed', body: { outcome: command.outcome, reason: command.reason } });
    case 'reopen':
      break;
  }
  return ok({ kind: 'case.reopened', body: { reason: command.reason } });
}

function noPerson(personId: string): Problem {
  return journalProblem('journal.no-such-person', { personId });
}
