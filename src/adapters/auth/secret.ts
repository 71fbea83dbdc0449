// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { link, open, readFile, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * The secret that signs cookies and encrypts second factors: made once, kept in the data folder, readable by its
 * owner only. Without it the stored second factors cannot be read, so it belongs to every backup.
 */
export async function keepSecret(dataFolder: string): Promise<string> {
  const path = join(dataFolder, 'sign-in.secret');
  const kept = await readSecret(path);
  if (kept !== null) return kept;
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(`${randomBytes(48).toString('base64url')}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await claim(draft, path);
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
  const made = await readSecret(path);
  if (made === null) throw new Error('the sign-in secret could not be kept');
  return made;
}

async function readSecret(path: string): Promise<string | null> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return null;
    throw cause;
  });
  if (text === null) return null;
  if (text.trim().length < 32) throw new Error(`${path} does not hold a secret; restore it from the backup`);
  return text.trim();
}

/** Two processes may make one at once: the first name wins, the other reads it. */
async function claim(draft: string, path: string): Promise<void> {
  try {
    await link(draft, path);
    await unlink(draft);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return unlink(draft);
    // A file system without hard links: rename is the best there is.
    await rename(draft, path);
  }
}
