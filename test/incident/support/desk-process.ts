// SPDX-License-Identifier: Apache-2.0
// The desk as src/main.ts starts it, with every part, listener and job, on a clock that its parent moves forward.
import { defaultDataFolder, randomText, sha256 } from '../../../src/adapters/system/system.ts';
import { runGroups } from '../../../src/cli/cli.ts';
import { instantFromMillis } from '../../../src/kernel/instant.ts';
import type { Clock, Instant } from '../../../src/kernel/instant.ts';
import type { Base } from '../../../src/wiring/base/base.ts';
import { openState } from '../../../src/wiring/base/state.ts';
import type { State } from '../../../src/wiring/base/state.ts';
import { VERSION } from '../../../src/wiring/base/version.ts';
import { commandGroups } from '../../../src/wiring/commands.ts';
import { everyWatch } from '../../../src/wiring/watches.ts';

/** What the parent says: by how many milliseconds the desk's clock is ahead of this machine's; answered with the same. */
export type ClockOrder = { readonly ahead: number };

const held = { ahead: Number(process.env['INCIDENT_CLOCK_AHEAD'] ?? 0) };
const clock: Clock = { now: () => instantFromMillis(Date.now() + held.ahead) as Instant };
const unopened = { clock, hash: sha256, random: randomText, dataFolder: defaultDataFolder(process.env), env: process.env };
const opening: { state: Promise<State> | null } = { state: null };
const open = (): Promise<State> => (opening.state ??= openState(unopened, everyWatch));
const base: Base = { ...unopened, open };

process.on('message', ({ ahead }: ClockOrder) => {
  held.ahead = ahead;
  process.send?.({ ahead });
});
process.channel?.unref();

process.exitCode = await runGroups(
  commandGroups(base, open),
  { version: VERSION },
  {
    argv: process.argv.slice(2),
    env: process.env,
    streams: {
      stdout: (bytes) => void process.stdout.write(bytes),
      stderr: (text) => void process.stderr.write(text),
      terminal: false,
    },
    stdin: () => process.stdin,
    trace: () => Promise.resolve(),
  },
);
await opening.state?.then((state) => state.close()).catch(() => undefined);
