// SPDX-License-Identifier: Apache-2.0
import { Button, FileButton, NativeSelect, TextInput, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Note } from '../../../src/remediation/contract.ts';
import { conflictOf, handIn, notesKey, saveNote } from '../../api/notes.ts';
import { common, scales } from '../../lang/common.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { noteWords } from './words.ts';
import { Failed } from '../../components/states.tsx';
import { useDraft } from '../../ui/draft.ts';
import { fromFieldWithZone, toField } from '../../ui/device/local-time.ts';
import { Attachments } from './attachments.tsx';
import { ConflictView } from './conflict-view.tsx';
import { useNoteDraft } from './use-note-draft.ts';

const TLPS = ['RED', 'AMBER+STRICT', 'AMBER', 'GREEN', 'CLEAR'] as const;

/** Writes a note. It is saved whole or refused with both texts side by side; a text that was typed stays until then. */
export function NoteEditor(props: {
  readonly caseId: string;
  readonly noteId: string;
  readonly note: Note | null;
  /** What was begun before, where it is not on this device. */
  readonly begun?: string;
  readonly onDone: () => void;
}) {
  const w = useWords(noteWords);
  const c = useWords(common);
  const s = useWords(scales);
  const say = useSay();
  const client = useQueryClient();
  const { caseId, noteId, note } = props;
  const draft = useNoteDraft(caseId, noteId, note?.text ?? props.begun ?? '');
  const [title, setTitle, clearTitle] = useDraft(`note-title.${caseId}.${noteId}`, note?.title ?? '');
  const [tlp, setTlp] = useState<Note['tlp']>(note?.tlp ?? 'AMBER');
  const [when, setWhen] = useState(toField(note?.happenedAt ?? null));
  const [attachments, setAttachments] = useState(note?.attachments ?? []);
  // The version that this text was written against; after a conflict, the one that was seen beside it.
  const [basedOn, setBasedOn] = useState(note?.version ?? 0);
  const happenedAt = when === toField(note?.happenedAt ?? null) ? (note?.happenedAt ?? null) : fromFieldWithZone(when);
  const save = useMutation({
    mutationFn: () => saveNote(caseId, noteId, basedOn, { title, text: draft.text, tlp, happenedAt, attachments }),
    onSuccess: () => {
      draft.clear();
      clearTitle();
      void client.invalidateQueries({ queryKey: notesKey(caseId) });
      props.onDone();
    },
  });
  const upload = useMutation({
    mutationFn: (files: readonly File[]) => handIn(caseId, files),
    onSuccess: (added) =>
      setAttachments((before) => [...before, ...added.filter((one) => !before.some((old) => old.sha256 === one.sha256))]),
  });
  const conflict = conflictOf(save.error);
  return (
    <form
      className="sheet stack"
      aria-label={title === '' ? w.write : title}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {draft.found === null ? null : (
        <div className="row">
          <span>{w.found(say.time(draft.found.at))}</span>
          <Button size="compact-sm" onClick={draft.take}>
            {w.takeFound}
          </Button>
        </div>
      )}
      <TextInput label={w.noteTitle} maxLength={300} value={title} onChange={(event) => setTitle(event.currentTarget.value)} />
      {conflict === null ? null : (
        <ConflictView
          conflict={conflict}
          yours={draft.text}
          onMerge={(text) => {
            draft.setText(text);
            setBasedOn(conflict.version);
            save.reset();
          }}
        />
      )}
      <Textarea
        label={w.text}
        autosize
        minRows={8}
        maxLength={100_000}
        value={draft.text}
        onChange={(event) => draft.setText(event.currentTarget.value)}
      />
      <div className="small quiet" role="status">
        {w.draft[draft.state]}
      </div>
      <div className="field-pair">
        <NativeSelect
          label={w.tlp}
          value={tlp}
          onChange={(event) => setTlp(TLPS.find((one) => one === event.currentTarget.value) ?? 'AMBER')}
          data={TLPS.map((one) => ({ value: one, label: s.tlp[one] }))}
        />
        <TextInput label={w.happenedAt} type="datetime-local" value={when} onChange={(event) => setWhen(event.currentTarget.value)} />
      </div>
      <Attachments
        caseId={caseId}
        attachments={attachments}
        onRemove={(sha256) => setAttachments(attachments.filter((one) => one.sha256 !== sha256))}
      />
      <div className="row">
        <FileButton multiple onChange={(files) => files.length > 0 && upload.mutate(files)}>
          {(button) => (
            <Button {...button} size="compact-sm" loading={upload.isPending}>
              {w.attach}
            </Button>
          )}
        </FileButton>
      </div>
      {upload.error === null ? null : <Failed error={upload.error} />}
      {save.error === null || conflict !== null ? null : <Failed error={save.error} />}
      <div className="actions">
        <Button type="submit" variant="filled" loading={save.isPending} disabled={conflict !== null || draft.text.trim() === ''}>
          {w.save}
        </Button>
        <Button variant="subtle" onClick={props.onDone}>
          {c.close}
        </Button>
      </div>
    </form>
  );
}
