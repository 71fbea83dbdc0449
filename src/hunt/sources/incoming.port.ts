// SPDX-License-Identifier: Apache-2.0
import type { Result } from '../../kernel/result.ts';

/** Bytes on their way into the vault. The id is ours; no name from outside is ever part of a path. */
export type Incoming = {
  readonly path: (importId: string) => string;
  /** How much has come; 0 where nothing has. */
  readonly size: (importId: string) => Promise<number>;
  /** Adds at `offset`, which must be the end of what has come; gives the new size. */
  readonly add: (importId: string, offset: number, bytes: Uint8Array) => Promise<Result<number, 'not-the-end' | 'no-space'>>;
  readonly remove: (importId: string) => Promise<void>;
  /** Bytes that the disk could still take. */
  readonly free: () => Promise<number>;
};
