// SPDX-License-Identifier: Apache-2.0
import { Button, Checkbox, FileButton, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PersonRow } from '../../../src/organisation/contract.ts';
import type { InviteReport } from '../../../src/organisation/invitation/invitation.contract.ts';
import { invitePeople, peopleKey, useInvitations } from '../../api/organisation.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Failed, Pending } from '../../components/states.tsx';
import { When } from '../../components/when.tsx';
import { useLang, useWords } from '../../lang/lang.tsx';
import { useWho } from '../../journal/who.ts';
import { inviteWords } from './invite-words.ts';

/** Several invitations at once: first who would get one and what it says, then, by a second press, sent. */
export function Invite({ people, onClose }: { readonly people: readonly PersonRow[]; readonly onClose: () => void }) {
  const w = useWords(inviteWords);
  const client = useQueryClient();
  const waiting = people.filter((one) => !one.left && !one.canSignIn && one.addresses.length > 0);
  const [all, setAll] = useState(false);
  const [pasted, setPasted] = useState('');
  const asked = { personIds: all ? waiting.map(({ personId }) => personId) : [], pasted };
  const look = useMutation({ mutationFn: () => invitePeople(asked, 'look') });
  const send = useMutation({
    mutationFn: () => invitePeople(asked, 'send'),
    onSuccess: () => {
      look.reset();
      setAll(false);
      setPasted('');
      void client.invalidateQueries({ queryKey: peopleKey });
    },
  });
  const failed = send.error ?? look.error;
  return (
    <Dialog onClose={onClose} title={w.title}>
      <div className="stack">
        {send.data === undefined || look.data !== undefined ? null : (
          <div className="stack" role="status">
            <p>{w.sent(send.data.people.filter(({ why }) => why === null).length)}</p>
            <NotInvited report={send.data} />
          </div>
        )}
        {look.data === undefined ? (
          <form
            className="stack"
            onSubmit={(event) => {
              event.preventDefault();
              send.reset();
              look.mutate();
            }}
          >
            <p>{w.lead}</p>
            {waiting.length === 0 ? null : (
              <Checkbox checked={all} onChange={(event) => setAll(event.currentTarget.checked)} label={w.all(waiting.length)} />
            )}
            <Textarea
              data-autofocus
              label={w.pasted}
              description={w.pastedHelp}
              autosize
              minRows={3}
              maxRows={10}
              maxLength={200_000}
              value={pasted}
              onChange={(event) => setPasted(event.currentTarget.value)}
            />
            <div className="actions">
              <Button type="submit" variant="filled" loading={look.isPending} disabled={!all && pasted.trim() === ''}>
                {w.look}
              </Button>
              <FileButton accept=".csv,text/csv,text/plain" onChange={(file) => void file?.text().then(setPasted)}>
                {(props) => <Button {...props}>{w.file}</Button>}
              </FileButton>
            </div>
          </form>
        ) : (
          <Look report={look.data} sending={send.isPending} onSend={() => send.mutate()} onBack={() => look.reset()} />
        )}
        {failed === null ? null : <Failed error={failed} />}
        <Latest />
      </div>
    </Dialog>
  );
}

function Look(props: {
  readonly report: InviteReport;
  readonly sending: boolean;
  readonly onSend: () => void;
  readonly onBack: () => void;
}) {
  const w = useWords(inviteWords);
  const { report } = props;
  const invited = report.people.filter(({ why }) => why === null);
  return (
    <div className="stack">
      <h3>{w.get(invited.length)}</h3>
      <ul>
        {invited.map(({ name, address, isNew }) => (
          <li key={address}>
            {name} <span className="small">{address}</span> {isNew ? <span className="small quiet">{w.isNew}</span> : null}
          </li>
        ))}
      </ul>
      <NotInvited report={report} />
      {report.sample === null ? null : (
        <details>
          <summary>{w.sample}</summary>
          <p>
            <strong>{report.sample.subject}</strong>
          </p>
          <p style={{ whiteSpace: 'pre-wrap' }}>{report.sample.text}</p>
        </details>
      )}
      <div className="actions">
        <Button variant="filled" disabled={invited.length === 0} loading={props.sending} onClick={props.onSend}>
          {w.send(invited.length)}
        </Button>
        <Button onClick={props.onBack}>{w.back}</Button>
      </div>
    </div>
  );
}

function NotInvited({ report }: { readonly report: InviteReport }) {
  const w = useWords(inviteWords);
  const { lang } = useLang();
  const not = report.people.filter(({ why }) => why !== null);
  return (
    <>
      {not.length === 0 ? null : (
        <>
          <h3>{w.getNot(not.length)}</h3>
          <ul>
            {not.map(({ name, address, why }) => (
              <li key={`${name} ${address}`}>
                {name} <span className="small">{address}</span> <span className="small">{why === null ? '' : w.why[why]}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {report.unread.length === 0 ? null : <p>{w.unread(report.unread.join(lang === 'ja' ? '、' : ', '))}</p>}
    </>
  );
}

function Latest() {
  const who = useWho();
  const w = useWords(inviteWords);
  const latest = useInvitations();
  if (latest.data === undefined) return <Pending on={latest} lines={2} />;
  return (
    <details open={latest.data.some((one) => one.is === 'open')}>
      <summary>{w.latest}</summary>
      {latest.data.length === 0 ? <p className="quiet">{w.none}</p> : null}
      <ul>
        {latest.data.map((one) => (
          <li key={`${one.personId} ${one.at}`}>
            {one.name} <span className="small">{one.to}</span> · {w.is[one.is]} · {one.mail === null ? w.noMail : w.mail[one.mail]}{' '}
            <span className="small quiet">
              <When at={one.at} /> {who(one.by)} · {w.until} <When at={one.until} />
            </span>
            {one.answer === null || one.mail === 'handed-over' ? null : <div className="small">{one.answer}</div>}
          </li>
        ))}
      </ul>
    </details>
  );
}
