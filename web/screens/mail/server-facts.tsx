// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import { SECRET_ENDS_SOON } from '../../../src/organisation/mail/mail.contract.ts';
import type { MailboxView, RelayView, SecretStateWire } from '../../../src/organisation/mail/mail.contract.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { Tag } from '../../ui/tag.tsx';
import { mailWords } from './words.ts';

/** What is set of a server. Of its secret: whether it can be used, who gave it and when. */
export function ServerFacts({ server }: { readonly server: RelayView | MailboxView }) {
  const w = useWords(mailWords);
  const { signIn } = server;
  const facts = [
    { name: w.server, value: <span className="mono">{`${server.host}:${server.port}`}</span> },
    { name: w.tls, value: w.tlsModes[server.tls] },
    ...('from' in server ? [{ name: w.from, value: server.from }] : [{ name: w.folder, value: server.folder }]),
    ...('junk' in server ? [{ name: w.junk, value: server.junk ?? w.junkAsk }] : []),
    { name: w.signIn, value: w.kinds[signIn.kind] },
    ...(signIn.kind === 'none' ? [] : [{ name: w.account, value: signIn.account }]),
    ...(signIn.kind === 'microsoft'
      ? [
          { name: w.tenant, value: signIn.tenant },
          { name: w.clientId, value: signIn.clientId },
        ]
      : []),
    ...(signIn.kind === 'microsoft' && signIn.secretEnds !== null ? [{ name: w.secretEnds, value: <Ends day={signIn.secretEnds} /> }] : []),
    ...(signIn.kind === 'none' ? [] : [{ name: w.secretName, value: <Secret state={server.secret} /> }]),
  ];
  return (
    <>
      <FactList facts={facts} />
      {'fromSource' in server && server.fromSource === 'environment' ? <p className="small quiet">{w.environmentFrom}</p> : null}
    </>
  );
}

function Ends({ day }: { readonly day: string }) {
  const w = useWords(mailWords);
  const [now] = useState(() => Date.now());
  const days = Math.floor((Date.parse(`${day}T00:00:00Z`) - now) / 86_400_000);
  return days > SECRET_ENDS_SOON ? <>{day}</> : <Tag tone="act">{days < 0 ? w.secretEnded(day) : w.secretEndsSoon(day)}</Tag>;
}

function Secret({ state }: { readonly state: SecretStateWire }) {
  const w = useWords(mailWords);
  const { time } = useSay();
  if (state.is === 'set') return <>{w.secretSet(time(state.at), state.by)}</>;
  if (state.is === 'lost') return <Tag tone="act">{w.secretLost(state.keyId)}</Tag>;
  const word = w.secretState[state.is];
  return state.is === 'missing' || state.is === 'damaged' ? <Tag tone="act">{word}</Tag> : <>{word}</>;
}
