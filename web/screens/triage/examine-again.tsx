// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { examineAgain, triageKey } from '../../api/triage.ts';
import { Failed } from '../../components/states.tsx';
import { When } from '../../components/when.tsx';
import { useMay } from '../../journal/person.ts';
import { useWords } from '../../lang/lang.tsx';
import { sheetWords } from './words.ts';

/** When the sheet was made, and the act that makes a new one. Looking at a sheet never does. */
export function ExamineAgain({ caseId, reportId, at }: { readonly caseId: string; readonly reportId: string; readonly at: string | null }) {
  const w = useWords(sheetWords);
  const mayWork = useMay('work');
  const client = useQueryClient();
  const again = useMutation({
    mutationFn: () => examineAgain(caseId, reportId),
    onSettled: () => client.invalidateQueries({ queryKey: triageKey }),
  });
  return (
    <div className="actions no-print">
      {at === null ? null : (
        <span className="small quiet">
          {w.examinedAt} <When at={at} />
        </span>
      )}
      {mayWork ? (
        <Button variant="default" loading={again.isPending} onClick={() => again.mutate()}>
          {at === null ? w.examineNow : w.examineAgain}
        </Button>
      ) : null}
      {again.error === null || at === null ? null : <Failed error={again.error} />}
    </div>
  );
}
