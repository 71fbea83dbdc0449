// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { BytePath, ConfigFiles } from '../../exposure/server-config/config-files.port.ts';

const MOST = 8 * 1024 * 1024;

/** Settings of this machine. Links are followed, as the servers follow them; pipes and devices are not opened. */
export const posixConfigFiles: ConfigFiles = {
  read(path) {
    const name = Buffer.from(path, 'latin1');
    const found = statSync(name, { throwIfNoEntry: false });
    if (found?.isFile() !== true || found.size > MOST) return null;
    return quietly(() => readFileSync(name));
  },
  list(folder) {
    const name = Buffer.from(folder, 'latin1');
    if (statSync(name, { throwIfNoEntry: false })?.isDirectory() !== true) return null;
    const names = quietly(() => readdirSync(name, 'latin1'));
    return names === null ? null : (names.toSorted((a, b) => (a < b ? -1 : 1)) as BytePath[]);
  },
};

function quietly<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null; // Not readable for us: the caller says so.
  }
}
