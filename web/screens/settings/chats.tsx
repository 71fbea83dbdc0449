// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Chat } from '../../../src/organisation/chats/chats.contract.ts';
import { testChat, useChats } from '../../api/settings/mail.ts';
import { Failed, Pending } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { useWords } from '../../lang/lang.tsx';
import { chatWords } from './chat-words.ts';

/** The chats that the desk can write to, and a test of each. */
export function Chats() {
  const w = useWords(chatWords);
  const allowed = useMay('administer');
  const chats = useChats(allowed);
  if (!allowed) return null;
  return (
    <section className="sheet stack" aria-label={w.title}>
      <h2>{w.title}</h2>
      <span className="quiet small">{w.lead}</span>
      {chats.data === undefined ? <Pending on={chats} lines={2} /> : null}
      {chats.data?.chats.length === 0 ? <p>{w.none}</p> : null}
      {chats.data?.chats.map((chat) => (
        <OneChat key={chat.name} chat={chat} />
      ))}
    </section>
  );
}

function OneChat({ chat }: { readonly chat: Chat }) {
  const w = useWords(chatWords);
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
      <div>
        <Button size="compact-sm" loading={test.isPending} onClick={() => test.mutate()}>
          {w.test(chat.name)}
        </Button>
      </div>
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
