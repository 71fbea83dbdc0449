// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { CallRow } from '../../../src/duty/contract.ts';
import { acknowledgeByCode, useCallList, useDutyChanged } from '../../api/duty.ts';
import { useWords } from '../../lang/lang.tsx';
import { rotaWords } from '../../journal/words/duty/rota.ts';
import { Failed } from '../../components/states.tsx';
import { Telephone } from '../../journal/deadline.tsx';
import { useDutyNames } from '../../journal/duty-names.ts';
import { useMay } from '../../journal/person.ts';
import { paths } from '../../paths.ts';
import { Tag } from '../../ui/tag.tsx';

/** Whom a person has to call, because no machine reaches them or nobody has answered. The code read out is the proof. */
export function CallList() {
  const w = useWords(rotaWords);
  const calls = useCallList();
  if (calls.error !== null) return <Failed error={calls.error} retry={() => void calls.refetch()} />;
  if (calls.data === undefined || calls.data.length === 0) return null;
  return (
    <section className="sheet stack" aria-label={w.callList}>
      <h2>{w.callList}</h2>
      <p className="small">{w.callLead}</p>
      {calls.data.map((row) => (
        <Call key={`${row.pageId} ${row.person}`} row={row} />
      ))}
    </section>
  );
}

function Call({ row }: { readonly row: CallRow }) {
  const w = useWords(rotaWords);
  const mayWork = useMay('work');
  const names = useDutyNames();
  const name = row.external ? names(row.person) : row.name;
  return (
    <div className="call-row">
      <div className="row">
        <b>{name}</b>
        {row.exercise === null ? <Telephone number={row.telephone} label={w.callOf(name)} /> : null}
        {row.external && row.exercise === null ? (
          <Tag tone={row.openNow ? 'verified' : 'line'}>{row.openNow ? w.openNow : w.closedNow}</Tag>
        ) : null}
      </div>
      <div className="small quiet">
        {row.subject} {row.caseId === null ? null : <a href={paths.case(row.caseId)}>{row.caseId}</a>}
      </div>
      {row.exercise === null ? null : <p className="small">{w.inExercise[row.exercise]}</p>}
      {row.external || row.exercise !== null || !mayWork ? null : <Code row={row} />}
    </div>
  );
}

function Code({ row }: { readonly row: CallRow }) {
  const w = useWords(rotaWords);
  const changed = useDutyChanged();
  const [code, setCode] = useState('');
  const run = useMutation({
    mutationFn: () => acknowledgeByCode(row.pageId, row.person, code),
    onSuccess: () => setCode(''),
    onSettled: changed,
  });
  const told: Readonly<Record<string, string>> = w.told;
  if (row.codeKnownBy === 'nobody') return <p className="small">{w.noCode}</p>;
  return (
    <form
      className="row no-print"
      style={{ alignItems: 'end' }}
      onSubmit={(event) => {
        event.preventDefault();
        if (/^\d{6}$/.test(code)) run.mutate();
      }}
    >
      <TextInput
        label={w.codeOf(row.name)}
        inputMode="numeric"
        autoComplete="off"
        pattern="[0-9]{6}"
        maxLength={6}
        style={{ width: 180 }}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value.replaceAll(/\D/g, ''))}
      />
      <Button type="submit" loading={run.isPending} disabled={code.length !== 6}>
        {w.recordCode}
      </Button>
      <span role="status">{run.data === undefined ? '' : (told[run.data.is] ?? '')}</span>
      {run.error === null ? null : <Failed error={run.error} />}
    </form>
  );
}
