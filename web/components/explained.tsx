// SPDX-License-Identifier: Apache-2.0
import { Fragment, useLayoutEffect, useRef, useState } from 'react';
import { termParts } from '../lang/term-parts.ts';
import { useSay } from '../lang/lang.tsx';

/** A sentence whose words of the field explain themselves to whoever points at them, taps them or comes by keyboard. */
export function Explained({ text }: { readonly text: string }) {
  const { two } = useSay();
  return termParts(text).map((part) => (
    <Fragment key={part.at}>{part.says === null ? part.text : <Term name={part.text} says={two(part.says)} />}</Fragment>
  ));
}

/** The explanation lies over the page, so that nothing moves; Esc and leaving close it. */
function Term({ name, says }: { readonly name: string; readonly says: string }) {
  const [open, setOpen] = useState(false);
  const word = useRef<HTMLButtonElement>(null);
  const tip = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (!open || word.current === null || tip.current === null) return;
    tip.current.showPopover();
    place(tip.current, word.current.getBoundingClientRect());
  }, [open]);
  return (
    <>
      <button
        ref={word}
        type="button"
        className="term"
        aria-description={says}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onClick={() => word.current?.focus()}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !open) return;
          event.stopPropagation();
          setOpen(false);
        }}
        onMouseEnter={() => setOpen(true)}
        onMouseLeave={() => setOpen(document.activeElement === word.current)}
      >
        {name}
      </button>
      {open ? (
        <span ref={tip} popover="manual" role="tooltip" className="term-says">
          {says}
        </span>
      ) : null}
    </>
  );
}

const GAP = 8;

/** Below the word, above it where there is no room; never beyond the window. */
function place(tip: HTMLElement, word: DOMRect): void {
  const { width, height } = tip.getBoundingClientRect();
  const below = word.bottom + height + GAP < window.innerHeight;
  tip.style.left = `${Math.max(GAP, Math.min(word.left, window.innerWidth - width - GAP))}px`;
  tip.style.top = `${below ? word.bottom : Math.max(GAP, word.top - height)}px`;
}
