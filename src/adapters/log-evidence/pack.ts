// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';
import type { Zippable } from 'fflate';
import type { PackBundle } from '../../hunt/evidence/pack.port.ts';

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

/** All files carry the time of the answer, so that the same answer packs to the same bytes. */
export const packBundle: PackBundle = (files, at) => {
  const sums = `${files.map((file) => `${sha256(file.bytes)}  ${file.name}`).join('\n')}\n`;
  const inside: Zippable = {};
  for (const file of [...files, { name: 'SHA256SUMS', bytes: sums }]) {
    const bytes = typeof file.bytes === 'string' ? new TextEncoder().encode(file.bytes) : file.bytes;
    // Unix mode in the upper half of the attributes, so that the script can be run once unpacked.
    inside[`evidence/${file.name}`] = [bytes, { os: 3, attrs: (file.name.endsWith('.sh') ? 0o100755 : 0o100644) << 16, mtime: at }];
  }
  return { bytes: zipSync(inside), digest: sha256(sums) };
};
