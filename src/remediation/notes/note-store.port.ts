// SPDX-License-Identifier: Apache-2.0
import type { Tx } from '../../journal/store.port.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Note, NoteText } from '../contract.ts';

export type { Note, NoteText };
export type { Tx };
/** A text that its writer began; nobody else sees it. */
export type NoteDraft = { readonly noteId: string; readonly text: string; readonly at: string };
export type KeptText = Omit<NoteText, 'ordinal'>;

/** Notes with every text ever saved, refused ones included. Nothing is overwritten. */
export type NoteStore = {
  /** Locks the note (also one that does not exist yet) until the transaction ends, and gives its present state. */
  readonly lock: (tx: Tx, noteId: string) => Promise<Note | null>;
  readonly put: (tx: Tx, note: Note) => Promise<void>;
  readonly keep: (tx: Tx, noteId: string, text: KeptText) => Promise<void>;
  readonly note: (caseId: string, noteId: string) => Promise<Note | null>;
  readonly notes: (caseId: string) => Promise<readonly Note[]>;
  readonly history: (noteId: string, limit: number) => Promise<readonly NoteText[]>;
  /** Notes that this person handed in these bytes for this case. */
  readonly handedIn: (caseId: string, personId: string, sha256: string, at: Instant) => Promise<void>;
  readonly wasHandedIn: (caseId: string, personId: string, sha256: string) => Promise<boolean>;
  readonly saveDraft: (caseId: string, noteId: string, personId: string, text: string, at: Instant) => Promise<void>;
  readonly draft: (noteId: string, personId: string) => Promise<{ readonly text: string; readonly at: string } | null>;
  /** What this person began in the case and never saved as a note, newest first. Empty texts are none. */
  readonly freshDrafts: (caseId: string, personId: string) => Promise<readonly NoteDraft[]>;
  readonly dropDraft: (tx: Tx, noteId: string, personId: string) => Promise<void>;
};
