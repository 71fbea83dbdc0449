// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { breakGlass, casesKey } from '../../api/cases.ts';
import { Failed } from '../../components/states.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { caseWords } from '../../journal/words/cases.ts';
import { useMay } from '../../journal/person.ts';
import { useWords } from '../../lang/lang.tsx';

/** A TLP:RED case of others: why it is closed, and the way to open it with a reason that its owner will see. */
export function ClosedCircle({ caseId, error }: { readonly caseId: string; readonly error: unknown }) {
  const w = useWords(caseWords);
  const client = useQueryClient();
  const may = useMay('work');
  const [asking, setAsking] = useState(false);
  const open = useMutation({
    mutationFn: (reason: string) => breakGlass(caseId, reason),
    onSuccess: () => void client.invalidateQueries({ queryKey: casesKey }),
  });
  return (
    <div className="stack">
      <Failed error={error} />
      {may ? (
        <div className="actions">
          <Button onClick={() => setAsking(true)}>{w.breakGlass}</Button>
        </div>
      ) : null}
      {asking ? (
        <ReasonDialog
          title={w.breakGlassTitle(caseId)}
          lead={w.breakGlassLead}
          draft={`case.${caseId}.glass`}
          confirm={w.breakGlass}
          pending={open.isPending}
          error={open.error}
          onClose={() => setAsking(false)}
          onConfirm={(reason, clear) => open.mutate(reason, { onSuccess: clear })}
        />
      ) : null}
    </div>
  );
}
