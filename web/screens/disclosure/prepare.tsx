// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { disclosureKey, orderStatement } from '../../api/public/disclosure.ts';
import type { Shown } from '../../api/public/disclosure.ts';
import { Failed } from '../../components/states.tsx';
import { useWords } from '../../lang/lang.tsx';
import { disclosureWords } from './words.ts';

/** Freezes what the draft shows; nothing leaves by it. */
export function Prepare({ caseId, stage, ready }: { readonly caseId: string; readonly stage: Shown['stage']; readonly ready: boolean }) {
  const w = useWords(disclosureWords);
  const client = useQueryClient();
  const prepare = useMutation({
    mutationFn: () => orderStatement(caseId, { do: 'prepare', stage }),
    onSettled: () => client.invalidateQueries({ queryKey: disclosureKey(caseId) }),
  });
  return (
    <div className="stack no-print">
      <p className="small">{w.prepareLead}</p>
      {prepare.error === null ? null : <Failed error={prepare.error} />}
      <div className="actions">
        <Button variant="filled" disabled={!ready} loading={prepare.isPending} onClick={() => prepare.mutate()}>
          {w.prepare}
        </Button>
      </div>
    </div>
  );
}
