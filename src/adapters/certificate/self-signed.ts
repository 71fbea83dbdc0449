// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync } from 'node:crypto';
import { certificate } from './certificate.ts';
import { commonName, extension, keyDigest, pem, sequence, tagged, time } from './der.ts';

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
  const made = certificate(
    {
      subject,
      issuer: subject,
      valid: sequence(time(from), time(until)),
      publicKey: publicInfo,
      extensions: [
        extension('2.5.29.17', false, sequence(tagged(0x82, Buffer.from(name)))),
        extension('2.5.29.14', false, tagged(0x04, keyDigest(publicInfo))),
      ],
    },
    privateKey,
  );
  return { cert: pem(made), key: privateKey.export({ type: 'pkcs8', format: 'pem' }) };
}
