// SPDX-License-Identifier: Apache-2.0
import { Table } from '@mantine/core';
import { useMatrix } from '../../api/exposure.ts';
import { exposureScreenWords } from './words.ts';
import { useLang, useSay, useWords } from '../../lang/lang.tsx';
import { Pending } from '../../components/states.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { rightsText } from './grants.ts';
import { MatrixPicture, Sign } from './matrix-picture.tsx';

const TABLE_ROWS = 500;

/** Who can reach whom: the picture for the eye, one sentence and a table that say the same. */
export function Matrix({ caseId, incomplete }: { readonly caseId: string; readonly incomplete: boolean }) {
  const w = useWords(exposureScreenWords);
  const { lang } = useLang();
  const { two } = useSay();
  const found = useMatrix(caseId);
  if (found.data === undefined) return <Pending on={found} lines={8} />;
  const { cells, text, truncated, absent } = found.data;
  const nameOf = (name: string) => (name === '*' ? w.anyone : name === '-' ? w.nobody : name);
  return (
    <section className="stack" aria-label={w.views.matrix}>
      {incomplete ? <p className="exposure-caution">{w.matrixIncomplete}</p> : null}
      {truncated ? <p className="exposure-caution">{w.matrixPart}</p> : null}
      {cells.length === 0 ? (
        <EmptyState title={w.matrixEmpty} />
      ) : (
        <>
          <p>{two(text)}</p>
          {truncated || absent.settled + absent.unknown === 0 ? null : (
            <p className="small">{w.matrixAbsent(absent.settled, absent.unknown)}</p>
          )}
          <Legend />
          <MatrixPicture cells={cells} text={two(text)} nameOf={nameOf} />
          <details>
            <summary>{w.matrixTable}</summary>
            {cells.length > TABLE_ROWS ? <p className="small">{w.matrixCut}</p> : null}
            <div className="exposure-scroll">
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{w.matrixFrom}</Table.Th>
                    <Table.Th>{w.matrixTo}</Table.Th>
                    <Table.Th>{w.count}</Table.Th>
                    <Table.Th>{w.can}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {cells.slice(0, TABLE_ROWS).map((cell) => (
                    <Table.Tr key={`${cell.from} ${cell.to}`}>
                      <Table.Td>{nameOf(cell.from)}</Table.Td>
                      <Table.Td>{nameOf(cell.to)}</Table.Td>
                      <Table.Td className="num">{cell.count}</Table.Td>
                      <Table.Td>{rightsText(cell.rights, lang)}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </div>
          </details>
        </>
      )}
    </section>
  );
}

function Legend() {
  const w = useWords(exposureScreenWords);
  return (
    <ul className="exposure-legend small">
      {(['change', 'readOnly', 'listOnly'] as const).map((kind) => (
        <li key={kind}>
          <svg width="16" height="16" aria-hidden="true">
            <Sign kind={kind} x={0} y={0} />
          </svg>
          {w[kind]}
        </li>
      ))}
      <li>{w.matrixRows}</li>
      <li>{w.matrixCols}</li>
    </ul>
  );
}
