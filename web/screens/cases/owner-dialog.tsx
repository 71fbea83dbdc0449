// SPDX-License-Identifier: Apache-2.0
import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { CaseSheet } from '../../../src/journal/contract.ts';
import { caseWords } from '../../i18n/cases.ts';
import { common } from '../../i18n/common.ts';
import { useWords } from '../../i18n/lang.tsx';
import { Failed } from '../../i18n/told.tsx';
import { PersonPick } from '../../journal/person-pick.tsx';
import { useCommand } from './use-command.ts';

export function OwnerDialog({ sheet, onClose }: { readonly sheet: CaseSheet; readonly onClose: () => void }) {
  const w = useWords(caseWords);
  const c = useWords(common);
  const [personId, setPersonId] = useState('');
  const run = useCommand(sheet.id, sheet.seq, onClose);
  return (
    <Modal opened onClose={onClose} title={w.ownerTitle} closeButtonProps={{ 'aria-label': c.close }}>
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
    </Modal>
  );
}
