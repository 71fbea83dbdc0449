// SPDX-License-Identifier: Apache-2.0
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { startRun, useScenarios } from '../../../api/runs.ts';
import { Failed, Pending } from '../../../components/states.tsx';
import { PersonPick } from '../../../journal/person-pick.tsx';
import { useSay, useWords } from '../../../lang/lang.tsx';
import { paths } from '../../../paths.ts';
import { runWords } from './words.ts';

/** Who plays what, and how fast the time goes; the press is that of a named person. */
export function StartRun() {
  const w = useWords(runWords);
  const say = useSay();
  const navigate = useNavigate();
  const scenarios = useScenarios();
  const [chosen, setChosen] = useState('');
  const [speed, setSpeed] = useState(1);
  const [roster, setRoster] = useState<Readonly<Record<string, string>>>({});
  const items = scenarios.data?.items ?? [];
  const scenario = items.find(({ id }) => id === chosen) ?? items[0];
  const roles = scenario?.roles.filter(({ fill }) => fill !== 'outside') ?? [];
  const start = useMutation({
    mutationFn: () =>
      startRun({
        scenarioId: scenario?.id ?? '',
        speed,
        roster: roles.map(({ id }) => ({ role: id, personId: roster[id] ?? '' })),
      }),
    onSuccess: ({ runId }) => void navigate({ href: paths.run(runId) }),
  });
  return (
    <div className="page" style={{ maxWidth: 900 }}>
      <div>
        <div className="small">
          <a href={paths.exercises}>{w.back}</a>
        </div>
        <h1>{w.startTitle}</h1>
      </div>
      <p>{w.startLead}</p>
      {scenarios.data === undefined ? <Pending on={scenarios} lines={4} /> : null}
      {scenario === undefined ? null : (
        <form
          className="sheet stack"
          onSubmit={(event) => {
            event.preventDefault();
            start.mutate();
          }}
        >
          <NativeSelect
            label={w.scenario}
            value={scenario.id}
            onChange={(event) => setChosen(event.currentTarget.value)}
            data={items.map(({ id, title }) => ({ value: id, label: say.two(title) }))}
          />
          <p>{say.two(scenario.about)}</p>
          <TextInput
            label={w.speed}
            type="number"
            min={1}
            max={1000}
            value={speed}
            onChange={(event) => setSpeed(Number(event.currentTarget.value))}
          />
          {roles.map(({ id, title }) => (
            <PersonPick
              key={id}
              label={w.role(say.two(title))}
              value={roster[id] ?? ''}
              onChange={(personId) => setRoster({ ...roster, [id]: personId })}
            />
          ))}
          {start.error === null ? null : <Failed error={start.error} />}
          <div className="actions">
            <Button type="submit" variant="filled" loading={start.isPending} disabled={roles.some(({ id }) => (roster[id] ?? '') === '')}>
              {w.start}
            </Button>
          </div>
        </form>
      )}
    </div>
  );
}
