// SPDX-License-Identifier: Apache-2.0
import { chmodSync, closeSync, fchownSync, lchownSync, linkSync, mkdirSync, openSync, symlinkSync, writeSync } from 'node:fs';
import { execFileSync } from 'node:child_process';

/** Owner of an object. */
export type Owner = { readonly uid: number; readonly gid: number };

export type AclSpec = { readonly tag: number; readonly perm: number; readonly id?: number };

/** Makes objects exactly as asked, whatever the umask; ACLs, capabilities, pipes and sockets wait for `finish`. */
export type Ground = {
  readonly file: (path: Buffer, mode: number, owner: Owner, text?: string) => void;
  readonly folder: (path: Buffer, mode: number, owner: Owner) => void;
  readonly link: (path: Buffer, target: Buffer | string, owner: Owner) => void;
  readonly secondName: (existing: Buffer, path: Buffer) => void;
  readonly acl: (path: Buffer, entries: readonly AclSpec[]) => void;
  readonly capability: (path: Buffer) => void;
  readonly pipe: (path: Buffer, mode: number, owner: Owner) => void;
  readonly socket: (path: Buffer, mode: number, owner: Owner) => void;
  readonly device: (path: Buffer, mode: number, owner: Owner) => void;
  readonly finish: () => void;
  readonly counts: () => { files: number; folders: number; others: number };
};

type Special = { readonly path: Buffer; readonly mode: number; readonly owner: Owner };

/** VFS_CAP_REVISION_2 with the effective flag and CAP_NET_RAW permitted (include/uapi/linux/capability.h). */
const NET_RAW = '0x0100000200200000000000000000000000000000';

export function createGround(): Ground {
  process.umask(0);
  const dump: string[] = [];
  const pipes: Special[] = [];
  const sockets: Special[] = [];
  const devices: Special[] = [];
  const made = { files: 0, folders: 0, others: 0 };
  return {
    counts: () => made,
    file(path, mode, owner, text) {
      const held = openSync(path, 'wx', mode & 0o777);
      if (text !== undefined) writeSync(held, Buffer.from(text, 'latin1'));
      fchownSync(held, owner.uid, owner.gid);
      closeSync(held);
      // chown(2) takes setuid and setgid away again.
      if (mode > 0o777) chmodSync(path, mode);
      made.files += 1;
    },
    folder(path, mode, owner) {
      mkdirSync(path, mode);
      lchownSync(path, owner.uid, owner.gid);
      if (mode > 0o777) chmodSync(path, mode);
      made.folders += 1;
    },
    link(path, target, owner) {
      symlinkSync(target, path);
      lchownSync(path, owner.uid, owner.gid);
      made.others += 1;
    },
    secondName(existing, path) {
      linkSync(existing, path);
      made.files += 1;
    },
    acl: (path, entries) => dump.push(record(path, `system.posix_acl_access=0x${aclBytes(entries).toString('hex')}`)),
    capability: (path) => dump.push(record(path, `security.capability=${NET_RAW}`)),
    pipe: (path, mode, owner) => pipes.push({ path, mode, owner }),
    socket: (path, mode, owner) => sockets.push({ path, mode, owner }),
    device: (path, mode, owner) => devices.push({ path, mode, owner }),
    finish() {
      if (dump.length > 0) execFileSync('setfattr', ['-h', '--restore=-'], { input: Buffer.from(dump.join(''), 'latin1') });
      // mkfifo and mknod take arguments; xargs hands them the bytes.
      makeSpecial(pipes, ['xargs', '-0', '-r', 'mkfifo', '--']);
      makeSpecial(devices, ['xargs', '-0', '-r', '-n', '1', 'sh', '-c', 'mknod -- "$1" c 1 3', 'sh']);
      // A socket's name may have 107 bytes at most, so it is bound from within its folder.
      makeSpecial(sockets, [
        'perl',
        '-0',
        '-MSocket',
        '-ne',
        'chomp; my ($d, $n) = m{^(.*)/([^/]+)$}s; chdir $d or die; socket(my $s, PF_UNIX, SOCK_STREAM, 0); bind($s, sockaddr_un($n)) or die "$_ $!"; close $s',
      ]);
      made.others += pipes.length + devices.length + sockets.length;
    },
  };
}

function makeSpecial(some: readonly Special[], [tool, ...args]: readonly string[]): void {
  if (some.length === 0 || tool === undefined) return;
  execFileSync(tool, args, { input: Buffer.concat(some.flatMap(({ path }) => [path, Buffer.from([0])])) });
  for (const { path, mode, owner } of some) {
    lchownSync(path, owner.uid, owner.gid);
    chmodSync(path, mode);
  }
}

function record(path: Buffer, line: string): string {
  const quoted = path.toString('latin1').replace(/[\n\r\\]/g, (char) => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`);
  return `# file: ${quoted}\n${line}\n\n`;
}

function aclBytes(entries: readonly AclSpec[]): Buffer {
  const bytes = Buffer.alloc(4 + entries.length * 8);
  bytes.writeUInt32LE(2, 0);
  entries.forEach(({ tag, perm, id }, at) => {
    bytes.writeUInt16LE(tag, 4 + at * 8);
    bytes.writeUInt16LE(perm, 6 + at * 8);
    bytes.writeUInt32LE(id ?? 0xffffffff, 8 + at * 8);
  });
  return bytes;
}
