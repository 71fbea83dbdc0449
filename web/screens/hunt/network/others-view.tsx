// SPDX-License-Identifier: Apache-2.0
import { Button, Table, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { endpoints } from '../../../../src/hunt/others/others.contract.ts';
import type { OthersSheet } from '../../../../src/hunt/others/others.contract.ts';
import { huntKey } from '../../../api/hunt/hunt.ts';
import { addStanding, allowedKey, changeAllowed, standingKey } from '../../../api/hunt/standing.ts';
import { ask } from '../../../api/fetch/http.ts';
import { Failed } from '../../../components/states.tsx';
import { When } from '../../../components/when.tsx';
import { useMay } from '../../../journal/person.ts';
import { useLang, useSay, useWords } from '../../../lang/lang.tsx';
import { Answered } from '../pieces/answered.tsx';
import { Looked } from '../pieces/looked.tsx';
import { useAnswer } from '../pieces/search-answer.ts';
import { MoreRows } from '../pieces/more-rows.tsx';
import { Address } from '../pieces/who.tsx';
import { reachWords } from '../reach-words.ts';
import { huntPageWords } from '../words.ts';
import { WideTable } from '../../../components/wide-table.tsx';

const AT_ONCE = 20;
type Row = OthersSheet['destinations'][number];

/** From confirmed sightings to who behaves alike: one row a destination, its computers under it. */
export function OthersView({ caseId }: { readonly caseId: string }) {
  const w = useWords(reachWords);
  const answer = useQuery({
    queryKey: [...huntKey, 'others', caseId],
    queryFn: ({ signal }) => ask(endpoints.others, { query: { caseId }, signal }),
    retry: false,
  });
  return (
    <div className="stack" style={{ gap: 24 }}>
      <p className="hunt-sentence">{w.othersLead}</p>
      <Answered answer={answer}>{(found) => <Found caseId={caseId} answer={found} />}</Answered>
    </div>
  );
}

function Found({ caseId, answer }: { readonly caseId: string; readonly answer: OthersSheet }) {
  const w = useWords(reachWords);
  const p = useWords(huntPageWords);
  const [shown, setShown] = useState(AT_ONCE);
  const rest = answer.destinations.filter((one) => !one.confirmed);
  const strong = rest.filter((one) => one.score >= answer.cutOff);
  const { is } = useAnswer(answer.coverage, answer.destinations.length);
  return (
    <section className="sheet stack" style={{ gap: 20 }} aria-label={w.othersResult} aria-live="polite">
      <h2>{w.othersResult}</h2>
      {is === 'not-checkable' ? (
        <p className="hunt-sentence">{p.noLog}</p>
      ) : (
        <>
          <p className="hunt-sentence">{w.othersFound(strong.length, answer.computers.length, answer.active)}</p>
          <p className="small quiet">{w.othersApart(answer.apart.common, answer.apart.allowed)}</p>
        </>
      )}
      <ul className="plain-list">
        {answer.computers.map((one) => (
          <li key={one.computer}>
            <Address ip={one.addresses.join(' ')} held={one.who} /> <span className="small quiet">{one.destinations.join(', ')}</span>
          </li>
        ))}
      </ul>
      <ol className="plain-list" style={{ gap: 14 }}>
        {rest.slice(0, shown).map((one) => (
          <li key={one.destination}>
            <One caseId={caseId} one={one} strong={one.score >= answer.cutOff} />
          </li>
        ))}
      </ol>
      <MoreRows shown={shown} of={rest.length} more={() => setShown(shown + AT_ONCE)} />
      <Looked coverage={answer.coverage} caseId={caseId} />
    </section>
  );
}

function One({ caseId, one, strong }: { readonly caseId: string; readonly one: Row; readonly strong: boolean }) {
  const w = useWords(reachWords);
  const say = useSay();
  const { lang } = useLang();
  const mayWork = useMay('work');
  const client = useQueryClient();
  const [why, setWhy] = useState('');
  const settled = async () => {
    await Promise.all([[...huntKey, 'others'], standingKey, allowedKey].map((queryKey) => client.invalidateQueries({ queryKey })));
  };
  const confirm = useMutation({
    mutationFn: () => addStanding(caseId, { text: one.destination, source: w.othersSource }),
    onSuccess: settled,
  });
  const harmless = useMutation({
    mutationFn: () => changeAllowed({ add: one.destination, remove: [], why: why.trim() }),
    onSuccess: settled,
  });
  return (
    <details open={strong} className="stack">
      <summary>
        <strong>{one.score.toFixed(2)}</strong> <bdi className="mono">{one.destination}</bdi>{' '}
        <span className="quiet">
          {w.othersComputers(one.computers.length)} <When at={one.first} /> – <When at={one.last} />
        </span>
      </summary>
      <ul className="plain-list small">
        {one.reasons.map((reason) => (
          <li key={reason.en}>◐ {say.told(reason)}</li>
        ))}
      </ul>
      <WideTable>
        <Table>
          <Table.Tbody>
            {one.computers.map((at) => (
              <Table.Tr key={at.computer}>
                <Table.Td>
                  <Address ip={at.computer} held={at.who} />
                </Table.Td>
                <Table.Td className="num">{at.calls.toLocaleString(lang)}</Table.Td>
                <Table.Td>
                  <When at={at.first} /> – <When at={at.last} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
      {mayWork ? (
        <div className="row no-print">
          <Button loading={confirm.isPending} onClick={() => confirm.mutate()}>
            {w.othersConfirm}
          </Button>
          <TextInput
            aria-label={w.othersWhy}
            placeholder={w.othersWhy}
            maxLength={2000}
            value={why}
            onChange={(event) => setWhy(event.currentTarget.value)}
          />
          <Button variant="default" disabled={why.trim() === ''} loading={harmless.isPending} onClick={() => harmless.mutate()}>
            {w.othersHarmless}
          </Button>
        </div>
      ) : null}
      {confirm.error === null ? null : <Failed error={confirm.error} />}
      {harmless.error === null ? null : <Failed error={harmless.error} />}
    </details>
  );
}
