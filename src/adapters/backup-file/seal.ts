// SPDX-License-Identifier: Apache-2.0
// An encrypted stream: AES-256-GCM over frames of 64 KiB, each with its number and whether it is the last in its nonce
// (STREAM, Hoang, Reyhanitabar, Rogaway, Vizár 2015), so that frames can be neither changed, swapped, doubled nor cut off.
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { ArchiveError } from '../../upkeep/backup/archive.port.ts';

const derive = promisify<string, Uint8Array, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt);

/** First bytes of a sealed archive, then the salt. */
export const MAGIC = Buffer.from('matoi sealed backup 1\n', 'latin1');
const SALT = 16;
const FRAME = 64 * 1024;
const TAG = 16;
/** Half a second of one core and 128 MB for each guess (OWASP's floor for scrypt). */
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };

/** Twelve bytes: the frame's number, then 1 on the last frame. A key serves one file only, so no nonce comes twice. */
function nonceOf(index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(index, 5, 6);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

/** Encrypts what comes. The passphrase is normalised (NFKC), so that keyboards do not matter. */
export async function* seal(chunks: AsyncIterable<Uint8Array>, passphrase: string): AsyncGenerator<Uint8Array> {
  const salt = randomBytes(SALT);
  const key = await derive(passphrase.normalize('NFKC'), salt, 32, COST);
  yield Buffer.concat([MAGIC, salt]);
  let index = 0;
  const frame = (bytes: Uint8Array, last: boolean): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(index, last));
    index += 1;
    return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  };
  let held = Buffer.alloc(0);
  for await (const chunk of chunks) {
    held = Buffer.concat([held, chunk]);
    // The last frame is only known at the end: one is always kept back.
    while (held.length > FRAME) {
      yield frame(held.subarray(0, FRAME), false);
      held = held.subarray(FRAME);
    }
  }
  yield frame(held, true);
}

/** Decrypts what `seal` made, from its first byte on. Throws ArchiveError: `wrong-key` at the first frame, `damaged` later. */
export async function* unseal(chunks: AsyncIterable<Uint8Array>, passphrase: string): AsyncGenerator<Uint8Array> {
  const state = { held: Buffer.alloc(0), key: null as Buffer | null, index: 0 };
  const open = (sealed: Uint8Array, last: boolean): Buffer => {
    if (state.key === null || sealed.length < TAG) throw new ArchiveError('damaged');
    const decipher = createDecipheriv('aes-256-gcm', state.key, nonceOf(state.index, last));
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
    try {
      const bytes = Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG)), decipher.final()]);
      state.index += 1;
      return bytes;
    } catch {
      throw new ArchiveError(state.index === 0 ? 'wrong-key' : 'damaged');
    }
  };
  for await (const chunk of chunks) {
    state.held = Buffer.concat([state.held, chunk]);
    if (state.key === null) {
      if (state.held.length < MAGIC.length + SALT) continue;
      const salt = state.held.subarray(MAGIC.length, MAGIC.length + SALT);
      state.key = await derive(passphrase.normalize('NFKC'), salt, 32, COST);
      state.held = state.held.subarray(MAGIC.length + SALT);
    }
    while (state.held.length > FRAME + TAG) {
      yield open(state.held.subarray(0, FRAME + TAG), false);
      state.held = state.held.subarray(FRAME + TAG);
    }
  }
  yield open(state.held, true);
}
