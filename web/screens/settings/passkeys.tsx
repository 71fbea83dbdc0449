// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { auth } from '../../api/auth.ts';
import { addPasskey, passkeysPossible } from '../../api/passkey.ts';
import { useWords } from '../../lang/lang.tsx';
import { settingsWords } from './words.ts';
import { Failed } from '../../components/states.tsx';
import { When } from '../../components/when.tsx';

const KEY = ['passkeys'] as const;

export function Passkeys() {
  const w = useWords(settingsWords);
  const client = useQueryClient();
  const [name, setName] = useState('');
  const passkeys = useQuery({ queryKey: KEY, queryFn: auth.passkeys });
  const refresh = () => void client.invalidateQueries({ queryKey: KEY });
  const add = useMutation({
    mutationFn: () => addPasskey(name),
    onSuccess: () => {
      setName('');
      refresh();
    },
  });
  const remove = useMutation({ mutationFn: auth.deletePasskey, onSuccess: refresh });
  const error = add.error ?? remove.error ?? passkeys.error;
  return (
    <section className="stack" aria-label={w.passkeys}>
      <h3>{w.passkeys}</h3>
      <span className="quiet small">{w.passkeysLead}</span>
      {passkeys.data === undefined ? null : passkeys.data.length === 0 ? (
        <span>{w.passkeysNone}</span>
      ) : (
        passkeys.data.map((passkey) => (
          <div key={passkey.id} className="row">
            <span>{passkey.name ?? passkey.id}</span>
            <span className="small quiet">
              {passkey.createdAt === null || passkey.createdAt === undefined ? '' : <When at={passkey.createdAt} />}
            </span>
            <Button size="compact-sm" onClick={() => remove.mutate(passkey.id)}>
              {w.remove}
            </Button>
          </div>
        ))
      )}
      {passkeysPossible() ? (
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
            label={w.passkeyName}
            required
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" loading={add.isPending}>
            {w.addPasskey}
          </Button>
        </form>
      ) : (
        <span className="quiet">{w.passkeysImpossible}</span>
      )}
      {error === null ? null : <Failed error={error} />}
    </section>
  );
}
