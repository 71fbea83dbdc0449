// SPDX-License-Identifier: Apache-2.0
import { Button, Checkbox } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PersonRow } from '../../../src/organisation/contract.ts';
import { giveSignIn, leave, peopleKey } from '../../api/organisation.ts';
import { useWords } from '../../i18n/lang.tsx';
import { organisationWords } from '../../i18n/organisation.ts';
import { Failed } from '../../i18n/told.tsx';
import { ReasonDialog } from '../../journal/reason-dialog.tsx';

/** What is rarely done to somebody's entry: a new first password, and recording that they left. */
export function PersonTools(props: {
  readonly person: PersonRow;
  readonly onPassword: (password: string) => void;
  readonly onDone: () => void;
}) {
  const w = useWords(organisationWords);
  const client = useQueryClient();
  const [drop, setDrop] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const refresh = () => void client.invalidateQueries({ queryKey: peopleKey });
  const { person } = props;
  const give = useMutation({
    mutationFn: () => giveSignIn(person.personId, drop),
    onSuccess: ({ password }) => {
      refresh();
      props.onPassword(password);
    },
  });
  const left = useMutation({
    mutationFn: (reason: string) => leave(person.personId, reason),
    onSuccess: () => {
      refresh();
      props.onDone();
    },
  });
  if (person.left) return null;
  return (
    <div className="stack" style={{ borderTop: '1px solid var(--line)', paddingTop: 12 }}>
      <Checkbox checked={drop} onChange={(event) => setDrop(event.currentTarget.checked)} label={w.dropFactors} />
      {give.error === null ? null : <Failed error={give.error} />}
      <div className="actions">
        <Button loading={give.isPending} onClick={() => give.mutate()}>
          {w.newSignIn}
        </Button>
        <Button onClick={() => setLeaving(true)}>{w.leave}</Button>
      </div>
      {leaving ? (
        <ReasonDialog
          title={w.leaveTitle(person.name)}
          lead={w.leaveLead}
          draft={`person.${person.personId}.leave`}
          confirm={w.leave}
          pending={left.isPending}
          error={left.error}
          onClose={() => setLeaving(false)}
          onConfirm={(reason, clear) => left.mutate(reason, { onSuccess: clear })}
        />
      ) : null}
    </div>
  );
}
