// SPDX-License-Identifier: Apache-2.0
import { access, constants, statfs } from 'node:fs/promises';

/** Bytes that this account may still write where the folder lies, and the system's error where it may not write at all. */
export async function diskOf(folder: string): Promise<{ readonly freeBytes: number | null; readonly notWritable: Error | null }> {
  const [disk, notWritable] = await Promise.all([
    statfs(folder).catch(() => null),
    access(folder, constants.W_OK).then(
      () => null,
      (cause: Error) => cause,
    ),
  ]);
  return { freeBytes: disk === null ? null : disk.bavail * disk.bsize, notWritable };
}
