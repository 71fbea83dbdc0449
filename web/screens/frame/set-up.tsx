// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { auth } from '../../api/auth.ts';
import { setUp } from '../../api/session.ts';
import { useLang, useWords } from '../../lang/lang.tsx';
import { Password } from '../../components/password.tsx';
import { sessionWords } from './session-words.ts';
import { Failed } from '../../components/states.tsx';
import { Gate } from './gate.tsx';

/** The first person. `code` comes from the address that the start printed, or is typed. */
export function SetUp({ code: given, onDone }: { readonly code: string; readonly onDone: () => void }) {
  const w = useWords(sessionWords);
  const { lang } = useLang();
  const [code, setCode] = useState(given);
  const [organisation, setOrganisation] = useState('');
  const [name, setName] = useState('');
  const [address, setAddress] = useState('');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const differs = again !== '' && again !== password;
  const save = useMutation({
    mutationFn: async () => {
      const session = await setUp({ code: code.trim(), lang, organisation, name, address: address.trim(), password });
      if (session.person === null) await auth.signIn(address.trim(), password);
    },
    onSuccess: onDone,
  });
  return (
    <Gate title={w.setUpTitle}>
      <p className="quiet">{w.setUpLead}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (password === again) save.mutate();
        }}
      >
        <TextInput
          label={w.setUpCode}
          description={w.setUpCodeHelp}
          required
          autoFocus={given === ''}
          autoComplete="off"
          className="mono"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <TextInput
          label={w.organisation}
          autoComplete="organization"
          required
          value={organisation}
          onChange={(event) => setOrganisation(event.currentTarget.value)}
        />
        <TextInput label={w.name} autoComplete="name" required value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <TextInput
          label={w.address}
          type="email"
          autoComplete="username"
          required
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <Password
          label={w.password}
          description={w.passwordHelp}
          autoComplete="new-password"
          required
          minLength={12}
          maxLength={200}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Password
          label={w.passwordAgain}
          autoComplete="new-password"
          required
          error={differs ? w.passwordDiffers : null}
          value={again}
          onChange={(event) => setAgain(event.currentTarget.value)}
        />
        {save.error === null ? null : <Failed error={save.error} />}
        <Button type="submit" variant="filled" loading={save.isPending} disabled={differs}>
          {w.setUp}
        </Button>
      </form>
    </Gate>
  );
}
