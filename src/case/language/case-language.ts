// SPDX-License-Identifier: Apache-2.0
import type { AnyEntry } from '../../journal/entry.ts';
import type { Language } from '../../journal/language.port.ts';
import type { Entry, ErasedEntry } from '../entry.ts';
import { entrySchemas, isEntryKind } from '../entry/kinds.ts';
import { foldEntry } from '../fold/fold.ts';
import type { CaseView } from '../fold/view.ts';
import { blobsNamedBy } from './named-blobs.ts';

/** The language in which the parts meet, as the journal takes it: every kind of entry, and the case they add up to. */
export const caseLanguage: Language<CaseView> = {
  parse({ kind, body }) {
    if (!isEntryKind(kind)) throw new TypeError(`no kind of entry: ${kind}`);
    return entrySchemas[kind].parse(body);
  },
  fold: (view, entry) => foldEntry(view, asEntry(entry)),
  blobsNamedBy,
};

/** What was appended was parsed by this language; `verify` doubts the rows. */
export function asEntry(entry: AnyEntry): Entry | ErasedEntry {
  return entry as Entry | ErasedEntry;
}
