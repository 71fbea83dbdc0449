// SPDX-License-Identifier: Apache-2.0
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { focusRow } from './keys.ts';

/** Below this a list is simply drawn: find-in-page and printing then see all of it. */
export const VIRTUAL_FROM = 200;

export type RowsProps<T> = {
  readonly items: readonly T[];
  readonly idOf: (item: T) => string;
  readonly height: number;
  readonly renderRow: (item: T) => ReactNode;
  /** Row that must be in sight. */
  readonly on?: string | null;
  readonly onEnd?: (() => void) | undefined;
};

/** Rows in the page's own scroll; only those in sight are in the document once there are many. */
export function Rows<T>(props: RowsProps<T>) {
  return props.items.length > VIRTUAL_FROM ? <ManyRows {...props} /> : <FewRows {...props} />;
}

function FewRows<T>({ items, idOf, renderRow, on, onEnd }: RowsProps<T>) {
  useEffect(() => {
    if (on !== null && on !== undefined) focusRow(on);
  }, [on]);
  return (
    <>
      {items.map((item) => (
        <div key={idOf(item)} data-row={idOf(item)}>
          {renderRow(item)}
        </div>
      ))}
      <EndMark onEnd={onEnd} />
    </>
  );
}

function ManyRows<T>({ items, idOf, height, renderRow, on, onEnd }: RowsProps<T>) {
  const box = useRef<HTMLDivElement>(null);
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => {
    if (box.current !== null) setOffset(box.current.getBoundingClientRect().top + window.scrollY);
  }, []);
  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoised by hand
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => height,
    overscan: 12,
    scrollMargin: offset,
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : idOf(item);
    },
  });
  useEffect(() => {
    const at = on === null || on === undefined ? -1 : items.findIndex((item) => idOf(item) === on);
    if (on === null || on === undefined || at < 0) return undefined;
    rows.scrollToIndex(at, { align: 'auto' });
    // The row may come into the document only after the scroll.
    const timer = window.setTimeout(() => focusRow(on), 50);
    return () => window.clearTimeout(timer);
  }, [on]); // oxlint-disable-line react/exhaustive-deps -- only a move of the row that is on may scroll
  return (
    <div ref={box}>
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map((row) => {
          const item = items[row.index];
          return item === undefined ? null : (
            <div
              key={row.key}
              data-index={row.index}
              data-row={idOf(item)}
              ref={rows.measureElement}
              style={{ position: 'absolute', top: 0, left: 0, width: '100%', transform: `translateY(${row.start - offset}px)` }}
            >
              {renderRow(item)}
            </div>
          );
        })}
      </div>
      <EndMark onEnd={onEnd} />
    </div>
  );
}

function EndMark({ onEnd }: { readonly onEnd: (() => void) | undefined }) {
  const mark = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (mark.current === null || onEnd === undefined) return undefined;
    const watcher = new IntersectionObserver((seen) => {
      if (seen.some((one) => one.isIntersecting)) onEnd();
    });
    watcher.observe(mark.current);
    return () => watcher.disconnect();
  }, [onEnd]);
  return <div ref={mark} />;
}
