// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import type { Journal } from '../../case/language/journal.port.ts';
import type { CaseId } from '../../journal/stream.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { Clock } from '../../kernel/instant.ts';
import { parseInstant } from '../../kernel/instant.ts';
import type { BlobStore } from '../../journal/blob-store.port.ts';
import type { HashBytes, Sha256 } from '../../kernel/sha256.ts';
import { noteSaveSchema } from '../contract.ts';
import type { NoteSave } from '../contract.ts';
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
  /**
   * Another save came first. Both are kept whole: theirs as the note, this one in the history as refused, its files held by
   * the case.
   */
  | { readonly is: 'stale'; readonly theirs: Note }
  | { readonly is: 'no-case' }
  | { readonly is: 'other-case' }
  /** An attachment whose bytes the desk does not hold, or that neither this case holds nor this person handed in for it. */
  | { readonly is: 'no-attachment'; readonly fileName: string };

/**
 * One save is accepted whole or refused with both saves kept; there is no third outcome. `basedOn` is the version the
 * writer saw, 0 for a new note. Text, register and entry are one transaction. The same save of the same person sent again
 * (its answer was lost on the way) is accepted as the save it already is; one that differs in anything is another save.
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
  const strange = await firstStrange(deps, caseId, actor, save);
  if (strange !== null) return { is: 'no-attachment', fileName: strange };
  return deps.journal.write(async (writing): Promise<SaveOutcome> => {
    const now = deps.clock.now();
    const before = await deps.notes.lock(writing.tx, noteId);
    if (before !== null && before.caseId !== caseId) return { is: 'other-case' };
    const version = before?.version ?? 0;
    const wanted: NoteSave = { ...save, text };
    const authorId = writerOf(actor);
    const kept = { ...wanted, basedOn, digest, author: actor.name, authorId, savedAt: now };
    if (before !== null && version === basedOn + 1 && before.authorId === authorId && saysTheSame(before, wanted))
      return { is: 'saved', note: before };
    if (before !== null && version !== basedOn) {
      await deps.notes.keep(writing.tx, noteId, { ...kept, version: null, accepted: false });
      const body = { noteId, basedOn, version, ...entryOf(wanted, digest) };
      await writing.append({ stream: caseId, actor, drafts: [{ kind: 'note.save-refused', body }] });
      return { is: 'stale', theirs: before };
    }
    const note: Note = { ...wanted, noteId, caseId, version: version + 1, author: actor.name, authorId, savedAt: now, digest };
    await deps.notes.put(writing.tx, note);
    await deps.notes.keep(writing.tx, noteId, { ...kept, version: note.version, accepted: true });
    await deps.notes.dropDraft(writing.tx, noteId, actor.type === 'person' ? actor.id : actor.name);
    const body = { noteId, version: note.version, ...entryOf(wanted, digest) };
    await writing.append({ stream: caseId, actor, drafts: [{ kind: 'note.saved', body }] });
    return { is: 'saved', note };
  });
}

/** Persons by id: two people of one name are two. */
function writerOf(actor: Actor): string {
  return actor.type === 'person' ? actor.id : `machine:${actor.name}`;
}

/** Everything a writer can set, in one form; a field that is added to a save belongs here by itself. */
function saysTheSame(before: Note, wanted: NoteSave): boolean {
  return (Object.keys(noteSaveSchema.shape) as (keyof NoteSave)[]).every(
    (field) => canonicalJson(before[field]) === canonicalJson(wanted[field]),
  );
}

/** What the case says of a save, accepted or refused; the text itself stands in the register under its digest. */
function entryOf({ title, text, tlp, happenedAt, attachments }: NoteSave, digest: Sha256) {
  return {
    title,
    digest,
    chars: text.length,
    tlp,
    happenedAt,
    happenedAtUtc: happenedAt === null ? null : parseInstant(happenedAt),
    attachments,
    // By this key the case holds the bytes: they can be fetched, and erased with the entry.
    blobs: attachments.map((one) => one.sha256),
  };
}

/**
 * The first attachment that is not this case's to hold. Whoever knows the hash of another case's original may not take
 * it over: it would be read under a foreign number, and stay when its own case goes.
 */
async function firstStrange(deps: SaveNoteDeps, caseId: CaseId, actor: Actor, save: NoteSave): Promise<string | null> {
  if (save.attachments.length === 0) return null;
  const held = await deps.journal.blobsOf(caseId);
  const by = actor.type === 'person' ? actor.id : actor.name;
  for (const { sha256, fileName } of save.attachments) {
    const own = held.has(sha256 as Sha256) || (await deps.notes.wasHandedIn(caseId, by, sha256));
    if (!own || !(await deps.blobs.has(sha256 as Sha256))) return fileName;
  }
  return null;
}
