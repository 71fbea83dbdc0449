// SPDX-License-Identifier: Apache-2.0
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AdvisorySigner } from '../../disclosure/advisory/sign.port.ts';
import { armour, documentSignature, fingerprintOf, publicKeyBody, publicKeyPackets } from './packets.ts';

/** The key's file in the data folder; it is part of a backup (`keys`). */
export const SIGNING_KEY_FILE = 'advisory.key';

/**
 * Signs advisories by OpenPGP with one Ed25519 key. `made`: seconds since 1970 when the key was made, which its fingerprint
 * rests on; it stays the same for the life of the key. A document's signature is dated by `at`, in seconds too, and never
 * before its key: GnuPG refuses one that is older.
 */
export function openPgpSigner(key: KeyObject, made: number): AdvisorySigner {
  if (key.asymmetricKeyType !== 'ed25519') throw new TypeError('only Ed25519 keys sign advisories');
  // The last 32 bytes of the DER form of an Ed25519 public key are its point (RFC 8410, 4).
  const point = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
  const body = publicKeyBody(point, made);
  const fingerprint = Buffer.from(fingerprintOf(body)).toString('hex').toUpperCase();
  const digest = (sum: Uint8Array): Uint8Array => sign(null, sum, key);
  return {
    fingerprint,
    publicKey: (name) => armour('PGP PUBLIC KEY BLOCK', publicKeyPackets({ key: body, seconds: made, sign: digest }, name)),
    sign: (document, at) => armour('PGP SIGNATURE', documentSignature({ key: body, seconds: Math.max(at, made), sign: digest }, document)),
  };
}

/**
 * The desk's own key: made at its first use, in a file of mode 0600 with the time it was made at. Or one that is given: an
 * Ed25519 private key as PKCS #8 PEM put in its place before. Throws where the file is neither.
 */
export async function openSigningKey(dataFolder: string, now: number): Promise<AdvisorySigner> {
  const path = join(dataFolder, SIGNING_KEY_FILE);
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  const fresh = await open(path, 'wx', 0o600).catch(() => null);
  if (fresh !== null) {
    const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' });
    await fresh.writeFile(`Made: ${now}\n${pem}`);
    await fresh.sync();
    await fresh.close();
  }
  const text = await readFile(path, 'utf8');
  const made = /^Made: (\d{1,10})$/m.exec(text)?.[1];
  const pem = /-----BEGIN PRIVATE KEY-----[\s\S]*-----END PRIVATE KEY-----/.exec(text)?.[0];
  if (pem === undefined) throw new Error(`${path} holds no private key as PEM (PKCS #8); move it away, or put one there`);
  // A key that is given without a date has the first second of 2020: it must not change with the day on which it is read.
  return openPgpSigner(createPrivateKey(pem), made === undefined ? 1_577_836_800 : Number(made));
}
