// SPDX-License-Identifier: Apache-2.0
import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { CaseSheet } from '../../../src/journal/contract.ts';
import { casesKey, deleteCase } from '../../api/cases.ts';
import { reportsKey } from '../../api/reports.ts';
import { caseWords } from '../../i18n/cases.ts';
import { common } from '../../i18n/common.ts';
import { useWords } from '../../i18n/lang.tsx';
import { Failed } from '../../i18n/told.tsx';
import { paths } from '../../paths.ts';
import { useDraft } from '../../ui/draft.ts';

/** Two steps, because nothing brings a case back: what goes and what stays with the reason, then its number by hand. */
export function DeleteDialog({ sheet, onClose }: { readonly sheet: CaseSheet; readonly onClose: () => void }) {
  const w = useWords(caseWords);
  const c = useWords(common);
  const client = useQueryClient();
  const navigate = useNavigate();
  const [reason, setReason, clear] = useDraft(`case.${sheet.id}.delete`);
  const [sure, setSure] = useState(false);
  const [typed, setTyped] = useState('');
  const run = useMutation({
    mutationFn: () => deleteCase(sheet.id, reason.trim()),
    onSuccess: async () => {
      clear();
      await navigate({ to: paths.cases });
      client.removeQueries({ queryKey: [...casesKey, 'sheet', sheet.id] });
      client.removeQueries({ queryKey: [...casesKey, 'entries', sheet.id] });
      void client.invalidateQueries({ queryKey: [...casesKey, 'list'] });
      void client.invalidateQueries({ queryKey: reportsKey });
    },
  });
  return (
    <Modal opened onClose={onClose} title={w.deleteTitle(sheet.id)} closeButtonProps={{ 'aria-label': c.close }}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (sure) run.mutate();
          else setSure(true);
        }}
      >
        {sure ? (
          <>
            <p>{w.deleteSure}</p>
            <TextInput
              label={w.deleteType(sheet.id)}
              data-autofocus
              autoFocus
              required
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          </>
        ) : (
          <>
            <p>{w.deleteGoes}</p>
            <p>{w.deleteStays}</p>
            <Textarea
              label={c.reason}
              required
              data-autofocus
              autosize
              minRows={2}
              maxLength={2000}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          </>
        )}
        {run.error === null ? null : <Failed error={run.error} />}
        <div className="actions">
          {sure ? (
            <Button key="delete" type="submit" variant="filled" color="red" loading={run.isPending} disabled={typed.trim() !== sheet.id}>
              {w.deleteNow}
            </Button>
          ) : (
            <Button key="next" type="submit" disabled={reason.trim() === ''}>
              {w.deleteNext}
            </Button>
          )}
          <Button variant="subtle" onClick={onClose}>
            {c.cancel}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
