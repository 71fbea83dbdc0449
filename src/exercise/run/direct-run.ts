// SPDX-License-Identifier: Apache-2.0
import type { Draft } from '../../case/entry.ts';
import { virtualAt } from '../../common/time/run-clock.ts';
import { personActor } from '../../kernel/person.ts';
import type { Person } from '../../kernel/person.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { Instant } from '../../kernel/instant.ts';
import { inertText } from '../../kernel/text.ts';
import { dueOf, pending } from './advance.ts';
import { speedBeforePause, withSpeed } from './clock.ts';
import { runProblem } from './problems.ts';
import type { RunOrder } from './run.contract.ts';
import type { RunDeps } from './run-deps.ts';
import type { Run } from './run.ts';
import { sentDraft, settleRun } from './tick.ts';

type Refusal = 'wrong-state' | 'no-inject' | 'not-on-roster' | 'no-target' | 'target-measured';
/** `next`: what follows from it at once. */
type Move = Result<{ readonly run: Run; readonly entry: Draft; readonly next?: Draft }, Refusal>;

/** One move of the facilitator, after everything that was due before it. */
export function directRun(deps: RunDeps, runId: string, who: Person, order: RunOrder): Promise<Result<Run, Problem>> {
  return deps.journal.write(async (writing) => {
    const known = await deps.runs.lock(writing.tx, runId);
    if (known === null) return err(runProblem('run.unknown', undefined, { runId }));
    const run = known.state === 'running' ? await settleRun(deps, writing, known) : known;
    const moved = moveOf(run, order, deps.clock.now());
    if (!moved.ok) return err(runProblem(`run.${moved.error}`, undefined, { runId }));
    const { run: after, entry, next } = moved.value;
    const drafts = next === undefined ? [entry] : [entry, next];
    await writing.append({ stream: run.caseId, actor: personActor(who), drafts });
    await deps.runs.put(writing.tx, after);
    return ok(after);
  });
}

// oxlint-disable-next-line typescript/consistent-return -- the switch is exhaustive, tsc checks it
function moveOf(run: Run, order: RunOrder, now: Instant): Move {
  if (order.do === 'rate') return rated(run, order);
  if (run.state === 'ended') return err('wrong-state');
  const at = virtualAt(run.clock, now);
  const { runId, progress } = run;
  const waiting =
    'injectId' in order ? pending(run.scenario.injects, progress).find(({ inject }) => inject.id === order.injectId) : undefined;
  if ('injectId' in order && waiting === undefined) return err('no-inject');
  switch (order.do) {
    case 'pause': {
      if (run.state !== 'running') return err('wrong-state');
      const entry = { kind: 'exercise.paused', body: { runId, at, reason: inertText(order.reason, true) } } as const;
      return ok({ run: { ...run, state: 'paused', clock: withSpeed(run.clock, now, 0) }, entry });
    }
    case 'resume': {
      if (run.state !== 'paused') return err('wrong-state');
      const clock = withSpeed(run.clock, now, speedBeforePause(run.clock));
      return ok({ run: { ...run, state: 'running', clock }, entry: { kind: 'exercise.resumed', body: { runId, at } } });
    }
    case 'set-speed': {
      if (run.state !== 'running') return err('wrong-state');
      const entry = { kind: 'exercise.speed-set', body: { runId, at, speed: order.speed } } as const;
      return ok({ run: { ...run, clock: withSpeed(run.clock, now, order.speed) }, entry });
    }
    case 'shift':
      return ok(shifted(run, order, waiting?.due ?? null));
    case 'skip': {
      const skipped = { ...progress.skipped, [order.injectId]: at };
      const entry = {
        kind: 'exercise.inject-skipped',
        body: { runId, injectId: order.injectId, at, reason: inertText(order.reason, true) },
      } as const;
      return ok({ run: { ...run, progress: { ...progress, skipped } }, entry });
    }
    case 'send-now': {
      if (waiting === undefined) return err('no-inject');
      const sent = { ...progress.sent, [order.injectId]: at };
      return ok({ run: { ...run, progress: { ...progress, sent } }, entry: sentDraft(run, waiting.inject, { at, late: 0, by: 'hand' }) });
    }
    case 'write':
      return written(run, order, at);
    case 'unreachable': {
      const seat = run.roster.find(({ personId }) => personId === order.personId);
      if (seat === undefined) return err('not-on-roster');
      const entry = {
        kind: 'exercise.unreachable',
        body: { runId, at, personId: seat.personId, name: seat.name, reason: inertText(order.reason, true) },
      } as const;
      return ok({ run: { ...run, unreachable: [...new Set([...run.unreachable, seat.personId])] }, entry });
    }
    case 'note': {
      const known = run.scenario.injects.flatMap(({ id, expects }) => expects.map((one) => `${id}/${one.id}`));
      if (order.met !== null && !known.includes(order.met)) return err('no-inject');
      const met = order.met === null || progress.met[order.met] !== undefined ? progress.met : { ...progress.met, [order.met]: at };
      const entry = { kind: 'exercise.noted', body: { runId, at, text: inertText(order.text, true), met: order.met } } as const;
      return ok({ run: { ...run, progress: { ...progress, met } }, entry });
    }
    case 'lapse': {
      const entry = { kind: 'exercise.lapse-called', body: { runId, at, text: inertText(order.text, true), stopped: order.stop } } as const;
      if (!order.stop) return ok({ run, entry });
      const stopped = ended(run, now, order.text);
      return ok({ run: stopped.run, entry, next: stopped.entry });
    }
    case 'end':
      return ok(ended(run, now, order.reason));
  }
}

