// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The package.json of the folder in which the engine is installed, or null where it is not (other platforms). */
export function locateEngine(env: Readonly<Record<string, string | undefined>>): string | null {
  const named = env['MATOI_CHDB_FOLDER'];
  const candidates = named === undefined ? foldersAbove() : [named];
  for (const folder of candidates) {
    const manifest = join(folder, 'package.json');
    if (!existsSync(manifest)) continue;
    try {
      createRequire(manifest).resolve('chdb');
      return manifest;
    } catch {
      return null;
    }
  }
  return null;
}

function foldersAbove(): string[] {
  const found: string[] = [];
  let folder = dirname(fileURLToPath(import.meta.url));
  while (dirname(folder) !== folder) {
    found.push(join(folder, 'engines', 'chdb'));
    folder = dirname(folder);
  }
  return found;
}
