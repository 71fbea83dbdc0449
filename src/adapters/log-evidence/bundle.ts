// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WriteBundle } from '../../hunt/evidence/bundle.port.ts';
import { err, ok } from '../../kernel/result.ts';

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

/**
 * Writes files and their SHA256SUMS into a new or empty folder; refuses a folder with anything in it, and never overwrites.
 * `digest` is the SHA-256 of SHA256SUMS.
 */
export const writeBundle: WriteBundle = async (folder, files) => {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if ((await readdir(folder)).length > 0) return err(`${folder} is not empty`);
    for (const file of files)
      await writeFile(join(folder, file.name), file.bytes, { mode: file.name.endsWith('.sh') ? 0o755 : 0o644, flag: 'wx' });
    const sums = `${files.map((file) => `${sha256(file.bytes)}  ${file.name}`).join('\n')}\n`;
    await writeFile(join(folder, 'SHA256SUMS'), sums, { flag: 'wx' });
    return ok({ digest: sha256(sums), files: files.length });
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
};
