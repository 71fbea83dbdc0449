// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { correctAfter, useWash, washKey } from '../../../api/runs.ts';
import type { Wash } from '../../../api/runs.ts';
import { Failed, Pending } from '../../../components/states.tsx';
import { PersonPick } from '../../../journal/person-pick.tsx';
import { useSay, useWords } from '../../../lang/lang.tsx';
import { paths } from '../../../paths.ts';
import { washWords } from './wash-words.ts';

/** What people answered right after the end, and what became work of it. */
export function AfterRun({ runId }: { readonly runId: string }) {
  const w = useWords(washWords);
  const say = useSay();
  const wash = useWash(runId);
  if (wash.data === undefined) return <Pending on={wash} lines={3} />;
  return (
    <section className="stack">
      <div className="spread">
        <h2>{w.after}</h2>
        <a href={paths.wash(runId)}>{w.link}</a>
      </div>
      {wash.data.answers.length === 0 ? <p className="quiet">{w.none}</p> : null}
      {wash.data.answers.map(({ name, at, answers }) => (
        <div key={name} className="sheet stack">
          <h3>
            {name} <span className="small quiet">{say.time(at)}</span>
          </h3>
          <dl>
            {answers.map(({ question, text }) => (
              <div key={question.ja}>
                <dt>{say.two(question)}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
      <Corrections wash={wash.data} />
    </section>
  );
}

function Corrections({ wash }: { readonly wash: Wash }) {
  const w = useWords(washWords);
  const client = useQueryClient();
  const [title, setTitle] = useState('');
  const [owner, setOwner] = useState('');
  const [day, setDay] = useState('');
  const add = useMutation({
    // The end of that day in the reader's own zone.
    mutationFn: () => correctAfter(wash.runId, { title, detail: '', owner, due: new Date(`${day}T23:59:00`).toISOString() }),
    onSuccess: (after) => {
      client.setQueryData(washKey(wash.runId), after);
      setTitle('');
    },
  });
  const [first] = wash.corrections;
  return (
    <div className="stack">
      <h3>{w.actions}</h3>
      <p className="small">{w.actionsLead}</p>
      <ul>
        {wash.corrections.map((one) => (
          <li key={one.itemId}>
            {one.title} · {one.owner} · {one.due.slice(0, 10)}
          </li>
        ))}
      </ul>
      {first === undefined ? null : <a href={paths.case(first.caseId)}>{w.open(first.caseId)}</a>}
      <form
        className="sheet stack"
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        <TextInput label={w.what} value={title} onChange={(event) => setTitle(event.currentTarget.value)} />
        <PersonPick label={w.owner} value={owner} onChange={setOwner} />
        <TextInput label={w.due} type="date" value={day} onChange={(event) => setDay(event.currentTarget.value)} />
        {add.error === null ? null : <Failed error={add.error} />}
        <div className="actions">
          <Button type="submit" loading={add.isPending} disabled={title.trim() === '' || owner === '' || day === ''}>
            {w.add}
          </Button>
        </div>
      </form>
    </div>
  );
}
