// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { triageKey, undoMerge, useMerges } from '../../api/triage.ts';
import type { Merge } from '../../api/triage.ts';
import { useWords } from '../../lang/lang.tsx';
import { useMay } from '../../journal/person.ts';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { sheetWords } from './words.ts';

/** With which earlier report this one was folded, and the way back. */
export function Folded({ caseId, reportId }: { readonly caseId: string; readonly reportId: string }) {
  const merges = useMerges(caseId, reportId);
  return (merges.data ?? []).map((merge) => <OneMerge key={merge.mergeId} caseId={caseId} merge={merge} />);
}

function OneMerge({ caseId, merge }: { readonly caseId: string; readonly merge: Merge }) {
  const w = useWords(sheetWords);
  const mayWork = useMay('work');
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const undo = useMutation({
    mutationFn: (reason: string) => undoMerge(caseId, merge.mergeId, reason),
    onSuccess: () => client.invalidateQueries({ queryKey: triageKey }),
  });
  return (
    <div className="spread">
      <span>{merge.undone ? w.unmerged(merge.into) : w.merged(merge.into)}</span>
      {mayWork && !merge.undone ? <Button onClick={() => setAsking(true)}>{w.unmerge}</Button> : null}
      {asking ? (
        <ReasonDialog
          title={w.unmerge}
          lead={w.unmergeLead}
          draft={`unmerge/${merge.mergeId}`}
          confirm={w.unmerge}
          pending={undo.isPending}
          error={undo.error}
          onConfirm={(reason, clear) =>
            undo.mutate(reason, {
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
