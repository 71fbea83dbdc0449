// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Note } from '../../../src/remediation/contract.ts';
import { notesKey, useNotes } from '../../api/notes.ts';
import { scales } from '../../lang/common.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { noteWords } from './words.ts';
import { Forbidden, Pending } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { paths } from '../../paths.ts';
import { EmptyState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { Attachments } from './attachments.tsx';
import { BegunNotes, useBegunNotes } from './begun-notes.tsx';
import type { Begun } from './begun-notes.tsx';
import { newId } from '../../ui/device/new-id.ts';
import { NoteEditor } from './note-editor.tsx';
import { NoteHistory } from './note-history.tsx';

/** Notes of a case: long texts that several people work on. Nothing that was typed is ever lost. */
export function Notes() {
  const w = useWords(noteWords);
  const allowed = useMay('read');
  const mayWork = useMay('work');
  const { caseId = '' }: { caseId?: string } = useParams({ strict: false });
  const notes = useNotes(caseId);
  const client = useQueryClient();
  const [fresh, setFresh] = useState<Begun | null>(null);
  const begun = useBegunNotes(caseId, notes.data?.notes ?? [], mayWork && notes.data !== undefined);
  if (!allowed) return <Forbidden />;
  if (notes.data === undefined) return <div className="page">{<Pending on={notes} lines={6} />}</div>;
  const closeFresh = () => {
    setFresh(null);
    void client.invalidateQueries({ queryKey: notesKey(caseId) });
  };
  const all = notes.data.notes.toSorted((a, b) => (a.savedAt < b.savedAt ? 1 : -1));
  return (
    <div className="page" style={{ maxWidth: 900 }}>
      <div className="page-head">
        <div>
          <a href={paths.case(caseId)}>{caseId}</a>
          <h1>{w.title}</h1>
        </div>
        {mayWork && fresh === null ? (
          <Button variant="filled" onClick={() => setFresh({ noteId: newId(), text: '', at: null })}>
            {w.write}
          </Button>
        ) : null}
      </div>
      {fresh === null ? (
        <BegunNotes caseId={caseId} begun={begun} onOpen={setFresh} onDropped={closeFresh} />
      ) : (
        <NoteEditor caseId={caseId} noteId={fresh.noteId} note={null} begun={fresh.text} onDone={closeFresh} />
      )}
      {all.length === 0 && fresh === null && begun.length === 0 ? <EmptyState title={w.empty}>{w.emptyNext}</EmptyState> : null}
      {all
        .filter((note) => note.noteId !== fresh?.noteId)
        .map((note) => (
          <NoteCard key={note.noteId} note={note} />
        ))}
    </div>
  );
}

function NoteCard({ note }: { readonly note: Note }) {
  const w = useWords(noteWords);
  const s = useWords(scales);
  const say = useSay();
  const mayWork = useMay('work');
  const [open, setOpen] = useState<'edit' | 'history' | null>(null);
  const title = note.title === '' ? w.untitled : note.title;
  if (open === 'edit') return <NoteEditor caseId={note.caseId} noteId={note.noteId} note={note} onDone={() => setOpen(null)} />;
  return (
    <article className="sheet stack" aria-label={title}>
      <div className="row">
        <h2>{title}</h2>
        <Tag>{s.tlp[note.tlp]}</Tag>
      </div>
      <div className="small quiet row" style={{ gap: '2px 14px' }}>
        <span>{w.saved(note.author, say.time(note.savedAt), note.version)}</span>
        {note.happenedAt === null ? null : <span>{w.happened(say.time(note.happenedAt), note.happenedAt)}</span>}
      </div>
      <div className="pre reading">{note.text}</div>
      <Attachments caseId={note.caseId} attachments={note.attachments} />
      <div className="actions no-print">
        {mayWork ? (
          <Button size="compact-sm" aria-label={w.of(w.edit, title)} onClick={() => setOpen('edit')}>
            {w.edit}
          </Button>
        ) : null}
        <Button
          size="compact-sm"
          variant="subtle"
          aria-label={w.of(w.history, title)}
          onClick={() => setOpen(open === null ? 'history' : null)}
        >
          {w.history}
        </Button>
      </div>
      {open === 'history' ? <NoteHistory note={note} /> : null}
    </article>
  );
}
