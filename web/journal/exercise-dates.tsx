// SPDX-License-Identifier: Apache-2.0
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { dropExerciseDate, exercisesKey, setExerciseDate, useScenarios } from '../api/runs.ts';
import type { ExerciseDateWire } from '../api/runs.ts';
import { ReasonDialog } from '../components/reason-dialog.tsx';
import { Failed } from '../components/states.tsx';
import { formatDay } from '../lang/day.ts';
import { useLang, useSay, useWords } from '../lang/lang.tsx';
import { Tag } from '../ui/tag.tsx';
import { useMay } from './person.ts';
import { exerciseDateWords } from './words/exercise-dates.ts';

const TONES = { coming: 'line', held: 'verified', missed: 'act' } as const;

/** Which scenario is to be rehearsed on which day, and whether it was; those who lead exercises set and drop days. */
export function ExerciseDates({ dates }: { readonly dates: readonly ExerciseDateWire[] }) {
  const w = useWords(exerciseDateWords);
  const say = useSay();
  const { lang } = useLang();
  const leads = useMay('lead');
  return (
    <section className="stack">
      <h3>{w.title}</h3>
      {dates.length === 0 ? <p className="small quiet">{w.none}</p> : null}
      <ul className="plain-list stack">
        {dates.map((date) => (
          <li key={date.dateId} className="spread">
            <span>
              {formatDay(date.day, lang)} {say.two(date.title)}
            </span>
            <span className="row">
              <Tag tone={TONES[date.state]}>{w.states[date.state]}</Tag>
              {leads && date.state === 'coming' ? <Drop date={date} /> : null}
            </span>
          </li>
        ))}
      </ul>
      {leads ? <SetDate /> : null}
    </section>
  );
}

function useChanged() {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: exercisesKey });
}

function Drop({ date }: { readonly date: ExerciseDateWire }) {
  const w = useWords(exerciseDateWords);
  const say = useSay();
  const [open, setOpen] = useState(false);
  const onSuccess = useChanged();
  const drop = useMutation({ mutationFn: (reason: string) => dropExerciseDate(date.dateId, reason), onSuccess });
  return (
    <>
      <Button size="compact-sm" variant="subtle" aria-label={w.dropOf(say.two(date.title))} onClick={() => setOpen(true)}>
        {w.drop}
      </Button>
      {open ? (
        <ReasonDialog
          title={w.dropOf(say.two(date.title))}
          draft={`exercise-date/${date.dateId}`}
          confirm={w.drop}
          pending={drop.isPending}
          error={drop.error}
          onClose={() => setOpen(false)}
          onConfirm={(reason, clear) => drop.mutate(reason, { onSuccess: clear })}
        />
      ) : null}
    </>
  );
}

function SetDate() {
  const w = useWords(exerciseDateWords);
  const say = useSay();
  const scenarios = useScenarios().data?.items ?? [];
  const [chosen, setChosen] = useState('');
  const [day, setDay] = useState('');
  const onSuccess = useChanged();
  const scenarioId = chosen === '' ? (scenarios[0]?.id ?? '') : chosen;
  const set = useMutation({ mutationFn: () => setExerciseDate({ scenarioId, day }), onSuccess });
  return (
    <form
      className="row no-print"
      style={{ alignItems: 'end', flexWrap: 'wrap' }}
      onSubmit={(event) => {
        event.preventDefault();
        set.mutate();
      }}
    >
      <NativeSelect
        label={w.scenario}
        value={scenarioId}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={scenarios.map(({ id, title }) => ({ value: id, label: say.two(title) }))}
      />
      <TextInput label={w.day} type="date" required value={day} onChange={(event) => setDay(event.currentTarget.value)} />
      <Button type="submit" loading={set.isPending} disabled={day === ''}>
        {w.set}
      </Button>
      {set.error === null ? null : <Failed error={set.error} />}
    </form>
  );
}
