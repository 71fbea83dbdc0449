// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { certificate } from './certificate.ts';
import { bits, commonName, extension, identifier, integer, keyDigest, pem, sequence, tagged, time } from './der.ts';

export type Issued = { readonly authority: string; readonly cert: string; readonly key: string };

/**
 * An authority for these names alone, and the certificate that it signs for them (RFC 5280, ECDSA P-256). The authority's key
 * is kept nowhere: whoever trusts it gives nobody a way to speak for any other site, and names outside are excluded as well.
 */
export function issueFor(names: readonly string[], from: Date, until: Date): Issued {
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issuer = commonName(`Matoi ${names[0] ?? ''} ${from.toISOString().slice(0, 10)}`.slice(0, 64));
  const [authorityInfo, ownInfo] = [authority.publicKey, own.publicKey].map((one) => one.export({ type: 'spki', format: 'der' })) as [
    Buffer,
    Buffer,
  ];
  const valid = sequence(time(from), time(until));
  const signedBy = (subject: Buffer, publicKey: Buffer, extensions: readonly Buffer[]) =>
    certificate({ subject, issuer, valid, publicKey, extensions }, authority.privateKey);
  const root = signedBy(issuer, authorityInfo, [
    extension('2.5.29.19', true, sequence(tagged(0x01, Buffer.from([0xff])), integer(Buffer.from([0])))),
    extension('2.5.29.15', true, bits(2, Buffer.from([0x04]))),
    extension('2.5.29.30', true, constraintsOf(names)),
    extension('2.5.29.14', false, tagged(0x04, keyDigest(authorityInfo))),
  ]);
  const leaf = signedBy(commonName('Matoi desk'), ownInfo, [
    extension('2.5.29.17', false, sequence(...names.map((name) => generalName(name, addressBytes(name))))),
    extension('2.5.29.19', true, sequence()),
    extension('2.5.29.15', true, bits(7, Buffer.from([0x80]))),
    extension('2.5.29.37', false, sequence(identifier('1.3.6.1.5.5.7.3.1'))),
    extension('2.5.29.14', false, tagged(0x04, keyDigest(ownInfo))),
    extension('2.5.29.35', false, sequence(tagged(0x80, keyDigest(authorityInfo)))),
  ]);
  return { authority: pem(root), cert: pem(leaf), key: own.privateKey.export({ type: 'pkcs8', format: 'pem' }) };
}

function addressBytes(name: string): Buffer {
  return Buffer.from(name.split('.').map(Number));
}

/** A name or an address as certificates hold them; of an address these bytes. */
function generalName(name: string, bytes: Buffer): Buffer {
  return isIPv4(name) ? tagged(0x87, bytes) : tagged(0x82, Buffer.from(name));
}

/** What is named is permitted; of the kinds of names that do not occur, all are excluded (RFC 5280, 4.2.1.10). */
function constraintsOf(names: readonly string[]): Buffer {
  const subtree = (name: Buffer) => sequence(name);
  const permitted = names.map((name) => subtree(generalName(name, Buffer.concat([addressBytes(name), Buffer.alloc(4, 0xff)]))));
  const excluded = [
    ...(names.some(isIPv4) ? [] : [subtree(tagged(0x87, Buffer.alloc(8)))]),
    ...(names.every(isIPv4) ? [subtree(tagged(0x82))] : []),
    subtree(tagged(0x87, Buffer.alloc(32))),
  ];
  return sequence(tagged(0xa0, ...permitted), tagged(0xa1, ...excluded));
}
