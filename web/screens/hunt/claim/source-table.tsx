// SPDX-License-Identifier: Apache-2.0
import { Table } from '@mantine/core';
import type { ClaimAsked } from '../../../api/hunt/hunt.ts';
import { huntPageWords } from '../words.ts';
import { useLang, useWords } from '../../../lang/lang.tsx';
import { When } from '../../../components/when.tsx';
import { behindOf } from './claim-numbers.ts';
import type { Numbers } from './claim-numbers.ts';
import { Counted } from '../pieces/raw-lines.tsx';
import { WideTable } from '../../../components/wide-table.tsx';

/** Who asked for the path, those who tried something first. */
export function SourceTable({ asked, numbers }: { readonly asked: ClaimAsked; readonly numbers: Numbers }) {
  const w = useWords(huntPageWords);
  const { lang } = useLang();
  const rows = numbers.topSources;
  if (rows.length === 0) return null;
  return (
    <section className="stack" aria-label={w.topSources}>
      <h3>{w.topSources}</h3>
      {numbers.sources > rows.length ? <p className="small quiet">{w.rowsCut(rows.length, numbers.sources)}</p> : null}
      <WideTable>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{w.source}</Table.Th>
              <Table.Th className="num">{w.count}</Table.Th>
              <Table.Th className="num">{w.attackShaped}</Table.Th>
              <Table.Th>{w.first}</Table.Th>
              <Table.Th>{w.last}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.ip}>
                <Table.Td className="mono">{row.ip}</Table.Td>
                <Table.Td className="num">
                  <Counted
                    name={`${w.source} ${row.ip}`}
                    value={row.count.toLocaleString(lang)}
                    count={row.count}
                    asked={behindOf(asked, 'source', row.ip)}
                  />
                </Table.Td>
                <Table.Td className="num">{row.attackShaped.toLocaleString(lang)}</Table.Td>
                <Table.Td>
                  <When at={row.first} />
                </Table.Td>
                <Table.Td>
                  <When at={row.last} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
    </section>
  );
}
