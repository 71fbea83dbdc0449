// SPDX-License-Identifier: Apache-2.0
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { noticeStates } from '../../../src/notification/contract.ts';
import { audienceKey } from '../../api/notification/audience.ts';
import { followSteps } from '../../api/notification/follow.ts';
import { Failed } from '../../components/states.tsx';
import { useSay, useWords } from '../../lang/lang.tsx';
import { followWords } from './words.ts';

const answers = ['started', 'done', 'not-applicable', 'wrong-contact'] as const;
const EMPTY: { asked: string; digits: string; answer: (typeof answers)[number]; said: string } = {
  asked: '',
  digits: '',
  answer: 'started',
  said: '',
};

/** For whoever takes the telephone: number and six digits, then the answer. */
export function TakeCall({ caseId }: { readonly caseId: string }) {
  const w = useWords(followWords);
  const say = useSay();
  const client = useQueryClient();
  const [typed, setTyped] = useState(EMPTY);
  const take = useMutation({
    mutationFn: () => followSteps.takeCall(caseId, typed),
    onSuccess: () => setTyped(EMPTY),
    onSettled: () => client.invalidateQueries({ queryKey: audienceKey(caseId) }),
  });
  const text = (name: 'asked' | 'digits' | 'said') => ({
    label: w[name],
    value: typed[name],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => setTyped({ ...typed, [name]: event.currentTarget.value }),
  });
  const done = take.data;
  return (
    <section className="sheet stack">
      <h2>{w.telephone}</h2>
      <p className="small">{w.telephoneLead}</p>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          take.mutate();
        }}
      >
        <TextInput {...text('asked')} required maxLength={200} />
        <TextInput {...text('digits')} required maxLength={12} inputMode="numeric" autoComplete="off" />
        <NativeSelect
          label={w.answer}
          data={answers.map((value) => ({ value, label: w.answers[value] }))}
          value={typed.answer}
          onChange={(event) => setTyped({ ...typed, answer: answers.find((one) => one === event.currentTarget.value) ?? 'started' })}
        />
        <TextInput {...text('said')} maxLength={2000} />
        <div className="actions">
          <Button type="submit" variant="filled" loading={take.isPending}>
            {w.record}
          </Button>
        </div>
      </form>
      {take.error === null ? null : <Failed error={take.error} />}
      {done === undefined ? null : (
        <p role="status">{(done.counted ? w.counted : w.known)(done.name, say.two(noticeStates[done.state].name))}</p>
      )}
    </section>
  );
}