function ended(run: Run, now: Instant, reason: string): { readonly run: Run; readonly entry: Draft } {
  const { runId, progress } = run;
  const count = (all: object) => Object.keys(all).length;
  const { sent, lapsed, skipped } = progress;
  const open = pending(run.scenario.injects, progress).length;
  const counts = { sent: count(sent), lapsed: count(lapsed), skipped: count(skipped), open };
  const body = { runId, at: virtualAt(run.clock, now), ...counts, reason: inertText(reason, true) };
  return { run: { ...run, state: 'ended', clock: withSpeed(run.clock, now, 0) }, entry: { kind: 'exercise.ended', body } };
}

/** A target with a metric is rated by the journal, and by nobody else. */
function rated(run: Run, { target: name, rating, note }: RunOrder & { do: 'rate' }): Move {
  const target = run.scenario.objectives.flatMap(({ id, targets }) => targets.filter((one) => `${id}/${one.id}` === name)).at(0);
  if (target === undefined) return err('no-target');
  if (target.metric !== undefined) return err('target-measured');
  return ok({ run, entry: { kind: 'exercise.rated', body: { runId: run.runId, target: name, rating, note: inertText(note, true) } } });
}

/** What follows another inject moves with it by itself: only those with a time of their own are moved. */
function shifted(run: Run, order: RunOrder & { do: 'shift' }, from: number | null) {
  const { injectId, seconds } = order;
  const later = pending(run.scenario.injects, run.progress).filter(
    ({ inject, due }) => inject.id === injectId || (inject.after === undefined && from !== null && due !== null && due >= from),
  );
  const offsets = { ...run.progress.offsets };
  for (const { inject } of later) {
    const due = dueOf(inject, run.progress);
    // Nothing is moved before the present: it comes at once then.
    const least = due === null ? seconds : Math.max(seconds, run.progress.settledTo - due);
    offsets[inject.id] = (offsets[inject.id] ?? 0) + (seconds < 0 ? Math.min(0, least) : seconds);
  }
  const body = { runId: run.runId, injectId, seconds, moved: later.length, reason: inertText(order.reason, true) };
  return { run: { ...run, progress: { ...run.progress, offsets } }, entry: { kind: 'exercise.shifted', body } as const };
}

/** An inject written on the spot; it counts as one of the scenario's from here on. */
function written(run: Run, order: RunOrder & { do: 'write' }, at: number): Move {
  const { scenario, progress } = run;
  if (order.to.some((role) => !scenario.roles.some(({ id }) => id === role))) return err('not-on-roster');
  const answered = order.answering === null ? null : scenario.injects.find(({ id }) => id === order.answering);
  if (answered === undefined) return err('no-inject');
  const count = scenario.injects.filter(({ id }) => id.startsWith('written-')).length;
  const inject = {
    id: `written-${count + 1}`,
    at: '0m',
    channel: order.channel,
    to: order.to,
    from: inertText(answered?.from ?? order.from),
    subject: inertText(order.subject),
    body: inertText(order.text, true),
    expects: [],
    objectives: [],
    traits: [],
  };
  const sent = { ...progress.sent, [inject.id]: at };
  const after: Run = { ...run, scenario: { ...scenario, injects: [...scenario.injects, inject] }, progress: { ...progress, sent } };
  return ok({ run: after, entry: sentDraft(after, inject, { at, late: 0, by: 'hand' }) });
}
