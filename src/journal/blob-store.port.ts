// SPDX-License-Identifier: Apache-2.0
import type { Sha256 } from '../kernel/sha256.ts';

/** Bytes as they came, under the name of their SHA-256. Written durably (file and folder synced) before `put` resolves. */
export type BlobStore = {
  readonly put: (bytes: Uint8Array) => Promise<Sha256>;
  /** null when it is not there or was erased. */
  readonly get: (sha256: Sha256) => Promise<Uint8Array | null>;
  readonly has: (sha256: Sha256) => Promise<boolean>;
  readonly erase: (sha256: Sha256) => Promise<void>;
  readonly list: () => AsyncIterable<{ readonly sha256: string; readonly bytes: number }>;
};
