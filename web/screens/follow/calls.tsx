// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import type { FollowSheet } from '../../../src/notification/follow/follow.contract.ts';
import { followSteps } from '../../api/notification/follow.ts';
import { Failed } from '../../components/states.tsx';
import { useSay, useWords } from '../../lang/lang.tsx';
import { Script } from '../../components/script.tsx';
import { useStep } from './use-step.ts';
import { followWords } from './words.ts';

const outcomes = ['told', 'done', 'no-answer', 'wrong-number', 'write-instead'] as const;
const DAY = 86_400_000;

/** Whom to call, with what to say; one press for each call. */
export function Calls({ caseId, sheet, works }: { readonly caseId: string; readonly sheet: FollowSheet; readonly works: boolean }) {
  const w = useWords(followWords);
  const say = useSay();
  const step = useStep(caseId);
  const press = (customerId: string, outcome: (typeof outcomes)[number]) => () => {
    const callBackAt = outcome === 'no-answer' ? new Date(Date.now() + DAY).toISOString() : null;
    step.mutate(() => followSteps.call(caseId, { customerId, outcome, callBackAt, said: '' }));
  };
  return (
    <section className="stack">
      <h2>{w.calls(sheet.callsInAll)}</h2>
      {sheet.callsInAll === 0 ? <p className="quiet">{w.noCalls}</p> : <p className="small">{w.tomorrow}</p>}
      {step.error === null ? null : <Failed error={step.error} />}
      <ul className="stack" style={{ listStyle: 'none', padding: 0 }}>
        {sheet.calls.map((one) => (
          <li key={one.customerId} className="sheet stack" style={{ overflowWrap: 'anywhere' }}>
            <div>
              <strong>
                <a href={`tel:${one.telephone}`}>{one.telephone}</a>
              </strong>{' '}
              {one.name} <span className="small quiet">{one.customerId}</span>
            </div>
            {one.calls === 0 ? null : (
              <div className="small">
                {w.tried(one.calls)}
                {one.callBackAt === null ? '' : ` · ${w.callAt(say.time(one.callBackAt))}`}
              </div>
            )}
            <Script script={one.script} />
            {works ? (
              <div className="actions">
                {outcomes.map((outcome) => (
                  <Button
                    key={outcome}
                    variant={outcome === 'told' ? 'filled' : 'default'}
                    disabled={step.isPending}
                    onClick={press(one.customerId, outcome)}
                  >
                    {w.outcomes[outcome]}
                  </Button>
                ))}
              </div>
            ) : null}
          </li>
        ))}
      </ul>
      {sheet.callsInAll > sheet.calls.length ? <p className="small">{w.shown(sheet.calls.length, sheet.callsInAll)}</p> : null}
    </section>
  );
}
