// SPDX-License-Identifier: Apache-2.0
import { Button, Table } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Census } from '../../../src/triage/reply-desk/contract.ts';
import { sendNotice, triageKey, useCensus } from '../../api/triage.ts';
import { useWords } from '../../i18n/lang.tsx';
import { Failed, Loading } from '../../i18n/told.tsx';
import { useMay } from '../../journal/person.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { sheetWords } from './words.ts';

/** Those who must be followed up come first, then those who are silent. */
const RANK: Readonly<Record<string, number>> = { replied: 0, opened: 1, silent: 2, 'got-it': 3, 'not-got': 4 };
const SHOWN = 500;

export function StaffView({ caseId, reportId }: { readonly caseId: string; readonly reportId: string }) {
  const w = useWords(sheetWords);
  const mayWork = useMay('work');
  const client = useQueryClient();
  const census = useCensus(caseId, reportId);
  const notice = useMutation({
    mutationFn: () => sendNotice(caseId, reportId),
    onSuccess: () => client.invalidateQueries({ queryKey: triageKey }),
  });
  if (census.data === undefined)
    return census.error === null ? <Loading lines={6} /> : <Failed error={census.error} retry={() => void census.refetch()} />;
  return (
    <div className="stack" style={{ gap: 20 }}>
      <p>{w.noticeLead}</p>
      {notice.error === null ? null : <Failed error={notice.error} />}
      <div className="actions no-print">
        {mayWork && census.data === null ? (
          <Button className="act" variant="filled" loading={notice.isPending} onClick={() => notice.mutate()}>
            {w.notice}
          </Button>
        ) : null}
        <Button onClick={() => void census.refetch()}>{w.reload}</Button>
      </div>
      {census.data === null ? null : <CensusTable census={census.data} />}
    </div>
  );
}

function CensusTable({ census }: { readonly census: Census }) {
  const w = useWords(sheetWords);
  const rows = census.rows.toSorted((a, b) => (RANK[a.answer ?? 'silent'] ?? 5) - (RANK[b.answer ?? 'silent'] ?? 5)).slice(0, SHOWN);
  return (
    <section className="stack" aria-label={w.census}>
      <h2>{w.census}</h2>
      <FactList
        facts={(['replied', 'opened', 'gotIt', 'notGot', 'silent', 'withoutAddress'] as const).map((name) => ({
          name: w.counts[name],
          value: String(census.counts[name]),
        }))}
      />
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{w.person}</Table.Th>
            <Table.Th>{w.department}</Table.Th>
            <Table.Th>{w.answer}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.personId}>
              <Table.Td>{row.name}</Table.Td>
              <Table.Td>{row.department}</Table.Td>
              <Table.Td>
                {row.answer === null ? w.waiting : w.answersOf[row.answer]} {row.note}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
