// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Chat } from '../../../src/organisation/chats/chats.contract.ts';
import { chatsKey, mailKey, removeChat, testChat, useChats } from '../../api/settings/mail.ts';
import { Failed, Pending } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { useWho } from '../../journal/who.ts';
import { ChatForm } from './chat-form.tsx';
import { chatWords } from './chat-words.ts';

/** The chats that the desk can write to, and a test of each. */
export function Chats() {
  const w = useWords(chatWords);
  const allowed = useMay('administer');
  const chats = useChats(allowed);
  const [adding, setAdding] = useState(false);
  if (!allowed) return null;
  return (
    <section className="sheet stack" aria-label={w.title}>
      <h2>{w.title}</h2>
      <span className="quiet small">{w.lead}</span>
      {chats.data === undefined ? <Pending on={chats} lines={2} /> : null}
      {chats.data?.value.chats.length === 0 ? <p>{w.none}</p> : null}
      {chats.data?.value.chats.map((chat) => (
        <OneChat key={chat.name} chat={chat} etag={chats.data.etag} />
      ))}
      {chats.data === undefined ? null : adding ? (
        <ChatForm chat={null} etag={chats.data.etag} onClose={() => setAdding(false)} />
      ) : (
        <div>
          <Button onClick={() => setAdding(true)}>{w.add}</Button>
        </div>
      )}
    </section>
  );
}

function OneChat({ chat, etag }: { readonly chat: Chat; readonly etag: string | null }) {
  const w = useWords(chatWords);
  const say = useSay();
  const who = useWho();
  const client = useQueryClient();
  const [editing, setEditing] = useState(false);
  const drop = useMutation({
    mutationFn: () => removeChat(chat.name, etag),
    onSettled: () => Promise.all([chatsKey, mailKey].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
  const test = useMutation({ mutationFn: () => testChat(chat.name) });
  return (
    <div className="stack" style={{ gap: 4 }}>
      <div className="row" style={{ gap: '4px 12px' }}>
        <strong>{chat.name}</strong>
        <span className="small">{w.kind[chat.kind]}</span>
        <span className="mono small" style={{ overflowWrap: 'anywhere' }}>
          {chat.host}
        </span>
      </div>
      <span className="small quiet">{chat.everything ? w.everything : w.quiet}</span>
      <span className="small quiet">
        {chat.source === 'environment'
          ? w.ofEnvironment
          : chat.secretSet === null
            ? null
            : w.given(who(chat.secretSet.by), say.time(chat.secretSet.at))}
      </span>
      {chat.usable ? null : <p className="must small">{w.lost}</p>}
      <div className="actions">
        <Button size="compact-sm" loading={test.isPending} onClick={() => test.mutate()}>
          {w.test(chat.name)}
        </Button>
        {chat.source === 'environment' || editing ? null : (
          <>
            <Button size="compact-sm" aria-label={w.changeOf(chat.name)} onClick={() => setEditing(true)}>
              {w.change}
            </Button>
            <Button
              size="compact-sm"
              variant="subtle"
              aria-label={w.removeOf(chat.name)}
              loading={drop.isPending}
              onClick={() => drop.mutate()}
            >
              {w.remove}
            </Button>
          </>
        )}
      </div>
      {editing ? <ChatForm chat={chat} etag={etag} onClose={() => setEditing(false)} /> : null}
      {drop.error === null ? null : <Failed error={drop.error} />}
      <div role="status" className="stack" style={{ gap: 2 }}>
        {test.data === undefined ? null : (
          <>
            <span>{w.is[test.data.is]}</span>
            <span className="small quiet" style={{ overflowWrap: 'anywhere' }}>
              {w.answer(test.data.answer)}
            </span>
          </>
        )}
        {test.error === null ? null : <Failed error={test.error} retry={() => test.mutate()} />}
      </div>
    </div>
  );
}
