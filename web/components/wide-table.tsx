// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useWords, wordsOf } from '../lang/lang.tsx';

export const wideTableWords = wordsOf({ scrolls: '横に動かして読む表' }, { scrolls: 'Table that scrolls sideways' });

/** Around a table that may be wider than the page: moved sideways by itself, by keyboard too, and a stop of Tab only while there is something to move. */
export function WideTable({ children }: { readonly children: ReactNode }) {
  const w = useWords(wideTableWords);
  const frame = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const look = () => setScrolls(element.scrollWidth > element.clientWidth);
    const watcher = new ResizeObserver(look);
    watcher.observe(element);
    if (element.firstElementChild !== null) watcher.observe(element.firstElementChild);
    return () => watcher.disconnect();
  }, []);
  return (
    <div ref={frame} className="wide-table" {...(scrolls ? { role: 'group', 'aria-label': w.scrolls, tabIndex: 0 } : {})}>
      {children}
    </div>
  );
}
