// SPDX-License-Identifier: Apache-2.0
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { usePeople } from '../../api/organisation.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { editorWords } from './words.ts';
import { rotaWords } from '../../journal/words/duty/rota.ts';
import { EditRow } from './pieces.tsx';
import { callsByName, replaceAt, withoutPerson, withPerson } from './plan-edit.ts';
import type { PartProps, PlanPerson } from './plan-edit.ts';

const CHANNELS = ['mail', 'telephone', 'web-push', 'webhook'] as const;
const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Who can have duty, how they are reached, and on which weekdays they never have it. */
export function PeoplePart({ plan, onChange }: PartProps) {
  const w = useWords(editorWords);
  const register = usePeople();
  const say = useSay();
  const [pick, setPick] = useState('');
  const [outOf, setOutOf] = useState<ReadonlySet<string>>(new Set());
  const [called, setCalled] = useState(true);
  const left = (register.data ?? []).filter(
    (row) => !row.left && !plan.people.some((person) => person.id === row.personId || person.personId === row.personId),
  );
  return (
    <section className="sheet stack" aria-label={w.people}>
      {plan.people.map((person, index) => (
        <PersonRowEdit
          key={person.id}
          person={person}
          onChange={(changed) => onChange({ ...plan, people: replaceAt(plan.people, index, changed) })}
          onRemove={() => onChange(withoutPerson(plan, person.id))}
        />
      ))}
      {left.length === 0 ? null : (
        <div className="actions" style={{ alignItems: 'end' }}>
          <NativeSelect
            label={w.addPerson}
            value={pick}
            onChange={(event) => setPick(event.currentTarget.value)}
            data={[{ value: '', label: '—' }, ...left.map((row) => ({ value: row.personId, label: row.name }))]}
          />
          <Button
            disabled={pick === ''}
            onClick={() => {
              const row = left.find((one) => one.personId === pick);
              const rosters = plan.rosters.map(({ id }) => id).filter((id) => !outOf.has(id));
              if (row !== undefined) onChange(withPerson(plan, row, { rosters, called }));
              setPick('');
            }}
          >
            {w.add}
          </Button>
          <fieldset className="choices inline">
            <legend>{w.addInto}</legend>
            {plan.rosters.map(({ id, name }) => (
              <Checkbox
                key={id}
                label={say.two(name)}
                checked={!outOf.has(id)}
                onChange={(event) => {
                  const { checked } = event.currentTarget;
                  setOutOf(new Set(checked ? [...outOf].filter((one) => one !== id) : [...outOf, id]));
                }}
              />
            ))}
            {plan.policies.some((policy) => callsByName(policy)) ? (
              <Checkbox label={w.addCalled} checked={called} onChange={(event) => setCalled(event.currentTarget.checked)} />
            ) : null}
          </fieldset>
        </div>
      )}
    </section>
  );
}

function PersonRowEdit(props: {
  readonly person: PlanPerson;
  readonly onChange: (person: PlanPerson) => void;
  readonly onRemove: () => void;
}) {
  const w = useWords(editorWords);
  const r = useWords(rotaWords);
  const { person, onChange } = props;
  const never = person.never ?? [];
  const registered = person.personId !== '';
  const toggle = (day: number) => {
    const days = never.includes(day) ? never.filter((one) => one !== day) : [...never, day].toSorted((a, b) => a - b);
    const { never: _, ...rest } = person;
    onChange(days.length === 0 || days.length === 7 ? rest : { ...rest, never: days });
  };
  return (
    <EditRow name={person.name} onRemove={props.onRemove}>
      <TextInput
        label={w.name}
        value={person.name}
        readOnly={registered}
        description={registered ? w.fromRegister : undefined}
        maxLength={200}
        onChange={(event) => onChange({ ...person, name: event.currentTarget.value })}
      />
      <TextInput
        label={w.mail}
        value={person.mail.join(', ')}
        readOnly={registered}
        onChange={(event) => onChange({ ...person, mail: event.currentTarget.value.split(/[,\s]+/).slice(0, 5) })}
        onBlur={() => onChange({ ...person, mail: person.mail.filter((one) => one !== '') })}
      />
      <TextInput
        label={w.telephone}
        type="tel"
        readOnly={registered}
        maxLength={40}
        value={person.telephone}
        onChange={(event) => onChange({ ...person, telephone: event.currentTarget.value })}
      />
      <fieldset className="choices inline">
        <legend>{w.channels}</legend>
        {CHANNELS.map((channel) => (
          <Checkbox
            key={channel}
            label={r.channels[channel]}
            checked={person.channels.includes(channel)}
            onChange={(event) => {
              const channels = event.currentTarget.checked
                ? [...person.channels, channel]
                : person.channels.filter((one) => one !== channel);
              if (channels.length > 0) onChange({ ...person, channels });
            }}
          />
        ))}
      </fieldset>
      <details className="full-row small">
        <summary>{w.finer}</summary>
        <div className="stack">
          {person.channels.includes('webhook') ? (
            <TextInput
              label={w.webhooks}
              value={person.webhooks.join(', ')}
              onChange={(event) => onChange({ ...person, webhooks: event.currentTarget.value.split(/[,\s]+/).slice(0, 5) })}
              onBlur={() => onChange({ ...person, webhooks: person.webhooks.filter((one) => one !== '') })}
            />
          ) : null}
          <fieldset className="choices inline">
            <legend>{w.never}</legend>
            {WEEK.map((weekday, index) => (
              <Checkbox key={weekday} label={r.weekdays[weekday]} checked={never.includes(index + 1)} onChange={() => toggle(index + 1)} />
            ))}
          </fieldset>
        </div>
      </details>
    </EditRow>
  );
}
