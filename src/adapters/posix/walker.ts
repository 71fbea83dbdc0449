// SPDX-License-Identifier: Apache-2.0
import { spawn, spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import type { Writable } from 'node:stream';
import type { BytePath, StreamEnd, Walker } from '../../exposure/tree/walker.port.ts';
import { nearby, PATH_MAX } from './deep.ts';
import { cleanEnvironment } from './spawn.ts';
import { errorCounter } from './tool-errors.ts';

export type WalkerOptions = {
  /** The part's own expression for `find` and pattern for `getfattr`: the adapter only runs them. */
  readonly expression: readonly string[];
  readonly attributes: string;
  readonly shards?: number;
  /** null: none. Looked for when it is not given. */
  readonly attributeTool?: 'getfattr' | 'getfacl' | null;
};

/** GNU find and getfattr on this machine, at the lowest priority that the system's own tools give. */
export function posixWalker(options: WalkerOptions): Walker {
  const listsFiles = findTakesLists();
  const tool = options.attributeTool === undefined ? attributeTool() : options.attributeTool;
  const getfattr =
    tool === 'getfacl'
      ? ['getfacl', '-p', '-n', '-s', '--']
      : ['getfattr', '-h', '-d', '-m', options.attributes, '-e', 'hex', '--absolute-names', '--'];
  return {
    byLevel: true,
    shards: options.shards ?? Math.max(1, Math.min(4, availableParallelism())),
    async walk(starts, depth, onBytes) {
      const rest = ['-xdev', ...(depth === null ? [] : ['-maxdepth', String(depth)]), ...options.expression];
      const [program, args] = listsFiles
        ? (['find', ['-P', '-files0-from', '-', ...rest]] as const)
        : // Before findutils 4.9: start points as arguments, a few at a time; absolute paths, so none looks like an option.
          (['xargs', ['-0', '-r', '-n', '50', 'sh', '-c', olderFind(rest), 'sh']] as const);
      const end = await stream(program, args, starts, (chunk) => chunk !== null && onBytes(chunk));
      return end ?? { cut: 'find is not installed', bytes: 0, denied: 0, gone: 0, tooLong: 0, other: 0, samples: [] };
    },
    async attributes(paths, onBytes) {
      if (tool === null) return null;
      const shards = options.shards ?? Math.max(1, Math.min(4, availableParallelism()));
      const deep: BytePath[] = [];
      // One list for all: each xargs takes its next batch when it has room.
      const list = shallow(paths, deep);
      const ends = await Promise.all(
        Array.from({ length: shards }, () => stream('xargs', ['-0', '-r', ...getfattr], list, wholeLines(onBytes))),
      );
      const read = ends.filter((end) => end !== null);
      if (read.length < ends.length) return null;
      for (const path of deep) read.push(await attributesDeep(path, getfattr, onBytes));
      return { ends: read, capabilities: tool === 'getfattr', whole: false, deepRead: true };
    },
  };
}

function* shallow(paths: Iterable<BytePath>, deep: BytePath[]): Generator<BytePath> {
  for (const path of paths) {
    if (path.length <= PATH_MAX) yield path;
    else deep.push(path);
  }
}

/** Several dumps go into one parser: each hands on whole records only. */
function wholeLines(onBytes: (chunk: Uint8Array) => void): (chunk: Buffer | null) => void {
  let left: Buffer = Buffer.alloc(0);
  return (chunk) => {
    const bytes = chunk === null ? left : Buffer.concat([left, chunk]);
    const cut = chunk === null ? bytes.length : bytes.lastIndexOf('\n\n') + 2;
    if (chunk !== null && cut < 2) left = bytes;
    else {
      if (cut > 0) onBytes(bytes.subarray(0, cut));
      left = bytes.subarray(cut);
    }
  };
}

/** From a folder near the object; the name that the dump gives is made whole again. */
async function attributesDeep(path: BytePath, getfattr: readonly string[], onBytes: (chunk: Uint8Array) => void): Promise<StreamEnd> {
  const gone: StreamEnd = { cut: null, bytes: 0, denied: 0, gone: 1, tooLong: 0, other: 0, samples: [] };
  try {
    return await nearby(path, async (folder, rest) => {
      const chunks: Buffer[] = [];
      const take = (chunk: Buffer | null) => chunk !== null && chunks.push(chunk);
      const end = await stream('xargs', ['-0', '-r', ...getfattr], [`./${rest}` as BytePath], take, folder);
      const dump = Buffer.concat(chunks).toString('latin1');
      const before = path.slice(0, path.length - rest.length).replace(/[\n\r\\]/g, octal);
      onBytes(
        Buffer.from(
          dump.replace(/^# file: \.\//gm, () => `# file: ${before}`),
          'latin1',
        ),
      );
      return end ?? { ...gone, gone: 0, tooLong: 1 };
    });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? gone : { ...gone, gone: 0, other: 1, samples: [(error as Error).message] };
  }
}

const octal = (char: string) => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`;

/** `find "$@" EXPRESSION`, every word of the fixed expression quoted; only the start points come from outside, as "$@". */
function olderFind(rest: readonly string[]): string {
  return `exec find -P "$@" ${rest.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')}`;
}

/** getfacl gives ACLs only; file capabilities are then not read, and the result says so. */
function attributeTool(): 'getfattr' | 'getfacl' | null {
  const there = (tool: string) => spawnSync(tool, ['--version'], { env: cleanEnvironment() }).error === undefined;
  return there('getfattr') ? 'getfattr' : there('getfacl') ? 'getfacl' : null;
}

function findTakesLists(): boolean {
  const ran = spawnSync('find', ['-files0-from', '-', '-maxdepth', '0', '-printf', ''], { input: '/\0', env: cleanEnvironment() });
  return ran.status === 0;
}

/** Runs `tool` with NUL-separated names on its input, hands its output on as it comes. null: the tool is not there. */
function stream(
  tool: string,
  args: readonly string[],
  names: Iterable<BytePath>,
  onBytes: (chunk: Buffer | null) => void,
  cwd = '/',
): Promise<StreamEnd | null> {
  return new Promise((resolve) => {
    const child = spawn('nice', ['-n', '10', tool, ...args], { env: cleanEnvironment(), cwd, stdio: ['pipe', 'pipe', 'pipe'] });
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
      onBytes(null);
      // xargs gives 123 when a command ended with 1..125; find and getfattr end with 1 when some object refused.
      const ended = code === 0 || code === 1 || (tool === 'xargs' && code === 123);
      resolve({ cut: ended ? null : `${tool} ended by ${signal ?? `exit code ${code}`}`, bytes, ...errors.counts() });
    });
    child.stdin.on('error', () => undefined);
    feed(child.stdin, names[Symbol.iterator]());
  });
}

/** Some thousand names at a time, as fast as they are taken: a list of a million is never in memory. */
function feed(into: Writable, names: Iterator<BytePath>): void {
  for (;;) {
    let text = '';
    let next = names.next();
    for (; next.done !== true; next = names.next()) {
      text += `${next.value}\0`;
      if (text.length > FEED) break;
    }
    const room = into.write(Buffer.from(text, 'latin1'));
    if (next.done === true) {
      into.end();
      return;
    }
    if (!room) {
      into.once('drain', () => feed(into, names));
      return;
    }
  }
}
const FEED = 65_536;
