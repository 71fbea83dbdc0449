// SPDX-License-Identifier: Apache-2.0
import type { ImapFlow } from 'imapflow';
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { WayIn } from '../../intake/ways.port.ts';
import { connectable, hangUp, reasonOf, within, wordsOf } from './connect.ts';
import { readFolder } from './read-folder.ts';
import { junkFolderOf } from './junk-folder.ts';
import type { ImapDeps, ImapSettings, Timing } from './settings.ts';

/** What the poller is doing, for the settings screen and for tests. */
export type ImapState = {
  readonly is: 'stopped' | 'connecting' | 'reading' | 'waiting' | 'retrying';
  readonly failures: number;
  readonly lastFailure: string | null;
  /** The same with what to do, where the desk knows it. */
  readonly words: Bilingual | null;
};

export type ImapService = {
  readonly name: string;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly state: () => ImapState;
  readonly way: () => WayIn;
};

const WAYS = { stopped: 'stopped', connecting: 'trying', retrying: 'trying', reading: 'open', waiting: 'open' } as const;
const TIMING: Timing = { stepMillis: 60_000, firstRetryMillis: 1000, longestRetryMillis: 300_000 };

/** A server that is away is asked at least this often; one that refuses the account is not pressed. */
const AWAY = 15_000;

/**
 * Reads a mailbox for as long as the desk runs: what is new since the cursor, then waits by IDLE (RFC 2177) and looks
 * again at least every `pollMillis`. Folders are opened read-only; nothing is marked, moved or deleted. A lost or dead
 * connection is made anew, later each time; a wrong password shows in `state` and is tried again ever more slowly.
 */
export function imapService(settings: ImapSettings, deps: ImapDeps): ImapService {
  const timing = { ...TIMING, ...settings.timing };
  const run = { stopping: false, client: null as ImapFlow | null, wake: () => undefined as void, done: Promise.resolve(), state: idle() };
  const say = (change: Partial<ImapState>): void => {
    run.state = { ...run.state, ...change };
  };

  async function session(): Promise<void> {
    const client = await connectable(settings, { step: timing.stepMillis, silence: settings.pollMillis + 2 * timing.stepMillis });
    run.client = client;
    const broken = new Promise<never>((_, reject) => {
      // Listened to before connecting: an error event without a listener would end the process.
      client.on('error', reject);
      client.on('close', () => reject(new Error('the server closed the connection')));
    });
    broken.catch(() => undefined);
    const step = <T>(work: Promise<T>, millis = timing.stepMillis): Promise<T> => Promise.race([within(work, millis), broken]);
    try {
      say({ is: 'connecting' });
      await step(client.connect());
      const junk = await step(junkFolderOf(client, settings.junk));
      while (!run.stopping) {
        say({ is: 'reading' });
        for (const folder of [settings.folder, ...(junk === null || junk === settings.folder ? [] : [junk])])
          await readFolder(client, { settings, deps, step, folder, junk: folder === junk });
        say({ is: 'waiting', failures: 0, lastFailure: null, words: null });
        await step(client.mailboxOpen(settings.folder, { readOnly: true }));
        await waitForMail(client, step);
      }
    } finally {
      run.client = null;
      hangUp(client);
    }
  }

  /** Returns when something came, when it is time to look, or when we stop. */
  async function waitForMail(client: ImapFlow, step: <T>(work: Promise<T>, millis?: number) => Promise<T>): Promise<void> {
    const heard = { wake: () => undefined as void };
    const news = new Promise<void>((resolve) => {
      heard.wake = resolve;
      run.wake = resolve;
    });
    client.on('exists', heard.wake);
    const idling = client.idle().catch(() => false);
    try {
      await step(Promise.race([news, pause(settings.pollMillis), idling.then(() => pause(1000))]), settings.pollMillis + timing.stepMillis);
    } finally {
      client.off('exists', heard.wake);
    }
    // Any command ends IDLE; an answer proves that the line is alive.
    await step(client.noop());
  }

  async function loop(): Promise<void> {
    let wait = timing.firstRetryMillis;
    while (!run.stopping) {
      const begun = Date.now();
      try {
        await session();
      } catch (cause) {
        if (run.stopping) break;
        if (Date.now() - begun > timing.longestRetryMillis) wait = timing.firstRetryMillis;
        const refused = (cause as { authenticationFailed?: boolean }).authenticationFailed === true;
        if (refused) settings.tokenRefused?.();
        say({ is: 'retrying', failures: run.state.failures + 1, lastFailure: reasonOf(cause), words: wordsOf(settings, cause) });
        await Promise.race([pause(wait * (0.75 + Math.random() / 2)), new Promise<void>((resolve) => (run.wake = resolve))]);
        wait = Math.min(wait * 2, refused ? timing.longestRetryMillis : Math.min(AWAY, timing.longestRetryMillis));
      }
    }
    say({ is: 'stopped' });
  }

  return {
    name: 'imap',
    state: () => run.state,
    way: () => ({
      kind: 'imap',
      is: WAYS[run.state.is],
      where: `${settings.user} @ ${settings.host}:${settings.port} / ${settings.folder}`,
      encryption: settings.secure || settings.startTls === true ? 'required' : settings.startTls === false ? 'none' : 'offered',
      failures: run.state.failures,
      lastFailure: run.state.lastFailure,
      words: run.state.words,
    }),
    start() {
      run.stopping = false;
      run.done = loop();
      return Promise.resolve();
    },
    async stop() {
      run.stopping = true;
      run.wake();
      if (run.client !== null) hangUp(run.client);
      await run.done;
    },
  };
}

function idle(): ImapState {
  return { is: 'stopped', failures: 0, lastFailure: null, words: null };
}

function pause(millis: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, millis).unref();
  });
}
