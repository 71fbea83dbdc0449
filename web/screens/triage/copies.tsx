// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { takeCopies, useCopies } from '../../api/reports.ts';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { useMay } from '../../journal/person.ts';
import { useWords } from '../../lang/lang.tsx';
import { sheetWords } from './words.ts';

/** Other cases that were opened because somebody passed the same mail on, and one press that takes them all in. */
export function Copies({ caseId }: { readonly caseId: string }) {
  const w = useWords(sheetWords);
  const mayWork = useMay('work');
  const client = useQueryClient();
  const copies = useCopies(caseId);
  const [asking, setAsking] = useState(false);
  const take = useMutation({ mutationFn: (reason: string) => takeCopies(caseId, reason), onSuccess: () => client.invalidateQueries() });
  const count = copies.data?.items.length ?? 0;
  if (count === 0) return null;
  return (
    <div className="spread">
      <span>{w.copies(count)}</span>
      {mayWork ? <Button onClick={() => setAsking(true)}>{w.takeCopies(count)}</Button> : null}
      {asking ? (
        <ReasonDialog
          title={w.takeCopies(count)}
          lead={w.takeCopiesLead}
          draft={`take-copies/${caseId}`}
          confirm={w.takeCopies(count)}
          pending={take.isPending}
          error={take.error}
          onConfirm={(reason, clear) =>
            take.mutate(reason, {
              onSuccess: () => {
                clear();
                setAsking(false);
              },
            })
          }
          onClose={() => setAsking(false)}
        />
      ) : null}
    </div>
  );
}
