// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'react';
import type { RefObject } from 'react';
import { useWords } from '../../lang/lang.tsx';
import { frameWords } from './words.ts';

/** A page this many windows long, with this many headings, gets a way through. */
const WINDOWS = 2.5;
const HEADINGS = 3;

const headingsOf = (main: HTMLElement): readonly HTMLElement[] =>
  [...main.querySelectorAll<HTMLElement>('h2')].filter((heading) => heading.closest('[role=dialog]') === null && heading.checkVisibility());

/** The headings of a long page, folded, in reach while it is read: pressing one goes there, with the keyboard too. Nothing on a short page. */
export function PageSections({ main }: { readonly main: RefObject<HTMLElement | null> }) {
  const w = useWords(frameWords);
  const [names, setNames] = useState<readonly string[]>([]);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const { current } = main;
    if (current === null) return undefined;
    const bar = document.querySelector<HTMLElement>('.topbar');
    const look = (): void => {
      document.documentElement.style.setProperty('--bar', `${String(bar?.offsetHeight ?? 0)}px`);
      const found = headingsOf(current);
      const long = current.scrollHeight > WINDOWS * window.innerHeight && found.length >= HEADINGS;
      const next = long ? found.map((heading) => heading.textContent?.trim() ?? '') : [];
      setNames((before) => (before.join('\n') === next.join('\n') ? before : next));
    };
    look();
    const watcher = new ResizeObserver(look);
    watcher.observe(current);
    if (bar !== null) watcher.observe(bar);
    for (const child of current.children) watcher.observe(child);
    const changes = new MutationObserver(look);
    changes.observe(current, { childList: true, subtree: true });
    return () => {
      watcher.disconnect();
      changes.disconnect();
    };
  }, [main]);
  if (names.length === 0) return null;
  const go = (at: number): void => {
    const heading = main.current === null ? undefined : headingsOf(main.current)[at];
    if (heading === undefined) return;
    heading.tabIndex = -1;
    heading.focus();
    heading.scrollIntoView({ block: 'start' });
    setOpen(false);
  };
  return (
    <nav className="page-sections no-print" aria-label={w.sections}>
      <button type="button" className="pill" aria-expanded={open} onClick={() => setOpen(!open)}>
        {w.sections} {names.length}
      </button>
      {open ? (
        <ul>
          {names.map((name, at) => (
            <li key={`${at} ${name}`}>
              <button type="button" className="pill" onClick={() => go(at)}>
                {name}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </nav>
  );
}
