// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Session } from '../../../src/organisation/contract.ts';
import { auth } from '../../api/auth.ts';
import { passkeysPossible, signInByPasskey } from '../../api/passkey.ts';
import { useWords } from '../../lang/lang.tsx';
import { Password } from '../../components/password.tsx';
import { sessionWords } from './session-words.ts';
import { Failed } from '../../components/states.tsx';
import { endpoints } from '../../../src/intake/contract.ts';
import { Gate } from './gate.tsx';
import { SecondFactor } from './second-factor.tsx';

/** What the provider's page sent back with; read once, when the page is loaded, before the router tidies the address. */
const back = new URLSearchParams(window.location.search);

export function SignIn({ providers, onSignedIn }: { readonly providers: Session['providers']; readonly onSignedIn: () => void }) {
  const w = useWords(sessionWords);
  const [address, setAddress] = useState('');
  const [password, setPassword] = useState('');
  const [second, setSecond] = useState(back.get('code') === 'asked');
  const [refused, setRefused] = useState(back.get('error'));
  const enter = useMutation({
    mutationFn: () => {
      setRefused(null);
      return auth.signIn(address.trim(), password);
    },
    onSuccess: (answer) => (answer.twoFactorRedirect === true ? setSecond(true) : onSignedIn()),
  });
  const bySso = useMutation({ mutationFn: auth.bySso, onSuccess: ({ url }) => window.location.assign(url) });
  const byPasskey = useMutation({ mutationFn: signInByPasskey, onSuccess: onSignedIn });
  if (second) return <SecondFactor onSignedIn={onSignedIn} onBack={() => setSecond(false)} />;
  const error = enter.error ?? byPasskey.error ?? bySso.error;
  return (
    <Gate title={w.title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          enter.mutate();
        }}
      >
        <TextInput
          label={w.address}
          type="email"
          autoComplete="username webauthn"
          required
          autoFocus
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <Password
          label={w.password}
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {refused === null || error !== null ? null : (
          <p role="alert">
            <strong>{w.providerRefused}</strong>{' '}
            {(w.providerWhy as Readonly<Record<string, string>>)[refused] ?? w.providerOther(refused.slice(0, 80))}
          </p>
        )}
        {error === null ? null : <Failed error={error} />}
        <Button type="submit" variant="filled" loading={enter.isPending}>
          {w.signIn}
        </Button>
        {passkeysPossible() ? (
          <Button onClick={() => byPasskey.mutate()} loading={byPasskey.isPending}>
            {w.passkey}
          </Button>
        ) : null}
        {providers.map((provider) => (
          <Button key={provider.providerId} onClick={() => bySso.mutate(provider.providerId)} loading={bySso.isPending}>
            {w.bySso(URL.canParse(provider.issuer) ? new URL(provider.issuer).host : provider.providerId)}
          </Button>
        ))}
      </form>
      <a className="small" href={endpoints.form.path}>
        {w.reportInstead}
      </a>
    </Gate>
  );
}
