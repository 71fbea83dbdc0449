// SPDX-License-Identifier: Apache-2.0
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { EndMark } from './end-mark.tsx';
import { focusRow } from '../keys.ts';
import type { RowsProps } from './rows-props.ts';

/** Only the rows in sight are in the document. */
export function ManyRows({ items, idOf, height, renderRow, on, onEnd }: RowsProps<unknown>) {
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
