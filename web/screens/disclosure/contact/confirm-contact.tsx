// SPDX-License-Identifier: Apache-2.0
import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { KeptSecurityTxt } from '../../../../src/disclosure/security-txt/security-txt.contract.ts';
import { confirmContact, securityTxtKey } from '../../../api/public/security-txt.ts';
import { Failed } from '../../../components/states.tsx';
import { useWords } from '../../../lang/lang.tsx';
import { contactWords } from './contact-words.ts';

/** A named person says that the contacts are read; by that the file is public, and renewed for half a year. */
export function ConfirmContact({ kept: { file, thanksPage } }: { readonly kept: KeptSecurityTxt }) {
  const w = useWords(contactWords);
  const client = useQueryClient();
  const [contacts, setContacts] = useState(file?.contacts.join('\n') ?? '');
  const [policy, setPolicy] = useState(file?.policy ?? '');
  const [thanks, setThanks] = useState(file?.thanks ?? '');
  const confirm = useMutation({
    mutationFn: () => {
      const lines = contacts.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
      const page = (text: string) => (text.trim() === '' ? null : text.trim());
      return confirmContact({ contacts: lines, policy: page(policy), thanks: page(thanks) });
    },
    onSettled: () => client.invalidateQueries({ queryKey: securityTxtKey }),
  });
  return (
    <section className="sheet stack no-print">
      <h2>{w.confirmTitle}</h2>
      <p>{w.confirmLead}</p>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          confirm.mutate();
        }}
      >
        <Textarea label={w.contacts} autosize minRows={2} value={contacts} onChange={(event) => setContacts(event.currentTarget.value)} />
        <TextInput label={w.policy} value={policy} maxLength={500} onChange={(event) => setPolicy(event.currentTarget.value)} />
        <TextInput
          label={w.thanks}
          description={w.thanksOwn(thanksPage)}
          value={thanks}
          maxLength={500}
          onChange={(event) => setThanks(event.currentTarget.value)}
        />
        {confirm.error === null ? null : <Failed error={confirm.error} />}
        <div className="actions">
          <Button type="submit" variant="filled" loading={confirm.isPending} disabled={contacts.trim() === ''}>
            {w.confirm}
          </Button>
        </div>
      </form>
    </section>
  );
}
