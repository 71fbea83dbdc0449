// SPDX-License-Identifier: Apache-2.0
// The few shapes of DER (X.690) that a certificate consists of.
import { createHash, randomBytes } from 'node:crypto';

export function tagged(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const length =
    body.length < 0x80 ? [body.length] : body.length < 0x100 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

export function sequence(...parts: readonly Uint8Array[]): Buffer {
  return tagged(0x30, ...parts);
}

export function integer(bytes: Uint8Array): Buffer {
  return tagged(0x02, bytes);
}

/** UTCTime until 2049, GeneralizedTime after (RFC 5280, 4.1.2.5). */
export function time(at: Date): Buffer {
  const digits = `${at.toISOString().replaceAll(/\D/g, '').slice(0, 14)}Z`;
  return at.getUTCFullYear() < 2050 ? tagged(0x17, Buffer.from(digits.slice(2))) : tagged(0x18, Buffer.from(digits));
}

/** An object identifier in its usual numbers. */
export function identifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = rest.flatMap((arc) => {
    const groups = [arc & 0x7f];
    for (let left = arc >> 7; left > 0; left >>= 7) groups.unshift((left & 0x7f) | 0x80);
    return groups;
  });
  return tagged(0x06, Buffer.from([first * 40 + second, ...bytes]));
}

/** A distinguished name of one common name. */
export function commonName(name: string): Buffer {
  return sequence(tagged(0x31, sequence(identifier('2.5.4.3'), tagged(0x0c, Buffer.from(name)))));
}

/** ecdsa-with-SHA256 (RFC 5758). */
export function ecdsaWithSha256(): Buffer {
  return sequence(identifier('1.2.840.10045.4.3.2'));
}

/** A serial number nobody can guess (RFC 5280, 4.1.2.2). */
export function serialNumber(): Buffer {
  return integer(Buffer.concat([Buffer.from([0x01]), randomBytes(15)]));
}

export function bits(unused: number, bytes: Uint8Array): Buffer {
  return tagged(0x03, Buffer.from([unused]), bytes);
}

export function extension(dotted: string, critical: boolean, value: Uint8Array): Buffer {
  return sequence(identifier(dotted), critical ? tagged(0x01, Buffer.from([0xff])) : Buffer.alloc(0), tagged(0x04, value));
}

/** How a certificate names its key, and the authority's that signed it. */
export function keyDigest(publicInfo: Uint8Array): Buffer {
  return createHash('sha1').update(publicInfo).digest();
}

export function pem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
