// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput, Textarea } from '@mantine/core';
import { useRef } from 'react';
import { useWords } from '../../lang/lang.tsx';
import { timelineWords } from '../../journal/words/timeline.ts';
import { Failed } from '../../components/states.tsx';
import { useDraft } from '../../ui/draft.ts';
import { useKey } from '../../ui/keys.ts';
import { useCommand } from '../../journal/use-command.ts';
import { newId } from '../../ui/device/new-id.ts';

/** A note between the cards, written without leaving the page. Ctrl/⌘-Enter leaves it; Esc only moves away from the field. */
export function NoteForm({ caseId, seq }: { readonly caseId: string; readonly seq: number }) {
  const w = useWords(timelineWords);
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText, clearText] = useDraft(`case.${caseId}.note`);
  const [when, setWhen, clearWhen] = useDraft(`case.${caseId}.note-when`);
  const [writer, setWriter, clearWriter] = useDraft(`case.${caseId}.note-writer`);
  const run = useCommand(caseId, seq, () => {
    clearText();
    clearWhen();
    clearWriter();
  });
  useKey('m', (event) => {
    event.preventDefault();
    field.current?.focus();
  });
  const save = () => {
    if (text.trim() === '' || run.isPending) return;
    run.mutate({
      do: 'note',
      noteId: newId(),
      text: text.trim(),
      happenedAt: when === '' ? null : new Date(when).toISOString(),
      writtenDownBy: writer.trim(),
    });
  };
  return (
    <form
      className="stack no-print"
      style={{ gap: 8 }}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Textarea
        ref={field}
        label={w.noteLabel}
        placeholder={w.notePlace}
        autosize
        minRows={2}
        maxLength={100_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          // Through the form, so that a half-typed time is refused as it is by the button.
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      {text.trim() === '' ? null : (
        <div className="row" style={{ alignItems: 'end' }}>
          <TextInput label={w.noteHappened} type="datetime-local" value={when} onChange={(event) => setWhen(event.currentTarget.value)} />
          <TextInput label={w.notePaper} maxLength={200} value={writer} onChange={(event) => setWriter(event.currentTarget.value)} />
          <Button type="submit" variant="filled" loading={run.isPending}>
            {w.noteSave}
          </Button>
        </div>
      )}
      {run.error === null ? null : <Failed error={run.error} />}
    </form>
  );
}
