// SPDX-License-Identifier: Apache-2.0
import type { MailPart } from '../../common/mail.ts';

/** Where in a file something stands: counted from 1, a cell by its sheet and name. */
export type Place =
  | { readonly of: 'page' | 'slide' | 'paragraph' | 'line'; readonly number: number }
  /** `sheet` is empty where the file has none, as a CSV. */
  | { readonly of: 'cell'; readonly sheet: string; readonly cell: string };

export type Passage = { readonly at: Place; readonly text: string };

export const fileForms = ['pdf', 'word', 'sheet', 'slides', 'csv', 'text', 'picture'] as const;
export const whyUnread = ['form', 'archive', 'password', 'damaged', 'too-large', 'too-many', 'over-limit', 'no-words'] as const;

/**
 * What was read of one attachment. `no-words`: it could be opened, but shows pictures only, or characters whose table
 * it does not bring along. `blank`: pages of which that is true while others were read. `codes`: what QR codes in a picture say.
 */
export type PartReading =
  | {
      readonly is: 'read';
      readonly form: (typeof fileForms)[number];
      readonly passages: readonly Passage[];
      readonly codes: readonly string[];
      readonly cut: boolean;
      readonly blank: readonly number[];
    }
  | { readonly is: 'not-read'; readonly why: (typeof whyUnread)[number] };

/** Reads the words of attachments, in their order; nothing of them is run, opened elsewhere or fetched. Never rejects for what stands in them. */
export type ReadParts = (parts: readonly MailPart[]) => Promise<readonly PartReading[]>;
