// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

export type Watched = {
  /** Milliseconds of every answer, in order. */
  readonly answers: number[];
  /** Resident memory of the desk's own process in MB, once a second. */
  readonly memory: number[];
  readonly faults: string[];
};

/** Asks a running desk for its session every 100 ms and reads its memory every second, until stopped. */
export function watchDesk(url: string, pid: number): { readonly watched: Watched; readonly stop: () => Promise<void> } {
  const watched: Watched = { answers: [], memory: [], faults: [] };
  const state = { on: true };
  const asking = (async () => {
    while (state.on) {
      const begun = performance.now();
      const answer = await fetch(`${url}/api/v1/session`, { signal: AbortSignal.timeout(60_000) }).catch((cause: unknown) => String(cause));
      if (typeof answer === 'string') watched.faults.push(`no answer: ${answer}`);
      watched.answers.push(performance.now() - begun);
      await pause(100);
    }
  })();
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
      await Promise.all([asking, weighing]);
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
