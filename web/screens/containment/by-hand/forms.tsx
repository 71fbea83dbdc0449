// SPDX-License-Identifier: Apache-2.0
import { Button, NativeSelect, TextInput, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { handMeasureKinds } from '../../../../src/containment/by-hand/by-hand.contract.ts';
import type { HandMeasureRow } from '../../../../src/containment/by-hand/by-hand.contract.ts';
import { containmentKey, putBack, takeByHand } from '../../../api/containment.ts';
import { Failed } from '../../../components/states.tsx';
import { usePerson } from '../../../journal/person.ts';
import { common } from '../../../lang/common.ts';
import { useWords } from '../../../lang/lang.tsx';
import { fromFieldWithZone, toField } from '../../../ui/device/local-time.ts';
import { byHandWords } from './words.ts';

const now = () => toField(new Date().toISOString());

export function TakeForm({ caseId, onDone }: { readonly caseId: string; readonly onDone: () => void }) {
  const w = useWords(byHandWords);
  const me = usePerson();
  const [what, setWhat] = useState<(typeof handMeasureKinds)[number]>('cable');
  const [fields, setFields] = useState({ object: '', place: '', doneBy: me?.name ?? '', doneAt: now(), putBackBy: '', note: '' });
  const set = (part: Partial<typeof fields>) => setFields((before) => ({ ...before, ...part }));
  const take = useMutation({
    mutationFn: () => takeByHand(caseId, { ...fields, what, doneAt: fromFieldWithZone(fields.doneAt) ?? '' }),
    onSuccess: onDone,
    onSettled: useRenew(caseId),
  });
  return (
    <Form pending={take.isPending} error={take.error} does={w.record} onSend={() => take.mutate()} onCancel={onDone}>
      <div className="row" style={{ alignItems: 'end', gap: 12 }}>
        <NativeSelect
          label={w.what}
          value={what}
          data={handMeasureKinds.map((value) => ({ value, label: w.kinds[value] }))}
          onChange={(event) => setWhat(handMeasureKinds.find((one) => one === event.currentTarget.value) ?? 'cable')}
        />
        <TextInput
          label={w.object}
          required
          maxLength={300}
          value={fields.object}
          onChange={(event) => set({ object: event.currentTarget.value })}
        />
        <TextInput label={w.place} maxLength={300} value={fields.place} onChange={(event) => set({ place: event.currentTarget.value })} />
      </div>
      {what === 'power' ? <p className="band">▲ {w.powerLost}</p> : null}
      <div className="row" style={{ alignItems: 'end', gap: 12 }}>
        <TextInput
          label={w.doneBy}
          required
          maxLength={200}
          value={fields.doneBy}
          onChange={(event) => set({ doneBy: event.currentTarget.value })}
        />
        <TextInput
          label={w.doneAt}
          type="datetime-local"
          required
          value={fields.doneAt}
          onChange={(event) => set({ doneAt: event.currentTarget.value })}
        />
        <TextInput
          label={w.putBackBy}
          description={w.putBackByHelp}
          required
          maxLength={200}
          value={fields.putBackBy}
          onChange={(event) => set({ putBackBy: event.currentTarget.value })}
        />
      </div>
      <Textarea
        label={w.note}
        autosize
        minRows={2}
        maxLength={2000}
        value={fields.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
      />
    </Form>
  );
}

export function PutBackForm({
  caseId,
  measure,
  onDone,
}: {
  readonly caseId: string;
  readonly measure: HandMeasureRow;
  readonly onDone: () => void;
}) {
  const w = useWords(byHandWords);
  const me = usePerson();
  const [fields, setFields] = useState({ doneBy: me?.name ?? '', doneAt: now(), allowedBy: measure.putBackBy, reason: '' });
  const set = (part: Partial<typeof fields>) => setFields((before) => ({ ...before, ...part }));
  const send = useMutation({
    mutationFn: () => putBack(caseId, measure.measureId, { ...fields, doneAt: fromFieldWithZone(fields.doneAt) ?? '' }),
    onSuccess: onDone,
    onSettled: useRenew(caseId),
  });
  return (
    <Form pending={send.isPending} error={send.error} does={w.backDo} onSend={() => send.mutate()} onCancel={onDone}>
      <div className="row" style={{ alignItems: 'end', gap: 12 }}>
        <TextInput
          label={w.doneBy}
          required
          maxLength={200}
          value={fields.doneBy}
          onChange={(event) => set({ doneBy: event.currentTarget.value })}
        />
        <TextInput
          label={w.doneAt}
          type="datetime-local"
          required
          value={fields.doneAt}
          onChange={(event) => set({ doneAt: event.currentTarget.value })}
        />
        <TextInput
          label={w.allowedBy}
          description={w.may(measure.putBackBy)}
          required
          maxLength={200}
          value={fields.allowedBy}
          onChange={(event) => set({ allowedBy: event.currentTarget.value })}
        />
        <TextInput
          label={w.reason}
          maxLength={2000}
          value={fields.reason}
          onChange={(event) => set({ reason: event.currentTarget.value })}
        />
      </div>
    </Form>
  );
}

function useRenew(caseId: string) {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: [...containmentKey, caseId] });
}

function Form(props: {
  readonly pending: boolean;
  readonly error: unknown;
  readonly does: string;
  readonly onSend: () => void;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}) {
  const c = useWords(common);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        props.onSend();
      }}
    >
      {props.children}
      {props.error === null ? null : <Failed error={props.error} />}
      <div className="actions">
        <Button type="submit" variant="filled" loading={props.pending}>
          {props.does}
        </Button>
        <Button variant="subtle" onClick={props.onCancel}>
          {c.cancel}
        </Button>
      </div>
    </form>
  );
}
