// SPDX-License-Identifier: Apache-2.0
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { chatKinds, tokenKinds } from '../../../src/organisation/chats/chats.contract.ts';
import type { Chat } from '../../../src/organisation/chats/chats.contract.ts';
import { chatsKey, mailKey, saveChat } from '../../api/settings/mail.ts';
import { Password } from '../../components/password.tsx';
import { Failed } from '../../components/states.tsx';
import { useWords } from '../../lang/lang.tsx';
import { chatWords } from './chat-words.ts';

/** One chat. The address of its webhook is a secret: it is typed in and never filled in again. */
export function ChatForm({
  chat,
  etag,
  onClose,
}: {
  readonly chat: Chat | null;
  readonly etag: string | null;
  readonly onClose: () => void;
}) {
  const w = useWords(chatWords);
  const client = useQueryClient();
  const [name, setName] = useState(chat?.name ?? '');
  const [kind, setKind] = useState<Chat['kind']>(chat?.kind ?? 'teams');
  const [url, setUrl] = useState('');
  const [token, setToken] = useState('');
  const [everything, setEverything] = useState(chat?.everything ?? false);
  const keeps = chat !== null && chat.usable && chat.kind === kind;
  const save = useMutation({
    mutationFn: () => saveChat(name.trim(), { kind, everything, url: url.trim() || null, token: token.trim() || null }, etag),
    onSuccess: onClose,
    onSettled: () => Promise.all([chatsKey, mailKey].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
  return (
    <form
      className="stack mail-form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <TextInput
        label={w.name}
        description={w.nameHelp}
        required
        disabled={chat !== null}
        data-autofocus={chat === null}
        pattern="[a-z0-9\-]{1,60}"
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        label={w.service}
        data={chatKinds.map((value) => ({ value, label: w.kind[value] }))}
        value={kind}
        onChange={(event) => setKind(chatKinds.find((one) => one === event.currentTarget.value) ?? 'json')}
      />
      <Password
        label={w.url}
        description={keeps ? w.kept : w.urlHelp[kind]}
        required={!keeps}
        autoComplete="off"
        maxLength={2000}
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      {tokenKinds.includes(kind) || kind === 'json' ? (
        <Password
          label={w.token}
          required={tokenKinds.includes(kind) && !keeps}
          autoComplete="off"
          maxLength={2000}
          value={token}
          onChange={(event) => setToken(event.currentTarget.value)}
        />
      ) : null}
      <Checkbox
        label={w.tellAll}
        description={w.tellAllHelp}
        checked={everything}
        onChange={(event) => setEverything(event.currentTarget.checked)}
      />
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
