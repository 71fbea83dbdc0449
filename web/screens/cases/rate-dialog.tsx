// SPDX-License-Identifier: Apache-2.0
import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { caseRowSchema } from '../../../src/case/contract.ts';
import type { CaseSheet } from '../../../src/case/contract.ts';
import { caseWords } from '../../journal/words/cases.ts';
import { scales } from '../../lang/common.ts';
import { useWords } from '../../lang/lang.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { useCommand } from '../../journal/use-command.ts';

const shape = caseRowSchema.shape;

/** Severity, urgency and sharing are three judgements, set together with one reason. */
export function RateDialog({ sheet, onClose }: { readonly sheet: CaseSheet; readonly onClose: () => void }) {
  const w = useWords(caseWords);
  const s = useWords(scales);
  const [severity, setSeverity] = useState(sheet.severity);
  const [urgency, setUrgency] = useState(sheet.urgency);
  const [tlp, setTlp] = useState(sheet.tlp);
  const run = useCommand(sheet.id, sheet.seq, onClose);
  return (
    <ReasonDialog
      title={w.rateTitle}
      draft={`case.${sheet.id}.rate`}
      confirm={w.saveRating}
      optional
      pending={run.isPending}
      error={run.error}
      onClose={onClose}
      onConfirm={(reason, clear) => run.mutate({ do: 'rate', severity, urgency, tlp, reason }, { onSuccess: clear })}
    >
      <NativeSelect
        label={w.severity}
        value={severity}
        onChange={(event) => setSeverity(shape.severity.parse(event.currentTarget.value))}
        data={shape.severity.options.map((value) => ({ value, label: s.severity[value] }))}
      />
      <NativeSelect
        label={w.urgency}
        value={urgency}
        onChange={(event) => setUrgency(shape.urgency.parse(event.currentTarget.value))}
        data={shape.urgency.options.map((value) => ({ value, label: s.urgency[value] }))}
      />
      <NativeSelect
        label={w.tlp}
        value={tlp}
        onChange={(event) => setTlp(shape.tlp.parse(event.currentTarget.value))}
        data={shape.tlp.options.map((value) => ({ value, label: s.tlp[value] }))}
      />
    </ReasonDialog>
  );
}
