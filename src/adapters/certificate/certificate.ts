// SPDX-License-Identifier: Apache-2.0
import { sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { bits, ecdsaWithSha256, integer, sequence, serialNumber, tagged } from './der.ts';

/** What a certificate says, each as DER: `publicKey` is a SubjectPublicKeyInfo. */
export type CertificateBody = {
  readonly subject: Buffer;
  readonly issuer: Buffer;
  readonly valid: Buffer;
  readonly publicKey: Buffer;
  readonly extensions: readonly Buffer[];
};

/** A certificate of version 3 under a serial number of its own (RFC 5280, 4.1), signed with ECDSA and SHA-256; DER. */
export function certificate({ subject, issuer, valid, publicKey, extensions }: CertificateBody, signer: KeyObject): Buffer {
  const body = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    serialNumber(),
    ecdsaWithSha256(),
    issuer,
    valid,
    subject,
    publicKey,
    tagged(0xa3, sequence(...extensions)),
  );
  return sequence(body, ecdsaWithSha256(), bits(0, sign('sha256', body, signer)));
}
