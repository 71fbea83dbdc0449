// SPDX-License-Identifier: Apache-2.0
import { Button, Table, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { DataOutSheet } from '../../../../src/hunt/question/data-out.contract.ts';
import { recordDataOut, useDataOut } from '../../../api/hunt/hunt.ts';
import type { DataOutAsked } from '../../../api/hunt/hunt.ts';
import { reachWords } from '../reach-words.ts';
import { huntPageWords } from '../words.ts';
import { useLang, useSay, useWords } from '../../../lang/lang.tsx';
import { deviceZone } from '../../../lang/time.ts';
import { Failed, Pending } from '../../../components/states.tsx';
import { When } from '../../../components/when.tsx';
import { useMay } from '../../../journal/person.ts';
import { paths } from '../../../paths.ts';
import { Tag } from '../../../ui/tag.tsx';
import { useAnswerOf } from '../pieces/search-answer.ts';
import { FactList } from '../../../ui/fact-list.tsx';
import { HoursPicture } from './hours-picture.tsx';
import type { HuntSearch } from '../pieces/hunt-search.ts';
import { daysOf, PeriodFields, periodOf } from '../pieces/period-fields.tsx';
import { Counted } from '../pieces/raw-lines.tsx';
import { Address } from '../pieces/who.tsx';
import { MoreRows } from '../pieces/more-rows.tsx';
import { WideTable } from '../../../components/wide-table.tsx';

const AT_ONCE = 30;

/** How much can have left at most, by computer and destination, and what no log counts. */
export function DataOutView({ caseId, search }: { readonly caseId: string; readonly search: HuntSearch }) {
  const asked: DataOutAsked = {
    computer: search.computer ?? null,
    destination: search.destination ?? null,
    since: search.since ?? null,
    until: search.until ?? null,
    zone: deviceZone(),
  };
  const found = useDataOut(asked);
  return (
    <div className="stack" style={{ gap: 24 }}>
      <Question caseId={caseId} asked={asked} />
      {found.data === undefined ? <Pending on={found} lines={8} /> : <Bound caseId={caseId} asked={asked} bound={found.data} />}
    </div>
  );
}

function Question({ caseId, asked }: { readonly caseId: string; readonly asked: DataOutAsked }) {
  const w = useWords(huntPageWords);
  const navigate = useNavigate();
  const [computer, setComputer] = useState(asked.computer ?? '');
  const [destination, setDestination] = useState(asked.destination ?? '');
  const [days, setDays] = useState(() => daysOf(asked));
  return (
    <form
      className="stack no-print"
      aria-label={w.question}
      onSubmit={(event) => {
        event.preventDefault();
        const query = { computer: computer.trim(), destination: destination.trim(), ...periodOf(days) };
        void navigate({ href: paths.hunt(caseId, 'data-out', query), resetScroll: false });
      }}
    >
      <div className="hunt-form">
        <TextInput
          className="whole"
          label={w.computer}
          placeholder={w.anyComputer}
          value={computer}
          onChange={(event) => setComputer(event.currentTarget.value)}
        />
        <TextInput
          className="whole"
          label={w.toWhere}
          placeholder={w.anyDestination}
          value={destination}
          onChange={(event) => setDestination(event.currentTarget.value)}
        />
        <PeriodFields days={days} onChange={setDays} />
      </div>
      <div className="row">
        <Button type="submit" variant="filled">
          {w.show}
        </Button>
        <span className="small quiet">{w.dateZone(asked.zone)}</span>
      </div>
    </form>
  );
}

function Bound({ caseId, asked, bound }: { readonly caseId: string; readonly asked: DataOutAsked; readonly bound: DataOutSheet }) {
  const w = useWords(huntPageWords);
  const say = useSay();
  const mayWork = useMay('work');
  const client = useQueryClient();
  const reach = useWords(reachWords);
  const { is, word } = useAnswerOf(
    bound.rows.length,
    bound.ways.reduce((sum, way) => sum + way.used, 0),
  );
  const record = useMutation({ mutationFn: () => recordDataOut(client, caseId, asked) });
  return (
    <section className="sheet stack" style={{ gap: 20 }} aria-label={w.dataOut} aria-live="polite">
      <div className="stack" style={{ gap: 8 }}>
        <div className="row">
          <h2>{w.dataOut}</h2>
          <Tag tone={is === 'found' ? 'act' : 'line'}>{word}</Tag>
        </div>
        <p className="hunt-sentence">
          {is === 'not-checkable' ? `○ ${w.noLog}` : bound.atMostBytes === null ? `○ ${w.noCount}` : w.dataOutLead}
        </p>
        {bound.from === null ? null : (
          <FactList
            facts={[
              bound.atMostBytes === null
                ? { name: reach.counted, value: say.bytes(bound.countedBytes) }
                : { name: w.atMost, value: <strong>{say.bytes(bound.atMostBytes)}</strong> },
              { name: w.outside, value: say.bytes(bound.outsideWorkingHours) },
              { name: w.basis, value: w.by[bound.from] },
            ]}
          />
        )}
        {bound.notCounted.length === 0 ? null : (
          <>
            <h3>{w.notCounted}</h3>
            <ul className="plain-list">
              {bound.notCounted.map((one) => (
                <li key={one.en}>○ {say.told(one)}</li>
              ))}
            </ul>
          </>
        )}
        {mayWork && bound.atMostBytes !== null ? (
          <div className="row no-print">
            <Button loading={record.isPending} onClick={() => record.mutate()}>
              {w.recordBound}
            </Button>
            {record.isSuccess ? <span role="status">{w.recorded}</span> : null}
          </div>
        ) : null}
        {record.error === null ? null : <Failed error={record.error} />}
      </div>
      <HoursPicture hours={bound.hours} />
      {bound.from === null || bound.rows.length === 0 ? null : <Rows rows={bound.rows} from={bound.from} asked={asked} />}
    </section>
  );
}

function Rows(props: { readonly rows: DataOutSheet['rows']; readonly from: 'flow' | 'web'; readonly asked: DataOutAsked }) {
  const w = useWords(huntPageWords);
  const say = useSay();
  const { lang } = useLang();
  const [shown, setShown] = useState(AT_ONCE);
  return (
    <section className="stack" aria-label={w.table}>
      <WideTable>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{w.computer}</Table.Th>
              <Table.Th>{w.toWhere}</Table.Th>
              <Table.Th className="num">{w.bytes}</Table.Th>
              <Table.Th className="num">{w.calls}</Table.Th>
              <Table.Th className="num">{w.uncounted}</Table.Th>
              <Table.Th>{w.first}</Table.Th>
              <Table.Th>{w.last}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {props.rows.slice(0, shown).map((row) => (
              <Table.Tr key={`${row.computer} ${row.destination}`}>
                <Table.Td>
                  <Address ip={row.computer} held={row.who} />
                </Table.Td>
                <Table.Td className="mono free">{row.destination === '' ? '—' : row.destination}</Table.Td>
                <Table.Td className="num">{say.bytes(row.bytes)}</Table.Td>
                <Table.Td className="num">
                  <Counted
                    name={`${row.computer} → ${row.destination}`}
                    value={row.calls.toLocaleString(lang)}
                    count={row.calls}
                    asked={{
                      behind: { of: 'data-out', from: props.from, computer: row.computer, destination: row.destination },
                      since: props.asked.since,
                      until: props.asked.until,
                    }}
                  />
                </Table.Td>
                <Table.Td className="num">{row.uncounted.toLocaleString(lang)}</Table.Td>
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
      <MoreRows shown={shown} of={props.rows.length} more={() => setShown(shown + 5 * AT_ONCE)} />
    </section>
  );
}
