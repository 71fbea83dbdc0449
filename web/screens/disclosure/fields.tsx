// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { disclosureKey, setFields, useDraft, useGiven } from '../../api/public/disclosure.ts';
import type { Shown } from '../../api/public/disclosure.ts';
import { Failed, Pending } from '../../components/states.tsx';
import { useWords } from '../../lang/lang.tsx';
import { fieldSpecs, read, typedOf } from './field-specs.ts';
import type { FieldName, Typed } from './field-specs.ts';
import { FieldInput } from './field-input.tsx';
import { fieldWords } from './field-words.ts';
import { disclosureWords } from './words.ts';

/** What the record cannot know. Only what was changed here is saved; a field left empty is taken back. */
export function Fields({ caseId, shown }: { readonly caseId: string; readonly shown: Shown }) {
  const w = useWords(disclosureWords);
  const f = useWords(fieldWords);
  const client = useQueryClient();
  const given = useGiven(caseId);
  const draft = useDraft(caseId, shown);
  const [changed, setChanged] = useState<Readonly<Record<string, Typed>>>({});
  const values = new Map((given.data?.fields ?? []).map(({ field, value }) => [field, value]));
  const reasons = (values.get('reasons') ?? {}) as Readonly<Record<string, unknown>>;
  const wanted = (draft.data?.missing ?? [])
    .flatMap(({ wants }) => wants)
    .filter((want) => want.startsWith('reasons.'))
    .map((want) => want.slice('reasons.'.length));
  const save = useMutation({
    mutationFn: () => {
      const fresh = Object.entries(changed).map(
        ([field, typed]) =>
          [field, field.startsWith('reasons.') ? read('two', typed) : read(fieldSpecs[field as FieldName].kind, typed)] as const,
      );
      const why = fresh
        .filter(([field]) => field.startsWith('reasons.'))
        .map(([field, value]) => [field.slice('reasons.'.length), value] as const);
      const plain = fresh.filter(([field]) => !field.startsWith('reasons.'));
      return setFields(caseId, {
        ...Object.fromEntries(plain),
        ...(why.length === 0 ? {} : { reasons: { ...reasons, ...Object.fromEntries(why.filter(([, value]) => value !== null)) } }),
      });
    },
    onSuccess: () => setChanged({}),
    onSettled: () => client.invalidateQueries({ queryKey: disclosureKey(caseId) }),
  });
  if (given.data === undefined) return <Pending on={given} lines={6} />;
  const change = (field: string) => (typed: Typed) => setChanged({ ...changed, [field]: typed });
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
        {wanted.map((field) => {
          const name = `reasons.${field}`;
          return (
            <FieldInput
              key={name}
              label={f.reason(field)}
              spec={{ kind: 'two' }}
              typed={changed[name] ?? typedOf('two', reasons[field])}
              onType={change(name)}
            />
          );
        })}
        {(Object.keys(fieldSpecs) as FieldName[]).map((field) => (
          <FieldInput
            key={field}
            label={f[field]}
            spec={fieldSpecs[field]}
            typed={changed[field] ?? typedOf(fieldSpecs[field].kind, values.get(field))}
            onType={change(field)}
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
