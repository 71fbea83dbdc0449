// SPDX-License-Identifier: Apache-2.0
import { DESK } from '../../journal/stream.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { actorKept } from '../../kernel/person.ts';
import type { SourcesResources } from './deps.ts';
import { isOver, restState } from './import-job.ts';
import type { FormatChoice, ImportAsk, ImportItem, ImportJob } from './import-job.ts';
import { sourcesProblem } from './problems.ts';
import { isZone } from '../formats/read/zone.ts';
import { formatOf } from './runner.ts';

export type Answer = { readonly sha256: readonly string[]; readonly by: Person } & (
  | { readonly is: 'import'; readonly format: FormatChoice | null; readonly zone: string | null }
  | { readonly is: 'leave' }
);
type Person = { readonly id: string; readonly name: string };

/** A person says what a file is: it is read again from the vault. Or leaves it out: it stays in the vault, and none of its rows count. */
export async function answerAsk(desk: SourcesResources, importId: string, answer: Answer): Promise<Result<ImportJob, Problem>> {
  if (answer.is === 'import') {
    const known = answer.format === null || formatOf(answer.format) !== null;
    const timed = answer.format?.id !== 'csv' || (answer.format.columns['@timestamp'] ?? '') !== '';
    if (!known || !timed || (answer.zone !== null && !isZone(answer.zone))) return err(sourcesProblem('hunt.format-unknown'));
  }
  const at = desk.clock.now();
  const meant = new Set(answer.sha256);
  const asked = (job: ImportJob): readonly ImportAsk[] =>
    job.state === 'cancelled' ? [] : job.asks.filter((one) => meant.has(one.sha256) && one.answer === null);
  const settled: { asks: readonly ImportAsk[] } = { asks: [] };
  const change = (job: ImportJob): ImportJob | null => {
    settled.asks = asked(job);
    if (settled.asks.length === 0) return null;
    const answered = { is: answer.is, by: answer.by.name, at } as const;
    const next: ImportJob = {
      ...job,
      asks: job.asks.map((one) => (settled.asks.includes(one) ? { ...one, answer: answered } : one)),
      items: answer.is === 'leave' ? job.items : [...job.items, ...settled.asks.map((ask) => itemOf(desk, ask, answer))],
    };
    // While it runs, the runner decides at its end where the job stands.
    const state = job.state === 'running' ? job.state : restState(next);
    return { ...next, state, endedAt: isOver(state) ? at : null };
  };
  const changed = await desk.journal.write(async (writing) => {
    const job = await desk.store.update(importId, change, writing.tx);
    const [first] = settled.asks;
    if (job !== null && first !== undefined)
      await writing.append({
        stream: job.caseId ?? DESK,
        actor: actorKept(answer.by),
        drafts: [{ kind: 'hunt.format-chosen', body: choiceOf(first, settled.asks.length, answer) }],
      });
    return job;
  });
  if (changed === null) return err(sourcesProblem('hunt.import-missing'));
  if (settled.asks.length === 0) return err(sourcesProblem('hunt.import-not-so', { state: changed.state }));
  desk.runner.poke();
  return ok(changed);
}

function itemOf(desk: SourcesResources, ask: ImportAsk, answer: Extract<Answer, { is: 'import' }>): ImportItem {
  const format = answer.format ?? ask.chosen;
  const { zone } = answer;
  return { path: desk.desk.vault.path(ask.sha256), name: ask.name, bytes: ask.bytes, format, zone, state: 'waiting', fault: null };
}

function choiceOf(ask: ImportAsk, files: number, answer: Answer) {
  const chosen =
    answer.is === 'leave' ? { format: null, zone: null } : { format: (answer.format ?? ask.chosen)?.id ?? ask.format, zone: answer.zone };
  return { file: ask.name.slice(0, 300), sha256: ask.sha256, files, is: answer.is, ...chosen };
}

/**
 * Ends an import that is not over; one under way stops at its next step. What was uploaded for it is removed. Asked twice it
 * changes nothing.
 */
export async function cancelImport(desk: SourcesResources, importId: string): Promise<Result<ImportJob, Problem>> {
  const at = desk.clock.now();
  const changed = await desk.store.update(importId, (job) =>
    job.state === 'running' || isOver(job.state) ? null : { ...job, state: 'cancelled', endedAt: at },
  );
  if (changed === null) return err(sourcesProblem('hunt.import-missing'));
  if (changed.state === 'running') desk.runner.cancel(importId);
  else if (changed.state === 'cancelled') await desk.incoming.remove(importId);
  return ok(changed);
}

/** What could not be read is tried again: after room was made, or the engine was installed. */
export async function retryImport(desk: SourcesResources, importId: string): Promise<Result<ImportJob, Problem>> {
  const seen = { failed: false };
  const changed = await desk.store.update(importId, (job) => {
    seen.failed = job.state !== 'running' && job.items.some((item) => item.state === 'failed');
    if (!seen.failed) return null;
    const items = job.items.map((item) => (item.state === 'failed' ? { ...item, state: 'waiting' as const, fault: null } : item));
    return { ...job, items, state: 'waiting', endedAt: null };
  });
  if (changed === null) return err(sourcesProblem('hunt.import-missing'));
  if (!seen.failed) return err(sourcesProblem('hunt.import-not-so', { state: changed.state }));
  desk.runner.poke();
  return ok(changed);
}
