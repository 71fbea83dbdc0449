// SPDX-License-Identifier: Apache-2.0
import { Button, Checkbox, NativeSelect, TextInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useInstructors } from '../../api/rounds.ts';
import type { SetUp } from '../../api/rounds.ts';
import { useWords } from '../../lang/lang.tsx';
import { fromFieldWithZone, toField } from '../../ui/device/local-time.ts';
import { roundWords } from './words.ts';

export const BLANK: SetUp = {
  category: '',
  title: '',
  question: '',
  hint: '',
  deadline: null,
  instructorId: null,
  voteAfterOwnAnswer: false,
  anonymousToPeers: false,
};

/** What an examiner writes before a round begins. */
export function SetUpForm(props: {
  readonly round: SetUp;
  readonly saving: boolean;
  readonly children?: ReactNode;
  readonly onSave: (round: SetUp) => void;
}) {
  const w = useWords(roundWords);
  const [round, setRound] = useState(props.round);
  const [deadline, setDeadline] = useState(toField(props.round.deadline));
  const people = useInstructors(true).data?.people ?? [];
  const set = (part: Partial<SetUp>) => setRound({ ...round, ...part });
  const ready = [round.category, round.title, round.question].every((text) => text.trim() !== '');
  return (
    <form
      className="sheet stack"
      onSubmit={(event) => {
        event.preventDefault();
        props.onSave({ ...round, deadline: fromFieldWithZone(deadline) });
      }}
    >
      <div className="field-pair">
        <TextInput
          label={w.category}
          required
          maxLength={60}
          value={round.category}
          onChange={(event) => set({ category: event.currentTarget.value })}
        />
        <TextInput label={w.deadline} type="datetime-local" value={deadline} onChange={(event) => setDeadline(event.currentTarget.value)} />
      </div>
      <TextInput
        label={w.roundTitle}
        required
        maxLength={300}
        value={round.title}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      <Textarea
        label={w.question}
        description={w.questionHelp}
        required
        autosize
        minRows={6}
        maxLength={20_000}
        value={round.question}
        onChange={(event) => set({ question: event.currentTarget.value })}
      />
      <Textarea
        label={w.hint}
        description={w.hintHelp}
        autosize
        maxLength={4000}
        value={round.hint}
        onChange={(event) => set({ hint: event.currentTarget.value })}
      />
      <NativeSelect
        label={w.instructor}
        description={people.length === 0 ? w.noInstructors : w.instructorHelp}
        value={round.instructorId ?? ''}
        onChange={(event) => set({ instructorId: event.currentTarget.value === '' ? null : event.currentTarget.value })}
        data={[{ value: '', label: w.unnamed }, ...people.map(({ personId, name }) => ({ value: personId, label: name }))]}
      />
      <Checkbox
        label={w.answerFirst}
        checked={round.voteAfterOwnAnswer}
        onChange={(event) => set({ voteAfterOwnAnswer: event.currentTarget.checked })}
      />
      <Checkbox
        label={w.anonymous}
        checked={round.anonymousToPeers}
        onChange={(event) => set({ anonymousToPeers: event.currentTarget.checked })}
      />
      <div className="actions">
        <Button type="submit" variant="filled" loading={props.saving} disabled={!ready}>
          {w.save}
        </Button>
        {props.children}
      </div>
    </form>
  );
}
