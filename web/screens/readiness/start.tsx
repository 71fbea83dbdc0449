// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { SetUpState } from '../../../src/upkeep/set-up/set-up.contract.ts';
import { useSetUpState } from '../../api/kit.ts';
import { startRun, useScenarios } from '../../api/runs.ts';
import { Failed, Pending } from '../../components/states.tsx';
import { useMay, usePerson } from '../../journal/person.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { paths } from '../../paths.ts';
import { Tag } from '../../ui/tag.tsx';
import { startWords } from './start-words.ts';

type Step = SetUpState['steps'][number];

const places: Readonly<Record<Step['id'], string>> = {
  people: paths.organisation,
  rota: paths.dutyEdit,
  directory: paths.outside,
  'mail-out': paths.mail,
  'mail-in': paths.mail,
  address: paths.mail,
  services: paths.readiness('services'),
  logs: paths.logs,
  customers: paths.customers,
  exercise: paths.exercises,
  kit: `${paths.readiness()}#kit`,
};
const tones = { done: 'verified', begun: 'line', open: 'act' } as const;

/** The four incidents of docs/guide, in its order; every other scenario stands folded below them. */
const FIRST: readonly string[] = ['white-hacker', 'long-weekend', 'shared-hosting', 'own-systems-down'];

/** Where a new desk begins: what is set up, as the desk itself finds it, and an incident to try. */
export function Start() {
  const w = useWords(startWords);
  const person = usePerson();
  const leads = useMay('lead');
  const state = useSetUpState();
  if (state.data === undefined) return <Pending on={state} lines={10} />;
  const { steps } = state.data;
  // Before anything was tried it comes first: a person who knows what the desk is for sets it up with more sense.
  const tried = steps.some(({ id, is }) => id === 'exercise' && is !== 'open');
  const trial = person !== null && leads ? <TryOne personId={person.personId} /> : null;
  return (
    <div className="stack" style={{ gap: 20 }}>
      {tried ? null : trial}
      <section className="stack" aria-label={w.title}>
        <h2>{w.title}</h2>
        <p>{w.lead}</p>
        <p role="status">{w.progress(steps.filter(({ is }) => is === 'done').length, steps.length)}</p>
        <ol className="stack">
          {steps.map((step) => (
            <StepRow key={step.id} step={step} />
          ))}
        </ol>
      </section>
      {tried ? trial : null}
    </div>
  );
}

function StepRow({ step }: { readonly step: Step }) {
  const w = useWords(startWords);
  const say = useSay();
  return (
    <li>
      <a href={places[step.id]}>{say.two(step.title)}</a> <Tag tone={tones[step.is]}>{w.states[step.is]}</Tag>{' '}
      <span className="small">{say.two(step.found)}</span>
      <div className="small quiet">
        {w.why}: {say.two(step.why)}
      </div>
      <div className="small quiet">
        {w.example}: {say.two(step.example)}
      </div>
    </li>
  );
}

/** One press: the scenario begins in a marked case, with whoever presses in every role of the house. */
function TryOne({ personId }: { readonly personId: string }) {
  const w = useWords(startWords);
  const say = useSay();
  const navigate = useNavigate();
  const scenarios = useScenarios();
  const start = useMutation({
    mutationFn: (scenario: { readonly id: string; readonly roles: readonly { readonly id: string; readonly fill: string }[] }) =>
      startRun({
        scenarioId: scenario.id,
        speed: 1,
        roster: scenario.roles.filter(({ fill }) => fill !== 'outside').map(({ id }) => ({ role: id, personId: personId })),
      }),
    onSuccess: ({ caseId }) => void navigate({ href: paths.case(caseId) }),
  });
  if (scenarios.data === undefined) return <Pending on={scenarios} lines={4} />;
  const { items } = scenarios.data;
  const first = FIRST.flatMap((id) => items.filter((one) => one.id === id));
  const others = items.filter(({ id }) => !FIRST.includes(id));
  const row = (scenario: (typeof items)[number]) => (
    <li key={scenario.id}>
      <Button size="compact-sm" loading={start.isPending && start.variables.id === scenario.id} onClick={() => start.mutate(scenario)}>
        {w.tryThis(say.two(scenario.title))}
      </Button>
      <div className="small quiet">{say.two(scenario.about)}</div>
    </li>
  );
  return (
    <section className="sheet stack" id="try" aria-label={w.try}>
      <h2>{w.try}</h2>
      <p>{w.tryLead}</p>
      <ul className="stack">{first.map(row)}</ul>
      <details>
        <summary>{w.tryMore(others.length)}</summary>
        <ul className="stack">{others.map(row)}</ul>
      </details>
      {start.error === null ? null : <Failed error={start.error} />}
    </section>
  );
}
