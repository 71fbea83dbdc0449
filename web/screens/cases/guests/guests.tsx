// SPDX-License-Identifier: Apache-2.0
import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CaseSheet } from '../../../../src/case/contract.ts';
import { guestAskSchema } from '../../../../src/case/guest/guest.contract.ts';
import type { GuestAsk, GuestRow } from '../../../../src/case/guest/guest.contract.ts';
import { guestsKey, inviteGuest, useGuests, withdrawGuest } from '../../../api/cases.ts';
import { ReasonDialog } from '../../../components/reason-dialog.tsx';
import { Failed } from '../../../components/states.tsx';
import { useMay } from '../../../journal/person.ts';
import { useSay, useWords } from '../../../lang/lang.tsx';
import { useWho } from '../../../journal/who.ts';
import { Tag } from '../../../ui/tag.tsx';
import { guestWords } from './words.ts';

const tlps = guestAskSchema.shape.tlp.options;

/** Whom outside the case is shown to; asked for when it is unfolded. */
export function Guests({ sheet }: { readonly sheet: CaseSheet }) {
  const w = useWords(guestWords);
  const say = useSay();
  const who = useWho();
  const client = useQueryClient();
  const mayWork = useMay('work');
  const [isOpen, setOpen] = useState(false);
  const [withdrawing, setWithdrawing] = useState<GuestRow | null>(null);
  const guests = useGuests(sheet.id, isOpen);
  const withdraw = useMutation({
    mutationFn: ({ guestId, reason }: { readonly guestId: string; readonly reason: string }) => withdrawGuest(sheet.id, guestId, reason),
    onSuccess: async () => {
      setWithdrawing(null);
      await client.invalidateQueries({ queryKey: guestsKey(sheet.id) });
    },
  });
  return (
    <details className="sheet no-print" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{w.title}</summary>
      <p className="small">{w.lead}</p>
      <ul className="plain-list stack">
        {(guests.data?.items ?? []).map((one) => (
          <li key={one.guestId}>
            {one.name} ({one.of}) <Tag tone={one.is === 'open' ? 'line' : 'plain'}>{w.is[one.is]}</Tag> TLP:{one.tlp}
            <div className="small quiet">
              {w.row(who(one.by), say.time(one.until))} {one.lastRead === null ? w.unread : w.reads(one.reads, say.time(one.lastRead))}
            </div>
            {mayWork && (one.is === 'open' || one.is === 'above') ? (
              <Button size="compact-sm" aria-label={`${w.withdraw}: ${one.name}`} onClick={() => setWithdrawing(one)}>
                {w.withdraw}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {guests.error === null ? null : <Failed error={guests.error} />}
      {isOpen && mayWork ? <Invite sheet={sheet} /> : null}
      {withdrawing === null ? null : (
        <ReasonDialog
          title={w.withdraw}
          draft={`guest.${sheet.id}.${withdrawing.guestId}`}
          confirm={w.withdraw}
          pending={withdraw.isPending}
          error={withdraw.error}
          onConfirm={(reason, clear) => withdraw.mutate({ guestId: withdrawing.guestId, reason }, { onSuccess: clear })}
          onClose={() => setWithdrawing(null)}
        />
      )}
    </details>
  );
}

function Invite({ sheet }: { readonly sheet: CaseSheet }) {
  const w = useWords(guestWords);
  const client = useQueryClient();
  const blank: GuestAsk = { name: '', of: '', reason: '', tlp: sheet.tlp, hours: 24 };
  const [asked, setAsked] = useState(blank);
  const make = useMutation({
    mutationFn: () => inviteGuest(sheet.id, asked),
    onSuccess: async () => {
      setAsked(blank);
      await client.invalidateQueries({ queryKey: guestsKey(sheet.id) });
    },
  });
  const text = (field: 'name' | 'of' | 'reason', maxLength: number) => (
    <TextInput
      label={w[field]}
      required
      maxLength={maxLength}
      value={asked[field]}
      onChange={(event) => setAsked({ ...asked, [field]: event.currentTarget.value })}
    />
  );
  return (
    <form
      className="stack"
      aria-label={w.make}
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      {text('name', 100)}
      {text('of', 200)}
      {text('reason', 2000)}
      <NativeSelect
        label={w.tlp}
        value={asked.tlp}
        data={[...tlps]}
        onChange={(event) => setAsked({ ...asked, tlp: tlps.find((one) => one === event.currentTarget.value) ?? asked.tlp })}
      />
      <NumberInput
        label={w.hours}
        min={1}
        max={720}
        allowDecimal={false}
        value={asked.hours}
        onChange={(value) => setAsked({ ...asked, hours: Math.max(1, Math.round(Number(value) || 1)) })}
      />
      {make.error === null ? null : <Failed error={make.error} />}
      <div className="actions">
        <Button type="submit" loading={make.isPending}>
          {w.make}
        </Button>
      </div>
      {make.data === undefined ? null : (
        <div role="status">
          <TextInput label={w.link} description={w.once} readOnly value={new URL(make.data.link, document.baseURI).href} className="mono" />
        </div>
      )}
    </form>
  );
}
