// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const main = join(root, 'src', 'main.ts');

export type Ran = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** Runs the command line as a process of its own, as a person would. */
export function runMatoi(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input: string | Uint8Array = '',
): Promise<Ran> {
  const child = spawn(process.execPath, [main, ...args], { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  child.stdin.on('error', () => {
    // The command ended without reading all of its input.
  });
  child.stdin.end(input);
  return new Promise((done) => {
    child.once('close', (code) => done({ code, stdout: Buffer.concat(out).toString('utf8'), stderr: Buffer.concat(err).toString('utf8') }));
  });
}

export type DeskProcess = {
  readonly child: ChildProcess;
  readonly url: string;
  /** The link for the first person; null when the set-up is done. */
  readonly setUpLink: string | null;
  readonly said: () => string;
  /** Sends the signal and waits for the end. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>;
};

/** Starts `matoi start` on a free port of 127.0.0.1 and waits until it says that it is open. */
export async function startDeskProcess(dataFolder: string, env: Readonly<Record<string, string>> = {}): Promise<DeskProcess> {
  const port = env['MATOI_PORT'] ?? String(await freePort());
  const child = spawn(process.execPath, [main, 'start', '--lang', 'en'], {
    env: { ...process.env, MATOI_DATA: dataFolder, MATOI_PORT: port, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: Buffer[] = [];
  const ended = new Promise<number | null>((done) => child.once('close', done));
  await new Promise<void>((open, fail) => {
    const hear = (chunk: Buffer): void => {
      said.push(chunk);
      if (Buffer.concat(said).toString('utf8').includes('Stop: Ctrl-C')) open();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void ended.then((code) => fail(new Error(`the desk ended with ${code}: ${Buffer.concat(said).toString('utf8')}`)));
  });
  const text = Buffer.concat(said).toString('utf8');
  return {
    child,
    url: `http://127.0.0.1:${port}`,
    setUpLink: /(http:\/\/\S+\/setup#\S+)/.exec(text)?.[1] ?? null,
    said: () => Buffer.concat(said).toString('utf8'),
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return ended;
    },
  };
}

/** Starts the desk, sends SIGTERM once `when` has come, and says how it ended and how long after. */
export async function startAndStop(
  env: Readonly<Record<string, string>>,
  when: Promise<void>,
): Promise<{ readonly code: number | null; readonly millis: number }> {
  const child = spawn(process.execPath, [main, 'start', '--lang', 'en'], { env: { ...process.env, ...env }, stdio: 'ignore' });
  const ended = new Promise<number | null>((done) => child.once('close', done));
  await when;
  const told = Date.now();
  child.kill();
  const code = await ended;
  return { code, millis: Date.now() - told };
}

export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
