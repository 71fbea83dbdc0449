// SPDX-License-Identifier: Apache-2.0
import type { Reply } from '../../edge/route.ts';

/** A packed bundle as a file to be saved, named by its digest. */
export function asDownload(packed: Reply<{ bytes: Uint8Array; digest: string }>): Reply<never> {
  if ('problem' in packed) return packed;
  if (packed.status !== 200 || !('body' in packed)) throw new Error('a bundle without bytes');
  const { bytes, digest } = packed.body;
  return {
    status: 200,
    raw: bytes,
    contentType: 'application/zip',
    headers: { 'content-disposition': `attachment; filename="evidence-${digest.slice(0, 12)}.zip"` },
  };
}
