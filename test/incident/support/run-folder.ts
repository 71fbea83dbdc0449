// SPDX-License-Identifier: Apache-2.0
// A run of an incident keeps all it writes in one folder and hands that to all it starts as their place for temporary files. By
// this whatever is left of a run that was killed can be told from everything else on the machine, and cleared.
import { spawnSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeTree } from '../../support/remove-tree.ts';

const FOLDER = /^matoi-run-(\d+)-\w{6}$/;
/** As the laboratory names its network namespaces: by the number of their maker, cut to five digits. */
const NAMESPACE = /^mt(\d{1,5})x\d+-(?:lan|srv|wan|rt)$/;
const PIDS = 100_000;
const [ENDS_WITHIN, LOOKS_EVERY] = [8000, 100];

/** Clears what earlier runs left, then gives this one its folder; a signal ends the run with nothing left of it. */
export function openRunFolder(): { readonly close: () => void } {
  clearLeft();
  const [place, before] = [tmpdir(), process.env['TMPDIR']];
  const folder = mkdtempSync(join(place, `matoi-run-${process.pid}-`));
  // The database's own account passes through it.
  chmodSync(folder, 0o755);
  process.env['TMPDIR'] = folder;
  const end = (signal: NodeJS.Signals): never => {
    // In one go: what waits for those that end here would else end this process halfway.
    clear(folder, process.pid);
    process.exit(128 + constants.signals[signal]);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end);
  return {
    close() {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.removeListener(signal, end);
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
      clear(folder, process.pid);
    },
  };
}

/** Processes, namespaces and folders of runs whose own process is no more. */
export function clearLeft(place = tmpdir()): void {
  for (const name of readdirSync(place)) {
    const pid = FOLDER.exec(name)?.[1];
    const folder = join(place, name);
    if (pid === undefined || isAlive(Number(pid)) || lstatSync(folder).uid !== process.getuid?.()) continue;
    clear(folder, Number(pid));
  }
  const alive = new Set(pids().map((pid) => pid % PIDS));
  for (const name of namespaces()) if (!alive.has(Number(NAMESPACE.exec(name)?.[1]))) takeAway(name);
}

function clear(folder: string, pid: number): void {
  endAll(() => pids().filter((one) => one !== process.pid && belongsTo(one, folder)));
  for (const name of namespaces()) if (Number(NAMESPACE.exec(name)?.[1]) === pid % PIDS) takeAway(name);
  removeTree(folder);
}

/** Asks them to end, waits, and ends those that have not. */
function endAll(left: () => readonly number[]): void {
  const tell = (signal: NodeJS.Signals) => left().forEach((pid) => kill(pid, signal));
  tell('SIGTERM');
  const until = Date.now() + ENDS_WITHIN;
  while (left().length > 0) {
    if (Date.now() > until) tell('SIGKILL');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOKS_EVERY);
  }
}

/** A daemon outlives the name of its namespace: first those in it, then the name. */
function takeAway(namespace: string): void {
  endAll(() => numbers(spawnSync('ip', ['netns', 'pids', namespace], { encoding: 'utf8' }).stdout).filter((pid) => pid !== process.pid));
  spawnSync('ip', ['netns', 'del', namespace]);
}

function belongsTo(pid: number, folder: string): boolean {
  const has = (file: string, sign: string) =>
    textOf(pid, file)
      .split('\0')
      .some((part) => part === sign || part.startsWith(`${sign}/`));
  return has('environ', `TMPDIR=${folder}`) || textOf(pid, 'cmdline').includes(`${folder}/`);
}

/** Nothing where it has ended meanwhile or is somebody else's; what has ended and was not asked for its end has none either. */
function textOf(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

function pids(): readonly number[] {
  try {
    return numbers(readdirSync('/proc').join('\n'));
  } catch {
    return [];
  }
}

function namespaces(): readonly string[] {
  const { stdout } = spawnSync('ip', ['netns', 'list'], { encoding: 'utf8' });
  return (stdout ?? '').split('\n').flatMap((line) => (NAMESPACE.test(line.split(' ')[0] ?? '') ? [line.split(' ')[0] ?? ''] : []));
}

function numbers(text: string | null): readonly number[] {
  return (text ?? '').split('\n').flatMap((line) => (/^\d+$/.test(line) ? [Number(line)] : []));
}

function isAlive(pid: number): boolean {
  return textOf(pid, 'cmdline') !== '';
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}
