// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { chmodSync, closeSync, lchownSync, linkSync, mkdirSync, openSync, symlinkSync } from 'node:fs';
import type { Credential } from '../../src/exposure/permission/credential.ts';

/** A small generator of numbers with a seed, so that a failing tree can be built again (mulberry32). */
export function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Users and groups that own, are named, are members or are strangers. High numbers: nobody on a machine has them. */
const UIDS = [71001, 71002, 71003, 71004] as const;
const GIDS = [72001, 72002, 72003, 72004] as const;
export const probeCredentials: readonly Credential[] = [
  { name: 'owner', uid: 71001, gid: 72001, groups: [] },
  { name: 'owner-in-two', uid: 71002, gid: 72002, groups: [72003] },
  { name: 'member', uid: 71003, gid: 72001, groups: [72004] },
  { name: 'member-of-all', uid: 71004, gid: 72004, groups: [72001, 72002, 72003] },
  { name: 'stranger', uid: 71900, gid: 72900, groups: [] },
  { name: 'stranger-in-one', uid: 71901, gid: 72900, groups: [72002] },
];

export type RandomTree = { readonly root: string; readonly paths: readonly Buffer[] };

/** Where an ACL leaves the group bits at 000, the kernel passes it over: the trees hold plenty of those. */
export function growTree(root: string, seed: number, size: number): RandomTree {
  const roll = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[roll(list.length)] as T;
  const folders: Buffer[] = [Buffer.from(root)];
  const paths: Buffer[] = [];
  const files: Buffer[] = [];
  const withAcl: { path: Buffer; folder: boolean }[] = [];
  mkdirSync(root, { mode: 0o755 });
  chmodSync(root, 0o755);
  const modes: { path: Buffer; mode: number }[] = [];
  while (paths.length < size) {
    const folder = pick(folders.slice(-40));
    const path = Buffer.concat([folder, Buffer.from('/'), nameFor(paths.length, roll)]);
    const kind = roll(100);
    if (kind < 24 && folder.length < 900) {
      mkdirSync(path);
      folders.push(path);
      // Most directories let somebody through, or nothing below them would be asked for anything but search.
      const open = roll(3) === 0 ? roll(0o1000) : pick([0o755, 0o711, 0o751, 0o770, 0o777, 0o733, 0o750]);
      modes.push({ path, mode: open | pick([0, 0, 0, 0o1000, 0o2000, 0o1000]) });
      if (roll(10) < 3) withAcl.push({ path, folder: true });
    } else if (kind < 36) {
      const target = roll(4) === 0 ? pick(['loop', '../..', '/', 'nowhere/at/all', '.', '..']) : pick(paths.length > 0 ? paths : folders);
      symlinkSync(roll(3) === 0 && typeof target !== 'string' ? relativeTo(folder, target) : target, path);
      if (roll(12) === 0) selfLoop(folder);
    } else if (kind < 40 && files.length > 0) {
      linkSync(pick(files), path);
    } else {
      closeSync(openSync(path, 'wx'));
      files.push(path);
      modes.push({ path, mode: roll(0o1000) | (roll(20) === 0 ? 0o4000 : 0) | (roll(20) === 0 ? 0o1000 : 0) });
      if (roll(10) < 3) withAcl.push({ path, folder: false });
    }
    lchownSync(path, pick(UIDS), pick(GIDS));
    paths.push(path);
  }
  for (const { path, mode } of modes) chmodSync(path, mode);
  setAcls(withAcl, roll);
  for (const { path } of withAcl) if (roll(6) === 0) chmodSync(path, roll(2) === 0 ? 0o705 : roll(0o1000));
  return { root, paths };
}

function selfLoop(folder: Buffer): void {
  try {
    symlinkSync('loop', Buffer.concat([folder, Buffer.from('/loop')]));
  } catch {
    // There already is one in this folder.
  }
}

function relativeTo(folder: Buffer, target: Buffer): Buffer {
  const ups = folder.toString('latin1').split('/').length - 1;
  return Buffer.from(`${'../'.repeat(ups)}${target.toString('latin1').slice(1)}`, 'latin1');
}

function nameFor(count: number, roll: (below: number) => number): Buffer {
  const odd = [
    '',
    '',
    '',
    '',
    '\n',
    '\r',
    '\x1b[31m',
    '\xff\xfe',
    '\x83\x65',
    ' ',
    "'",
    '"',
    '\\012',
    '=cmd|',
    '<b>',
    '-rf',
    '\t',
    '$(x)',
    '\u00e9',
  ];
  return Buffer.from(`${odd[roll(odd.length)] ?? ''}n${count}`, 'latin1');
}

function setAcls(chosen: readonly { path: Buffer; folder: boolean }[], roll: (below: number) => number): void {
  const dump = chosen.map(({ path }) => {
    const quoted = path.toString('latin1').replace(/[\n\r\\]/g, (char) => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`);
    return `# file: ${quoted}\nsystem.posix_acl_access=0x${randomAcl(roll).toString('hex')}\n\n`;
  });
  if (dump.length > 0) execFileSync('setfattr', ['-h', '--restore=-'], { input: Buffer.from(dump.join(''), 'latin1') });
}

function randomAcl(roll: (below: number) => number): Buffer {
  const entries: [number, number, number][] = [[1, roll(8), 0xffffffff]];
  for (const uid of [...UIDS, 71900]) if (roll(3) === 0) entries.push([2, roll(8), uid]);
  entries.push([4, roll(8), 0xffffffff]);
  for (const gid of GIDS) if (roll(3) === 0) entries.push([8, roll(8), gid]);
  entries.push([16, roll(4) === 0 ? 0 : roll(8), 0xffffffff], [32, roll(8), 0xffffffff]);
  const bytes = Buffer.alloc(4 + entries.length * 8);
  bytes.writeUInt32LE(2, 0);
  entries.forEach(([tag, perm, id], at) => {
    bytes.writeUInt16LE(tag, 4 + at * 8);
    bytes.writeUInt16LE(perm, 6 + at * 8);
    bytes.writeUInt32LE(id, 8 + at * 8);
  });
  return bytes;
}
