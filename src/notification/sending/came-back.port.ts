// SPDX-License-Identifier: Apache-2.0
import type { Bounce } from '../bounce/bounce.ts';

export type { Bounce } from '../bounce/bounce.ts';

/** What a mail that came back says, read in a thread within limits: of whom, and by which of our own marks it can be joined. */
export type CameBack = {
  readonly bounce: Bounce;
  /** Names of messages in envelope addresses of ours; only this desk can make them. */
  readonly tokens: readonly string[];
  readonly messageIds: readonly string[];
};

/** Null where the bytes are gone or cannot be read. `envelopeTo`: to whom it came. */
export type ReadCameBack = (raw: string, envelopeTo: string) => Promise<CameBack | null>;
