// SPDX-License-Identifier: Apache-2.0
import { useEffect, useEffectEvent, useState } from 'react';

/** Whether a key press belongs to a field that is being written in. */
export function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** A key for the whole page; silent while a person writes or a dialog is open. `combo` is `k` or `mod+k`. */
export function useKey(combo: string, run: (event: KeyboardEvent) => void): void {
  const latest = useEffectEvent(run);
  useEffect(() => {
    const wantsMod = combo.startsWith('mod+');
    const key = wantsMod ? combo.slice(4) : combo;
    const listen = (event: KeyboardEvent) => {
      if (event.isComposing || event.altKey || (event.ctrlKey || event.metaKey) !== wantsMod) return;
      if (event.key.toLowerCase() !== key.toLowerCase()) return;
      if (!wantsMod && (isWriting(event.target) || document.querySelector('[role="dialog"]') !== null)) return;
      latest(event);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [combo]);
}

/** j and k move through the rows; the row that is on is remembered by id, so that arrivals do not shift it. */
export function useListKeys(ids: readonly string[]): string | null {
  const [on, setOn] = useState<string | null>(null);
  const move = (by: number) => {
    const at = on === null ? -1 : ids.indexOf(on);
    const to = ids[Math.min(ids.length - 1, Math.max(0, at + by))];
    if (to !== undefined) setOn(to);
  };
  useKey('j', () => move(1));
  useKey('k', () => move(-1));
  return on;
}

/** Puts the focus on the row's own link or button, so that Enter does what a click does. */
export function focusRow(id: string): void {
  const row = document.querySelector(`[data-row="${CSS.escape(id)}"]`);
  row?.querySelector<HTMLElement>('a, button')?.focus();
  row?.scrollIntoView({ block: 'nearest' });
}
