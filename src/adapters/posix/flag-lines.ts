// SPDX-License-Identifier: Apache-2.0
import type { BytePath, Flags } from '../../exposure/host/host.port.ts';

/**
 * `lsattr -d` prints flags, a space, the name as it is and a line feed, in the order asked. Names may hold line feeds,
 * so the output is not cut at lines: at each place exactly the next asked name is expected, and a name that the tool
 * passed over (no such flags on that file system) is left out.
 */
export function readFlagLines(stdout: Buffer, asked: readonly BytePath[]): Map<BytePath, Flags> {
  const found = new Map<BytePath, Flags>();
  let at = 0;
  for (const path of asked) {
    const blank = stdout.indexOf(0x20, at);
    if (blank < 0 || blank - at > 64) continue;
    const end = blank + 1 + path.length;
    if (stdout[end] !== 0x0a || stdout.toString('latin1', blank + 1, end) !== path) continue;
    const flags = stdout.toString('latin1', at, blank);
    found.set(path, { immutable: flags.includes('i'), append: flags.includes('a') });
    at = end + 1;
  }
  return found;
}
