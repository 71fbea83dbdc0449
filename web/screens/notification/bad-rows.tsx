// SPDX-License-Identifier: Apache-2.0
import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { ListImported } from '../../../src/notification/contract.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { customerWords } from './words.ts';
import { WideTable } from '../../components/wide-table.tsx';

/** Errors of a file, row by column, each with its reason; rows are left out only one by one. */
export function BadRows(props: {
  readonly report: ListImported;
  readonly pending: boolean;
  readonly onLeaveOut: (rows: readonly number[]) => void;
}) {
  const w = useWords(customerWords);
  const { two } = useSay();
  const { report, pending, onLeaveOut } = props;
  const [marked, setMarked] = useState<readonly number[]>([]);
  const first = new Set<number>();
  return (
    <div className="sheet stack" role="alert">
      <strong>{w.notTaken(report.errorCount)}</strong>
      <span>{w.notTakenNext}</span>
      <WideTable>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{w.row}</th>
              <th scope="col">{w.column}</th>
              <th scope="col">{w.value}</th>
              <th scope="col">{w.reason}</th>
            </tr>
          </thead>
          <tbody>
            {report.errors.map((error) => {
              const begins = !first.has(error.row);
              first.add(error.row);
              return (
                <tr key={`${error.row} ${error.column ?? ''}`}>
                  <td>
                    {begins ? (
                      <Checkbox
                        label={w.leave(error.row)}
                        checked={marked.includes(error.row)}
                        onChange={(event) =>
                          setMarked(event.currentTarget.checked ? [...marked, error.row] : marked.filter((row) => row !== error.row))
                        }
                      />
                    ) : null}
                  </td>
                  <td>{error.column ?? w.wholeRow}</td>
                  <td>{error.value}</td>
                  <td>{two(error.why)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </WideTable>
      {report.errors.length < report.errorCount ? <span className="small">{w.shown(report.errors.length, report.errorCount)}</span> : null}
      <div className="actions">
        <Button component="a" download="rows-in-error.csv" href={`data:text/csv;charset=utf-8,${encodeURIComponent(report.bad)}`}>
          {w.saveBad}
        </Button>
        <Button variant="filled" loading={pending} disabled={marked.length === 0} onClick={() => onLeaveOut(marked)}>
          {w.leaveAndTake(marked.length)}
        </Button>
      </div>
    </div>
  );
}
