// SPDX-License-Identifier: Apache-2.0
import { rmSync } from 'node:fs';

const TRIES = 50;
const BETWEEN_MILLIS = 100;

/**
 * Removes a folder that a process of its own may still be leaving: the log engine outlives its last client by a moment and
 * writes while it goes. Tries for five seconds, then throws what the file system said.
 */
export function removeTree(folder: string): void {
  for (let left = TRIES; ; left -= 1) {
    try {
      rmSync(folder, { recursive: true, force: true });
      return;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (left === 0 || (code !== 'ENOTEMPTY' && code !== 'EBUSY')) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BETWEEN_MILLIS);
    }
  }
}
