// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@mantine/core';
import type { CaseSheet } from '../../../src/case/contract.ts';
import { caseWords } from '../../journal/words/cases.ts';
import { useWords } from '../../lang/lang.tsx';
import { Failed } from '../../components/states.tsx';
import { useDraft } from '../../ui/draft.ts';
import { useCommand } from '../../journal/use-command.ts';
import { Dialog } from '../../components/dialog.tsx';

export function RetitleDialog({ sheet, onClose }: { readonly sheet: CaseSheet; readonly onClose: () => void }) {
  const w = useWords(caseWords);
  const [title, setTitle, clear] = useDraft(`case.${sheet.id}.title`, sheet.title);
  const run = useCommand(sheet.id, sheet.seq, () => {
    clear();
    onClose();
  });
  return (
    <Dialog onClose={onClose} title={w.rename}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          run.mutate({ do: 'retitle', title: title.trim() });
        }}
      >
        <TextInput
          data-autofocus
          label={w.columns.title}
          required
          maxLength={500}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        {run.error === null ? null : <Failed error={run.error} />}
        <div className="actions">
          <Button type="submit" variant="filled" loading={run.isPending} disabled={title.trim() === ''}>
            {w.saveTitle}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
