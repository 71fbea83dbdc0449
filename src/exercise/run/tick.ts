// SPDX-License-Identifier: Apache-2.0
import type { Draft } from '../../case/entry.ts';
import type { Writing } from '../../case/language/journal.port.ts';
import { virtualAt } from '../../common/time/run-clock.ts';
import { saidIn } from '../scenario/scenario.ts';
import type { Inject, Said } from '../scenario/scenario.ts';
import { advance, nextMoment } from './advance.ts';
import type { Act } from './advance.ts';
import { millisUntil } from './clock.ts';
import type { RunDeps } from './run-deps.ts';
import type { Run } from './run.ts';

const MACHINE = { type: 'machine', name: 'exercise' } as const;
/** However long nothing is due, acts of people are looked for. */
const LOOK = 1000;
const PAGE = 500;
/** What the desk does with a mail by itself when it comes in; nobody has acted on it by then. */
const BY_ITSELF: readonly string[] = ['intake', 'triage'];

/** Lets every running exercise go on; milliseconds until it is worth asking again. */
export async function tickRuns(deps: RunDeps): Promise<number> {
  const active = await deps.runs.active();
  for (const run of active) if (run.state === 'running' && (await somethingNew(deps, run))) await tickRun(deps, run.runId);
  const waits = (await deps.runs.active()).flatMap((run) => {
    const next = run.state === 'running' ? nextMoment(run.scenario.injects, run.progress) : null;
    return next === null ? [] : (millisUntil(run.clock, deps.clock.now(), next) ?? []);
  });
  return Math.min(LOOK, ...waits);
}

/** Settles one run up to now: what comes is appended and noted in the run by one transaction, so it comes exactly once. */
export function tickRun(deps: RunDeps, runId: string): Promise<void> {
  return deps.journal.write(async (writing) => {
    const run = await deps.runs.lock(writing.tx, runId);
    if (run === null || run.state !== 'running') return;
    const settled = await settleRun(deps, writing, run);
    if (settled !== run) await deps.runs.put(writing.tx, settled);
  });
}

/** The run settled up to now, its injects appended. The journal's lock is held from here on: no act can come before now any more. */
export async function settleRun(deps: RunDeps, writing: Writing, run: Run): Promise<Run> {
  const view = await writing.view(run.caseId);
  if (view === null) return { ...run, state: 'ended' };
  const now = deps.clock.now();
  const { acts, readSeq } = await actsOf(deps, run);
  const to = virtualAt(run.clock, now);
  const { progress, outcomes } = advance(run.scenario.injects, run.progress, acts, to);
  if (outcomes.length === 0 && acts.length === 0 && readSeq === run.readSeq) return { ...run, progress };
  const drafts = outcomes.map(({ injectId, is, at }): Draft => {
    const late = Math.round((to - at) * 1000) / 1000;
    const inject = run.scenario.injects.find(({ id }) => id === injectId);
    if (is === 'lapsed' || inject === undefined) return { kind: 'exercise.inject-lapsed', body: { runId: run.runId, injectId, at, late } };
    return sentDraft(run, inject, { at, late, by: 'time' });
  });
  if (drafts.length > 0) await writing.append({ stream: run.caseId, actor: MACHINE, drafts });
  return { ...run, progress, readSeq };
}

/** The entry by which an inject reaches those who exercise. */
export function sentDraft(
  run: Run,
  inject: Inject,
  how: { readonly at: number; readonly late: number; readonly by: 'time' | 'hand' },
): Draft {
  const two = (said: Said) => ({ ja: saidIn(said, 'ja'), en: saidIn(said, 'en') });
  const { id, channel, from, subject, body } = inject;
  const to = inject.to
    .map((role) => run.scenario.roles.find((one) => one.id === role))
    .map((role) => (role === undefined ? '' : saidIn(role.title, 'ja')));
  return {
    kind: 'exercise.inject-sent',
    body: { runId: run.runId, injectId: id, ...how, channel, to, from, subject: two(subject), text: two(body) },
  };
}

async function somethingNew(deps: RunDeps, run: Run): Promise<boolean> {
  const next = nextMoment(run.scenario.injects, run.progress);
  if (next !== null && next <= virtualAt(run.clock, deps.clock.now())) return true;
  // Never settled at all: what is due at the start comes at the start.
  if (run.readSeq === 0) return true;
  return ((await deps.journal.view(run.caseId))?.seq ?? 0) > run.readSeq;
}

/** What people and parts did since the last look, at the exercise's time. Its own entries are none of it. */
async function actsOf(deps: RunDeps, run: Run): Promise<{ readonly acts: readonly Act[]; readonly readSeq: number }> {
  const acts: Act[] = [];
  let readSeq = run.readSeq;
  for (;;) {
    const page = await deps.journal.entries(run.caseId, readSeq, PAGE);
    for (const { kind, at, actor } of page)
      if (!kind.startsWith('exercise.') && !(actor.type === 'machine' && BY_ITSELF.includes(actor.name)))
        acts.push({ kind, at: virtualAt(run.clock, at) });
    readSeq = page.at(-1)?.seq ?? readSeq;
    if (page.length < PAGE) return { acts, readSeq };
  }
}
