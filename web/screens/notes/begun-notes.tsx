// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Note } from '../../../src/remediation/contract.ts';
import { keepDraft, useFreshDrafts } from '../../api/notes.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { draftsUnder, dropDraft } from '../../ui/draft.ts';
import { noteWords } from './words.ts';

export type Begun = { readonly noteId: string; readonly text: string; readonly at: string | null };

/** Notes that were begun and never saved: on this device, and at the desk from whichever device. */
export function useBegunNotes(caseId: string, notes: readonly Note[], enabled: boolean): readonly Begun[] {
  const atDesk = useFreshDrafts(caseId, enabled);
  const saved = new Set(notes.map(({ noteId }) => noteId));
  const here = draftsUnder(`note.${caseId}.`);
  const times = new Map((atDesk.data?.drafts ?? []).map((draft) => [draft.noteId, draft]));
  const ids = [...new Set([...here.keys(), ...times.keys()])].filter((noteId) => !saved.has(noteId));
  return ids
    .map((noteId) => ({ noteId, text: here.get(noteId) ?? times.get(noteId)?.text ?? '', at: times.get(noteId)?.at ?? null }))
    .filter(({ text }) => text.trim() !== '')
    .toSorted((a, b) => (b.at ?? '9').localeCompare(a.at ?? '9'));
}

export function BegunNotes(props: {
  readonly caseId: string;
  readonly begun: readonly Begun[];
  readonly onOpen: (begun: Begun) => void;
  readonly onDropped: () => void;
}) {
  const w = useWords(noteWords);
  if (props.begun.length === 0) return null;
  return (
    <section className="sheet stack" aria-label={w.begun(props.begun.length)}>
      <h2>{w.begun(props.begun.length)}</h2>
      {props.begun.map((one) => (
        <BegunRow key={one.noteId} {...props} one={one} />
      ))}
    </section>
  );
}

function BegunRow(props: {
  readonly caseId: string;
  readonly one: Begun;
  readonly onOpen: (begun: Begun) => void;
  readonly onDropped: () => void;
}) {
  const w = useWords(noteWords);
  const say = useSay();
  const [sure, setSure] = useState(false);
  const { caseId, one } = props;
  const first = one.text.trim().split('\n')[0]?.slice(0, 80) ?? '';
  const drop = () => {
    dropDraft(`note.${caseId}.${one.noteId}`);
    dropDraft(`note-title.${caseId}.${one.noteId}`);
    // The desk's copy goes too; where the desk is not reached it comes back with the next reading, and nothing is lost.
    void keepDraft(caseId, one.noteId, '').then(props.onDropped, props.onDropped);
  };
  return (
    <div className="row" style={{ gap: '4px 12px' }}>
      <span style={{ flex: '1 1 12em' }}>{first}</span>
      {one.at === null ? null : <span className="small quiet">{say.time(one.at)}</span>}
      <Button size="compact-sm" aria-label={w.of(w.goOn, first)} onClick={() => props.onOpen(one)}>
        {w.goOn}
      </Button>
      <Button
        size="compact-sm"
        variant="subtle"
        aria-label={w.of(sure ? w.dropSure : w.drop, first)}
        onClick={sure ? drop : () => setSure(true)}
      >
        {sure ? w.dropSure : w.drop}
      </Button>
    </div>
  );
}
