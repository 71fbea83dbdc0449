// SPDX-License-Identifier: Apache-2.0
import { openSigner } from '../../adapters/paging-sign/signer.ts';
import type { Signer } from '../../common/signer.port.ts';
import type { Base } from './base.ts';

const kept = new Map<string, Promise<Signer>>();

/** The desk's own key, opened at its first use and shared by all parts. A failure is not kept: the next use tries again. */
export function signerOf(base: Pick<Base, 'dataFolder'>): () => Promise<Signer> {
  return () => {
    const folder = base.dataFolder;
    const known = kept.get(folder) ?? openSigner(folder);
    kept.set(folder, known);
    known.catch(() => kept.delete(folder));
    return known;
  };
}
