// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { auth } from '../../api/auth.ts';
import { useWords } from '../../i18n/lang.tsx';
import { settingsWords } from '../../i18n/settings.ts';
import { Failed, When } from '../../i18n/told.tsx';
import { useMay } from '../../journal/person.ts';
import { Once } from '../../ui/once.tsx';

const KEY = ['api-keys'] as const;
const DAY_SECONDS = 86_400;

/** For machines that hand in reports. Only administrators make them. */
export function ApiKeys() {
  return useMay('administer') ? <Keys /> : null;
}

function Keys() {
  const w = useWords(settingsWords);
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [days, setDays] = useState('365');
  const keys = useQuery({ queryKey: KEY, queryFn: auth.keys });
  const refresh = () => void client.invalidateQueries({ queryKey: KEY });
  const add = useMutation({
    mutationFn: () => auth.createKey(name, days === '' ? null : Number(days) * DAY_SECONDS),
    onSuccess: () => {
      setName('');
      refresh();
    },
  });
  const remove = useMutation({ mutationFn: auth.deleteKey, onSuccess: refresh });
  const error = add.error ?? remove.error ?? keys.error;
  return (
    <section className="sheet stack" aria-label={w.keys}>
      <h2>{w.keys}</h2>
      <span className="quiet small">{w.keysLead}</span>
      {keys.data === undefined ? null : keys.data.length === 0 ? (
        <span>{w.keysNone}</span>
      ) : (
        keys.data.map((key) => (
          <div key={key.id} className="row">
            <span>{key.name ?? key.id}</span>
            <span className="mono small">{key.start ?? ''}…</span>
            <span className="small quiet">
              {key.expiresAt === null || key.expiresAt === undefined ? w.noExpiry : <When at={key.expiresAt} />}
            </span>
            <Button size="compact-sm" onClick={() => remove.mutate(key.id)}>
              {w.remove}
            </Button>
          </div>
        ))
      )}
      {add.data === undefined ? null : <Once label={w.keyOnce} text={add.data.key} copy={w.copy} copied={w.copied} />}
      <form
        className="row"
        style={{ alignItems: 'end' }}
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        <TextInput
          style={{ flex: '0 1 280px' }}
          label={w.keyName}
          required
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          style={{ width: 110 }}
          label={w.keyDays}
          type="number"
          min={1}
          max={3650}
          value={days}
          onChange={(event) => setDays(event.currentTarget.value)}
        />
        <Button type="submit" loading={add.isPending}>
          {w.addKey}
        </Button>
      </form>
      {error === null ? null : <Failed error={error} />}
    </section>
  );
}
