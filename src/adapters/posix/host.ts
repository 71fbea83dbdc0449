// SPDX-License-Identifier: Apache-2.0
import { constants, lstatSync, readFileSync, readlinkSync } from 'node:fs';
import type { Stats } from 'node:fs';
import type { AclAnswer, ToolAnswers, BytePath, FileType, Flags, Host, LookResult } from '../../exposure/host/host.port.ts';
import { nearbySync, PATH_MAX } from './deep.ts';
import { readFlagLines } from './flag-lines.ts';
import { run } from './spawn.ts';

/** This machine, asked object by object. Links are never followed, nothing but directories is opened, and those only beyond PATH_MAX. */
export function posixHost(): Host {
  return {
    look: (path) => look(path),
    acls: (paths) => askAcls(paths),
    flags: (paths) => askFlags(paths),
    mountInfo: () => readOrNull('/proc/self/mountinfo'),
    sysctl(name) {
      if (!/^[a-z0-9_/]+$/.test(name)) return null;
      const text = readOrNull(`/proc/sys/${name}`)?.toString('latin1').trim() ?? '';
      return /^\d+$/.test(text) ? Number(text) : null;
    },
  };
}

function readOrNull(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

function look(path: BytePath): LookResult {
  try {
    return path.length > PATH_MAX
      ? nearbySync(path, (folder, rest) => lookAt(Buffer.from(folder + rest, 'latin1')))
      : lookAt(Buffer.from(path, 'latin1'));
  } catch (error) {
    return { is: 'not-there', code: (error as NodeJS.ErrnoException).code ?? 'EIO' };
  }
}

function lookAt(path: Buffer): LookResult {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return { is: 'not-there', code: 'ENOENT' };
  const type = typeOf(found);
  const target = type === 'l' ? (readlinkSync(path, { encoding: 'buffer' }).toString('latin1') as BytePath) : null;
  const { mode, uid, gid, dev, ino, nlink } = found;
  return { is: 'there', type, mode: mode & 0o7777, uid, gid, dev, ino, links: nlink, target };
}

const TYPES = new Map<number, FileType>([
  [constants.S_IFREG, 'f'],
  [constants.S_IFDIR, 'd'],
  [constants.S_IFLNK, 'l'],
  [constants.S_IFSOCK, 's'],
  [constants.S_IFIFO, 'p'],
  [constants.S_IFBLK, 'b'],
  [constants.S_IFCHR, 'c'],
]);

function typeOf(found: Stats): FileType {
  return TYPES.get(found.mode & constants.S_IFMT) ?? '?';
}

/** NUL-separated on standard input, because names are bytes and an argument of spawn() is text. */
function listed(paths: readonly BytePath[]): Buffer {
  return Buffer.from(paths.map((path) => `${path}\0`).join(''), 'latin1');
}

async function askAcls(paths: readonly BytePath[]): Promise<AclAnswer> {
  if (paths.length === 0) return { dump: new Uint8Array(), missed: null };
  const args = [
    '-0',
    '-r',
    '-x',
    '-s',
    '120000',
    'getfattr',
    '-h',
    '-d',
    '-m',
    '^system[.]posix_acl_access$',
    '-e',
    'hex',
    '--absolute-names',
    '--',
  ];
  const ran = await run('xargs', args, listed(paths));
  if (ran.code !== 127 && !ran.missing) return { dump: ran.stdout, missed: null };
  const other = await run('xargs', ['-0', '-r', '-x', '-s', '120000', 'getfacl', '-p', '-n', '-s', '--'], listed(paths));
  const missed = other.code === 127 || other.missing ? 'neither getfattr nor getfacl is installed: ACLs are not evaluated' : null;
  return { dump: other.stdout, missed };
}

async function askFlags(paths: readonly BytePath[]): Promise<ToolAnswers<Flags>> {
  if (paths.length === 0) return { found: new Map(), missed: null };
  const ran = await run('xargs', ['-0', '-r', '-x', '-s', '120000', 'lsattr', '-d', '--'], listed(paths));
  const found = readFlagLines(ran.stdout, paths);
  return {
    found,
    missed: ran.code === 127 || ran.missing ? 'lsattr is not installed: immutable and append-only flags are not evaluated' : null,
  };
}
