// SPDX-License-Identifier: Apache-2.0
import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { containmentKey, recordByHand } from '../../api/containment.ts';
import { Failed } from '../../components/states.tsx';
import { useWords } from '../../lang/lang.tsx';
import { byHandFormWords } from './by-hand-form-words.ts';

/** For a device that the desk does not reach: where it was put in, and what the device shows now. */
export function ByHandForm({ caseId, planId }: { readonly caseId: string; readonly planId: string }) {
  const w = useWords(byHandFormWords);
  const client = useQueryClient();
  const [where, setWhere] = useState('');
  const [reread, setReread] = useState('');
  const send = useMutation({
    mutationFn: () => recordByHand(caseId, planId, where.trim(), reread),
    onSettled: () => client.invalidateQueries({ queryKey: [...containmentKey, caseId, 'rows'] }),
  });
  return (
    <details>
      <summary>{w.title}</summary>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate();
        }}
      >
        <p className="small">{w.lead}</p>
        <TextInput label={w.where} required maxLength={300} value={where} onChange={(event) => setWhere(event.currentTarget.value)} />
        <Textarea
          label={w.reread}
          required
          autosize
          minRows={4}
          maxRows={16}
          maxLength={500_000}
          value={reread}
          onChange={(event) => setReread(event.currentTarget.value)}
        />
        {send.error === null ? null : <Failed error={send.error} />}
        <div className="actions">
          <Button type="submit" loading={send.isPending}>
            {w.record}
          </Button>
        </div>
      </form>
    </details>
  );
}
