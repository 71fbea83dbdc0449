// SPDX-License-Identifier: Apache-2.0
// What a command cost: CPU = user + system of its whole process, and of the log engine's, which stands apart from it.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export type Run = { readonly cpu: number; readonly wall: number; readonly peakMiB: number; readonly out: string };

const TICKS = 100;

/** `engine`: the folder of the engine that the command uses; its process is awaited, so that the next run starts anew. */
export async function measure(
  command: readonly string[],
  options: { readonly env?: Readonly<Record<string, string>>; readonly engine?: string } = {},
): Promise<Run> {
  // One that was used before this command stays for a moment, with what that cost.
  const before = options.engine === undefined ? null : engineOf(options.engine);
  if (before !== null) await gone(before);
  const from = performance.now();
  // The shell's own `time` takes the sum over a process that has ended; /proc no longer has it then.
  const child = spawn('bash', ['-c', 'TIMEFORMAT="cpu %U %S"; { time "$@" 2>/dev/null; } 2>&3', 'bash', ...command], {
    stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
    // As the launcher starts it.
    env: { ...process.env, NODE_COMPILE_CACHE: join(import.meta.dirname, '../../.cache/node'), ...options.env },
  });
  let [out, said, peak] = ['', '', 0];
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stdio[3]?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const timer = setInterval(() => {
    for (const pid of childrenOf(child.pid ?? 0)) peak = Math.max(peak, peakOf(pid));
  }, 100);
  await new Promise((done) => child.once('close', done));
  clearInterval(timer);
  const wall = (performance.now() - from) / 1000;
  const engine = options.engine === undefined ? null : engineOf(options.engine);
  const engineCpu = engine === null ? 0 : ticksOf(engine) / TICKS;
  const engineMiB = engine === null ? 0 : peakOf(engine);
  if (engine !== null) await gone(engine);
  const [, user = 'NaN', system = 'NaN'] = /cpu ([\d.]+) ([\d.]+)/.exec(said) ?? [];
  return { cpu: Number(user) + Number(system) + engineCpu, wall, peakMiB: Math.round(peak + engineMiB), out };
}

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function gone(pid: number): Promise<void> {
  if (peakOf(pid) === 0) return;
  await wait(100);
  await gone(pid);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function childrenOf(pid: number): number[] {
  return read(`/proc/${pid}/task/${pid}/children`)
    .split(' ')
    .filter((one) => one !== '')
    .map(Number);
}

function peakOf(pid: number): number {
  return Number(/VmHWM:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;
}

function ticksOf(pid: number): number {
  const fields = read(`/proc/${pid}/stat`).split(') ')[1]?.split(' ') ?? [];
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
}

/** By the folder on its command line; it stays for two seconds after the last command. */
function engineOf(folder: string): number | null {
  const found = readdirSync('/proc').find((name) => {
    const line = /^\d+$/.test(name) ? read(`/proc/${name}/cmdline`).split('\0') : [];
    return line.includes(folder) && line.some((word) => word.includes('engine-child'));
  });
  return found === undefined ? null : Number(found);
}
