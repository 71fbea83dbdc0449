// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { KeptSecurityTxt } from '../../../../src/disclosure/security-txt/security-txt.contract.ts';
import { nameKeeper, securityTxtKey } from '../../../api/public/security-txt.ts';
import { Failed } from '../../../components/states.tsx';
import { PersonPick } from '../../../journal/person-pick.tsx';
import { useWords } from '../../../lang/lang.tsx';
import { contactWords } from './contact-words.ts';

/** Who is asked for the next confirmation. */
export function KeeperForm({ keeper }: { readonly keeper: NonNullable<KeptSecurityTxt['file']>['keeper'] }) {
  const w = useWords(contactWords);
  const client = useQueryClient();
  const [personId, setPersonId] = useState(keeper?.personId ?? '');
  const name = useMutation({
    mutationFn: () => nameKeeper(personId),
    onSettled: () => client.invalidateQueries({ queryKey: securityTxtKey }),
  });
  return (
    <section className="sheet stack no-print">
      <h2>{w.nameTitle}</h2>
      <PersonPick label={w.person} value={personId} onChange={setPersonId} />
      {name.error === null ? null : <Failed error={name.error} />}
      <div className="actions">
        <Button loading={name.isPending} disabled={personId === '' || personId === keeper?.personId} onClick={() => name.mutate()}>
          {w.nameKeeper}
        </Button>
      </div>
    </section>
  );
}
