// SPDX-License-Identifier: Apache-2.0
import { Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FilledFormSheet } from '../../../../src/disclosure/form/form.contract.ts';
import { disclosureKey } from '../../../api/public/disclosure.ts';
import { setFormFields } from '../../../api/public/report-forms.ts';
import { Failed } from '../../../components/states.tsx';
import { useSay, useWords } from '../../../lang/lang.tsx';
import { formWords } from './form-words.ts';

/** What no record knows; only what was changed here is saved. */
export function FormFields({ caseId, fields }: { readonly caseId: string; readonly fields: FilledFormSheet['fields'] }) {
  const w = useWords(formWords);
  const say = useSay();
  const client = useQueryClient();
  const [changed, setChanged] = useState<Readonly<Record<string, string>>>({});
  const save = useMutation({
    mutationFn: () => setFormFields(caseId, changed),
    onSuccess: () => setChanged({}),
    onSettled: () => client.invalidateQueries({ queryKey: disclosureKey(caseId) }),
  });
  return (
    <section className="sheet stack no-print">
      <h2>{w.fieldsTitle}</h2>
      <p>{w.fieldsLead}</p>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {fields.map(({ field, name, value, by, at }) => (
          <Textarea
            key={field}
            label={say.two(name)}
            description={by === null || at === null ? undefined : w.statedBy(by, say.time(at))}
            autosize
            minRows={1}
            maxLength={4000}
            value={changed[field] ?? value}
            onChange={(event) => setChanged({ ...changed, [field]: event.currentTarget.value })}
          />
        ))}
        {save.error === null ? null : <Failed error={save.error} />}
        <div className="actions">
          <Button type="submit" variant="filled" loading={save.isPending} disabled={Object.keys(changed).length === 0}>
            {w.save}
          </Button>
        </div>
      </form>
    </section>
  );
}
