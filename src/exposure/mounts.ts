// SPDX-License-Identifier: Apache-2.0
import { isWithin, pathOfBytes } from './bytes.ts';
import type { BytePath } from './bytes.ts';

export type Mount = {
  readonly point: BytePath;
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
      const [device, point, options] = [fields[2], fields[4], fields[5]?.split(',')];
      if (dash < 0 || device === undefined || point === undefined || options === undefined) return [];
      const superOptions = (fields[dash + 3] ?? '').split(',');
      return [
        {
          point: unescaped(point),
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
