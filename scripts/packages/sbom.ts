// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { purlOf } from './locked.ts';
import type { LockedPackage } from './locked.ts';

/**
 * A bill of materials in CycloneDX 1.6 (ECMA-424) of the packages, without those for development. The same lock gives the
 * same bytes: no time, and a serial number made from the contents.
 */
export function sbomOf(product: { readonly name: string; readonly version: string }, packages: readonly LockedPackage[]): string {
  const components = packages
    .filter(({ development }) => !development)
    .map(({ name, version, license, sha512, optional, place }) => ({
      type: 'library',
      'bom-ref': `${purlOf({ name, version })}#${place}`,
      name,
      version,
      purl: purlOf({ name, version }),
      scope: optional ? 'optional' : 'required',
      ...(license === null ? {} : { licenses: [licenceOf(license)] }),
      ...(sha512 === null ? {} : { hashes: [{ alg: 'SHA-512', content: sha512 }] }),
    }));
  const digest = createHash('sha256')
    .update(JSON.stringify([product, components]))
    .digest('hex');
  const bom = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(digest)}`,
    version: 1,
    metadata: {
      component: { type: 'application', 'bom-ref': product.name, ...product, licenses: [{ license: { id: 'Apache-2.0' } }] },
    },
    components,
  };
  return `${JSON.stringify(bom, null, 2)}\n`;
}

/** An expression where it is one (`MIT OR EUPL-1.2`), a known identifier, or a name. */
function licenceOf(text: string) {
  if (/ (?:OR|AND|WITH) /.test(text)) return { expression: text };
  return /^[A-Za-z0-9.+-]+$/.test(text) && text !== 'UNLICENSED' ? { license: { id: text } } : { license: { name: text } };
}

/** A UUID of version 8 (RFC 9562, section 5.8) from a digest. */
function uuidOf(digest: string): string {
  const variant = (8 + (Number.parseInt(digest[16] ?? '0', 16) % 4)).toString(16);
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}
