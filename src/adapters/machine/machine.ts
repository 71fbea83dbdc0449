// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { totalmem, userInfo } from 'node:os';
import type { MachineFacts } from '../../upkeep/doctor/desk-facts.port.ts';
import { diskOf } from './disk.ts';

/** The machine as it is now, seen from the data folder. */
export async function machineFacts(dataFolder: string): Promise<MachineFacts> {
  const [folder, { freeBytes }] = await Promise.all([stat(dataFolder).catch(() => null), diskOf(dataFolder)]);
  const { uid, username } = userInfo();
  return {
    dataFolder,
    owner: folder === null || uid < 0 ? null : folder.uid === uid ? username : (nameOf(folder.uid) ?? `uid ${folder.uid}`),
    user: username,
    openToOthers: folder !== null && process.platform !== 'win32' && (folder.mode & 0o044) !== 0,
    freeBytes,
    memoryBytes: totalmem(),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  };
}

function nameOf(uid: number): string | null {
  try {
    const line = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((row) => row.split(':')[2] === String(uid));
    return line?.split(':')[0] ?? null;
  } catch {
    return null;
  }
}

/** Who else owns this folder; null where it is ours, is not there, or the system knows no owners. */
export async function foreignOwner(folder: string): Promise<{ readonly owner: string; readonly user: string } | null> {
  const { uid, username } = userInfo();
  const found = uid < 0 ? null : await stat(folder).catch(() => null);
  return found === null || found.uid === uid ? null : { owner: nameOf(found.uid) ?? `uid ${found.uid}`, user: username };
}
