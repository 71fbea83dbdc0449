// SPDX-License-Identifier: Apache-2.0
import type { Result } from '../../kernel/result.ts';

export type BundleFile = { readonly name: string; readonly bytes: Uint8Array | string };

/** Writes an evidence bundle into a new folder, with SHA256SUMS over everything in it; gives the digest of SHA256SUMS. */
export type WriteBundle = (
  folder: string,
  files: readonly BundleFile[],
) => Promise<Result<{ readonly digest: string; readonly files: number }, string>>;
