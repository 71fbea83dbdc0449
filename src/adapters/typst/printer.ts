// SPDX-License-Identifier: Apache-2.0
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Paper, PrintPaper } from '../../common/paper.port.ts';
import { ProblemError } from '../../kernel/problem.ts';
import { paperProblem } from './problems.ts';

export type PrinterSettings = {
  /** A folder with fonts for letters that Noto Sans JP lacks. */
  readonly fonts: string | null;
  /** For one paper, the start of the process included. */
  readonly millis?: number;
  /** Characters of one paper; 2 million are some 1,500 pages and half a gigabyte while they are set. */
  readonly characters?: number;
};

const MILLIS = 60_000;
const CHARACTERS = 2_000_000;
/** Without work for so long, the process ends. */
const IDLE_MILLIS = 20_000;
const CHILD = fileURLToPath(new URL('./typeset-child.ts', import.meta.url));

type Answer = { readonly is: 'ready' } | { readonly is: 'set'; readonly pdf: Uint8Array } | { readonly is: 'failed'; readonly why: string };

/** Papers by Typst, one after the other in a process that starts with the first; what it cannot bear ends with that process. */
export function typstPrinter({ fonts, millis = MILLIS, characters = CHARACTERS }: PrinterSettings): PrintPaper {
  const kept: { child: ChildProcess | null; idle: NodeJS.Timeout | null; last: Promise<unknown> } = {
    child: null,
    idle: null,
    last: Promise.resolve(),
  };

  const end = (): void => {
    kept.child?.kill('SIGKILL');
    kept.child = null;
  };
  const start = (): ChildProcess => {
    const child = fork(CHILD, fonts === null ? [] : [fonts], {
      // What the desk was started with holds passwords; the typesetter needs none of it.
      env: {},
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.once('exit', () => {
      if (kept.child === child) kept.child = null;
    });
    return child;
  };

  const set = async (paper: Paper): Promise<Uint8Array> => {
    if (kept.idle !== null) clearTimeout(kept.idle);
    const fresh = kept.child === null;
    kept.child ??= start();
    const answer = await answerOf(kept.child, paper, fresh, millis);
    if (answer === 'over') end();
    kept.child?.unref();
    kept.child?.channel?.unref();
    kept.idle = setTimeout(end, IDLE_MILLIS).unref();
    if (answer === 'over') throw new ProblemError(paperProblem('paper.over-time', { seconds: millis / 1000 }));
    if (answer.is !== 'set') throw new ProblemError(paperProblem('paper.not-set', { why: answer.is === 'failed' ? answer.why : 'typst' }));
    return answer.pdf;
  };

  return (paper) => {
    if (JSON.stringify(paper).length > characters) return Promise.reject(new ProblemError(paperProblem('paper.too-large', { characters })));
    const done = kept.last.then(() => set(paper));
    kept.last = done.catch(() => undefined);
    return done;
  };
}

/** What the process says to one paper; `over` when it takes too long. */
function answerOf(child: ChildProcess, paper: Paper, fresh: boolean, millis: number): Promise<Answer | 'over'> {
  child.ref();
  child.channel?.ref();
  return new Promise((resolve) => {
    const done = (answer: Answer | 'over'): void => {
      clearTimeout(timer);
      child.off('message', heard).off('exit', gone).off('error', gone);
      resolve(answer);
    };
    const heard = (answer: Answer): void => {
      if (answer.is === 'ready') child.send(paper);
      else done(answer);
    };
    const gone = (): void => done({ is: 'failed', why: 'the typesetter ended' });
    const timer = setTimeout(done, millis, 'over');
    child.on('message', heard).once('exit', gone).once('error', gone);
    if (!fresh) child.send(paper);
  });
}
