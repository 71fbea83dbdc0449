// SPDX-License-Identifier: Apache-2.0
import { randomText, sha256, systemClock, defaultDataFolder } from './adapters/system/system.ts';
import { runCommandLine } from './cli/cli.ts';
import type { Base, Wired } from './wiring/base.ts';
import { deskCommands } from './wiring/desk.ts';
import { wireContainment } from './wiring/containment.ts';
import { wireHunt } from './wiring/hunt.ts';
import { wireIntake } from './wiring/intake.ts';
import { wireExposure } from './wiring/exposure.ts';
import { wireJournal } from './wiring/journal.ts';
import { wireDuty } from './wiring/duty.ts';
import { wireRemediation } from './wiring/remediation.ts';
import { wireObligation } from './wiring/obligation.ts';
import { wireOrganisation } from './wiring/organisation.ts';
import { openState } from './wiring/state.ts';
import { wireTriage } from './wiring/triage.ts';
import type { State } from './wiring/state.ts';

/** Every part, in the order in which an incident flows. One line each; the organisation stands apart, because it keeps the door. */
const parts: readonly ((base: Base) => Wired)[] = [
  wireJournal,
  wireExposure,
  wireIntake,
  wireHunt,
  wireContainment,
  wireObligation,
  wireDuty,
  wireRemediation,
  wireTriage,
];

const unopened = { clock: systemClock, hash: sha256, random: randomText, dataFolder: defaultDataFolder(process.env), env: process.env };
const opening: { state: Promise<State> | null } = { state: null };
const open = (): Promise<State> => {
  opening.state ??= openState(
    unopened,
    wired.flatMap((part) => part.watches ?? []),
  );
  return opening.state;
};
const base: Base = { ...unopened, open };
const organisation = wireOrganisation(base);
const wired = [organisation, ...parts.map((wire) => wire(base))];
const desk = deskCommands({ base, organisation, parts: () => wired, open });

// `matoi … | head` closes the pipe early: the reader's right, and the work still goes on to its end.
process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  if (cause.code !== 'EPIPE') throw cause;
});

process.exitCode = await runCommandLine([...desk, ...wired.flatMap((part) => part.commands ?? [])], {
  argv: process.argv.slice(2),
  env: process.env,
  streams: {
    stdout: (bytes) => void process.stdout.write(bytes),
    stderr: (text) => void process.stderr.write(text),
    terminal: process.stdout.isTTY,
  },
  stdin: () => process.stdin,
});
await opening.state?.then((state) => state.close()).catch(() => undefined);
