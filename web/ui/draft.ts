// SPDX-License-Identifier: Apache-2.0
import { useCallback, useEffect, useRef, useState } from 'react';

const PREFIX = 'matoi.draft.';

function stored(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

function store(key: string, text: string): void {
  try {
    if (text === '') localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, text);
  } catch {
    // Storage is full or switched off: the text stays on the screen.
  }
}

/** Text that survives reload, crash and Esc. `clear` only once it has been saved for good. */
export function useDraft(key: string, initial = ''): readonly [string, (text: string) => void, () => void] {
  const [text, setText] = useState(() => stored(key) ?? initial);
  const current = useRef(key);
  useEffect(() => {
    if (current.current === key) return;
    current.current = key;
    setText(stored(key) ?? initial);
  }, [key, initial]);
  const change = useCallback(
    (to: string) => {
      setText(to);
      store(key, to);
    },
    [key],
  );
  const clear = useCallback(() => {
    setText(initial);
    store(key, '');
  }, [key, initial]);
  return [text, change, clear];
}

/** Every text kept on this device whose key begins like this, by the rest of its key. */
export function draftsUnder(start: string): ReadonlyMap<string, string> {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX + start));
    return new Map(keys.map((key) => [key.slice(PREFIX.length + start.length), localStorage.getItem(key) ?? '']));
  } catch {
    return new Map();
  }
}

export function dropDraft(key: string): void {
  store(key, '');
}

/** Another person at this device must not find what the last one was writing. */
export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  } catch {
    // Nothing was stored then.
  }
}
