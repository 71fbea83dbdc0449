// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AddressCheck, MailSettingsWire } from '../../../src/organisation/mail/mail.contract.ts';
import { checkDeskAddress, mailKey, saveDeskAddress } from '../../api/settings/mail.ts';
import { Failed } from '../../components/states.tsx';
import { useWords } from '../../lang/lang.tsx';
import { Tag } from '../../ui/tag.tsx';
import { mailWords } from './words.ts';

type Props = { readonly address: MailSettingsWire['address']; readonly etag: string | null };

/** Where people open the desk: links in mails rest on it, so it is checked by asking it. */
export function Address({ address, etag }: Props) {
  const w = useWords(mailWords);
  const client = useQueryClient();
  const [url, setUrl] = useState(address.source === 'screen' ? (address.url ?? '') : '');
  const save = useMutation({
    mutationFn: () => saveDeskAddress(url.trim() === '' ? null : url.trim(), etag),
    onSettled: () => void client.invalidateQueries({ queryKey: mailKey }),
  });
  const check = useMutation({ mutationFn: checkDeskAddress });
  return (
    <section className="sheet stack" aria-label={w.address}>
      <h2>{w.address}</h2>
      <p className="small quiet">{w.addressLead}</p>
      {address.url === null ? (
        <p className="mail-closed">{w.addressNone(address.shown)}</p>
      ) : (
        <p className="mono" style={{ overflowWrap: 'anywhere' }}>
          {address.url}
        </p>
      )}
      {address.url !== null && address.onlyThisMachine ? <p className="mail-closed">{w.addressOnlyHere}</p> : null}
      {address.source === 'environment' ? (
        <p className="small quiet">{w.addressEnvironment}</p>
      ) : (
        <form
          className="stack mail-form"
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate();
          }}
        >
          <TextInput
            label={w.addressLabel}
            description={w.addressHelp}
            type="url"
            maxLength={500}
            value={url}
            onChange={(event) => setUrl(event.currentTarget.value)}
          />
          {save.error === null ? null : <Failed error={save.error} />}
          <div className="actions">
            <Button type="submit" loading={save.isPending}>
              {w.save}
            </Button>
          </div>
        </form>
      )}
      {address.restart && address.url !== null ? <p>{w.addressRestart}</p> : null}
      <div className="actions">
        <Button loading={check.isPending} onClick={() => check.mutate()}>
          {w.addressCheck}
        </Button>
      </div>
      {check.error === null ? null : <Failed error={check.error} />}
      <div role="status">{check.data === undefined ? null : <Checked found={check.data} />}</div>
    </section>
  );
}

function Checked({ found }: { readonly found: AddressCheck }) {
  const w = useWords(mailWords);
  if (found.is === 'answers') return <Tag tone="verified">{w.addressAnswers(found.url)}</Tag>;
  if (found.is === 'nobody-set') return <p>{w.addressNobody}</p>;
  return (
    <p className="mail-closed">
      {found.is === 'another' ? w.addressAnother(found.url, found.detail) : w.addressSilent(found.url, found.detail)}
    </p>
  );
}
