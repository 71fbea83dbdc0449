// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef, useState } from 'react';
import { draftKept, keepDraft } from '../../api/notes.ts';
import { useDraft } from '../../ui/draft.ts';

const PAUSE = 1500;

export type DraftState = 'here' | 'kept' | 'only-here';

/**
 * What is being written stands in three places: the field, this device, and (a moment after the last key) the desk,
 * so that another device finds it. A text found at the desk is offered, never put over what stands in the field.
 */
export function useNoteDraft(caseId: string, noteId: string, saved: string) {
  const [text, setText, clear] = useDraft(`note.${caseId}.${noteId}`, saved);
  const [state, setState] = useState<DraftState>('here');
  const [found, setFound] = useState<{ readonly text: string; readonly at: string } | null>(null);
  const sent = useRef(saved);
  useEffect(() => {
    let gone = false;
    const ask = async () => {
      const kept = await draftKept(caseId, noteId).catch(() => null);
      if (!gone && kept !== null && kept.text !== saved && kept.text !== '') setFound(kept);
    };
    void ask();
    return () => {
      gone = true;
    };
    // oxlint-disable-next-line react/exhaustive-deps -- asked once, when the note is opened
  }, [caseId, noteId]);
  useEffect(() => {
    if (text === sent.current) return undefined;
    setState('here');
    const timer = window.setTimeout(() => {
      sent.current = text;
      keepDraft(caseId, noteId, text).then(
        () => setState('kept'),
        () => setState('only-here'),
      );
    }, PAUSE);
    return () => window.clearTimeout(timer);
  }, [caseId, noteId, text]);
  return {
    text,
    setText,
    clear,
    state,
    found: found !== null && found.text !== text ? found : null,
    take: () => {
      if (found !== null) setText(found.text);
      setFound(null);
    },
  };
}
