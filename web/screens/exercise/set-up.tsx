// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { roundsKey, setUpRound } from '../../api/rounds.ts';
import { Failed } from '../../components/states.tsx';
import { useWords } from '../../lang/lang.tsx';
import { paths } from '../../paths.ts';
import { BLANK, SetUpForm } from './set-up-form.tsx';
import { roundWords } from './words.ts';

/** A new question round; it begins later, by a press of its own. */
export function NewRound() {
  const w = useWords(roundWords);
  const client = useQueryClient();
  const navigate = useNavigate();
  const save = useMutation({
    mutationFn: setUpRound,
    onSuccess: ({ roundId }) => {
      void client.invalidateQueries({ queryKey: roundsKey });
      void navigate({ href: paths.round(roundId) });
    },
  });
  return (
    <div className="page" style={{ maxWidth: 900 }}>
      <div>
        <div className="small">
          <a href={paths.exercises}>{w.back}</a>
        </div>
        <h1>{w.make}</h1>
      </div>
      {save.error === null ? null : <Failed error={save.error} />}
      <SetUpForm round={BLANK} saving={save.isPending} onSave={(round) => save.mutate(round)} />
    </div>
  );
}
