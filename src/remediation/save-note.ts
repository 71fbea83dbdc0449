// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../journal/actor.ts';
import type { Journal } from '../journal/journal.port.ts';
import type { CaseId } from '../journal/stream.ts';
import type { Clock } from '../kernel/instant.ts';
import { parseInstant } from '../kernel/instant.ts';
import type { BlobStore } from '../journal/blob-store.port.ts';
import type { HashBytes, Sha256 } from '../kernel/sha256.ts';
import type { NoteSave } from './contract.ts';
import type { Note, NoteStore } from './note-store.port.ts';

export type SaveNoteDeps = {
  readonly journal: Journal;
  readonly notes: NoteStore;
  readonly blobs: Pick<BlobStore, 'has'>;
  readonly clock: Clock;
  readonly hash: HashBytes;
};

export type SaveOutcome =
  | { readonly is: 'saved'; readonly note: Note }
  /** Somebody else saved first. Both texts are kept: theirs as the note, this one in the history as refused. */
  | { readonly is: 'stale'; readonly theirs: Note }
  | { readonly is: 'no-case' }
  | { readonly is: 'other-case' }
  /** An attachment whose bytes the desk does not hold. */
  | { readonly is: 'no-attachment'; readonly fileName: string };

/**
 * One save is accepted whole or refused with both texts kept; there is no third outcome. `basedOn` is the version the
 * writer saw, 0 for a new note. Text, register and entry are one transaction. The same save sent again (its answer
 * was lost on the way) is accepted as the save it already is.
 */
export async function saveNote(
  deps: SaveNoteDeps,
  caseId: CaseId,
  noteId: string,
  actor: Actor,
  save: NoteSave,
  basedOn: number,
): Promise<SaveOutcome> {
  // What PostgreSQL's text cannot hold is shown as its picture, as in the journal.
  const text = save.text.replaceAll('\u0000', '\u2400').toWellFormed();
  const digest = deps.hash(text);
  if ((await deps.journal.view(caseId)) === null) return { is: 'no-case' };
  for (const { sha256, fileName } of save.attachments) {
    if (!(await deps.blobs.has(sha256 as Sha256))) return { is: 'no-attachment', fileName };
  }
  return deps.journal.write(async (writing): Promise<SaveOutcome> => {
    const now = deps.clock.now();
    const before = await deps.notes.lock(writing.tx, noteId);
    if (before !== null && before.caseId !== caseId) return { is: 'other-case' };
    const version = before?.version ?? 0;
    const kept = { basedOn, text, digest, author: actor.name, savedAt: now };
    if (before !== null && version === basedOn + 1 && before.digest === digest && before.author === actor.name)
      return { is: 'saved', note: before };
    if (before !== null && version !== basedOn) {
      await deps.notes.keep(writing.tx, noteId, { ...kept, version: null, accepted: false });
      return { is: 'stale', theirs: before };
    }
    const note: Note = { ...save, text, noteId, caseId, version: version + 1, author: actor.name, savedAt: now, digest };
    await deps.notes.put(writing.tx, note);
    await deps.notes.keep(writing.tx, noteId, { ...kept, version: note.version, accepted: true });
    await deps.notes.dropDraft(writing.tx, noteId, actor.type === 'person' ? actor.id : actor.name);
    const body = {
      noteId,
      version: note.version,
      title: note.title,
      digest,
      chars: text.length,
      tlp: note.tlp,
      happenedAt: note.happenedAt,
      happenedAtUtc: note.happenedAt === null ? null : parseInstant(note.happenedAt),
      attachments: note.attachments,
      // By this key the case holds the bytes: they can be fetched, and erased with the entry.
      blobs: note.attachments.map((one) => one.sha256),
    };
    await writing.append({ stream: caseId, actor, drafts: [{ kind: 'note.saved', body }] });
    return { is: 'saved', note };
  });
}
