// SPDX-License-Identifier: Apache-2.0
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Signer } from '../../common/signer.port.ts';

/** HMAC-SHA-256 under one key: marks in base64url, compared in constant time, and six digits to be said by telephone. */
export function signerOf(key: Uint8Array): Signer {
  const hmac = (text: string): Buffer => createHmac('sha256', key).update(text).digest();
  return {
    mark: (text) => hmac(text).toString('base64url'),
    verify(text, mark) {
      const given = Buffer.from(mark, 'base64url');
      const right = hmac(text);
      // A second spelling of the same bytes is refused too: base64url has one canonical form.
      return given.length === right.length && timingSafeEqual(given, right) && right.toString('base64url') === mark;
    },
    digits: (text) => String(hmac(text).readUIntBE(0, 6) % 1_000_000).padStart(6, '0'),
  };
}

/** The desk's own key: 32 random bytes in a file of mode 0600, made once. Losing it makes old links invalid, nothing else. */
export async function openSigner(dataFolder: string): Promise<Signer> {
  const path = join(dataFolder, 'paging.key');
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  const fresh = await open(path, 'wx', 0o600).catch(() => null);
  if (fresh !== null) {
    await fresh.writeFile(randomBytes(32));
    await fresh.sync();
    await fresh.close();
  }
  const key = await readFile(path);
  if (key.length !== 32) throw new Error(`${path} is not a key of 32 bytes; move it away and start again`);
  return signerOf(key);
}
