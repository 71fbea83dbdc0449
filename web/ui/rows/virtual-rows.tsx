// SPDX-License-Identifier: Apache-2.0
import { Suspense, lazy, useEffect } from 'react';

import { EndMark } from './end-mark.tsx';
import type { RowsProps } from './rows-props.ts';
import { focusRow } from '../keys.ts';

/** Below this a list is simply drawn: find-in-page and printing then see all of it. */
export const VIRTUAL_FROM = 200;

/** Few lists are that long; what draws them is fetched with the first one. */
const ManyRows = lazy(async () => ({ default: (await import('./many-rows.tsx')).ManyRows }));

/** Rows in the page's own scroll; only those in sight are in the document once there are many. */
export function Rows<T>(props: RowsProps<T>) {
  if (props.items.length <= VIRTUAL_FROM) return <FewRows {...props} />;
  return (
    <Suspense fallback={<FewRows {...props} items={props.items.slice(0, VIRTUAL_FROM)} onEnd={undefined} />}>
      <ManyRows {...(props as RowsProps<unknown>)} />
    </Suspense>
  );
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
