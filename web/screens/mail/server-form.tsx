// SPDX-License-Identifier: Apache-2.0
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { onlyThisMachine, signInSecrets } from '../../../src/organisation/mail/mail.contract.ts';
import type { Direction, MailboxView, Place, RelayView } from '../../../src/organisation/mail/mail.contract.ts';
import { mailKey, saveMailbox, saveRelay } from '../../api/settings/mail.ts';
import { Failed } from '../../components/states.tsx';
import { useWords } from '../../lang/lang.tsx';
import { emptyForm, formOf, preset, serverOf, signInOf } from './form-values.ts';
import type { FormValues } from './form-values.ts';
import { SignInFields } from './sign-in-fields.tsx';
import { mailWords } from './words.ts';

const TLS = ['implicit', 'starttls', 'none'] as const;
const PASSWORDS_ENDED = /(?:^|\.)(?:office365|outlook|gmail|googlemail)\.com$/i;

/** One relay or one mailbox. What is secret is typed in and never filled in again. */
export function ServerForm(props: {
  readonly direction: Direction;
  readonly place: Place;
  readonly server: RelayView | MailboxView | null;
  readonly etag: string | null;
  readonly onClose: () => void;
}) {
  const { direction, place, server, etag, onClose } = props;
  const w = useWords(mailWords);
  const client = useQueryClient();
  const [form, setForm] = useState<FormValues>(() => (server === null ? emptyForm(direction) : formOf(server)));
  const set = (change: Partial<FormValues>): void => setForm((before) => ({ ...before, ...change }));
  const field = (name: 'host' | 'port' | 'from' | 'folder' | 'junk') => ({
    value: form[name],
    onChange: (event: { currentTarget: { value: string } }) => set({ [name]: event.currentTarget.value }),
  });
  const save = useMutation({
    mutationFn: () => {
      const secrets = Object.values(form.secrets).every((text) => text === '') ? null : form.secrets;
      return direction === 'out'
        ? saveRelay(place, { server: { ...serverOf(form), from: form.from.trim() }, secrets }, etag)
        : saveMailbox(
            place,
            { server: { ...serverOf(form), folder: form.folder.trim() || 'INBOX', junk: form.junk.trim() || null }, secrets },
            etag,
          );
    },
    onSuccess: onClose,
    onSettled: () => void client.invalidateQueries({ queryKey: mailKey }),
  });
  const kept = server !== null && server.secret.is === 'set';
  return (
    <form
      className="stack mail-form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <div className="row" style={{ gap: '4px 10px' }}>
        <span className="small quiet">{w.preset}</span>
        {(['microsoft', 'google'] as const).map((name) => (
          <Button key={name} size="compact-sm" onClick={() => set(preset(name, direction))}>
            {w.presets[name]}
          </Button>
        ))}
      </div>
      <TextInput label={w.host} required maxLength={253} data-autofocus {...field('host')} />
      <TextInput label={w.port} required type="number" min={1} max={65_535} style={{ maxWidth: 140 }} {...field('port')} />
      <NativeSelect
        label={w.tls}
        data={(form.tls === 'offered' ? [...TLS, 'offered' as const] : TLS).map((value) => ({ value, label: w.tlsModes[value] }))}
        value={form.tls}
        onChange={(event) => set({ tls: [...TLS, 'offered' as const].find((one) => one === event.currentTarget.value) ?? 'implicit' })}
      />
      {form.tls === 'none' && !onlyThisMachine(form.host) ? <p className="small">{w.clear}</p> : null}
      {direction === 'out' ? (
        <TextInput label={w.from} description={w.fromHelp} required maxLength={400} {...field('from')} />
      ) : (
        <>
          <TextInput label={w.folder} maxLength={300} {...field('folder')} />
          <TextInput label={w.junk} description={w.junkHelp} maxLength={300} {...field('junk')} />
        </>
      )}
      <SignInFields direction={direction} form={form} set={set} kept={kept} />
      {form.kind === 'password' && PASSWORDS_ENDED.test(form.host.trim()) ? <p className="small">{w.passwordEnded}</p> : null}
      {kept && signInSecrets[signInOf(form).kind].length > 0 ? <p className="small quiet">{w.secretKept}</p> : null}
      {save.error === null ? null : <Failed error={save.error} />}
      <div className="actions">
        <Button type="submit" variant="filled" loading={save.isPending}>
          {w.save}
        </Button>
        <Button variant="subtle" onClick={onClose}>
          {w.cancel}
        </Button>
      </div>
    </form>
  );
}
