// SPDX-License-Identifier: Apache-2.0
import { isWithin, joined, pathOfBytes } from '../path/bytes.ts';
import type { BytePath } from '../path/bytes.ts';

export type Mount = {
  readonly point: BytePath;
  /** What of its file system stands at the point: `/`, or a folder of it under a bind mount or a subvolume. */
  readonly folder: BytePath;
  readonly fsType: string;
  /** st_dev as `major:minor`. */
  readonly device: string;
  readonly readOnly: boolean;
  readonly noExec: boolean;
  readonly noSuid: boolean;
};

/** proc(5), /proc/PID/mountinfo: `36 35 98:0 /root /point rw,noatime shared:1 - ext4 /dev/x rw,errors=…`. Later lines cover earlier ones. */
export function parseMountInfo(bytes: Uint8Array): readonly Mount[] {
  return pathOfBytes(bytes)
    .split('\n')
    .flatMap((line) => {
      const fields = line.split(' ');
      const dash = fields.indexOf('-', 6);
      const [device, folder, point, options] = [fields[2], fields[3], fields[4], fields[5]?.split(',')];
      if (dash < 0 || device === undefined || folder === undefined || point === undefined || options === undefined) return [];
      const superOptions = (fields[dash + 3] ?? '').split(',');
      return [
        {
          point: unescaped(point),
          folder: unescaped(folder),
          fsType: fields[dash + 1] ?? '?',
          device,
          readOnly: options.includes('ro') || superOptions.includes('ro'),
          noExec: options.includes('noexec'),
          noSuid: options.includes('nosuid'),
        },
      ];
    });
}

/** Space, tab, newline and backslash stand as three octal digits. */
function unescaped(text: string): BytePath {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))) as BytePath;
}

/** The mount a resolved absolute path lies on: the longest point, the last one mounted there. */
export function mountOf(mounts: readonly Mount[], path: string): Mount | null {
  let best: Mount | null = null;
  for (const mount of mounts) if (isWithin(path, mount.point) && (best === null || mount.point.length >= best.point.length)) best = mount;
  return best;
}

/** A mount below the root whose tree stands below the root under another path too. */
export type SameTree = { readonly mount: Mount; readonly original: BytePath };

/**
 * Bind mounts below `root` that show what is walked there anyway. Of two mounts that show the same tree the one mounted
 * first stays. What is covered by another mount counts as that one's.
 */
export function sameTreesBelow(mounts: readonly Mount[], root: BytePath): readonly SameTree[] {
  const found: SameTree[] = [];
  const isFound = (path: BytePath) => found.some(({ mount }) => isWithin(path, mount.point));
  for (const mount of mounts.toReversed()) {
    if (mount.point === root || !isWithin(mount.point, root) || isFound(mount.point)) continue;
    for (const other of mounts) {
      if (other.point === mount.point || other.device !== mount.device || !isWithin(mount.folder, other.folder)) continue;
      const below = mount.folder.slice(other.folder === '/' ? 1 : other.folder.length + 1);
      const original = below === '' ? other.point : joined(other.point, below);
      if (!isWithin(original, root) || isWithin(original, mount.point) || isFound(original)) continue;
      if (mountOf(mounts, original)?.point !== other.point) continue;
      found.push({ mount, original });
      break;
    }
  }
  return found.toReversed();
}

/** Whether a file system is mounted exactly there. */
export function isMountPoint(mounts: readonly Mount[], path: string): boolean {
  return mounts.some((mount) => mount.point === path);
}

const NETWORK = new Set([
  'nfs',
  'nfs4',
  'cifs',
  'smb3',
  'ceph',
  'glusterfs',
  'fuse.glusterfs',
  'afs',
  '9p',
  'lustre',
  'beegfs',
  'fuse.sshfs',
]);

/** File systems where a server, not this kernel, has the last word. */
export function isNetwork(mount: Mount): boolean {
  return NETWORK.has(mount.fsType) || mount.fsType.startsWith('fuse');
}
