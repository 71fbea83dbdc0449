// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { places } from '../../../src/organisation/mail/mail.contract.ts';
import type { Direction as Which, MailSettingsWire, Place } from '../../../src/organisation/mail/mail.contract.ts';
import { mailKey, removeMailServer, switchMailServer } from '../../api/settings/mail.ts';
import { Dialog } from '../../components/dialog.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Failed } from '../../components/states.tsx';
import { useSay, useWords } from '../../lang/lang.tsx';
import { useWho } from '../../journal/who.ts';
import { Tag } from '../../ui/tag.tsx';
import { MailboxCheck } from './mailbox-check.tsx';
import { ServerFacts } from './server-facts.tsx';
import { ServerForm } from './server-form.tsx';
import { mailWords } from './words.ts';

type Props = { readonly direction: Which; readonly settings: MailSettingsWire; readonly etag: string | null };

/** The first and the second server of one direction: what is set, what is in use, and the acts on them. */
export function Direction(props: Props) {
  return (
    <>
      {places.map((place) => (
        <Server key={place} {...props} place={place} />
      ))}
    </>
  );
}

function Server({ direction, settings, etag, place }: Props & { readonly place: Place }) {
  const who = useWho();
  const w = useWords(mailWords);
  const { time } = useSay();
  const [open, setOpen] = useState<'form' | 'remove' | 'switch' | null>(null);
  const both = settings[direction];
  const server = both[place];
  const { using } = both;
  const inUse = server !== null && using.place === place;
  const fromEnvironment = server?.source === 'environment';
  const what = w.serverAt(w.serverOf[direction], w.place[place]);
  return (
    <div className="stack mail-server" role="group" aria-label={what}>
      <div className="row" style={{ gap: '4px 12px' }}>
        <h3>{w.place[place]}</h3>
        {inUse ? <Tag tone="verified">{w.inUse}</Tag> : null}
        {fromEnvironment ? <Tag>{w.fromEnvironment}</Tag> : null}
        {server === null ? <span className="quiet">{w.notSet}</span> : null}
      </div>
      {inUse && using.since !== null ? (
        <p>
          {w.switched(time(using.since), using.by === null ? '' : who(using.by), w.place[place])} <q>{using.reason}</q>
        </p>
      ) : null}
      {server === null && place === 'second' ? <p className="small quiet">{w.secondWhy[direction]}</p> : null}
      {server === null ? null : <ServerFacts server={server} />}
      {fromEnvironment ? <p className="small quiet">{direction === 'out' ? w.environmentOut : w.environmentIn}</p> : null}
      {open === 'form' ? (
        <ServerForm direction={direction} place={place} server={server} etag={etag} onClose={() => setOpen(null)} />
      ) : (
        <div className="actions">
          {fromEnvironment ? null : (
            <Button onClick={() => setOpen('form')} aria-label={w.labelled(server === null ? w.setUp : w.change, what)}>
              {server === null ? w.setUp : w.change}
            </Button>
          )}
          {server !== null && !inUse ? <Button onClick={() => setOpen('switch')}>{w.switchTo(w.place[place])}</Button> : null}
          {server !== null && !fromEnvironment ? (
            <Button variant="subtle" onClick={() => setOpen('remove')}>
              {w.remove}
            </Button>
          ) : null}
        </div>
      )}
      {direction === 'in' && server !== null && open !== 'form' ? <MailboxCheck place={place} /> : null}
      {open === 'switch' ? <Switch direction={direction} place={place} etag={etag} what={what} onClose={() => setOpen(null)} /> : null}
      {open === 'remove' ? <Remove direction={direction} place={place} etag={etag} what={what} onClose={() => setOpen(null)} /> : null}
    </div>
  );
}

type Act = {
  readonly direction: Which;
  readonly place: Place;
  readonly etag: string | null;
  readonly what: string;
  readonly onClose: () => void;
};

function Switch({ direction, place, etag, what, onClose }: Act) {
  const w = useWords(mailWords);
  const client = useQueryClient();
  const go = useMutation({
    mutationFn: (reason: string) => switchMailServer({ direction, place, reason }, etag),
    onSuccess: onClose,
    onSettled: () => void client.invalidateQueries({ queryKey: mailKey }),
  });
  return (
    <ReasonDialog
      title={w.switchTitle(what)}
      lead={w.switchLead}
      draft={`mail.switch.${direction}.${place}`}
      confirm={w.switchTo(w.place[place])}
      pending={go.isPending}
      error={go.error}
      onClose={onClose}
      onConfirm={(reason, clear) => go.mutate(reason, { onSuccess: clear })}
    />
  );
}

function Remove({ direction, place, etag, what, onClose }: Act) {
  const w = useWords(mailWords);
  const client = useQueryClient();
  const go = useMutation({
    mutationFn: () => removeMailServer(direction, place, etag),
    onSuccess: onClose,
    onSettled: () => void client.invalidateQueries({ queryKey: mailKey }),
  });
  return (
    <Dialog title={w.removeTitle(what)} onClose={onClose}>
      <div className="stack">
        <p>{w.removeLead}</p>
        {go.error === null ? null : <Failed error={go.error} />}
        <div className="actions">
          <Button variant="filled" loading={go.isPending} onClick={() => go.mutate()}>
            {w.remove}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            {w.cancel}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
