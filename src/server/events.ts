// SPDX-License-Identifier: Apache-2.0
import type { JournalStore } from '../case/language/journal.port.ts';
import type { Envelope } from '../journal/entry.ts';

/** One commit as the desk tells it: no body, so that the line says nothing that a card would hide. */
export type DeskEvent = { readonly global: number; readonly stream: string; readonly seq: number; readonly kind: string };

export type EventFeed = {
  readonly head: () => Promise<number>;
  /** In order of `global`, strictly after it. */
  readonly after: (global: number, limit: number) => Promise<readonly DeskEvent[]>;
  /** Calls back soon after something was committed, by whichever process. Returns the way to stop. */
  readonly onCommit?: (poke: () => void) => () => void;
  /** Calls back with a topic when something that is no entry has changed. Not kept: who is away misses it. */
  readonly onSignal?: (tell: (topic: string) => void) => () => void;
};

/** The journal's commits as the event streams read them: number, stream, kind, and no body. */
export function feedOf(store: JournalStore, onCommit?: EventFeed['onCommit']): EventFeed {
  return {
    head: async () => (await store.head()).global,
    async after(global, limit) {
      const rows = await store.readAll(global, limit);
      return rows.map((row) => ({
        global: row.global,
        stream: row.stream,
        seq: row.seq,
        kind: (JSON.parse(row.envelope) as Envelope).kind,
      }));
    },
    ...(onCommit === undefined ? {} : { onCommit }),
  };
}

/** What a stream of events needs of its connection. `send` false: the other side does not keep up. */
export type Listener = {
  /** The stream is heard from here on: whoever reads the desk after this misses nothing. */
  readonly begin: () => void;
  readonly send: (event: DeskEvent) => boolean;
  readonly signal: (topic: string) => boolean;
  readonly beat: () => Promise<boolean>;
  readonly end: () => void;
};

export type Hub = {
  /** Sends what came after `last` (null: from now on), then what comes. */
  readonly join: (listener: Listener, last: number | null) => Promise<void>;
  readonly leave: (listener: Listener) => void;
  readonly count: () => number;
  readonly close: () => void;
};

const PAGE = 500;
/** A gap longer than this is not replayed: the client is told to read anew. */
export const LONGEST_REPLAY = 5000;

/** Reads the feed once for all listeners: on a poke, and every `pollMillis` while somebody listens. */
export function createHub(feed: EventFeed, options: { readonly pollMillis: number; readonly beatMillis: number }): Hub {
  const at = new Map<Listener, number>();
  let running = false;
  let again = false;
  let closed = false;

  const drop = (listener: Listener): void => {
    if (at.delete(listener)) listener.end();
  };

  async function round(): Promise<void> {
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      do {
        again = false;
        while (at.size > 0 && (await page())) continue;
      } while (again);
    } catch {
      // The store is away for a moment: the next round reads from the same number, so nothing is left out.
    } finally {
      running = false;
    }
  }

  async function page(): Promise<boolean> {
    const lowest = Math.min(...at.values());
    const events = await feed.after(lowest, PAGE);
    for (const event of events) {
      for (const [listener, last] of at) {
        if (event.global <= last) continue;
        at.set(listener, event.global);
        if (!listener.send(event)) drop(listener);
      }
    }
    return events.length === PAGE;
  }

  const poke = (): void => void round();
  const stopPokes = feed.onCommit?.(poke);
  const stopSignals = feed.onSignal?.((topic) => {
    for (const listener of at.keys()) if (!listener.signal(topic)) drop(listener);
  });
  const poll = setInterval(poke, options.pollMillis);
  const beat = setInterval(() => {
    for (const listener of at.keys()) void listener.beat().then((stays) => (stays ? undefined : drop(listener)));
  }, options.beatMillis);

  return {
    async join(listener, last) {
      const head = await feed.head();
      if (closed) return listener.end();
      listener.begin();
      at.set(listener, last === null || last > head ? head : Math.max(last, head - LONGEST_REPLAY));
      poke();
    },
    leave: (listener) => void at.delete(listener),
    count: () => at.size,
    close() {
      closed = true;
      clearInterval(poll);
      clearInterval(beat);
      stopPokes?.();
      stopSignals?.();
      for (const listener of at.keys()) drop(listener);
    },
  };
}
