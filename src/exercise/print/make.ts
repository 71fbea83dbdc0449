// SPDX-License-Identifier: Apache-2.0
import type { Journal } from '../../case/language/journal.port.ts';
import { entriesOf } from '../../case/measures/entries-of.ts';
import { noCase } from '../../case/problems.ts';
import type { PrintPaper } from '../../common/paper.port.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import type { Clock } from '../../kernel/instant.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { evaluate } from '../evaluation/evaluate.ts';
import { roundProblem } from '../problems.ts';
import type { Viewer } from '../round/round.ts';
import type { RoundStore } from '../round/round-store.port.ts';
import { seeRound } from '../round/see.ts';
import { runProblem } from '../run/problems.ts';
import type { RunStore } from '../run/run-store.port.ts';
import { afterActionPaper } from './after-action.ts';
import { bookletPaper } from './booklet.ts';
import type { OpenSheet, PaperHead } from './booklet.ts';

export type PrintDeps = {
  readonly journal: Journal;
  readonly rounds: Pick<RoundStore, 'round' | 'seats' | 'answers' | 'votes'>;
  readonly runs: Pick<RunStore, 'ofCase'>;
  readonly print: PrintPaper;
  /** The organisation's name; empty texts before it was set. */
  readonly organisation: () => Promise<Bilingual>;
  /** The zone of the rota. */
  readonly zone: () => Promise<string>;
  readonly clock: Clock;
};

type Printed = Result<Uint8Array, Problem>;

/** The booklet of rounds whose answers `who` may see; it holds nothing that he may not. */
export async function printBooklet(deps: PrintDeps, roundIds: readonly string[], who: Viewer, lang: Lang): Promise<Printed> {
  const sheets: OpenSheet[] = [];
  for (const roundId of roundIds) {
    const sheet = await seeRound({ rounds: deps.rounds, now: deps.clock.now() }, roundId, who);
    if (sheet === null) return err(roundProblem('round.unknown', undefined, { roundId }));
    const { list, state } = sheet;
    if (list === null || state === 'set-up' || state === 'open')
      return err(roundProblem('round.booklet-too-early', undefined, { roundId }));
    sheets.push({ ...sheet, list });
  }
  return ok(await deps.print(bookletPaper(sheets, await headOf(deps, lang))));
}

/** The report after an exercise has ended, or of a real case as it stands. */
export async function printAfterAction(deps: PrintDeps, caseId: CaseId, lang: Lang): Promise<Printed> {
  const view = await deps.journal.view(caseId);
  if (view === null) return err(noCase(caseId));
  const run = await deps.runs.ofCase(caseId);
  if (run !== null && run.state !== 'ended') return err(runProblem('run.report-too-early', undefined, { caseId }));
  const entries = await entriesOf(deps.journal, caseId);
  const evaluation = evaluate(run?.scenario ?? { objectives: [] }, entries, deps.clock.now());
  const paper = afterActionPaper({ caseId, title: view.title, tlp: view.tlp, run, entries, evaluation }, await headOf(deps, lang));
  return ok(await deps.print(paper));
}

async function headOf({ organisation, zone, clock }: PrintDeps, lang: Lang): Promise<PaperHead> {
  return { organisation: (await organisation())[lang], lang, at: clock.now(), zone: await zone() };
}
