// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef, useState } from 'react';

/** What the keyboard goes back to: the opener; for an item of a menu that has closed, the button of the menu. */
function placeOf(opener: Element | null): HTMLElement | null {
  const menu = opener?.closest('[role=menu]');
  const button =
    menu === null || menu === undefined || menu.id === '' ? null : document.querySelector(`[aria-controls="${CSS.escape(menu.id)}"]`);
  const found = button ?? opener;
  return found instanceof HTMLElement && found !== document.body ? found : null;
}

/**
 * For what opens over the page and is taken out of it again: gives the keyboard back to where it was, or to the page's content
 * where that place is gone, and never to the top of the document (WCAG 2.4.3).
 */
export function useReturnFocus(): void {
  const [opener] = useState(() => placeOf(document.activeElement));
  const isOpen = useRef(true);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
      window.setTimeout(() => {
        const { activeElement } = document;
        if (isOpen.current || (activeElement !== null && activeElement !== document.body)) return;
        const isThere = opener !== null && opener.isConnected && !opener.matches(':disabled');
        (isThere ? opener : document.querySelector<HTMLElement>('#main'))?.focus({ preventScroll: !isThere });
      });
    };
  }, [opener]);
}
