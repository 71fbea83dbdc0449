// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { auth } from '../../api/auth.ts';
import { useWords } from '../../lang/lang.tsx';
import { Password } from '../../components/password.tsx';
import { sessionWords } from './session-words.ts';
import { Failed } from '../../components/states.tsx';
import { Gate } from './gate.tsx';

/** A one-time password opens this page and nothing else. */
export function FirstPassword({ onDone }: { readonly onDone: () => void }) {
  const w = useWords(sessionWords);
  const [given, setGiven] = useState('');
  const [own, setOwn] = useState('');
  const change = useMutation({ mutationFn: () => auth.changePassword(given, own), onSuccess: onDone });
  return (
    <Gate title={w.changeTitle}>
      <p className="quiet">{w.changeLead}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        <Password
          label={w.oneTime}
          required
          autoFocus
          autoComplete="current-password"
          value={given}
          onChange={(event) => setGiven(event.currentTarget.value)}
        />
        <Password
          label={w.newPassword}
          description={w.passwordHelp}
          required
          minLength={12}
          maxLength={200}
          autoComplete="new-password"
          value={own}
          onChange={(event) => setOwn(event.currentTarget.value)}
        />
        {change.error === null ? null : <Failed error={change.error} />}
        <Button type="submit" variant="filled" loading={change.isPending}>
          {w.change}
        </Button>
      </form>
    </Gate>
  );
}
