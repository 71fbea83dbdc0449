// SPDX-License-Identifier: Apache-2.0
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Opened, SecretBox } from '../../organisation/mail/secret-box.port.ts';

export const KEY_FILE = 'secret.key';
const KEY_BYTES = 32;
/** NIST SP 800-38D section 8.2.2: 96 random bits; a desk seals a few dozen times in its life. */
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** `v1.KEY-ID.IV.CIPHERTEXT-AND-TAG`, base64url. */
const SEALED = /^v1\.([0-9a-f]{16})\.([A-Za-z0-9_-]{16})\.([A-Za-z0-9_-]{22,200000})$/;

type Key = { readonly id: string; readonly bytes: Buffer };

/**
 * AES-256-GCM under one key of 32 random bytes in `<data>/secret.key`, mode 0600, made at the first secret. The key is kept
 * out of the database, so that a copy of the database opens nothing; without the file what was sealed is lost, and said so.
 */
export function secretBox(dataFolder: string): SecretBox {
  const path = join(dataFolder, KEY_FILE);
  return {
    async seal(text, about) {
      const key = (await readKey(path)) ?? (await makeKey(dataFolder, path));
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key.bytes, iv).setAAD(Buffer.from(about));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `v1.${key.id}.${iv.toString('base64url')}.${sealed.toString('base64url')}`;
    },
    async open(sealed, about) {
      const [, keyId = '', iv = '', rest = ''] = SEALED.exec(sealed) ?? [];
      if (keyId === '') return { is: 'damaged' };
      const key = await readKey(path);
      return key === null || key.id !== keyId
        ? { is: 'key-lost', keyId }
        : unsealed(key, Buffer.from(iv, 'base64url'), Buffer.from(rest, 'base64url'), about);
    },
  };
}

function unsealed(key: Key, iv: Buffer, rest: Buffer, about: string): Opened {
  if (rest.length < TAG_BYTES) return { is: 'damaged' };
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(about));
  decipher.setAuthTag(rest.subarray(-TAG_BYTES));
  try {
    return { is: 'open', text: decipher.update(rest.subarray(0, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8') };
  } catch {
    // final() throws for one reason only: the tag does not match.
    return { is: 'damaged' };
  }
}

/** Of another process that makes it at the same moment, the first one's key stands. */
async function makeKey(dataFolder: string, path: string): Promise<Key> {
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  const fresh = await open(path, 'wx', 0o600).catch((cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return null;
    throw cause;
  });
  if (fresh !== null) {
    await fresh.writeFile(randomBytes(KEY_BYTES));
    await fresh.sync();
    await fresh.close();
  }
  const key = await readKey(path);
  if (key === null) throw new Error(`${path} is not a key of ${KEY_BYTES} bytes; move it away, and give the secrets once more`);
  return key;
}

/** null where there is none, or it is no key. What others of the machine may read is closed to them first. */
async function readKey(path: string): Promise<Key | null> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw cause;
  });
  if (bytes?.length !== KEY_BYTES) return null;
  if (((await stat(path)).mode & 0o077) !== 0) await chmod(path, 0o600);
  return { id: createHash('sha256').update('matoi secret key\n').update(bytes).digest('hex').slice(0, 16), bytes };
}
