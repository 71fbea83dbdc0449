// SPDX-License-Identifier: Apache-2.0
import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { CaseSheet } from '../../../src/case/contract.ts';
import { casesKey, deleteCase } from '../../api/cases.ts';
import { reportsKey } from '../../api/reports.ts';
import { caseWords } from '../../journal/words/cases.ts';
import { common } from '../../lang/common.ts';
import { useWords } from '../../lang/lang.tsx';
import { Failed } from '../../components/states.tsx';
import { paths } from '../../paths.ts';
import { useDraft } from '../../ui/draft.ts';
import { Dialog } from '../../components/dialog.tsx';

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
    onSuccess: async ({ kept }) => {
      clear();
      // What stays is said before the page goes: nobody would look for it later.
      if (kept.length > 0) return;
      await leave();
    },
  });
  const leave = async () => {
    await navigate({ to: paths.cases });
    client.removeQueries({ queryKey: [...casesKey, 'sheet', sheet.id] });
    client.removeQueries({ queryKey: [...casesKey, 'entries', sheet.id] });
    void client.invalidateQueries({ queryKey: [...casesKey, 'list'] });
    void client.invalidateQueries({ queryKey: reportsKey });
  };
  if (run.data !== undefined && run.data.kept.length > 0)
    return (
      <Dialog onClose={() => void leave()} title={w.deleteDone(sheet.id)}>
        <div className="stack" role="status">
          <p>{w.deleteKept(run.data.erased)}</p>
          <ul>
            {run.data.kept.map(({ sha256, by }) => (
              <li key={sha256}>
                <span className="mono small">{sha256.slice(0, 16)}…</span> {by === 'desk' ? w.deleteKeptDesk : w.deleteKeptBy(by)}
              </li>
            ))}
          </ul>
          <div className="actions">
            <Button onClick={() => void leave()}>{c.close}</Button>
          </div>
        </div>
      </Dialog>
    );
  return (
    <Dialog onClose={onClose} title={w.deleteTitle(sheet.id)}>
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
    </Dialog>
  );
}
