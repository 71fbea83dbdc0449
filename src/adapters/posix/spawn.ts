// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';

export type Ran = {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  readonly missing: boolean;
};

/** What a tool may print on its error stream before the rest is only counted. */
const ERROR_BYTES = 1_000_000;

/** LC_ALL=C so that no message and no byte depends on a locale; nothing else of the environment goes along but the path. */
export function cleanEnvironment(): Record<string, string> {
  return { LC_ALL: 'C', PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/bin:/sbin:/bin` };
}

/** Runs one of the system's tools to its end, without a shell. `bytes` latin1 arguments are handed over as they are. */
export function run(tool: string, args: readonly string[], input?: Uint8Array): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(tool, args, { env: cleanEnvironment(), stdio: ['pipe', 'pipe', 'pipe'] });
    const out: Buffer[] = [];
    const errors: Buffer[] = [];
    let errorBytes = 0;
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => {
      errorBytes += chunk.length;
      if (errorBytes <= ERROR_BYTES) errors.push(chunk);
    });
    child.on('error', (error: NodeJS.ErrnoException) =>
      resolve({
        code: null,
        signal: null,
        stdout: Buffer.alloc(0),
        stderr: Buffer.from(error.code ?? error.message),
        missing: error.code === 'ENOENT',
      }),
    );
    child.on('close', (code, signal) =>
      resolve({ code, signal, stdout: Buffer.concat(out), stderr: Buffer.concat(errors), missing: false }),
    );
    // A tool that ends before it has read everything says so by its exit code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
