// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { auth } from '../../api/auth.ts';
import { useWords } from '../../lang/lang.tsx';
import { Password } from '../../components/password.tsx';
import { settingsWords } from './words.ts';
import { Failed } from '../../components/states.tsx';

export function PasswordChange() {
  const w = useWords(settingsWords);
  const [now, setNow] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    mutationFn: () => auth.changePassword(now, next),
    onSuccess: () => {
      setNow('');
      setNext('');
    },
  });
  return (
    <form
      className="stack"
      style={{ maxWidth: 420 }}
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
    >
      <h3>{w.password}</h3>
      <Password
        label={w.passwordNow}
        required
        autoComplete="current-password"
        value={now}
        onChange={(event) => setNow(event.currentTarget.value)}
      />
      <Password
        label={w.passwordNew}
        required
        minLength={12}
        maxLength={200}
        autoComplete="new-password"
        value={next}
        onChange={(event) => setNext(event.currentTarget.value)}
      />
      {change.error === null ? null : <Failed error={change.error} />}
      <div className="row">
        <Button type="submit" loading={change.isPending}>
          {w.changePassword}
        </Button>
        <span role="status">{change.isSuccess ? w.changed : ''}</span>
      </div>
    </form>
  );
}
