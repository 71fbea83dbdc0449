// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { open, readFile, stat } from 'node:fs/promises';
import { canonicalJson } from '../../kernel/canonical-json.ts';

/** One line of manifest.jsonl. `hash` is SHA-256 over the canonical JSON of everything else, `prev` included. */
export type ManifestEntry = {
  readonly n: number;
  readonly prev: string;
  readonly at: string;
  readonly who: string;
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly content: string;
  readonly modified: string;
  readonly zone: string | null;
  readonly hash: string;
};

export const START = '0'.repeat(64);

/** SHA-256 (hex) over the canonical JSON of an entry without its own hash: the link of the vault's chain. */
export function hashOf(entry: Omit<ManifestEntry, 'hash'>): string {
  return createHash('sha256').update(canonicalJson(entry)).digest('hex');
}

/** A torn last line (the machine stopped while it was written) is not an entry yet. */
export async function readManifest(path: string): Promise<ManifestEntry[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const lines = text.split('\n');
  lines.pop();
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as ManifestEntry);
}

/** Bytes; 0 where there is none yet. Another process may have written since it was read. */
export async function manifestSize(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.size ?? 0;
}

/** Appends lines and syncs the file before it returns. A last line that a crash tore off is cut away first. */
export async function appendManifest(path: string, entries: readonly ManifestEntry[]): Promise<void> {
  const handle = await open(path, 'a', 0o600);
  try {
    if (await isTorn(path)) await handle.truncate((await readFile(path)).lastIndexOf(10) + 1);
    await handle.write(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Only the last byte is looked at: the manifest of a large vault is long. */
async function isTorn(path: string): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const last = Buffer.alloc(1);
    if (size > 0) await handle.read(last, 0, 1, size - 1);
    return size > 0 && last[0] !== 10;
  } finally {
    await handle.close();
  }
}
