// SPDX-License-Identifier: Apache-2.0
import { useEffect } from 'react';
import type { RefObject } from 'react';

/**
 * A button that is pressed away, a row that leaves, a page that changes: the keyboard then stands on nothing, and a reader of the
 * screen begins at the top again. It is put on the nearest thing around it that is still there, at the most on the content.
 */
export function useKeptFocus(content: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let around: readonly Element[] = [];
    const remember = ({ target }: FocusEvent): void => {
      const path: Element[] = [];
      for (let at = target instanceof Element ? target : null; at !== null && at !== document.body; at = at.parentElement) path.push(at);
      around = path;
    };
    const keep = (): void => {
      const { activeElement } = document;
      if ((activeElement !== null && activeElement !== document.body) || around[0] === undefined || around[0].isConnected) return;
      // Windows and menus give the keyboard back themselves, to what opened them.
      if (around.some((element) => element.matches('[role=dialog], [role=menu]'))) return;
      const found = around.find((element) => element.isConnected && content.current?.contains(element) === true) ?? content.current;
      around = [];
      if (!(found instanceof HTMLElement)) return;
      if (!found.hasAttribute('tabindex')) found.setAttribute('tabindex', '-1');
      found.focus({ preventScroll: true });
    };
    const watching = new MutationObserver(() => window.setTimeout(keep));
    document.addEventListener('focusin', remember);
    watching.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', remember);
      watching.disconnect();
    };
  }, [content]);
}
