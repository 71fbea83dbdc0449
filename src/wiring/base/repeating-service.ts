// SPDX-License-Identifier: Apache-2.0
import type { Service } from './base.ts';

/** Runs `beat` again `millis` after it ended, for the first time `first` milliseconds after the start (0: at the start, and a stop waits for it). A failure (database away) is logged and the next run tries again. */
export function repeatingService(name: string, millis: number, beat: () => Promise<unknown>, first = millis): Service {
  const state: { timer: NodeJS.Timeout | null; running: Promise<void>; stopped: boolean } = {
    timer: null,
    running: Promise.resolve(),
    stopped: false,
  };
  const once = async (): Promise<void> => {
    await beat().catch((cause: unknown) => process.stderr.write(`${name}: ${String(cause).slice(0, 300)}\n`));
    if (!state.stopped) wait();
  };
  const wait = (after = millis): void => {
    state.timer = setTimeout(() => {
      state.running = once();
    }, after);
  };
  return {
    name,
    start() {
      if (first === 0) state.running = once();
      else wait(first);
      return Promise.resolve();
    },
    async stop() {
      state.stopped = true;
      if (state.timer !== null) clearTimeout(state.timer);
      await state.running;
    },
  };
}

/** Several services under one name: started in their order, stopped in the opposite one. */
export function together(name: string, services: readonly Service[]): Service {
  return {
    name,
    async start() {
      for (const service of services) await service.start();
    },
    async stop() {
      for (const service of services.toReversed()) await service.stop();
    },
  };
}

/** What each server lets go of at its end, whether it works or stands by. */
export function atTheEnd(name: string, stop: () => Promise<unknown>): Service {
  return { name, everywhere: true, start: () => Promise.resolve(), stop: async () => void (await stop()) };
}
