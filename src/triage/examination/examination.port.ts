// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '../../kernel/instant.ts';
import type { Examination, How } from './examine.ts';
import type { Original } from './forwarded.ts';
import type { InventoryItem } from '../inventory/inventory.ts';
import type { Likeness } from './likeness.ts';

/** With what a mail is examined beside its own bytes. */
export type ExaminedWith = {
  readonly inventory: readonly InventoryItem[];
  readonly how: How;
  readonly now: Instant;
  /** The organisation's own mail domains, beside those of the settings. */
  readonly ownDomains: readonly string[];
};

/** `campaign`: what the mail is recognised by when it comes again; null where nothing of it could be read. */
export type ExamineOutcome =
  | {
      readonly is: 'examined';
      readonly seen: Examination;
      readonly campaign: { readonly how: Original['how']; readonly likeness: Likeness } | null;
    }
  | { readonly is: 'not-examined'; readonly why: 'time' | 'memory' | 'failed'; readonly detail: string };

/** Examines bytes apart from the desk's own thread, within limits of time and memory. Never rejects for what stands in them. */
export type ExamineApart = (bytes: Uint8Array, given: ExaminedWith) => Promise<ExamineOutcome>;
