// SPDX-License-Identifier: Apache-2.0
import { Table } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { RareSheet } from '../../../../src/hunt/contract.ts';
import { askRare, useRare } from '../../../api/hunt/who.ts';
import type { Period } from '../../../api/hunt/hunt.ts';
import { huntPageWords } from '../words.ts';
import { huntWhoWords } from '../pieces/who-words.ts';
import { useLang, useSay, useWords } from '../../../lang/lang.tsx';
import { When } from '../../../components/when.tsx';
import { paths } from '../../../paths.ts';
import { Tag } from '../../../ui/tag.tsx';
import type { HuntSearch } from '../pieces/hunt-search.ts';
import { Looked } from '../pieces/looked.tsx';
import { useAnswer } from '../pieces/search-answer.ts';
import { askedIn, PeriodQuestion } from '../pieces/period-question.tsx';
import { Counted } from '../pieces/raw-lines.tsx';
import { Address } from '../pieces/who.tsx';
import { MoreRows } from '../pieces/more-rows.tsx';
import { Answered } from '../pieces/answered.tsx';
import { WideTable } from '../../../components/wide-table.tsx';

const AT_ONCE = 20;
type Row = RareSheet['rare'][number];

/** As a single compromised host would look: destinations and agents that at most two computers use. */
export function RareView({ caseId, search }: { readonly caseId: string; readonly search: HuntSearch }) {
  const w = useWords(huntWhoWords);
  const client = useQueryClient();
  const asked = askedIn(search);
  const answer = useRare(asked);
  return (
    <div className="stack" style={{ gap: 24 }}>
      <p className="hunt-sentence">{w.rareLead}</p>
      <PeriodQuestion caseId={caseId} view="rare" asked={asked} word={w.askRare} record={(period) => askRare(client, caseId, period)} />
      {asked === null ? null : <Answered answer={answer}>{(found) => <Found caseId={caseId} asked={asked} answer={found} />}</Answered>}
    </div>
  );
}

function Found({ caseId, asked, answer }: { readonly caseId: string; readonly asked: Period; readonly answer: RareSheet }) {
  const w = useWords(huntWhoWords);
  const p = useWords(huntPageWords);
  const { told } = useSay();
  const of = (kind: Row['kind']) => answer.rare.filter((one) => one.kind === kind).toSorted((a, b) => b.count - a.count);
  const [destinations, agents] = [of('destination'), of('user-agent')];
  const [firstLimit, ...moreLimits] = answer.coverage.notLookedAt;
  const { is, word } = useAnswer(answer.coverage, answer.rare.length);
  return (
    <section className="sheet stack" style={{ gap: 20 }} aria-label={w.result} aria-live="polite">
      <div className="stack" style={{ gap: 8 }}>
        <div className="row">
          <h2>{w.result}</h2>
          <Tag>{word}</Tag>
        </div>
        <p className="hunt-sentence">
          {is === 'found' ? w.rareFound(destinations.length, agents.length) : is === 'none' ? w.rareNone : p.noLog}
          {firstLimit === undefined ? p.noLimits : p.limits(told(firstLimit), moreLimits.length)}
        </p>
        {answer.rare.length > 0 ? <p className="small quiet">{w.rareCut}</p> : null}
      </div>
      {([true, false] as const).map((inside) =>
        (
          [
            [w.rareDestinations, destinations],
            [w.rareAgents, agents],
          ] as const
        ).map(([name, all]) => (
          <RareTable
            key={`${inside} ${name}`}
            name={name}
            title={inside ? w.inside(name) : w.outside(name)}
            rows={all.filter((one) => one.inside === inside)}
            asked={asked}
            caseId={caseId}
          />
        )),
      )}
      <Looked coverage={answer.coverage} caseId={caseId} />
    </section>
  );
}

export function RareTable(props: {
  readonly name: string;
  readonly title: string;
  readonly rows: readonly Row[];
  readonly asked: Period;
  readonly caseId: string;
}) {
  const w = useWords(huntWhoWords);
  const { lang } = useLang();
  const [shown, setShown] = useState(AT_ONCE);
  if (props.rows.length === 0) return null;
  return (
    <section className="stack" aria-label={props.title}>
      <h3>
        {props.title} <span className="small quiet">{props.rows.length.toLocaleString(lang)}</span>
      </h3>
      <WideTable>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{props.name}</Table.Th>
              <Table.Th>{w.seenOn}</Table.Th>
              <Table.Th className="num">{w.times}</Table.Th>
              <Table.Th>{w.first}</Table.Th>
              <Table.Th>{w.last}</Table.Th>
              <Table.Th>{w.inLog}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {props.rows.slice(0, shown).map((one) => (
              <Table.Tr key={`${one.table} ${one.value}`}>
                <Table.Td className="free mono">
                  {one.kind === 'destination' ? (
                    <a href={paths.hunt(props.caseId, 'sightings', { indicators: one.value })}>{one.value}</a>
                  ) : (
                    one.value
                  )}
                </Table.Td>
                <Table.Td>
                  {one.seenOn.map((at) => (
                    <div key={at.ip}>
                      <Address ip={at.ip} held={at.who} />
                    </div>
                  ))}
                </Table.Td>
                <Table.Td className="num">
                  <Counted
                    name={one.value}
                    value={one.count.toLocaleString(lang)}
                    count={one.count}
                    asked={{ behind: { of: 'rare', kind: one.kind, table: one.table, value: one.value }, ...props.asked }}
                  />
                </Table.Td>
                <Table.Td>
                  <When at={one.first} />
                </Table.Td>
                <Table.Td>
                  <When at={one.last} />
                </Table.Td>
                <Table.Td className="small">{one.datasets.join(', ')}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
      <MoreRows shown={shown} of={props.rows.length} more={() => setShown(shown + 4 * AT_ONCE)} />
    </section>
  );
}
