// SPDX-License-Identifier: Apache-2.0
// npm run mutants -- [FILE…] [--most 12] [--seed 1]: plants small faults, one at a time, in a copy of the files, and looks
// whether a unit test that reaches the file notices. Without files: the core files of test/mutants.json. Ends with 1 below 85 %.
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { chosen, faultsOf, planted } from './faults.ts';
import type { Fault } from './faults.ts';
import { testsReaching } from './reach.ts';
import type { Answer, Ask } from './runner.ts';
import { makeScratch } from './scratch.ts';

/** A survivor somebody has looked at: why no test needs to notice it. It stays a survivor in the share. */
type Judged = { readonly file: string; readonly was: string; readonly now: string; readonly why: string };

const LEAST_SHARE = 0.85;
/** A fault may make a loop endless: what takes so much longer than without it is noticed. */
const longest = (withoutFault: number): number => 10_000 + 4 * withoutFault;

const root = join(import.meta.dirname, '..', '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { most: { type: 'string', default: '12' }, seed: { type: 'string', default: '1' } },
});
const list = JSON.parse(readFileSync(join(root, 'test', 'mutants.json'), 'utf8')) as { core: readonly string[]; judged: readonly Judged[] };
const scratch = makeScratch(root);
const reaching = testsReaching(scratch);
const runner: { process: ChildProcess | null } = { process: null };
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130));
process.on('exit', () => {
  stopRunner();
  rmSync(dirname(scratch), { recursive: true, force: true });
});

function stopRunner(): void {
  const pid = runner.process?.pid;
  runner.process = null;
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function answerOf(child: ChildProcess): Promise<Answer | 'ended'> {
  return new Promise((resolve) => {
    const hear = (answer: Answer | number | null): void => {
      child.off('message', hear).off('exit', hear);
      resolve(typeof answer === 'object' && answer !== null ? answer : 'ended');
    };
    child.on('message', hear).on('exit', hear);
  });
}

/** The tests that were run, over: which file failed, none, or no answer in time. */
async function ask(question: Ask, millis: number): Promise<Answer | 'ended'> {
  if (runner.process === null) {
    // A group of its own: its workers end with it.
    runner.process = fork(join(import.meta.dirname, 'runner.ts'), {
      cwd: scratch,
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    if ((await answerOf(runner.process)) === 'ended') throw new Error('vitest does not start in the copy');
  }
  const answer = answerOf(runner.process);
  runner.process.send(question);
  const late = setTimeout(stopRunner, millis);
  const got = await answer;
  clearTimeout(late);
  if (got === 'ended') stopRunner();
  return got;
}

type Fate = 'noticed' | 'judged' | 'survived';
const counts = (fates: readonly Fate[], fate: Fate): number => fates.filter((one) => one === fate).length;
const judgedWhy = (file: string, { was, now }: Fault): string | undefined =>
  list.judged.find((one) => one.file === file && one.was === was && one.now === now)?.why;

/** Plants the file's faults one after the other and says of each what became of it. */
async function fatesIn(file: string): Promise<readonly Fate[]> {
  const path = join(scratch, file);
  const source = readFileSync(path, 'utf8');
  const question: Ask = { changed: path, tests: reaching(file).map((test) => join(scratch, test)) };
  const withoutFault = async (): Promise<number> => {
    const begun = performance.now();
    const whole = await ask(question, 600_000);
    if (whole === 'ended' || whole.by !== null)
      throw new Error(`without a fault in ${file} ${whole === 'ended' ? 'a test' : whole.by} fails`);
    return longest(performance.now() - begun);
  };
  let millis = await withoutFault();
  process.stdout.write(`\n${file} (${question.tests.length} test files reach it)\n`);
  const fates: Fate[] = [];
  for (const fault of chosen(faultsOf(file, source), Number(values.most), `${values.seed} ${file}`)) {
    const plant = async () => {
      writeFileSync(path, planted(source, fault));
      const answer = await ask(question, millis);
      writeFileSync(path, source);
      return answer;
    };
    let answer = await plant();
    if (answer === 'ended') {
      // The machine may have become slower since it was measured: only what is late by a new measure too is noticed.
      const now = await withoutFault();
      if (now > 1.5 * millis) {
        millis = now;
        answer = await plant();
      }
    }
    const why = judgedWhy(file, fault);
    const fate = answer === 'ended' || answer.by !== null ? 'noticed' : why === undefined ? 'survived' : 'judged';
    fates.push(fate);
    const by = answer === 'ended' ? ' (without end)' : '';
    process.stdout.write(
      `  ${fate.padEnd(8)} ${String(fault.line).padStart(4)}  ${fault.what}: ${fault.now.slice(0, 140) || fault.was}${by}\n`,
    );
    if (fate === 'judged') process.stdout.write(`                 ${why}\n`);
  }
  process.stdout.write(`  ${counts(fates, 'noticed')} of ${fates.length} noticed\n`);
  return fates;
}

const fates: Fate[] = [];
for (const file of positionals.length > 0 ? positionals : list.core) fates.push(...(await fatesIn(file)));
const share = counts(fates, 'noticed') / fates.length;
process.stdout.write(
  `\n${counts(fates, 'noticed')} of ${fates.length} small faults noticed (${(100 * share).toFixed(1)} %); ${counts(fates, 'judged')} judged, ${counts(fates, 'survived')} survived\n`,
);
process.exit(share >= LEAST_SHARE ? 0 : 1);
