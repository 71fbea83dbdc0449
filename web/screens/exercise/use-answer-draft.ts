// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef, useState } from 'react';
import { keepRoundDraft } from '../../api/rounds.ts';
import { useDraft } from '../../ui/draft.ts';

const PAUSE = 1500;

/**
 * An answer under way stands in the field, on this device, and a moment after the last key at the desk. A draft found at
 * the desk is offered, never put over what stands in the field.
 */
export function useAnswerDraft(roundId: string, saved: string, kept: { readonly draft: string; readonly draftAt: string | null }) {
  const [text, setText, clear] = useDraft(`answer.${roundId}`, saved);
  const [state, setState] = useState<'here' | 'kept' | 'only-here'>('here');
  const sent = useRef(text);
  // What the desk had when the page was opened; what this page sends afterwards is no other device's.
  const [found, setFound] = useState(kept.draft === '' || kept.draftAt === null ? null : { text: kept.draft, at: kept.draftAt });
  useEffect(() => {
    if (text === sent.current) return undefined;
    setState('here');
    const timer = window.setTimeout(() => {
      sent.current = text;
      keepRoundDraft(roundId, text).then(
        () => setState('kept'),
        () => setState('only-here'),
      );
    }, PAUSE);
    return () => window.clearTimeout(timer);
  }, [roundId, text]);
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
