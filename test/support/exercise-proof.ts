// SPDX-License-Identifier: Apache-2.0
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createRunStore } from '../../src/adapters/postgres/exercise/run-store.ts';
import type { Draft } from '../../src/case/entry.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import type { Journal } from '../../src/case/language/journal.port.ts';
import { virtualAt } from '../../src/common/time/run-clock.ts';
import { directRun } from '../../src/exercise/run/direct-run.ts';
import type { RunDeps } from '../../src/exercise/run/run-deps.ts';
import type { Run } from '../../src/exercise/run/run.ts';
import { startRun } from '../../src/exercise/run/start-run.ts';
import { tickRun } from '../../src/exercise/run/tick.ts';
import { scenarioSchema } from '../../src/exercise/scenario/scenario.ts';
import type { Scenario } from '../../src/exercise/scenario/scenario.ts';
import { plusMillis } from '../../src/kernel/instant.ts';
import type { Clock, Instant } from '../../src/kernel/instant.ts';
import { openTestDesk } from './desk.ts';
import type { TestDesk } from './desk.ts';
import { hurriedClock } from './hurried-clock.ts';
import { seededRandom } from './random.ts';

export const exercisePlants = ['forgets', 'pause-ignored', 'time-of-asking'] as const;
export type ExercisePlant = (typeof exercisePlants)[number];
export type ExerciseProof = {
  readonly injects: number;
  readonly conditional: number;
  readonly settled: number;
  readonly pauses: number;
  readonly kills: number;
  readonly worst: number;
  readonly faults: readonly string[];
};
type Size = { readonly hours: number; readonly injects: number; readonly hurry: number; readonly seed: number };
type Came = { readonly injectId: string; readonly is: string; readonly at: number };

const WHO = { personId: 'P-0001', name: '進行 花子' };
const ACTS = ['case.noted', 'case.rated', 'case.retitled', 'case.called', 'case.log-retention'] as const;
const SPEED = 60;

/** One run at 60x, paused three times and killed three times, against the same acts at 1x on a clock moved by hand. */
export async function proveExercise(size: Size, plant?: ExercisePlant): Promise<ExerciseProof> {
  const random = seededRandom(size.seed);
  const scenario = scenarioOf(size, random.next);
  const origin = Date.now();
  const clock = hurriedClock(origin, size.hurry);
  const unmoved = { forward: () => undefined, set: () => undefined };
  const fast = await openTestDesk({ clock: { ...clock, ...unmoved } });
  const slow = await openTestDesk();
  try {
    const quick = await runFast(fast, scenario, { ...size, origin }, random.next, plant);
    const came = await cameIn(fast.journal, quick.run);
    const again = await runSlow(slow, scenario, quick.run, await actsIn(fast.journal, quick.run), plant);
    return { ...compare(scenario, came, again, quick), injects: scenario.injects.length, conditional: conditional(scenario) };
  } finally {
    await fast.close();
    await slow.close();
  }
}

async function runFast(
  desk: TestDesk,
  scenario: Scenario,
  size: Size & { readonly origin: number },
  random: () => number,
  plant?: ExercisePlant,
) {
  const { clock } = desk;
  const { origin } = size;
  const deps = depsOf(desk, scenario, clock);
  const started = await startRun(deps, WHO, { scenarioId: scenario.id, speed: SPEED, roster: [{ role: 'duty', personId: 'P-0002' }] });
  if (!started.ok) throw new Error(started.error.what.en);
  const { runId, caseId } = started.value;
  const real = (virtual: number) => (virtual * 1000) / SPEED / size.hurry;
  const end = size.hours * 3600;
  let child = await spawn(desk, origin, size.hurry, plant);
  let [kills, breaks] = [0, 0];
  const wait = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));
  const steps = 30;
  for (let step = 0; step < steps; step += 1) {
    await wait(real(end / steps) * (0.5 + random()));
    await desk.journal.append({ stream: caseId, actor: { type: 'person', id: 'P-0002', name: '当番' }, drafts: [actDraft(step, random)] });
    if (step % 9 === 4 && kills < 3) {
      child.kill('SIGKILL');
      await once(child, 'exit');
      kills += 1;
      await wait(real(end / 100));
      child = await spawn(desk, origin, size.hurry, plant);
    }
    if (step % 9 === 7 && breaks < 3) {
      await directRun(deps, runId, WHO, { do: 'pause', reason: '休憩' });
      breaks += 1;
      await wait(real(end / 60));
      await directRun(deps, runId, WHO, { do: 'resume' });
    }
  }
  const now = async () => virtualAt(((await deps.runs.run(runId)) as Run).clock, clock.now());
  while ((await now()) < end + 60) await wait(20);
  child.kill('SIGKILL');
  await once(child, 'exit');
  if (plant !== 'forgets') await tickRun(deps, runId);
  return { run: (await deps.runs.run(runId)) as Run, kills, pauses: await pausesIn(desk.journal, caseId) };
}

