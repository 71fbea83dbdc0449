// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import type { z } from 'zod';
import type { importedSchema } from '../../../src/triage/inventory/assets.contract.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { HeadingForm } from './heading-form.tsx';
import type { ChosenColumns } from './heading-form.tsx';
import { headingWords } from './heading-words.ts';
import { recordWords } from './record-words.ts';
import { readyWords } from './words.ts';

type TakenFile = z.output<typeof importedSchema>['files'][number];

/** What came of one list: how much of it was taken in, what was left, and, of a table, what its columns are. */
export function Taken(props: {
  readonly taken: TakenFile;
  readonly busy: boolean;
  /** The columns are being said; nothing else of the list is of interest. */
  readonly explaining: boolean;
  readonly onExplain: (() => void) | null;
  readonly onLeave: () => void;
  readonly onRead: (columns: ChosenColumns) => void;
}) {
  const { taken } = props;
  const w = useWords(readyWords);
  const r = useWords(recordWords);
  const h = useWords(headingWords);
  const { two } = useSay();
  return (
    <>
      <div className="sheet stack" role="status">
        <strong>{taken.why === null ? r.assetsTaken(taken.file, taken.items) : r.assetsFailed(taken.file, two(taken.why))}</strong>
        {taken.table?.by === 'kept' ? <span className="small">{h.byKept}</span> : null}
        {taken.left.length === 0 ? null : <span className="small">{r.assetsLeft(taken.left.join(', '))}</span>}
        {taken.refused.length === 0 ? null : (
          <details className="small">
            <summary>{w.refused(taken.refused.length)}</summary>
            <ul>
              {taken.refused.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </details>
        )}
        {taken.table === null || props.explaining || props.onExplain === null ? null : (
          <div>
            <Button onClick={props.onExplain}>{h.change}</Button>
          </div>
        )}
      </div>
      {taken.table !== null && props.explaining ? (
        <HeadingForm file={taken.file} table={taken.table} busy={props.busy} onRead={props.onRead} onLeave={props.onLeave} />
      ) : null}
    </>
  );
}
