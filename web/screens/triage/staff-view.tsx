// SPDX-License-Identifier: Apache-2.0
import { Button, Table } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Census } from '../../../src/triage/reply/reply.contract.ts';
import { releaseNoticeAgain, remindSilent, triageKey, useCensus } from '../../api/triage.ts';
import { useLang, useWords } from '../../lang/lang.tsx';
import { formatTime } from '../../lang/time.ts';
import { Failed, Pending } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { NoticeCard } from './notice-card.tsx';
import { noticeWords } from './notice-words.ts';
import { sheetWords } from './words.ts';

/** Those who must be followed up come first, then those who are silent. */
const RANK: Readonly<Record<string, number>> = { replied: 0, opened: 1, silent: 2, 'got-it': 3, 'not-got': 4 };
const SHOWN = 500;

export function StaffView({ caseId, reportId }: { readonly caseId: string; readonly reportId: string }) {
  const w = useWords(sheetWords);
  const mayWork = useMay('work');
  const client = useQueryClient();
  const census = useCensus(caseId, reportId);
  const again = useMutation({
    mutationFn: (noticeId: string) => releaseNoticeAgain(caseId, noticeId),
    onSuccess: () => client.invalidateQueries({ queryKey: triageKey }),
  });
  const remind = useMutation({
    mutationFn: (noticeId: string) => remindSilent(caseId, noticeId),
    onSuccess: () => client.invalidateQueries({ queryKey: triageKey }),
  });
  const n = useWords(noticeWords);
  if (census.data === undefined) return <Pending on={census} lines={6} />;
  return (
    <div className="stack" style={{ gap: 20 }}>
      <p>{w.noticeLead}</p>
      {census.data === null ? <NoticeCard caseId={caseId} reportId={reportId} /> : null}
      {again.error === null ? null : <Failed error={again.error} />}
      {remind.error === null ? null : <Failed error={remind.error} />}
      <div className="actions no-print">
        {mayWork && census.data !== null && census.data.sending.notSetUp > 0 ? (
          <Button
            loading={again.isPending}
            onClick={() => {
              if (census.data !== null) again.mutate(census.data.noticeId);
            }}
          >
            {n.again}
          </Button>
        ) : null}
        {mayWork && census.data !== null && census.data.counts.silent > 0 && census.data.sending.handedOver > 0 ? (
          <Button
            loading={remind.isPending}
            onClick={() => {
              if (census.data !== null) remind.mutate(census.data.noticeId);
            }}
          >
            {n.remind(census.data.counts.silent)}
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
  const n = useWords(noticeWords);
  const { lang } = useLang();
  const sendings = (['handedOver', 'waiting', 'deferred', 'refused', 'notSetUp', 'practice', 'unrecorded'] as const).filter(
    (name) => census.sending[name] > 0,
  );
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
      <FactList
        facts={[
          ...sendings.map((name) => ({ name: n.sendings[name], value: String(census.sending[name]) })),
          ...(census.remindedAt === null ? [] : [{ name: n.remindedAt, value: formatTime(census.remindedAt, lang) }]),
        ]}
      />
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{w.person}</Table.Th>
            <Table.Th>{w.department}</Table.Th>
            <Table.Th>{n.mailOf}</Table.Th>
            <Table.Th>{w.answer}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.personId}>
              <Table.Td>{row.name}</Table.Td>
              <Table.Td>{row.department}</Table.Td>
              <Table.Td>
                {row.sending === null ? (row.hasAddress ? n.sendings.unrecorded : n.noAddress) : n.states[row.sending]}
                {row.possibleDoubles > 0 ? ` (${n.doubles(row.possibleDoubles)})` : ''}
                {row.reminder === null ? null : <div className="small quiet">{`${n.reminder}: ${n.states[row.reminder]}`}</div>}
                {row.sending === 'refused' && row.serverSaid !== null ? <div className="small quiet">{row.serverSaid}</div> : null}
              </Table.Td>
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
