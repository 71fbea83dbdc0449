// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync, sign } from 'node:crypto';
import { bits, commonName, ecdsaWithSha256, extension, integer, keyDigest, pem, sequence, serialNumber, tagged, time } from './der.ts';

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
  const subject = commonName(name);
  const toSign = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    serialNumber(),
    ecdsaWithSha256(),
    subject,
    sequence(time(from), time(until)),
    subject,
    publicInfo,
    tagged(
      0xa3,
      sequence(
        extension('2.5.29.17', false, sequence(tagged(0x82, Buffer.from(name)))),
        extension('2.5.29.14', false, tagged(0x04, keyDigest(publicInfo))),
      ),
    ),
  );
  const signature = sign('sha256', toSign, privateKey);
  const certificate = sequence(toSign, ecdsaWithSha256(), bits(0, signature));
  return { cert: pem(certificate), key: privateKey.export({ type: 'pkcs8', format: 'pem' }) };
}
