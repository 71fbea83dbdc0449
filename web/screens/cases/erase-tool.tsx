// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import type { EntryWire } from '../../../src/case/contract.ts';
import { useWords } from '../../lang/lang.tsx';
import { timelineWords } from '../../journal/words/timeline.ts';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { useCommand } from '../../journal/use-command.ts';

/** Personal data out of an entry; that it was there, and its hash, stay. Entries about erasing are not erased. */
export function EraseTool({ caseId, seq, entry }: { readonly caseId: string; readonly seq: number; readonly entry: EntryWire }) {
  const w = useWords(timelineWords);
  const [open, setOpen] = useState(false);
  const run = useCommand(caseId, seq, () => setOpen(false));
  if (entry.kind.startsWith('data.')) return null;
  return (
    <>
      <button type="button" className="quiet-button" onClick={() => setOpen(true)}>
        {w.erase}
      </button>
      {open ? (
        <ReasonDialog
          title={w.eraseTitle(entry.seq)}
          lead={w.eraseWarning}
          draft={`case.${caseId}.erase.${entry.seq}`}
          confirm={w.erase}
          pending={run.isPending}
          error={run.error}
          onClose={() => setOpen(false)}
          onConfirm={(reason, clear) => run.mutate({ do: 'erase-body', seq: entry.seq, reason }, { onSuccess: clear })}
        />
      ) : null}
    </>
  );
}
