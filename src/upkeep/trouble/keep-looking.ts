// SPDX-License-Identifier: Apache-2.0
import type { Clock } from '../../kernel/instant.ts';
import { troubleOf } from './trouble.ts';
import type { Seen, Trouble } from './trouble.ts';

/** One thing that is looked at. Settles within 2.5 s; null: well, or not used by this desk. A rejection leaves the last word standing. */
export type Look = () => Promise<Seen | null>;

export type Looking = {
  readonly start: () => void;
  /** Waits for looks that are under way. */
  readonly stop: () => Promise<void>;
  readonly now: () => readonly Trouble[];
  /** A screen asks: for a while everything is looked at often. */
  readonly asked: () => void;
  /** Calls back when another word is to be said. Returns the way to stop. */
  readonly onChange: (tell: () => void) => () => void;
};

/** Milliseconds from one look to the next: with its own 2.5 s a trouble is told within five seconds. */
const BRISK = 2000;
/** While no screen is open: others' servers are not asked for nobody. */
const QUIET = 30_000;
/** How long after a screen asked one is taken to be open; screens ask twice as often. */
const OPEN = 90_000;

/** Looks at each thing again and again, and remembers what is wrong now. `counter`: milliseconds of a counter that is never set. */
export function keepLooking(looks: readonly Look[], clock: Clock, counter: () => number): Looking {
  const seen = new Map<Look, Trouble>();
  const listeners = new Set<() => void>();
  const timers = new Map<Look, NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  const state = { stopped: true, openUntil: Number.NEGATIVE_INFINITY };

  const isOpen = (): boolean => counter() < state.openUntil;

  async function lookOnce(look: Look): Promise<void> {
    const before = seen.get(look);
    try {
      const found = await look();
      if (found === null) seen.delete(look);
      else seen.set(look, troubleOf(found, before?.name === found.name ? before.since : clock.now()));
    } catch {
      // What could not be looked at says nothing new.
    }
    if (before?.what.en !== seen.get(look)?.what.en) for (const tell of listeners) tell();
    if (!state.stopped) wait(look, isOpen() ? BRISK : QUIET);
  }

  function wait(look: Look, millis: number): void {
    clearTimeout(timers.get(look));
    const timer = setTimeout(() => {
      timers.delete(look);
      const once = lookOnce(look).finally(() => running.delete(once));
      running.add(once);
    }, millis);
    timers.set(look, timer.unref());
  }

  return {
    start() {
      state.stopped = false;
      for (const look of looks) wait(look, 0);
    },
    async stop() {
      state.stopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
      await Promise.all(running);
    },
    now: () => looks.flatMap((look) => seen.get(look) ?? []),
    asked() {
      const wasOpen = isOpen();
      state.openUntil = counter() + OPEN;
      if (!wasOpen && !state.stopped) for (const look of timers.keys()) wait(look, 0);
    },
    onChange(tell) {
      listeners.add(tell);
      return () => void listeners.delete(tell);
    },
  };
}
