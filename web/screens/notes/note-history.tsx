// SPDX-License-Identifier: Apache-2.0
import type { Note } from '../../../src/remediation/contract.ts';
import { useNoteHistory } from '../../api/notes.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { noteWords } from './words.ts';
import { Pending } from '../../components/states.tsx';
import { Tag } from '../../ui/tag.tsx';

/** Every text ever saved, and every one that came too late, word for word. */
export function NoteHistory({ note }: { readonly note: Note }) {
  const w = useWords(noteWords);
  const say = useSay();
  const history = useNoteHistory(note.caseId, note.noteId, true);
  if (history.data === undefined) return <Pending on={history} lines={3} />;
  return (
    <ol className="plain-list" aria-label={w.history}>
      {history.data.texts.map((text) => (
        <li key={text.ordinal} className="history-text">
          <div className="row small" style={{ gap: '2px 10px' }}>
            <Tag tone={text.accepted ? 'verified' : 'line'}>{text.version === null ? w.notTaken : w.version(text.version)}</Tag>
            <span>{text.author}</span>
            <span className="quiet">{say.time(text.savedAt)}</span>
            {text.accepted ? null : <span className="quiet">{w.basedOn(text.basedOn)}</span>}
          </div>
          <div className="pre small">{text.text}</div>
        </li>
      ))}
    </ol>
  );
}
