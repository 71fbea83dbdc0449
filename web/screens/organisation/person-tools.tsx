// SPDX-License-Identifier: Apache-2.0
import { Button, Radio } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PersonRow } from '../../../src/organisation/contract.ts';
import { comeBack, giveSignIn, leave, peopleKey, useFactors } from '../../api/organisation.ts';
import { useWords } from '../../lang/lang.tsx';
import { organisationWords } from './words.ts';
import { Failed } from '../../components/states.tsx';
import { When } from '../../components/when.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';

type Tools = { readonly person: PersonRow; readonly onPassword: (password: string) => void; readonly onDone: () => void };

/** What is rarely done to somebody's entry: a new first password, and recording that they left or are back. */
export function PersonTools(props: Tools) {
  return props.person.left ? <Return {...props} /> : <Here {...props} />;
}

function Return({ person, onDone }: Tools) {
  const w = useWords(organisationWords);
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const back = useMutation({
    mutationFn: (reason: string) => comeBack(person.personId, reason),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: peopleKey });
      onDone();
    },
  });
  return (
    <div className="stack" style={{ borderTop: '1px solid var(--line)', paddingTop: 12 }}>
      <div className="actions">
        <Button onClick={() => setAsking(true)}>{w.back}</Button>
      </div>
      {asking ? (
        <ReasonDialog
          title={w.backTitle(person.name)}
          lead={w.backLead}
          draft={`person.${person.personId}.back`}
          confirm={w.back}
          pending={back.isPending}
          error={back.error}
          onClose={() => setAsking(false)}
          onConfirm={(reason, clear) => back.mutate(reason, { onSuccess: clear })}
        />
      ) : null}
    </div>
  );
}

function Here(props: Tools) {
  const w = useWords(organisationWords);
  const client = useQueryClient();
  const [factors, setFactors] = useState<'keep' | 'drop' | null>(null);
  const [leaving, setLeaving] = useState(false);
  const refresh = () => void client.invalidateQueries({ queryKey: peopleKey });
  const { person } = props;
  const there = useFactors(person.personId);
  const has = there.data !== undefined && (there.data.totp || there.data.passkeys.length > 0);
  const give = useMutation({
    mutationFn: () => giveSignIn(person.personId, factors === null ? null : factors === 'drop'),
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
  return (
    <div className="stack" style={{ borderTop: '1px solid var(--line)', paddingTop: 12 }}>
      {has ? (
        <Radio.Group
          label={w.factors}
          description={w.factorsAsk}
          value={factors}
          onChange={(value) => setFactors(value === 'drop' ? 'drop' : 'keep')}
        >
          <ul className="small">
            {there.data.totp ? <li>{w.factorApp}</li> : null}
            {there.data.passkeys.map((one, index) => (
              <li key={`${one.name}-${String(index)}`}>
                {w.factorPasskey(one.name)} {one.addedAt === null ? null : <When at={one.addedAt} />}
              </li>
            ))}
          </ul>
          <div className="stack">
            <Radio value="drop" label={w.dropFactors} />
            <Radio value="keep" label={w.keepFactors} />
          </div>
        </Radio.Group>
      ) : null}
      {there.error === null ? null : <Failed error={there.error} retry={() => void there.refetch()} />}
      {give.error === null ? null : <Failed error={give.error} />}
      <div className="actions">
        <Button loading={give.isPending} disabled={there.data === undefined || (has && factors === null)} onClick={() => give.mutate()}>
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
