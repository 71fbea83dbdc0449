// SPDX-License-Identifier: Apache-2.0
import { unzipSync } from 'fflate';
import type { UnpackRules } from '../../hunt/rules/unpack.port.ts';
import { err, ok } from '../../kernel/result.ts';

/** What an entry says of its size is all the room that it gets, so the sums are known before anything is unpacked. */
export const unpackRules: UnpackRules = (bytes, limits) => {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return null;
  const large: string[] = [];
  const sums = { files: 0, bytes: 0 };
  try {
    const entries = unzipSync(bytes, {
      filter({ name, originalSize }) {
        if (!/\.ya?ml$/i.test(name)) return false;
        sums.files += 1;
        if (originalSize > limits.maxFileBytes) {
          large.push(name);
          return false;
        }
        sums.bytes += originalSize;
        return sums.files <= limits.maxFiles && sums.bytes <= limits.maxBytes;
      },
    });
    if (sums.files > limits.maxFiles || sums.bytes > limits.maxBytes) return err('too-large');
    const read = Object.entries(entries).map(([name, content]) => ({ name, bytes: content }));
    const left = large.map((name) => ({ name, bytes: null }));
    return ok([...read, ...left].toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)));
  } catch {
    return err('broken');
  }
};
