// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { auth } from '../../api/auth.ts';
import { sessionKey } from '../../api/session.ts';
import { useWords } from '../../lang/lang.tsx';
import { Password } from '../../components/password.tsx';
import { settingsWords } from './words.ts';
import { Failed } from '../../components/states.tsx';
import { usePerson } from '../../journal/person.ts';
import { Once } from '../../ui/secret-once.tsx';
import { Qr } from '../../ui/qr.tsx';
import { Tag } from '../../ui/tag.tsx';

type Begun = { readonly totpURI: string; readonly backupCodes: readonly string[] };

/** Password first, then the key for the app, then the first six digits, then the backup codes. */
export function Totp() {
  const w = useWords(settingsWords);
  const client = useQueryClient();
  const on = usePerson()?.totp === true;
  const [password, setPassword] = useState('');
  const [begun, setBegun] = useState<Begun | null>(null);
  const [proved, setProved] = useState(false);
  const refresh = () => void client.invalidateQueries({ queryKey: sessionKey });
  const begin = useMutation({
    mutationFn: () => auth.enableTotp(password),
    onSuccess: (answer) => {
      setPassword('');
      setBegun(answer);
    },
  });
  const stop = useMutation({
    mutationFn: () => auth.disableTotp(password),
    onSuccess: () => {
      setPassword('');
      refresh();
    },
  });
  if (begun !== null && proved) {
    return (
      <div className="stack">
        <h3>{w.backupTitle}</h3>
        <Once label={w.backupLead} text={begun.backupCodes.join('\n')} copy={w.copy} copied={w.copied} />
        <div className="actions">
          <Button
            onClick={() => {
              setBegun(null);
              setProved(false);
              refresh();
            }}
          >
            {w.finished}
          </Button>
        </div>
      </div>
    );
  }
  if (begun !== null) return <FirstCode uri={begun.totpURI} onProved={() => setProved(true)} />;
  const run = on ? stop : begin;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        run.mutate();
      }}
    >
      <h3>{w.totp}</h3>
      <div className="row">{on ? <Tag tone="verified">{w.totpOn}</Tag> : <span>{w.totpOff}</span>}</div>
      <div className="row" style={{ alignItems: 'end' }}>
        <Password
          style={{ flex: '0 1 280px' }}
          label={w.passwordNow}
          required
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" loading={run.isPending}>
          {on ? w.disable : w.enable}
        </Button>
      </div>
      {run.error === null ? null : <Failed error={run.error} />}
    </form>
  );
}

function FirstCode({ uri, onProved }: { readonly uri: string; readonly onProved: () => void }) {
  const w = useWords(settingsWords);
  const [code, setCode] = useState('');
  const verify = useMutation({ mutationFn: () => auth.verifyTotp(code.replaceAll(/\s/g, '')), onSuccess: onProved });
  const secret = URL.canParse(uri) ? (new URL(uri).searchParams.get('secret') ?? '') : '';
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        verify.mutate();
      }}
    >
      <h3>{w.totp}</h3>
      {uri.startsWith('otpauth://') ? <Qr text={uri} label={w.qr} /> : null}
      <Once label={w.scan} text={secret.replaceAll(/(.{4})/g, '$1 ').trim()} copy={w.copy} copied={w.copied} />
      {uri.startsWith('otpauth://') ? <a href={uri}>{w.openApp}</a> : null}
      <div className="row" style={{ alignItems: 'end' }}>
        <TextInput
          label={w.code}
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          autoFocus
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Button type="submit" variant="filled" loading={verify.isPending}>
          {w.confirm}
        </Button>
      </div>
      {verify.error === null ? null : <Failed error={verify.error} />}
    </form>
  );
}
