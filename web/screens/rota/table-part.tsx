// SPDX-License-Identifier: Apache-2.0
import { Button, Checkbox, FileButton, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { saveTable, takeTable, useDutyChanged } from '../../api/duty.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { Failed } from '../../components/states.tsx';
import type { Plan } from './plan-edit.ts';
import { tableWords } from './table-words.ts';

const FORMS = ['plain', 'garoon', 'desknets'] as const;
const SHOWN = 20;

/** A shift table from a spreadsheet: first what it says, then it is stored. And duties out again for other calendars. */
export function TablePart({ plan, canTake }: { readonly plan: Plan; readonly canTake: boolean }) {
  const w = useWords(tableWords);
  const say = useSay();
  const changed = useDutyChanged();
  const [roster, setRoster] = useState(plan.rosters[0]?.id ?? '');
  const [month, setMonth] = useState('');
  const [codes, setCodes] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [confirmed, setConfirmed] = useState(false);
  const take = useMutation({
    mutationFn: (asked: { readonly file: File; readonly apply: boolean }) =>
      takeTable({ roster, month: month === '' ? null : month, codes, apply: asked.apply, confirmed }, asked.file),
    onSuccess: (taken) => {
      if (taken.stored) changed();
    },
  });
  const save = useMutation({ mutationFn: (form: (typeof FORMS)[number]) => saveTable(`roster:${roster}`, form) });
  const { data } = take;
  const nameOf = (id: string | null) => (id === null ? w.nobody : (plan.people.find((person) => person.id === id)?.name ?? id));
  return (
    <section className="sheet stack" aria-label={w.title}>
      <p className="small quiet">{w.lead}</p>
      <div className="row" style={{ alignItems: 'end' }}>
        <NativeSelect
          label={w.roster}
          value={roster}
          onChange={(event) => setRoster(event.currentTarget.value)}
          data={plan.rosters.map((one) => ({ value: one.id, label: say.two(one.name) }))}
        />
        <TextInput label={w.month} type="month" value={month} onChange={(event) => setMonth(event.currentTarget.value)} />
        <TextInput label={w.codes} placeholder={w.codesLike} value={codes} onChange={(event) => setCodes(event.currentTarget.value)} />
      </div>
      <div className="actions">
        <FileButton
          accept=".csv,.tsv,.txt,text/csv"
          onChange={(chosen) => {
            if (chosen === null) return;
            setFile(chosen);
            setConfirmed(false);
            take.mutate({ file: chosen, apply: false });
          }}
        >
          {(button) => (
            <Button {...button} loading={take.isPending}>
              {w.choose}
            </Button>
          )}
        </FileButton>
      </div>
      {take.error === null ? null : <Failed error={take.error} />}
      {data === undefined || file === null ? null : (
        <div className="stack" role="status">
          <p>{data.stored ? w.stored(data.duties) : w.read(data.duties, data.unread.length)}</p>
          <ul className="plain-list small">
            {data.unread.slice(0, SHOWN).map((one) => (
              <li key={`${one.line} ${one.cell} ${one.why.en}`}>{w.notRead(one.line, one.cell, say.two(one.why))}</li>
            ))}
            {data.unread.length > SHOWN ? <li className="quiet">{w.more(data.unread.length - SHOWN)}</li> : null}
          </ul>
          {data.stored || data.duties === 0 ? null : (
            <>
              <h3>{w.changes(data.changes.length)}</h3>
              <ul className="plain-list small">
                {data.changes.slice(0, SHOWN).map((one) => (
                  <li key={one.from}>
                    {say.time(one.from)} ～ {say.time(one.to)}: {nameOf(one.before)} → <b>{nameOf(one.after)}</b>
                  </li>
                ))}
                {data.changes.length > SHOWN ? <li className="quiet">{w.more(data.changes.length - SHOWN)}</li> : null}
              </ul>
              <Checkbox label={w.confirm} checked={confirmed} onChange={(event) => setConfirmed(event.currentTarget.checked)} />
              <div className="actions">
                <Button
                  variant="filled"
                  disabled={!canTake || !confirmed}
                  loading={take.isPending}
                  onClick={() => take.mutate({ file, apply: true })}
                >
                  {w.apply}
                </Button>
                {canTake ? null : <span className="small quiet">{w.later}</span>}
              </div>
            </>
          )}
        </div>
      )}
      <h3>{w.out}</h3>
      <div className="actions">
        {FORMS.map((form) => (
          <Button key={form} size="compact-sm" loading={save.isPending} onClick={() => save.mutate(form)}>
            {w.forms[form]}
          </Button>
        ))}
      </div>
      {save.error === null ? null : <Failed error={save.error} />}
    </section>
  );
}
