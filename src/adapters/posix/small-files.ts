// SPDX-License-Identifier: Apache-2.0
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { BytePath } from '../../exposure/host/host.port.ts';

const MOST = 64 * 1024;

/** The first 64 kB of a regular file; null for anything else. Never through a link in the last place, never waiting on a pipe, no access time kept. */
export function readSmallFile(path: BytePath): Uint8Array | null {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const name = Buffer.from(path, 'latin1');
  let held: number;
  try {
    held = openQuietly(name, flags);
  } catch {
    return null;
  }
  try {
    const found = fstatSync(held);
    if (!found.isFile()) return null;
    const bytes = Buffer.alloc(Math.min(MOST, found.size));
    return bytes.subarray(0, readSync(held, bytes, 0, bytes.length, 0));
  } catch {
    return null;
  } finally {
    closeSync(held);
  }
}

/** O_NOATIME is only for the owner and root; without it the access time moves, which is the least harm. */
function openQuietly(name: Buffer, flags: number): number {
  try {
    return openSync(name, flags | constants.O_NOATIME);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
    return openSync(name, flags);
  }
}
