// SPDX-License-Identifier: Apache-2.0
import { closeSync, constants, openSync } from 'node:fs';

/** Beyond this many bytes the kernel refuses a path in one piece (PATH_MAX is 4096 with the final NUL). */
export const PATH_MAX = 4095;
const PIECE = 3500;

/**
 * Steps down in pieces through descriptors of directories and hands on one that is near enough, as a path through
 * /proc, with the rest of the name. A link swapped in on the way is refused (O_NOFOLLOW).
 */
export async function nearby<T>(path: string, work: (folder: string, rest: string) => T | Promise<T>): Promise<T> {
  const { held, folder, rest } = stepDown(path);
  try {
    return await work(folder, rest);
  } finally {
    if (held !== null) closeSync(held);
  }
}

/** The same without waiting: the descriptor is closed when `work` returns. */
export function nearbySync<T>(path: string, work: (folder: string, rest: string) => T): T {
  const { held, folder, rest } = stepDown(path);
  try {
    return work(folder, rest);
  } finally {
    if (held !== null) closeSync(held);
  }
}

function stepDown(path: string): { held: number | null; folder: string; rest: string } {
  let held: number | null = null;
  let rest = path;
  let folder = '';
  try {
    while (rest.length > PIECE) {
      const cut = rest.lastIndexOf('/', PIECE);
      const flags = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;
      const next = openSync(Buffer.from(folder + rest.slice(0, cut), 'latin1'), flags);
      if (held !== null) closeSync(held);
      held = next;
      folder = `/proc/self/fd/${next}/`;
      rest = rest.slice(cut + 1);
    }
  } catch (error) {
    if (held !== null) closeSync(held);
    throw error;
  }
  return { held, folder, rest };
}
