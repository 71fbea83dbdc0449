// SPDX-License-Identifier: Apache-2.0
import { createHash, randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { instantFromMillis } from '../../kernel/instant.ts';
import type { Clock, Instant } from '../../kernel/instant.ts';
import type { HashBytes, Sha256 } from '../../kernel/sha256.ts';

export const systemClock: Clock = { now: () => instantFromMillis(Date.now()) as Instant };

/** SHA-256 as 64 lower-case hexadecimal digits. */
export const sha256: HashBytes = (bytes) => createHash('sha256').update(bytes).digest('hex') as Sha256;

/** SHA-512 of UTF-8 text as 128 lower-case hexadecimal digits. */
export function sha512(text: string): string {
  return createHash('sha512').update(text).digest('hex');
}

/** So many random bytes of the operating system, in base64url. */
export function randomText(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}

/** The platform's folder for user data; /var/lib for root, so that PostgreSQL's own account can reach it. */
export function defaultDataFolder(env: Readonly<Record<string, string | undefined>>): string {
  if (env['MATOI_DATA']) return env['MATOI_DATA'];
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Matoi');
  if (process.platform === 'win32') return join(env['LOCALAPPDATA'] ?? homedir(), 'Matoi');
  if (process.getuid?.() === 0) return '/var/lib/matoi';
  return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'matoi');
}
