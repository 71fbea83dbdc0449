// SPDX-License-Identifier: Apache-2.0
import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { caseSheetSchema } from '../../../src/journal/contract.ts';
import type { CaseSheet } from '../../../src/journal/contract.ts';
import { caseWords } from '../../i18n/cases.ts';
import { scales } from '../../i18n/common.ts';
import { useWords } from '../../i18n/lang.tsx';
import { ReasonDialog } from '../../journal/reason-dialog.tsx';
import { useCommand } from './use-command.ts';

const outcomeSchema = caseSheetSchema.shape.outcome.unwrap();

export function CloseDialog({ sheet, onClose }: { readonly sheet: CaseSheet; readonly onClose: () => void }) {
  const w = useWords(caseWords);
  const s = useWords(scales);
  const [outcome, setOutcome] = useState<(typeof outcomeSchema.options)[number]>('resolved');
  const run = useCommand(sheet.id, sheet.seq, onClose);
  return (
    <ReasonDialog
      title={w.closeTitle}
      draft={`case.${sheet.id}.close`}
      confirm={w.close}
      pending={run.isPending}
      error={run.error}
      onClose={onClose}
      onConfirm={(reason, clear) => run.mutate({ do: 'close', outcome, reason }, { onSuccess: clear })}
    >
      <NativeSelect
        label={w.outcome}
        value={outcome}
        onChange={(event) => setOutcome(outcomeSchema.parse(event.currentTarget.value))}
        data={outcomeSchema.options.map((value) => ({ value, label: s.outcome[value] }))}
      />
    </ReasonDialog>
  );
}

export function ReopenDialog({ sheet, onClose }: { readonly sheet: CaseSheet; readonly onClose: () => void }) {
  const w = useWords(caseWords);
  const run = useCommand(sheet.id, sheet.seq, onClose);
  return (
    <ReasonDialog
      title={w.reopenTitle}
      draft={`case.${sheet.id}.reopen`}
      confirm={w.reopen}
      pending={run.isPending}
      error={run.error}
      onClose={onClose}
      onConfirm={(reason, clear) => run.mutate({ do: 'reopen', reason }, { onSuccess: clear })}
    />
  );
}
