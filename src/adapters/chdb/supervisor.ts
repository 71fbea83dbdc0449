// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { request } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';

export type SupervisorOptions = {
  /** `<dataFolder>/logs/engine`. */
  readonly folder: string;
  /** package.json beside which the native library is installed. */
  readonly enginePackage: string;
  readonly memoryBytes: number;
  /** A loopback port as well (0 = any; the number is written to `<folder>/port`). */
  readonly port?: number;
};

/** Keeps hold of the one engine process of a data folder: finds it, starts it, ends it by force. */
export type Supervisor = {
  /** The socket of a living engine; starts one when there is none. */
  readonly ready: () => Promise<string>;
  /** SIGKILL; the next `ready` starts anew. Rows that were acknowledged are on disk. */
  readonly kill: () => void;
  readonly release: () => void;
};

type Lease = { readonly pid: number; readonly call: ClientRequest; alive: boolean };

/**
 * A log engine in a child process, started when it is first asked. Several desks and command lines over one folder share one
 * child: it lives as long as somebody holds a lease.
 */
export function superviseEngine(options: SupervisorOptions): Supervisor {
  const socket = socketPath(options.folder);
  let lease: Promise<Lease> | null = null;
  let held: Lease | null = null;

  async function obtain(): Promise<Lease> {
    await mkdir(options.folder, { recursive: true, mode: 0o700 });
    // Two clients may both find nobody and both start one: the library locks the folder, the loser's engine leaves,
    // and its client finds the winner here.
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const found = await takeLease(socket);
      if (found !== null) return found;
      await start(options, socket);
    }
    throw new Error('the log engine does not start');
  }

  return {
    async ready() {
      if (held !== null && !held.alive) {
        held = null;
        lease = null;
      }
      lease ??= obtain();
      try {
        held = await lease;
      } catch (error) {
        lease = null;
        throw error;
      }
      return socket;
    },
    kill() {
      const victim = held;
      held = null;
      lease = null;
      if (victim === null) return;
      victim.alive = false;
      try {
        process.kill(victim.pid, 'SIGKILL');
      } catch {
        // It was gone already: that is what was wanted.
      }
    },
    release() {
      held?.call.destroy();
      held = null;
      lease = null;
    },
  };
}

/** Socket paths hold 107 bytes at most (sun_path); a deep data folder gets a short name in the temporary folder. */
function socketPath(folder: string): string {
  const near = join(folder, 'engine.sock');
  if (Buffer.byteLength(near) < 100) return near;
  return join(tmpdir(), `matoi-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}.sock`);
}

function takeLease(socket: string): Promise<Lease | null> {
  return new Promise((resolve) => {
    const call = request({ socketPath: socket, path: '/lease', agent: false }, (response: IncomingMessage) => {
      let text = '';
      let lease: Lease | null = null;
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
        if (lease === null && text.includes('\n')) {
          lease = { pid: Number(text.trim()), call, alive: true };
          // The lease must not keep a command from ending.
          (response.socket as unknown as { unref: () => void }).unref();
          resolve(lease);
        }
      });
      const lost = () => {
        if (lease !== null) lease.alive = false;
        resolve(null);
      };
      response.on('error', lost);
      response.on('close', lost);
    });
    call.on('error', () => resolve(null));
    call.end();
  });
}

async function start(options: SupervisorOptions, socket: string): Promise<void> {
  const here = fileURLToPath(import.meta.url);
  const script = fileURLToPath(new URL(`./engine-child${extname(here)}`, import.meta.url));
  const child = spawn(
    process.execPath,
    [
      script,
      options.folder,
      socket,
      options.enginePackage,
      options.port === undefined ? '' : String(options.port),
      String(options.memoryBytes),
    ],
    {
      // Detached: an interrupt at the terminal ends the command, not the engine another command may be using.
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
      // The allocator gives freed pages back, so that the peak stays near what is in use, but not between two blocks of a
      // load: asking the system for the same pages again would cost more than reading the lines.
      env: { ...process.env, MALLOC_CONF: 'dirty_decay_ms:5000,muzzy_decay_ms:0' },
    },
  );
  child.unref();
  await new Promise<void>((resolve) => {
    child.stdout.once('data', () => resolve());
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  child.stdout.destroy();
  if (child.exitCode !== null) await wait(100);
}
