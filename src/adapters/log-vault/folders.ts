// SPDX-License-Identifier: Apache-2.0
import { readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import type { FolderFault, Folders, FoundFile } from '../../hunt/sources/folders.port.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';

const DEEPEST = 8;
const MOST_FILES = 20_000;

/** `roots` as the operator wrote them: absolute paths. What is no absolute path is no root. */
export function watchableFolders(roots: readonly string[]): Folders {
  const given = roots.filter((root) => isAbsolute(root));
  async function resolve(path: string): Promise<Result<string, FolderFault>> {
    if (!isAbsolute(path) || path.includes('\0')) return err('not-allowed');
    const real = await realpath(path).catch(() => null);
    const allowed = await Promise.all(given.map((root) => realpath(root).catch(() => null)));
    // Said first, so that nobody learns what exists outside of the roots.
    if (real === null) return err(given.some((root) => inside(root, path)) ? 'not-there' : 'not-allowed');
    if (!allowed.some((root) => root !== null && inside(root, real))) return err('not-allowed');
    const there = await stat(real).catch(() => null);
    return there?.isDirectory() === true ? ok(real) : err('not-there');
  }
  return {
    roots: given,
    resolve,
    async list(path) {
      const folder = await resolve(path);
      if (!folder.ok) return folder;
      const found: FoundFile[] = [];
      try {
        await walk(folder.value, '', 0, found);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === undefined) throw error;
        return err('unreadable');
      }
      return ok(found);
    },
  };
}

function inside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

async function walk(root: string, below: string, depth: number, found: FoundFile[]): Promise<void> {
  for (const entry of await readdir(join(root, below), { withFileTypes: true })) {
    if (found.length >= MOST_FILES || entry.name.startsWith('.')) continue;
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory() && depth < DEEPEST) await walk(root, name, depth + 1, found);
    if (!entry.isFile()) continue;
    const path = join(root, name);
    const there = await stat(path).catch(() => null);
    if (there !== null) found.push({ name, path, bytes: there.size, modified: there.mtime.toISOString() });
  }
}
