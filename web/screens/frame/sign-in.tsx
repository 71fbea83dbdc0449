// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Session } from '../../../src/organisation/contract.ts';
import { auth } from '../../api/auth.ts';
import { passkeysPossible, signInByPasskey } from '../../api/passkey.ts';
import { useWords } from '../../i18n/lang.tsx';
import { Password } from '../../i18n/password.tsx';
import { sessionWords } from '../../i18n/session.ts';
import { Failed } from '../../i18n/told.tsx';
import { publicForm } from '../../paths.ts';
import { Gate } from './gate.tsx';
import { SecondFactor } from './second-factor.tsx';

export function SignIn({ providers, onSignedIn }: { readonly providers: Session['providers']; readonly onSignedIn: () => void }) {
  const w = useWords(sessionWords);
  const [address, setAddress] = useState('');
  const [password, setPassword] = useState('');
  const [second, setSecond] = useState(false);
  const enter = useMutation({
    mutationFn: () => auth.signIn(address.trim(), password),
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
      <a className="small" href={publicForm}>
        {w.reportInstead}
      </a>
    </Gate>
  );
}
