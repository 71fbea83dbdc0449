// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { auth } from '../../api/auth.ts';
import { useWords } from '../../lang/lang.tsx';
import { sessionWords } from './session-words.ts';
import { Failed } from '../../components/states.tsx';
import { Gate } from './gate.tsx';

/** Six digits from the app, or one of the backup codes. */
export function SecondFactor({ onSignedIn, onBack }: { readonly onSignedIn: () => void; readonly onBack: () => void }) {
  const w = useWords(sessionWords);
  const [code, setCode] = useState('');
  const [backup, setBackup] = useState(false);
  const verify = useMutation({
    mutationFn: () => (backup ? auth.verifyBackup(code.trim()) : auth.verifyTotp(code.replaceAll(/\s/g, ''))),
    onSuccess: onSignedIn,
  });
  return (
    <Gate title={w.codeTitle}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          verify.mutate();
        }}
      >
        <TextInput
          key={String(backup)}
          label={backup ? w.backup : w.code}
          description={backup ? w.backupHelp : w.codeHelp}
          inputMode={backup ? 'text' : 'numeric'}
          autoComplete="one-time-code"
          required
          autoFocus
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        {verify.error === null ? null : <Failed error={verify.error} />}
        <Button type="submit" variant="filled" loading={verify.isPending}>
          {w.verify}
        </Button>
        <div className="row">
          <Button
            variant="subtle"
            onClick={() => {
              setBackup(!backup);
              setCode('');
              verify.reset();
            }}
          >
            {backup ? w.useApp : w.useBackup}
          </Button>
          <Button variant="subtle" onClick={onBack}>
            {w.back}
          </Button>
        </div>
      </form>
    </Gate>
  );
}
