// SPDX-License-Identifier: Apache-2.0
import { isWithin, parentOf, pathOfBytes, tidied } from '../path/bytes.ts';
import type { BytePath } from '../path/bytes.ts';
import type { FileType, Host, LookResult } from '../host/host.port.ts';
import { unable } from '../path/limits.ts';
import type { Prover } from '../prove/prover.port.ts';
import type { ScanDeps } from '../audit/scan.ts';
import type { StreamEnd, Walker } from '../tree/walker.port.ts';

/** A stream of collector.sh, cut into its sections. `cut`: the end marker is missing, so the result can never be clean. */
export type Collected = {
  readonly root: BytePath;
  readonly meta: Readonly<Record<string, string>>;
  readonly section: (name: string) => Uint8Array;
  readonly cut: boolean;
};

export type CollectFailure = 'not-a-collection' | 'other-version' | 'no-root' | 'no-way-to-root';

const HEAD = /^matoi-collect (\d+) ([0-9a-f]{8,128})\n/;

/** Sections are parted by lines with a random word that only root on that host could see while it ran. */
export function parseCollected(bytes: Uint8Array): Collected | CollectFailure {
  const head = HEAD.exec(pathOfBytes(bytes, 0, Math.min(bytes.length, 200)));
  if (head === null) return 'not-a-collection';
  if (head[1] !== '1') return 'other-version';
  const sections = cutSections(bytes, head[2] ?? '');
  const empty = new Uint8Array();
  const section = (name: string) => sections.get(name) ?? empty;
  const meta = Object.fromEntries(
    pathOfBytes(section('meta'))
      .split('\0')
      .map((line) => [line.slice(0, Math.max(0, line.indexOf('='))), line.slice(line.indexOf('=') + 1)]),
  );
  const root = meta['root'] ?? '';
  if (!root.startsWith('/')) return 'no-root';
  const ended = pathOfBytes(section('end')).startsWith('ended=');
  const collected = { root: tidied(root), meta, section, cut: !ended };
  const ancestors = ancestorsOf(collected);
  for (let at = collected.root; ; at = parentOf(at)) {
    if (!ancestors.has(at)) return 'no-way-to-root';
    if (at === '/') return collected;
  }
}

function cutSections(bytes: Uint8Array, nonce: string): ReadonlyMap<string, Uint8Array> {
  const mark = new TextEncoder().encode(`\n==${nonce} `);
  const found = new Map<string, Uint8Array>();
  let at = indexOfBytes(bytes, mark, 0);
  while (at >= 0) {
    const nameEnd = bytes.indexOf(10, at + mark.length);
    if (nameEnd < 0) break;
    const name = pathOfBytes(bytes, at + mark.length, nameEnd).replace(/==$/, '');
    const next = indexOfBytes(bytes, mark, nameEnd);
    // The first section of a name counts: a second one is not the collector's.
    if (!found.has(name)) found.set(name, bytes.subarray(nameEnd + 1, next < 0 ? bytes.length : next));
    at = next;
  }
  return found;
}

function indexOfBytes(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(wanted[0] as number, from); at >= 0; at = bytes.indexOf(wanted[0] as number, at + 1))
    if (wanted.every((byte, offset) => bytes[at + offset] === byte)) return at;
  return -1;
}

const offline: Prover = { unable: () => Promise.resolve(unable.collection()), ask: () => Promise.resolve([]) };

/** The collection in place of a live host. `prover` asks that host's kernel where it can still be reached; else findings stay derived. */
export function scanDepsOf(collected: Collected, prover: Prover = offline): ScanDeps {
  return {
    host: hostOf(collected),
    walker: walkerOf(collected),
    prover,
    readSmall: accessFilesOf(collected),
  };
}

