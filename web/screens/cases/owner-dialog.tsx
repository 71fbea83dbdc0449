// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CaseSheet } from '../../../src/case/contract.ts';
import { caseWords } from '../../journal/words/cases.ts';
import { useWords } from '../../lang/lang.tsx';
import { Failed } from '../../components/states.tsx';
import { PersonPick } from '../../journal/person-pick.tsx';
import { useCommand } from '../../journal/use-command.ts';
import { Dialog } from '../../components/dialog.tsx';

export function OwnerDialog({ sheet, onClose }: { readonly sheet: CaseSheet; readonly onClose: () => void }) {
  const w = useWords(caseWords);
  const [personId, setPersonId] = useState('');
  const run = useCommand(sheet.id, sheet.seq, onClose);
  return (
    <Dialog onClose={onClose} title={w.ownerTitle}>
      <div className="stack">
        <PersonPick label={w.owner} value={personId} onChange={setPersonId} none={w.noOwner} />
        {run.error === null ? null : <Failed error={run.error} />}
        <div className="actions">
          <Button
            variant="filled"
            loading={run.isPending}
            onClick={() => run.mutate({ do: 'name-owner', personId: personId === '' ? null : personId })}
          >
            {w.saveOwner}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
