// SPDX-License-Identifier: Apache-2.0
import type { Generated } from 'kysely';
import type { StoredEntry } from '../../../journal/store.port.ts';

type EntryRow = { -readonly [K in keyof StoredEntry]: StoredEntry[K] };
export type TailRow = {
  stream: string;
  seq: number;
  hash: string;
  /** As of `view_mark`: number and time of the last entry stand in `seq` and `changed_at`. */
  view: unknown;
  fold_version: number;
  erased: Generated<boolean>;
  imported: Generated<boolean>;
  title: Generated<string | null>;
  state: Generated<string | null>;
  changed_at: string | null;
  /** Names the stored view: the hash of the entry that it was written with, or a word of chance where it was folded anew. */
  view_mark: string;
  standing: number;
};
export type JournalTables = {
  journal_entry: EntryRow;
  journal_tail: TailRow;
  journal_head: { singleton: Generated<boolean>; global: number; head: string };
  counter: { name: string; value: number };
  case_read: { at: string; case_id: string; person_id: string; route: string };
  case_standing: { stream: string; what: string; id: string; place: string | null; body: unknown };
};
