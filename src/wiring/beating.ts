// SPDX-License-Identifier: Apache-2.0
import type { Service } from './base.ts';

/** Work that comes again `millis` after it ended. A beat that fails (database away) is told and tried again at the next one. */
export function beatingService(name: string, millis: number, beat: () => Promise<unknown>): Service {
  const state: { timer: NodeJS.Timeout | null; running: Promise<void>; stopped: boolean } = {
    timer: null,
    running: Promise.resolve(),
    stopped: false,
  };
  const once = async (): Promise<void> => {
    await beat().catch((cause: unknown) => process.stderr.write(`${name}: ${String(cause).slice(0, 300)}\n`));
    if (!state.stopped) wait();
  };
  const wait = (): void => {
    state.timer = setTimeout(() => {
      state.running = once();
    }, millis);
  };
  return {
    name,
    start() {
      wait();
      return Promise.resolve();
    },
    async stop() {
      state.stopped = true;
      if (state.timer !== null) clearTimeout(state.timer);
      await state.running;
    },
  };
}