/** The same acts at the same times of the exercise, at 1x, looked at seldom: no crash, no pause. */
async function runSlow(
  desk: TestDesk,
  scenario: Scenario,
  quick: Run,
  acts: readonly { readonly at: number; readonly draft: Draft }[],
  plant?: ExercisePlant,
) {
  const deps = depsOf(desk, scenario, desk.clock);
  const started = await startRun(deps, WHO, { scenarioId: scenario.id, speed: 1, roster: [{ role: 'duty', personId: 'P-0002' }] });
  if (!started.ok) throw new Error(started.error.what.en);
  const { runId, caseId, startedAt } = started.value;
  const at = (virtual: number): Instant => plusMillis(startedAt, Math.round(virtual * 1000));
  for (const [index, act] of acts.entries()) {
    desk.clock.set(at(act.at));
    await desk.journal.append({ stream: caseId, actor: { type: 'person', id: 'P-0002', name: '当番' }, drafts: [act.draft] });
    if (index % 5 === 0) await tickRun(deps, runId);
  }
  desk.clock.set(at(quick.progress.settledTo + 60));
  await tickRun(deps, runId);
  const came = await cameIn(desk.journal, (await deps.runs.run(runId)) as Run);
  return plant === 'time-of-asking' ? came.map((one) => ({ ...one, at: one.at + (one.at > 3600 ? 30 : 0) })) : came;
}

function compare(
  scenario: Scenario,
  came: readonly Came[],
  again: readonly Came[],
  { kills, pauses }: { readonly kills: number; readonly pauses: number },
) {
  const faults: string[] = [];
  const counts = new Map<string, number>();
  for (const { injectId } of came) counts.set(injectId, (counts.get(injectId) ?? 0) + 1);
  for (const [id, count] of counts) if (count > 1) faults.push(`${id} came ${count} times`);
  for (const { id } of scenario.injects)
    if (!counts.has(id) && again.some(({ injectId }) => injectId === id)) faults.push(`${id} never came`);
  const order = (all: readonly Came[]) => all.map(({ injectId, is }) => `${injectId} ${is}`).join('\n');
  if (order(came) !== order(again)) faults.push('the order is another one at 1x');
  let worst = 0;
  for (const { injectId, at } of came) {
    const other = again.find((one) => one.injectId === injectId);
    worst = Math.max(worst, other === undefined ? 0 : Math.abs(other.at - at));
  }
  if (worst > 1) faults.push(`${worst.toFixed(3)} s apart`);
  if (report(came) !== report(again)) faults.push('the report of the replay is another one');
  if (kills < 3 || pauses < 3) faults.push(`only ${kills} kills and ${pauses} pauses`);
  return { settled: came.length, kills, pauses, worst, faults };
}

/** Pauses during which the exercise's time stood still and nothing came. */
async function pausesIn(journal: Journal, caseId: CaseId): Promise<number> {
  const own = (await journal.entries(caseId, 0, 10_000)).filter(({ kind }) => kind.startsWith('exercise.'));
  return own.filter((entry, i) => {
    const next = own[i + 1];
    if (entry.kind !== 'exercise.paused' || next?.kind !== 'exercise.resumed') return false;
    return entry.body !== null && next.body !== null && entry.body.at === next.body.at;
  }).length;
}

/** What came, in whole seconds: what a report says of a run. */
function report(came: readonly Came[]): string {
  return came.map(({ injectId, is, at }) => `${Math.round(at)} ${injectId} ${is}`).join('\n');
}

