// SPDX-License-Identifier: Apache-2.0
// The journal in the language of cases: what the parts, the adapters and the shells know of it.
import type { AppendedOf, AppendOf, JournalOf, WritingOf } from '../../journal/journal.port.ts';
import type { JournalStoreOf } from '../../journal/store.port.ts';
import type { WatchOf } from '../../journal/task.ts';
import type { Draft, Entry, ErasedEntry } from '../entry.ts';
import type { CaseView } from '../fold/view.ts';

export type Append = AppendOf<Draft>;
export type Appended = AppendedOf<Entry, CaseView>;
export type Writing = WritingOf<Draft, Entry, CaseView>;
export type Journal = JournalOf<Draft, Entry, ErasedEntry, CaseView>;
export type JournalStore = JournalStoreOf<CaseView>;
/** A part's `watch.ts`: a pure function from what just happened to what must be done. `view` is null in the desk's chain. */
export type Watch = WatchOf<Entry, CaseView>;
