// SPDX-License-Identifier: Apache-2.0
import { randomText, sha256, systemClock, defaultDataFolder } from './adapters/system/system.ts';
import { asker } from './cli/ask.ts';
import { runGroups } from './cli/cli.ts';
import type { Identify } from './cli/person.ts';
import { parseCaseId } from './journal/stream.ts';
import type { Base } from './wiring/base/base.ts';
import { VERSION } from './wiring/base/version.ts';
import { commandGroups } from './wiring/commands.ts';
import type { State } from './wiring/base/state.ts';

const unopened = { clock: systemClock, hash: sha256, random: randomText, dataFolder: defaultDataFolder(process.env), env: process.env };
const opening: { state: Promise<State> | null } = { state: null };
const open = (): Promise<State> => {
  opening.state ??= openWithEveryWatch();
  return opening.state;
};
const base: Base = { ...unopened, open };

/** Loaded at the first use only: much of the command line works without a store and should start at once. */
async function openWithEveryWatch(): Promise<State> {
  const [{ openState }, { everyWatch }, { obeyProxiesOf }] = await Promise.all([
    import('./wiring/base/state.ts'),
    import('./wiring/watches.ts'),
    import('./wiring/base/outside.ts'),
  ]);
  obeyProxiesOf(process.env);
  return openState(unopened, everyWatch);
}

const asking: { ask: ReturnType<typeof asker> | null } = { ask: null };

/** Loaded only where a command lets something out. */
const identify: Identify = async (address, roles, operator, ask) => {
  const { identifyAtConsole } = await import('./wiring/organisation.ts');
  return identifyAtConsole(base, await open(), { address, roles, operator, ask });
};

// `matoi … | head` closes the pipe early: the reader's right, and the work still goes on to its end.
process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  if (cause.code !== 'EPIPE') throw cause;
});

process.exitCode = await runGroups(
  commandGroups(base, open),
  { version: VERSION },
  {
    argv: process.argv.slice(2),
    env: process.env,
    streams: {
      stdout: (bytes) => void process.stdout.write(bytes),
      stderr: (text) => void process.stderr.write(text),
      terminal: process.stdout.isTTY,
    },
    stdin: () => process.stdin,
    trace: async (of, readerId, route) => {
      const { store } = await open();
      await store.traceRead(parseCaseId(of) ?? '*', readerId, route, systemClock.now());
    },
    identify,
    ask: (what, lang) => (asking.ask ??= asker(process.stdin, (text) => void process.stderr.write(text), lang))(what),
  },
);
await opening.state?.then((state) => state.close()).catch(() => undefined);
