// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Asked } from './desk-asker.ts';

export type Watched = {
  /** Milliseconds of every answer, in order. */
  readonly answers: number[];
  /** Resident memory of the desk's own process in MB, once a second. */
  readonly memory: number[];
  readonly faults: string[];
};

/** Asks a running desk for its session every 100 ms, from a thread of its own, and reads its memory every second, until stopped. */
export function watchDesk(url: string, pid: number): { readonly watched: Watched; readonly stop: () => Promise<void> } {
  const watched: Watched = { answers: [], memory: [], faults: [] };
  const state = { on: true };
  const asker = new Worker(new URL('./desk-asker.ts', import.meta.url), { workerData: { url, everyMillis: 100 } });
  asker.on('message', ({ millis, fault }: Asked) => {
    watched.answers.push(millis);
    if (fault !== null) watched.faults.push(fault);
  });
  asker.on('error', (cause) => watched.faults.push(`the asker ended: ${String(cause)}`));
  const left = once(asker, 'exit');
  const weighing = (async () => {
    while (state.on) {
      const megabytes = residentMb(pid);
      if (megabytes !== null) watched.memory.push(megabytes);
      await pause(1000);
    }
  })();
  return {
    watched,
    stop: async () => {
      state.on = false;
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      asker.postMessage('stop');
      await Promise.all([left, weighing]);
    },
  };
}

function residentMb(pid: number): number | null {
  try {
    const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024);
  } catch {
    // The process has ended, or the system has no /proc.
    return null;
  }
}

/** By how much the lowest memory of the last quarter lies above that of the second: what stays, not what comes and goes. 1 is flat. */
export function growth(memory: readonly number[]): number {
  const quarter = Math.floor(memory.length / 4);
  if (quarter < 5) return 1;
  return Math.min(...memory.slice(-quarter)) / Math.min(...memory.slice(quarter, quarter * 2));
}