function hostOf(collected: Collected): Host {
  const ancestors = ancestorsOf(collected);
  const sysctls = new Map<string, string>(
    pathOfBytes(collected.section('sysctl'))
      .split('\n')
      .map((line) => [line.split('=')[0] ?? '', line.split('=')[1] ?? '']),
  );
  return {
    look: (path) => ancestors.get(path) ?? { is: 'not-there', code: 'NOT-COLLECTED' },
    acls: () => Promise.resolve({ dump: collected.section('ancestor-attributes'), missed: null }),
    flags: () => Promise.resolve({ found: new Map(), missed: unable.collection().en }),
    mountInfo: () => collected.section('mountinfo'),
    sysctl: (name) => (/^\d+$/.test(sysctls.get(name) ?? '') ? Number(sysctls.get(name)) : null),
  };
}

function ancestorsOf(collected: Collected): ReadonlyMap<BytePath, LookResult> {
  const found = new Map<BytePath, LookResult>();
  for (const record of pathOfBytes(collected.section('ancestors')).split('\0')) {
    const fields = /^([a-zA-Z?]) ([0-7]{1,5}) (\d+) (\d+) (\d+) (\d+) (\d+) (\/[^]*)$/.exec(record.trimStart());
    if (fields === null || !isWithin(collected.root, fields[8] ?? '')) continue;
    const [type, mode, uid, gid, dev, ino, links] = fields.slice(1, 8) as [FileType, string, string, string, string, string, string];
    const numbers = { uid: Number(uid), gid: Number(gid), dev: Number(dev), ino: Number(ino), links: Number(links) };
    found.set(fields[8] as BytePath, { is: 'there', type, mode: Number.parseInt(mode, 8) & 0o7777, ...numbers, target: null });
  }
  return found;
}

function walkerOf(collected: Collected): Walker {
  return {
    shards: 1,
    byLevel: false,
    walk: (starts, depth, onBytes) => {
      if (depth !== null || starts.length !== 1 || starts[0] !== collected.root) throw new Error('a collection holds one walk of one root');
      const bytes = collected.section('walk');
      onBytes(bytes);
      return Promise.resolve(endOf(collected, 'walk-errors', bytes.length));
    },
    attributes: (_, onBytes) => {
      const bytes = collected.section('attributes');
      onBytes(bytes);
      const end = endOf(collected, 'attributes-errors', bytes.length);
      const missing = end.cut?.includes('127') === true;
      return Promise.resolve(missing ? null : { ends: [end], capabilities: true, whole: true, deepRead: false });
    },
  };
}

function endOf(collected: Collected, name: string, bytes: number): StreamEnd {
  const lines = pathOfBytes(collected.section(name))
    .split('\n')
    .filter((line) => line !== '');
  const exit = /^exit=(\d+)$/.exec(lines.at(-1) ?? '')?.[1];
  const errors = lines.slice(0, exit === undefined ? undefined : -1);
  const ending = (text: string) => errors.filter((line) => line.endsWith(text)).length;
  const denied = ending('Permission denied');
  const gone = ending('No such file or directory');
  const tooLong = ending('File name too long');
  const cut = collected.cut
    ? 'the stream has no end marker'
    : exit === undefined
      ? 'the list did not say how it ended'
      : exit === '0' || exit === '1'
        ? null
        : `exit code ${exit}`;
  return {
    cut,
    bytes,
    denied,
    gone,
    tooLong,
    other: errors.length - denied - gone - tooLong - ending('Operation not supported'),
    samples: errors.slice(0, 20),
  };
}

/** `NAME NUL LINE LF`: the lines of each file, put together again. */
function accessFilesOf(collected: Collected): ScanDeps['readSmall'] {
  const files = new Map<string, string>();
  const text = pathOfBytes(collected.section('access-files'));
  for (let at = 0; at < text.length; ) {
    const nul = text.indexOf('\0', at);
    if (nul < 0) break;
    const end = text.indexOf('\n', nul);
    const line = text.slice(nul + 1, end < 0 ? undefined : end);
    files.set(text.slice(at, nul), `${files.get(text.slice(at, nul)) ?? ''}${line}\n`);
    at = end < 0 ? text.length : end + 1;
  }
  return (path) => new TextEncoder().encode(files.get(path) ?? '');
}
