// SPDX-License-Identifier: Apache-2.0
import { spawn, spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import type { BytePath, StreamEnd, Walker } from '../../exposure/walker.port.ts';
import { cleanEnvironment } from './spawn.ts';
import { errorCounter } from './tool-errors.ts';

export type WalkerOptions = {
  /** The part's own expression for `find` and pattern for `getfattr`: the adapter only runs them. */
  readonly expression: readonly string[];
  readonly attributes: string;
  readonly shards?: number;
};

/** GNU find and getfattr on this machine, at the lowest priority that the system's own tools give. */
export function posixWalker(options: WalkerOptions): Walker {
  const listsFiles = findTakesLists();
  return {
    byLevel: true,
    shards: options.shards ?? Math.max(1, Math.min(4, availableParallelism())),
    async walk(starts, depth, onBytes) {
      const rest = ['-xdev', ...(depth === null ? [] : ['-maxdepth', String(depth)]), ...options.expression];
      const [tool, args] = listsFiles
        ? (['find', ['-P', '-files0-from', '-', ...rest]] as const)
        : // Before findutils 4.9: start points as arguments, a few at a time; absolute paths, so none looks like an option.
          (['xargs', ['-0', '-r', '-n', '50', 'sh', '-c', olderFind(rest), 'sh']] as const);
      const end = await stream(tool, args, starts, onBytes);
      return end ?? { cut: 'find is not installed', bytes: 0, denied: 0, gone: 0, tooLong: 0, other: 0, samples: [] };
    },
    attributes: (starts, onBytes) =>
      stream(
        'xargs',
        [
          '-0',
          '-r',
          'getfattr',
          '-R',
          '-h',
          '-P',
          '-d',
          '-m',
          options.attributes,
          '-e',
          'hex',
          '--absolute-names',
          '--one-file-system',
          '--',
        ],
        starts,
        onBytes,
      ),
  };
}

/** `find "$@" EXPRESSION`, every word of the fixed expression quoted; only the start points come from outside, as "$@". */
function olderFind(rest: readonly string[]): string {
  return `exec find -P "$@" ${rest.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')}`;
}

function findTakesLists(): boolean {
  const ran = spawnSync('find', ['-files0-from', '-', '-maxdepth', '0', '-printf', ''], { input: '/\0', env: cleanEnvironment() });
  return ran.status === 0;
}

/** Runs `tool`, hands its output on as it comes and waits for nothing but its end. null: the tool is not there. */
function stream(
  tool: string,
  args: readonly string[],
  starts: readonly BytePath[],
  onBytes: (chunk: Uint8Array) => void,
): Promise<StreamEnd | null> {
  return new Promise((resolve) => {
    const child = spawn('nice', ['-n', '10', tool, ...args], { env: cleanEnvironment(), cwd: '/', stdio: ['pipe', 'pipe', 'pipe'] });
    const errors = errorCounter();
    let bytes = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      onBytes(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.on('error', () => resolve(null));
    child.on('close', (code, signal) => {
      if (code === 127) return resolve(null);
      // xargs gives 123 when a command ended with 1..125; find and getfattr end with 1 when some object refused.
      const ended = code === 0 || code === 1 || (tool === 'xargs' && code === 123);
      resolve({ cut: ended ? null : `${tool} ended by ${signal ?? `exit code ${code}`}`, bytes, ...errors.counts() });
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(Buffer.from(starts.map((start) => `${start}\0`).join(''), 'latin1'));
  });
}
