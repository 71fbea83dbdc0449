// SPDX-License-Identifier: Apache-2.0
import { parseSha256 } from '../../kernel/sha256.ts';
import type { DisclosureDeps } from '../deps.ts';
import { readSnapshot } from './snapshot.ts';
import type { Snapshot } from './snapshot.ts';

/** The frozen statement behind a hash; null where it was erased or is none. */
export async function frozenStatement(deps: Pick<DisclosureDeps, 'blobs'>, blob: string): Promise<Snapshot | null> {
  const sha256 = parseSha256(blob);
  const bytes = sha256 === null ? null : await deps.blobs.get(sha256);
  return bytes === null ? null : readSnapshot(bytes);
}
