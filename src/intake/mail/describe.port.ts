// SPDX-License-Identifier: Apache-2.0
import type { reportKinds } from '../../case/entry/intake.ts';
import type { Surroundings } from './kind.ts';
import type { MailThread } from './thread.ts';

/** What the journal and the register keep of a mail; the rest is read from its bytes when somebody opens it. */
export type Described = {
  readonly kind: (typeof reportKinds)[number];
  readonly kindReasons: readonly string[];
  readonly subject: string;
  readonly from: string;
  readonly title: string;
  readonly charsetNotes: readonly string[];
  readonly words: string;
  /** By what a copy of the same mail is known; null where nobody can say. */
  readonly same?: string | null;
  readonly thread: MailThread;
};

/** Reads and recognises a mail within limits of time and memory. Over a limit the description says so; never rejects for what stands in the bytes. */
export type DescribeMail = (bytes: Uint8Array, source: Surroundings) => Promise<Described>;
