// SPDX-License-Identifier: Apache-2.0
import { Button, Modal, TextInput } from '@mantine/core';
import type { CaseSheet } from '../../../src/journal/contract.ts';
import { caseWords } from '../../i18n/cases.ts';
import { common } from '../../i18n/common.ts';
import { useWords } from '../../i18n/lang.tsx';
import { Failed } from '../../i18n/told.tsx';
import { useDraft } from '../../ui/draft.ts';
import { useCommand } from './use-command.ts';

export function RetitleDialog({ sheet, onClose }: { readonly sheet: CaseSheet; readonly onClose: () => void }) {
  const w = useWords(caseWords);
  const c = useWords(common);
  const [title, setTitle, clear] = useDraft(`case.${sheet.id}.title`, sheet.title);
  const run = useCommand(sheet.id, sheet.seq, () => {
    clear();
    onClose();
  });
  return (
    <Modal opened onClose={onClose} title={w.rename} closeButtonProps={{ 'aria-label': c.close }}>
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
    </Modal>
  );
}
