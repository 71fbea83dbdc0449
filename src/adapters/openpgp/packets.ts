// SPDX-License-Identifier: Apache-2.0
// The few packets of OpenPGP (RFC 4880; EdDSA as RFC 9580, 5.2.3.3 and 5.5.5.5 keep it for keys of version 4) that one
// signing key and its detached signatures need. What is signed is hashed and signed by Node's own crypto.
import { createHash } from 'node:crypto';

export const bytes = (...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => Uint8Array.from(part)));
const u16 = (value: number): readonly number[] => [(value >> 8) & 255, value & 255];
const u32 = (value: number): readonly number[] => [(value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];

/** Ed25519 as RFC 9580, 9.2 names it in keys of version 4. */
const ED25519_OID = [0x09, 0x2b, 0x06, 0x01, 0x04, 0x01, 0xda, 0x47, 0x0f, 0x01];
const EDDSA = 22;
const SHA512 = 10;

export const signatureTypes = { binary: 0x00, certification: 0x13 } as const;

/** A whole number as OpenPGP writes it: its length in bits, and no zeros before it. */
function mpi(value: Uint8Array): Uint8Array {
  const from = value.findIndex((byte) => byte !== 0);
  const digits = from < 0 ? new Uint8Array() : value.subarray(from);
  const [first = 0] = digits;
  return bytes(u16(digits.length === 0 ? 0 : (digits.length - 1) * 8 + (32 - Math.clz32(first))), digits);
}

/** A packet in the new form, its length in one, two or five octets. */
export function packet(tag: number, body: Uint8Array): Uint8Array {
  const { length } = body;
  const size = length < 192 ? [length] : length < 8384 ? [192 + ((length - 192) >> 8), (length - 192) & 255] : [255, ...u32(length)];
  return bytes([0xc0 | tag], size, body);
}

/** The body of a public key packet of version 4: `point` are the 32 bytes of an Ed25519 key, `seconds` since 1970 when it was made. */
export function publicKeyBody(point: Uint8Array, seconds: number): Uint8Array {
  return bytes([4], u32(seconds), [EDDSA], ED25519_OID, mpi(bytes([0x40], point)));
}

const keyToHash = (key: Uint8Array): Uint8Array => bytes([0x99], u16(key.length), key);

/** 20 bytes; SHA-1 is what version 4 of the format names a key by, nothing is signed with it. */
export function fingerprintOf(key: Uint8Array): Uint8Array {
  return createHash('sha1').update(keyToHash(key)).digest();
}

const subpacket = (type: number, body: Uint8Array): Uint8Array => bytes([body.length + 1, type], body);

export type ToSign = {
  readonly key: Uint8Array;
  readonly seconds: number;
  readonly sign: (digest: Uint8Array) => Uint8Array;
};

/** A signature packet over `content`: of a document, or of the key itself with a name (`more`: what only that one says). */
function signature({ key, seconds, sign }: ToSign, type: number, content: readonly Uint8Array[], more: readonly Uint8Array[]): Uint8Array {
  const fingerprint = fingerprintOf(key);
  const hashed = bytes(subpacket(2, bytes(u32(seconds))), subpacket(33, bytes([4], fingerprint)), ...more);
  const head = bytes([4, type, EDDSA, SHA512], u16(hashed.length), hashed);
  const digest = createHash('sha512');
  for (const part of content) digest.update(part);
  const sum = digest
    .update(head)
    .update(bytes([4, 0xff], u32(head.length)))
    .digest();
  const made = sign(sum);
  const unhashed = subpacket(16, fingerprint.subarray(12));
  return packet(2, bytes(head, u16(unhashed.length), unhashed, sum.subarray(0, 2), mpi(made.subarray(0, 32)), mpi(made.subarray(32))));
}

/** A detached signature of a document. */
export function documentSignature(signing: ToSign, document: Uint8Array): Uint8Array {
  return signature(signing, signatureTypes.binary, [document], []);
}

/** The public key with one name that it certifies itself, as others import it. It may sign and certify; it does not run out. */
export function publicKeyPackets(signing: ToSign, name: string): Uint8Array {
  const user = new TextEncoder().encode(name);
  const content = [keyToHash(signing.key), bytes([0xb4], u32(user.length), user)];
  const flags = [subpacket(27, bytes([0x03])), subpacket(11, bytes([9])), subpacket(21, bytes([SHA512])), subpacket(25, bytes([1]))];
  return bytes(packet(6, signing.key), packet(13, user), signature(signing, signatureTypes.certification, content, flags));
}

/** RFC 4880, 6: base64 in lines of 64 with a checksum of 24 bits. */
export function armour(what: 'PGP SIGNATURE' | 'PGP PUBLIC KEY BLOCK', body: Uint8Array): string {
  const lines =
    Buffer.from(body)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  const sum = Buffer.from(u32(crc24(body)).slice(1)).toString('base64');
  return `-----BEGIN ${what}-----\n\n${lines.join('\n')}\n=${sum}\n-----END ${what}-----\n`;
}

function crc24(body: Uint8Array): number {
  let crc = 0xb704ce;
  for (const byte of body) {
    crc ^= byte << 16;
    for (let bit = 0; bit < 8; bit += 1) {
      crc <<= 1;
      if ((crc & 0x1000000) !== 0) crc ^= 0x1864cfb;
    }
  }
  return crc & 0xffffff;
}
