// SPDX-License-Identifier: Apache-2.0
import { Button, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { removeService } from '../../../api/readiness.ts';
import { useWords } from '../../../lang/lang.tsx';
import { Failed } from '../../../components/states.tsx';
import { serviceWords } from './words.ts';

export function RemoveService({ service, onDone }: { readonly service: { readonly id: string }; readonly onDone: () => void }) {
  const s = useWords(serviceWords);
  const [reason, setReason] = useState('');
  const remove = useMutation({ mutationFn: () => removeService(service.id, reason.trim()), onSuccess: onDone });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        remove.mutate();
      }}
    >
      <p>{s.removeLead}</p>
      <Textarea
        label={s.reason}
        required
        autosize
        minRows={2}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {remove.error === null ? null : <Failed error={remove.error} />}
      <div className="actions">
        <Button type="submit" className="act" variant="filled" loading={remove.isPending} disabled={reason.trim() === ''}>
          {s.remove}
        </Button>
      </div>
    </form>
  );
}
