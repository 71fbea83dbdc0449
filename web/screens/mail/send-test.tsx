// SPDX-License-Identifier: Apache-2.0
import { Explained } from '../../components/explained.tsx';
import { Button, NativeSelect } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ArrivalWire, MailSettingsWire, TestSent } from '../../../src/organisation/mail/mail.contract.ts';
import { sendMailTest, useTestArrival } from '../../api/settings/mail.ts';
import { Failed } from '../../components/states.tsx';
import { useWords } from '../../lang/lang.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { Tag } from '../../ui/tag.tsx';
import { mailWords } from './words.ts';

/** A mail that really goes out, and what of it arrived: nothing is called sent but what a server took. */
export function SendTest({ settings }: { readonly settings: MailSettingsWire }) {
  const w = useWords(mailWords);
  const [to, setTo] = useState('');
  const chosen = to === '' ? (settings.ownAddresses[0] ?? '') : to;
  const send = useMutation({ mutationFn: () => sendMailTest(chosen) });
  return (
    <section className="sheet stack" aria-label={w.testTitle}>
      <h2>{w.testTitle}</h2>
      <p className="small quiet">{w.testLead}</p>
      {settings.ownAddresses.length === 0 ? (
        <p>{w.testNoAddress}</p>
      ) : (
        <form
          className="stack"
          style={{ maxWidth: 520 }}
          onSubmit={(event) => {
            event.preventDefault();
            send.mutate();
          }}
        >
          <NativeSelect
            label={w.testTo}
            data={settings.ownAddresses}
            value={chosen}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
          <div className="actions">
            <Button type="submit" loading={send.isPending}>
              {w.testSend}
            </Button>
          </div>
        </form>
      )}
      {send.error === null ? null : <Failed error={send.error} />}
      <div role="status">{send.data === undefined ? null : <Sent sent={send.data} />}</div>
    </section>
  );
}

function Sent({ sent }: { readonly sent: TestSent }) {
  const w = useWords(mailWords);
  const found = useTestArrival(sent.testId);
  return (
    <div className="stack">
      {sent.mails.map(({ to, is, answer }) => {
        const arrival = found.data?.mails.find((one) => one.to === to)?.arrival;
        return (
          <div key={to} className="stack mail-server">
            <strong style={{ overflowWrap: 'anywhere' }}>{to}</strong>
            <p>
              <Tag tone={is === 'taken' ? 'verified' : 'act'}>{w.testAnswer[is]}</Tag> <span className="small mono">{answer}</span>
            </p>
            {arrival === undefined ? null : <Arrival arrival={arrival} seconds={found.data?.seconds ?? 0} />}
          </div>
        );
      })}
      {found.error === null ? null : <Failed error={found.error} retry={() => void found.refetch()} />}
    </div>
  );
}

function Arrival({ arrival, seconds }: { readonly arrival: ArrivalWire; readonly seconds: number }) {
  const w = useWords(mailWords);
  if (arrival.is === 'waiting') return <p>{w.arrival.waiting(seconds)}</p>;
  if (arrival.is === 'not-arrived') return <p>{w.arrival.notArrived(seconds)}</p>;
  if (arrival.is === 'failed') return <p>{w.arrival.failed(`${w.checkFailed[arrival.why]} ${arrival.detail}`)}</p>;
  if (arrival.is !== 'arrived') return <p>{w.arrival[arrival.is]}</p>;
  const facts = arrival.checks.map(({ mechanism, result, domain }) => ({
    name: mechanism.toUpperCase(),
    value: `${Object.entries(w.results).find(([name]) => name === result)?.[1] ?? w.resultUnknown}${domain === null ? '' : ` (${domain})`}`,
  }));
  return (
    <>
      <p>
        <Tag tone={arrival.junk ? 'act' : 'verified'}>{w.arrival.arrived(arrival.folder)}</Tag>
      </p>
      {arrival.junk ? (
        <p>
          <Explained text={w.junkArrived} />
        </p>
      ) : null}
      {arrival.by === null ? (
        <p>
          <Explained text={w.statedNobody} />
        </p>
      ) : (
        <>
          <span className="small quiet">{w.statedBy(arrival.by)}</span>
          <FactList facts={facts} />
          {arrival.counts ? null : <p className="small">{w.statedNotOwn(arrival.by)}</p>}
        </>
      )}
    </>
  );
}
