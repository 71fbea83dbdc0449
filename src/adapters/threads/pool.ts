// SPDX-License-Identifier: Apache-2.0
import { Worker } from 'node:worker_threads';

export type PoolSettings = {
  /** The module that runs in each thread; it serves by `serveThread`. */
  readonly module: URL;
  readonly data: unknown;
  readonly threads: number;
  /** How many of the threads may do work of one lane at a time; lanes that are not named may take all. */
  readonly lanes?: Readonly<Record<string, number>>;
  /** Heap of one thread in MB; a thread that needs more ends, and another takes its place. */
  readonly heapMb: number;
  /** A thread is replaced after this many pieces of work, so that what a library keeps does not pile up. */
  readonly worksPerThread: number;
};

export type Piece = { readonly name: string; readonly lane: string; readonly work: unknown; readonly millis: number };
/** `time` and `memory`: the work went over its limit and was ended. `failed`: it threw, or the thread died of something else. */
export type Outcome =
  | { readonly is: 'done'; readonly answer: unknown }
  | { readonly is: 'over'; readonly limit: 'time' | 'memory' }
  | { readonly is: 'failed'; readonly why: string };

export type Pool = {
  /** Waits while all threads are busy; `millis` counts from when a thread takes the work up. Rejects only when the pool is stopped. */
  readonly run: (piece: Piece) => Promise<Outcome>;
  /** Ends all threads; work that runs or waits rejects, as nothing was found out about it. */
  readonly stop: () => Promise<void>;
};

type Waiting = { readonly piece: Piece; readonly resolve: (outcome: Outcome) => void; readonly reject: (cause: Error) => void };
type Thread = {
  readonly worker: Worker;
  /** Its module is loaded. */
  ready: boolean;
  done: number;
  busy: (Waiting & { readonly timer: NodeJS.Timeout }) | null;
};

const CLOSING = 'the desk is closing';

/**
 * Threads that work on what strangers sent, within limits of time and memory: the caller's thread goes on answering,
 * and what goes over a limit ends with its thread. Threads start when there is work and keep no process alive.
 */
export function threadPool(settings: PoolSettings): Pool {
  const threads = new Set<Thread>();
  const waiting: Waiting[] = [];
  const state = { stopped: false };

  const start = (): Thread => {
    const worker = new Worker(settings.module, {
      workerData: settings.data,
      // What the desk was started with holds passwords; a thread gets what its data say.
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: settings.heapMb, stackSizeMb: 4 },
    });
    const thread: Thread = { worker, ready: false, done: 0, busy: null };
    threads.add(thread);
    worker.on('message', (answer: 'ready' | { ok: true; value: unknown } | { ok: false; why: string }) => {
      if (answer === 'ready') {
        thread.ready = true;
        worker.unref();
        next();
        return;
      }
      thread.done += 1;
      settle(thread, answer.ok ? { is: 'done', answer: answer.value } : { is: 'failed', why: answer.why });
    });
    worker.on('error', (cause: Error & { code?: string }) => {
      threads.delete(thread);
      // A thread that cannot even begin must not be started over and over for work that waits.
      if (!thread.ready) failWaiting(cause.message);
      settle(thread, cause.code === 'ERR_WORKER_OUT_OF_MEMORY' ? { is: 'over', limit: 'memory' } : { is: 'failed', why: cause.message });
    });
    worker.on('exit', (code) => {
      threads.delete(thread);
      settle(thread, { is: 'failed', why: `the thread ended with ${code}` });
    });
    return thread;
  };

  const settle = (thread: Thread, outcome: Outcome): void => {
    const { busy } = thread;
    if (busy !== null) {
      clearTimeout(busy.timer);
      thread.busy = null;
      thread.worker.unref();
      busy.resolve(outcome);
    }
    if (threads.has(thread) && (outcome.is === 'over' || thread.done >= settings.worksPerThread)) {
      threads.delete(thread);
      void thread.worker.terminate();
    }
    next();
  };

  const failWaiting = (why: string): void => {
    for (const { resolve } of waiting.splice(0)) resolve({ is: 'failed', why });
  };

  const busyIn = (lane: string): number => [...threads].filter(({ busy }) => busy?.piece.lane === lane).length;
  const next = (): void => {
    for (;;) {
      const at = waiting.findIndex(({ piece }) => busyIn(piece.lane) < (settings.lanes?.[piece.lane] ?? settings.threads));
      if (at < 0 || state.stopped) return;
      const idle = [...threads].find(({ busy, ready }) => ready && busy === null);
      if (idle === undefined) {
        const starting = [...threads].filter(({ ready }) => !ready).length;
        if (threads.size < settings.threads && starting < waiting.length) start();
        return;
      }
      const [taken] = waiting.splice(at, 1);
      if (taken !== undefined) give(idle, taken);
    }
  };

  const give = (thread: Thread, taken: Waiting): void => {
    const timer = setTimeout(() => settle(thread, { is: 'over', limit: 'time' }), taken.piece.millis);
    thread.busy = { ...taken, timer };
    thread.worker.ref();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    thread.worker.postMessage({ name: taken.piece.name, work: taken.piece.work });
  };

  return {
    run: (piece) =>
      new Promise((resolve, reject) => {
        if (state.stopped) {
          reject(new Error(CLOSING));
          return;
        }
        waiting.push({ piece, resolve, reject });
        next();
      }),
    async stop() {
      state.stopped = true;
      const running = [...threads].flatMap(({ busy }) => (busy === null ? [] : [busy]));
      for (const { reject } of [...waiting.splice(0), ...running]) reject(new Error(CLOSING));
      await Promise.all([...threads].map(({ worker }) => worker.terminate()));
    },
  };
}
