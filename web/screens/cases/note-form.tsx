// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput, Textarea } from '@mantine/core';
import { useRef } from 'react';
import { useWords } from '../../i18n/lang.tsx';
import { timelineWords } from '../../i18n/timeline.ts';
import { Failed } from '../../i18n/told.tsx';
import { useDraft } from '../../ui/draft.ts';
import { useKey } from '../../ui/keys.ts';
import { useCommand } from './use-command.ts';

/** A note between the cards, written without leaving the page. Ctrl/⌘-Enter leaves it; Esc only moves away from the field. */
export function NoteForm({ caseId, seq }: { readonly caseId: string; readonly seq: number }) {
  const w = useWords(timelineWords);
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText, clearText] = useDraft(`case.${caseId}.note`);
  const [when, setWhen, clearWhen] = useDraft(`case.${caseId}.note-when`);
  const run = useCommand(caseId, seq, () => {
    clearText();
    clearWhen();
  });
  useKey('m', (event) => {
    event.preventDefault();
    field.current?.focus();
  });
  const save = () => {
    if (text.trim() === '' || run.isPending) return;
    run.mutate({
      do: 'note',
      noteId: crypto.randomUUID(),
      text: text.trim(),
      happenedAt: when === '' ? null : new Date(when).toISOString(),
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
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      {text.trim() === '' ? null : (
        <div className="row" style={{ alignItems: 'end' }}>
          <TextInput label={w.noteHappened} type="datetime-local" value={when} onChange={(event) => setWhen(event.currentTarget.value)} />
          <Button type="submit" variant="filled" loading={run.isPending}>
            {w.noteSave}
          </Button>
        </div>
      )}
      {run.error === null ? null : <Failed error={run.error} />}
    </form>
  );
}
