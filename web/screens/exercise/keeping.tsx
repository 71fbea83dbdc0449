// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { RoundSheet } from '../../api/rounds.ts';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Failed } from '../../components/states.tsx';
import { useSay, useWords } from '../../lang/lang.tsx';
import { fromFieldWithZone, toField } from '../../ui/device/local-time.ts';
import { useOrder } from './use-order.ts';
import { roundWords } from './words.ts';

/** What examiner and instructor do with the round as a whole. */
export function Keeping({ sheet }: { readonly sheet: RoundSheet }) {
  const w = useWords(roundWords);
  const say = useSay();
  const order = useOrder(sheet.roundId);
  const [dialog, setDialog] = useState<'extend' | 'close' | null>(null);
  const [until, setUntil] = useState(toField(sheet.deadline));
  const may = (move: string) => sheet.may.includes(move);
  const to = fromFieldWithZone(until);
  const shut = (clear: () => void) => ({
    onSuccess: () => {
      clear();
      setDialog(null);
    },
  });
  return (
    <section className="stack">
      {sheet.asking.length === 0 ? null : (
        <div className="sheet stack">
          <h2>{w.asking}</h2>
          {sheet.asking.map(({ personId, name, reason }) => (
            <div key={personId} className="row">
              <strong>{name}</strong>
              <span>{reason}</span>
              <Button size="compact-sm" onClick={() => order.mutate({ do: 'allow-late', personId, reason: '' })}>
                {w.allow}
              </Button>
            </div>
          ))}
        </div>
      )}
      {sheet.commentsOutAt !== null && sheet.state === 'review' ? (
        <p className="small quiet">{w.released(say.time(sheet.commentsOutAt))}</p>
      ) : null}
      <div className="actions">
        {may('end-answers') ? <Button onClick={() => order.mutate({ do: 'end-answers' })}>{w.endAnswers}</Button> : null}
        {may('extend') ? <Button onClick={() => setDialog('extend')}>{w.extend}</Button> : null}
        {may('release-comments') ? (
          <Button variant="filled" onClick={() => order.mutate({ do: 'release-comments' })}>
            {w.release}
          </Button>
        ) : null}
        {may('close') ? <Button onClick={() => setDialog('close')}>{w.close}</Button> : null}
      </div>
      {order.error === null || dialog !== null ? null : <Failed error={order.error} />}
      {dialog === 'extend' ? (
        <ReasonDialog
          title={w.extend}
          lead={w.extendLead}
          draft={`extend.${sheet.roundId}`}
          confirm={w.extend}
          pending={order.isPending}
          error={order.error}
          onClose={() => setDialog(null)}
          onConfirm={(reason, clear) => (to === null ? undefined : order.mutate({ do: 'extend', to, reason }, shut(clear)))}
        >
          <TextInput
            label={w.extendTo}
            type="datetime-local"
            required
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
        </ReasonDialog>
      ) : null}
      {dialog === 'close' ? (
        <ReasonDialog
          title={w.close}
          lead={w.closeLead}
          draft={`outcome.${sheet.roundId}`}
          label={w.outcome}
          optional
          confirm={w.close}
          pending={order.isPending}
          error={order.error}
          onClose={() => setDialog(null)}
          onConfirm={(outcome, clear) => order.mutate({ do: 'close', outcome }, shut(clear))}
        />
      ) : null}
    </section>
  );
}
