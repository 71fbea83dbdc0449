// SPDX-License-Identifier: Apache-2.0
import { Button, NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { FollowSheet } from '../../../src/notification/follow/follow.contract.ts';
import { followSteps } from '../../api/notification/follow.ts';
import { Failed } from '../../components/states.tsx';
import { useWords } from '../../lang/lang.tsx';
import { useStep } from './use-step.ts';
import { followWords } from './words.ts';

type Props = { readonly caseId: string; readonly sheet: FollowSheet; readonly works: boolean };

/** What is due by plan, and the press by which it leaves. */
export function DueNow({ caseId, sheet: { due, plan }, works }: Props) {
  const w = useWords(followWords);
  const step = useStep(caseId);
  const [typed, setTyped] = useState<FollowSheet['plan']>(plan);
  const moves = due.reminders + due.onward + due.calls + due.letters;
  return (
    <section className="sheet stack">
      <h2>{w.due}</h2>
      <strong>{moves === 0 ? w.nothingDue : w.dueCounts(due)}</strong>
      {due.resting === 0 ? null : <span className="small">{w.resting(due.resting)}</span>}
      <span className="small quiet">{w.never}</span>
      {step.error === null ? null : <Failed error={step.error} />}
      {works && moves > 0 ? (
        <div className="actions">
          <Button variant="filled" loading={step.isPending} onClick={() => step.mutate(() => followSteps.advance(caseId))}>
            {w.advance}
          </Button>
        </div>
      ) : null}
      <span>{w.plan(plan.reminders, plan.everyDays)}</span>
      {works ? (
        <details>
          <summary>{w.setPlan}</summary>
          <form
            className="actions"
            onSubmit={(event) => {
              event.preventDefault();
              step.mutate(() => followSteps.plan(caseId, typed));
            }}
          >
            <NumberInput
              label={w.reminders}
              min={0}
              max={5}
              value={typed.reminders}
              onChange={(value) => setTyped({ ...typed, reminders: Number(value) })}
            />
            <NumberInput
              label={w.everyDays}
              min={1}
              max={60}
              value={typed.everyDays}
              onChange={(value) => setTyped({ ...typed, everyDays: Number(value) })}
            />
            <Button type="submit" loading={step.isPending}>
              {w.setPlan}
            </Button>
          </form>
        </details>
      ) : null}
    </section>
  );
}
