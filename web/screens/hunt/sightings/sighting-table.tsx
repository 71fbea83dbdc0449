// SPDX-License-Identifier: Apache-2.0
import { Table } from '@mantine/core';
import { useState } from 'react';
import type { SightingRow } from '../../../../src/hunt/contract.ts';
import type { Asked, Period } from '../../../api/hunt/hunt.ts';
import { huntPageWords } from '../words.ts';
import { sightingRoleWords } from './role-words.ts';
import { useLang, useWords } from '../../../lang/lang.tsx';
import { When } from '../../../components/when.tsx';
import { Counted } from '../pieces/raw-lines.tsx';
import { Address } from '../pieces/who.tsx';
import { MoreRows } from '../pieces/more-rows.tsx';
import { WideTable } from '../../../components/wide-table.tsx';

const AT_ONCE = 30;

export function behindSighting(one: SightingRow, period: Period): Asked {
  const { table, kind, role, value, computer } = one;
  return { behind: { of: 'sighting', table, kind, role, value, computer }, since: period.since, until: period.until };
}

/** One line for each computer, indicator and place in the logs. */
export function SightingTable({ sightings, asked }: { readonly sightings: readonly SightingRow[]; readonly asked: Period }) {
  const w = useWords(huntPageWords);
  const roles = useWords(sightingRoleWords);
  const { lang } = useLang();
  const [shown, setShown] = useState(AT_ONCE);
  return (
    <section className="stack" aria-label={w.sightings}>
      <h3>{w.sightings}</h3>
      <WideTable>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{w.computer}</Table.Th>
              <Table.Th>{w.destination}</Table.Th>
              <Table.Th>{w.seenAs}</Table.Th>
              <Table.Th className="num">{w.times}</Table.Th>
              <Table.Th>{w.first}</Table.Th>
              <Table.Th>{w.last}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sightings.slice(0, shown).map((one) => (
              <Table.Tr key={`${one.table} ${one.role} ${one.kind} ${one.value} ${one.computer}`}>
                <Table.Td>
                  <Address ip={one.computer} held={one.who} />
                </Table.Td>
                <Table.Td className="free mono">
                  {one.value}
                  {one.value === one.indicator ? null : <span className="quiet"> ← {one.indicator}</span>}
                </Table.Td>
                <Table.Td>{roles[one.role]}</Table.Td>
                <Table.Td className="num">
                  <Counted
                    name={`${one.computer} → ${one.value}`}
                    value={one.count.toLocaleString(lang)}
                    count={one.count}
                    asked={behindSighting(one, asked)}
                  />
                </Table.Td>
                <Table.Td>
                  <When at={one.first} />
                </Table.Td>
                <Table.Td>
                  <When at={one.last} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
      <MoreRows shown={shown} of={sightings.length} more={() => setShown(shown + 5 * AT_ONCE)} />
    </section>
  );
}
