// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';

export type Ran = { readonly code: number; readonly output: string };

/** One program to its end. Output of both streams; a program that is not there gives code 127. */
export function run(command: string, args: readonly string[], input?: string): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString('utf8')));
    child.stderr.on('data', (data: Buffer) => (output += data.toString('utf8')));
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
  });
}

/** Runs a command and gives its output. Throws with that output where its exit code is not 0. */
export async function must(command: string, args: readonly string[], input?: string): Promise<string> {
  const { code, output } = await run(command, args, input);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')}: ${output.trim()}`);
  return output;
}
