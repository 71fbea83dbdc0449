// SPDX-License-Identifier: Apache-2.0
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

export type Certificate = { readonly cert: string; readonly key: string };

/**
 * A certificate that its own key signed (RFC 5280, ECDSA P-256): it keeps mail from being read on the way, and proves
 * to nobody who we are. Mail servers that deliver opportunistically (RFC 7435) take it.
 */
export function selfSigned(name: string, from: Date, years: number): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicInfo = publicKey.export({ type: 'spki', format: 'der' });
  const until = new Date(from);
  until.setUTCFullYear(until.getUTCFullYear() + years);
  const subject = sequence(tagged(0x31, sequence(Buffer.from(COMMON_NAME), tagged(0x0c, Buffer.from(name)))));
  const toSign = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([0x01]), randomBytes(15)])),
    sequence(Buffer.from(ECDSA_WITH_SHA256)),
    subject,
    sequence(time(from), time(until)),
    subject,
    publicInfo,
    tagged(0xa3, sequence(alternativeName(name), keyIdentifier(publicInfo))),
  );
  const signature = sign('sha256', toSign, privateKey);
  const certificate = sequence(toSign, sequence(Buffer.from(ECDSA_WITH_SHA256)), tagged(0x03, Buffer.concat([NO_UNUSED_BITS, signature])));
  return { cert: pem(certificate), key: privateKey.export({ type: 'pkcs8', format: 'pem' }) };
}

// Object identifiers, ready encoded: id-at-commonName, ecdsa-with-SHA256, id-ce-subjectAltName, id-ce-subjectKeyIdentifier.
const COMMON_NAME = [0x06, 0x03, 0x55, 0x04, 0x03];
const ECDSA_WITH_SHA256 = [0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
const ALTERNATIVE_NAME = [0x06, 0x03, 0x55, 0x1d, 0x11];
const KEY_IDENTIFIER = [0x06, 0x03, 0x55, 0x1d, 0x0e];
const NO_UNUSED_BITS = Buffer.from([0]);

function tagged(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const length =
    body.length < 0x80 ? [body.length] : body.length < 0x100 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

function sequence(...parts: readonly Uint8Array[]): Buffer {
  return tagged(0x30, ...parts);
}

function integer(bytes: Uint8Array): Buffer {
  return tagged(0x02, bytes);
}

/** UTCTime until 2049, GeneralizedTime after (RFC 5280, 4.1.2.5). */
function time(at: Date): Buffer {
  const digits = `${at.toISOString().replaceAll(/\D/g, '').slice(0, 14)}Z`;
  return at.getUTCFullYear() < 2050 ? tagged(0x17, Buffer.from(digits.slice(2))) : tagged(0x18, Buffer.from(digits));
}

function alternativeName(name: string): Buffer {
  return sequence(Buffer.from(ALTERNATIVE_NAME), tagged(0x04, sequence(tagged(0x82, Buffer.from(name)))));
}

function keyIdentifier(publicInfo: Uint8Array): Buffer {
  const digest = createHash('sha1').update(publicInfo).digest();
  return sequence(Buffer.from(KEY_IDENTIFIER), tagged(0x04, tagged(0x04, digest)));
}

function pem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