async function cameIn(journal: Journal, run: Run): Promise<readonly Came[]> {
  const entries = await journal.entries(run.caseId, 0, 10_000);
  return entries.flatMap((entry): readonly Came[] => {
    if (entry.body === null) return [];
    if (entry.kind === 'exercise.inject-sent') return [{ injectId: entry.body.injectId, is: 'sent', at: entry.body.at }];
    return entry.kind === 'exercise.inject-lapsed' ? [{ injectId: entry.body.injectId, is: 'lapsed', at: entry.body.at }] : [];
  });
}

async function actsIn(journal: Journal, run: Run): Promise<readonly { readonly at: number; readonly draft: Draft }[]> {
  const entries = await journal.entries(run.caseId, 0, 10_000);
  return entries.flatMap(({ kind, at, body }) =>
    (ACTS as readonly string[]).includes(kind) ? [{ at: virtualAt(run.clock, at), draft: { kind, body } as Draft }] : [],
  );
}

async function spawn(desk: TestDesk, origin: number, hurry: number, plant?: ExercisePlant): Promise<ChildProcess> {
  const env = { ...process.env, DATABASE_URL: desk.databaseUrl, ORIGIN: String(origin), HURRY: String(hurry), PLANT: plant ?? '' };
  const child = fork(join(import.meta.dirname, 'exercise-desk.ts'), { env });
  await once(child, 'message');
  return child;
}

function depsOf(desk: TestDesk, scenario: Scenario, clock: Clock): RunDeps {
  const people = { find: (personId: string) => Promise.resolve({ personId, name: '当番', roles: ['responder'] }) };
  return { journal: desk.journal, runs: createRunStore(desk.database), people, scenarios: () => [scenario], clock, hash: desk.base.hash };
}

function actDraft(step: number, random: () => number): Draft {
  const kind = ACTS[Math.floor(random() * ACTS.length)] ?? 'case.noted';
  const bodies: Readonly<Record<(typeof ACTS)[number], Draft['body']>> = {
    'case.noted': { noteId: `n${step}`, text: `${step}`, happenedAt: null },
    'case.rated': { severity: 'high', urgency: 'today', tlp: 'AMBER', reason: `${step}` },
    'case.retitled': { title: `【訓練】 ${step}` },
    'case.called': { whom: `W${step}`, telephone: '', result: 'reached', callBackAt: null, note: '' },
    'case.log-retention': { source: `S${step}`, days: 30, kept: false },
  };
  return { kind, body: bodies[kind] } as Draft;
}

/** Plain injects at set times, and as many that wait for acts, for others, or for both. */
function scenarioOf({ hours, injects: count }: Size, random: () => number): Scenario {
  const end = hours * 3600;
  const any = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const injects = Array.from({ length: count }, (_, i) => {
    const at = Math.floor((end * i) / count);
    const before = `i-${Math.floor(random() * i)}`;
    const other = `i-${Math.floor(random() * i)}`;
    const met = { met: `${before}/seen` };
    const kinds = [
      {},
      { when: met },
      { when: { fired: before } },
      { when: { not: met } },
      { when: { all: [met, { any: [{ fired: other }, { met: `${other}/seen` }] }] } },
    ];
    const how = i === 0 ? {} : (kinds[i % 6] ?? null);
    const place =
      how === null
        ? { after: { inject: before, delay: `${Math.floor(random() * 7200)}s` } }
        : { at: `${at}s`, ...how, ...('when' in how ? { until: `${Math.min(end, at + 20_000)}s` } : {}) };
    return {
      id: `i-${i}`,
      channel: any(['mail', 'phone', 'chat'] as const),
      to: ['duty'],
      subject: `${i}`,
      body: `${i}`,
      expects: [{ id: 'seen', text: 'x', entry: any(ACTS) }],
      ...place,
    };
  });
  const roles = [{ id: 'duty', title: '当番', fill: 'on-duty' }];
  return scenarioSchema.parse({ format: 'matoi-scenario/1', id: 'proof', title: 't', about: 'a', duration: `${end}s`, roles, injects });
}

function conditional({ injects }: Scenario): number {
  return injects.filter(({ when, after }) => when !== undefined || after !== undefined).length;
}
