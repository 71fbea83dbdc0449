// SPDX-License-Identifier: Apache-2.0
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { organisationKinds } from '../../../src/organisation/contract.ts';
import { organisationKey, saveOrganisation, useOrganisation } from '../../api/organisation.ts';
import { sessionKey } from '../../api/session.ts';
import { organisationKindWords } from '../../journal/words/organisation/kinds.ts';
import { useWords } from '../../lang/lang.tsx';
import { organisationWords } from './words.ts';
import { Failed } from '../../components/states.tsx';

type Loaded = NonNullable<ReturnType<typeof useOrganisation>['data']>;

/** Name and shared mailbox; folded away, because it changes once in years. */
export function OrganisationForm({ mayChange }: { readonly mayChange: boolean }) {
  const w = useWords(organisationWords);
  const organisation = useOrganisation();
  if (organisation.data === undefined) return organisation.error === null ? null : <Failed error={organisation.error} />;
  return (
    <details className="sheet">
      <summary>{w.settings}</summary>
      <Fields key={JSON.stringify(organisation.data.value)} loaded={organisation.data} mayChange={mayChange} />
    </details>
  );
}

function Fields({ loaded, mayChange }: { readonly loaded: Loaded; readonly mayChange: boolean }) {
  const w = useWords(organisationWords);
  const k = useWords(organisationKindWords);
  const client = useQueryClient();
  const [ja, setJa] = useState(loaded.value.name.ja);
  const [en, setEn] = useState(loaded.value.name.en);
  const [mailbox, setMailbox] = useState(loaded.value.roleMailbox);
  const [kind, setKind] = useState(loaded.value.kind);
  const save = useMutation({
    mutationFn: () => saveOrganisation({ name: { ja, en }, roleMailbox: mailbox.trim(), kind }, loaded.etag),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: organisationKey });
      void client.invalidateQueries({ queryKey: sessionKey });
    },
  });
  return (
    <form
      className="stack"
      style={{ maxWidth: 480, paddingTop: 12 }}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <TextInput
        label={w.nameJa}
        lang="ja"
        maxLength={200}
        readOnly={!mayChange}
        value={ja}
        onChange={(event) => setJa(event.currentTarget.value)}
      />
      <TextInput
        label={w.nameEn}
        lang="en"
        maxLength={200}
        readOnly={!mayChange}
        value={en}
        onChange={(event) => setEn(event.currentTarget.value)}
      />
      <TextInput
        label={w.mailbox}
        type="email"
        maxLength={320}
        readOnly={!mayChange}
        value={mailbox}
        onChange={(event) => setMailbox(event.currentTarget.value)}
      />
      <NativeSelect
        label={w.kind}
        description={w.kindHint}
        disabled={!mayChange}
        value={kind}
        data={organisationKinds.map((value) => ({ value, label: k.kinds[value] }))}
        onChange={(event) => setKind(organisationKinds.find((one) => one === event.currentTarget.value) ?? kind)}
      />
      {save.error === null ? null : <Failed error={save.error} />}
      {mayChange ? (
        <div className="actions">
          <Button type="submit" loading={save.isPending}>
            {w.saveOrganisation}
          </Button>
        </div>
      ) : null}
    </form>
  );
}
