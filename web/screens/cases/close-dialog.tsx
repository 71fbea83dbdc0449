// SPDX-License-Identifier: Apache-2.0
import { NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import { caseSheetSchema } from '../../../src/case/contract.ts';
import type { CaseSheet } from '../../../src/case/contract.ts';
import { caseWords } from '../../journal/words/cases.ts';
import { scales } from '../../lang/common.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { useOpenClocks } from '../../api/clocks.ts';
import { When } from '../../components/when.tsx';
import { useDraft } from '../../ui/draft.ts';
import { useCommand } from '../../journal/use-command.ts';

const outcomeSchema = caseSheetSchema.shape.outcome.unwrap();

export function CloseDialog({ sheet, onClose }: { readonly sheet: CaseSheet; readonly onClose: () => void }) {
  const w = useWords(caseWords);
  const s = useWords(scales);
  const [outcome, setOutcome] = useState<(typeof outcomeSchema.options)[number]>('resolved');
  const clocks = sheet.counts.clocks > 0;
  const [goesOn, setGoesOn, clearGoesOn] = useDraft(`case.${sheet.id}.close-clocks`);
  const run = useCommand(sheet.id, sheet.seq, onClose);
  return (
    <ReasonDialog
      title={w.closeTitle}
      draft={`case.${sheet.id}.close`}
      confirm={w.close}
      pending={run.isPending}
      error={run.error}
      onClose={onClose}
      onConfirm={(reason, clear) =>
        run.mutate(
          { do: 'close', outcome, reason, ...(clocks ? { clocks: goesOn.trim() } : {}) },
          {
            onSuccess: () => {
              clear();
              clearGoesOn();
            },
          },
        )
      }
    >
      <StillOpen sheet={sheet} />
      {clocks ? (
        <Textarea
          label={w.clocksOnClose}
          description={w.clocksOnCloseHelp}
          required
          autosize
          minRows={2}
          maxLength={2000}
          value={goesOn}
          onChange={(event) => setGoesOn(event.currentTarget.value)}
        />
      ) : null}
      <NativeSelect
        label={w.outcome}
        value={outcome}
        onChange={(event) => setOutcome(outcomeSchema.parse(event.currentTarget.value))}
        data={outcomeSchema.options.map((value) => ({ value, label: s.outcome[value] }))}
      />
    </ReasonDialog>
  );
}

const SHOWN = 12;

/** What the case still waits for, before somebody closes it. */
function StillOpen({ sheet }: { readonly sheet: CaseSheet }) {
  const w = useWords(caseWords);
  const { two } = useSay();
  const clocks = useOpenClocks();
  const { unfinished: total } = sheet.counts;
  if (total === 0) return null;
  const nameOf = (id: string) => clocks.data?.clocks.find((clock) => clock.caseId === sheet.id && clock.clockId === id)?.name;
  return (
    <section className="stack" style={{ gap: 4 }} aria-label={w.unfinished(total)}>
      <b className="must">
        <span aria-hidden="true">▲ </span>
        {w.unfinished(total)}
      </b>
      <ul>
        {sheet.unfinished.slice(0, SHOWN).map((one) => (
          <li key={`${one.kind} ${one.id}`}>
            {two((one.kind === 'clock' ? nameOf(one.id) : undefined) ?? one.text)} {one.by === null ? null : <When at={one.by} />}
          </li>
        ))}
        {total > SHOWN ? <li>{w.unfinishedMore(total - SHOWN)}</li> : null}
      </ul>
    </section>
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
