// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { optionTitles } from '../../../src/containment/contract.ts';
import type { PlanRow } from '../../../src/containment/contract.ts';
import { confirmPlan, containmentKey, rollBackPlan } from '../../api/containment.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { useWho } from '../../journal/who.ts';
import { Failed } from '../../components/states.tsx';
import { When } from '../../components/when.tsx';
import { useMay } from '../../journal/person.ts';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Tag } from '../../ui/tag.tsx';
import { ApplyForm } from './apply-form.tsx';
import { deskWords } from './page-words.ts';

export type DeskFacts = {
  readonly gateways: readonly string[] /** Desk's clock minus this device's, in milliseconds. */;
  readonly ahead: number;
};

/** From proposal to confirmation, each by a named person; the dead-man's countdown while it runs. */
export function InForce(props: {
  readonly caseId: string;
  readonly row: PlanRow;
  readonly inForce: PlanRow | null;
  readonly desk: DeskFacts;
}) {
  const w = useWords(deskWords);
  const { caseId, row, inForce, desk } = props;
  const { two } = useSay();
  const { released, applied, rolledBack } = row;
  const lost = applied?.found?.state === 'gone' || applied?.found?.state === 'changed';
  return (
    <section className="sheet stack" aria-label={w.stateTitle}>
      <h2>{w.stateTitle}</h2>
      {rolledBack === null ? null : (
        <p>
          <strong>{w.causes[rolledBack.cause]}</strong>{' '}
          {inForce === null ? w.nothingInForce : inForce.applied?.backAfter === row.planId ? w.backInForce(inForce.planId) : null}
        </p>
      )}
      {inForce === null || inForce.planId === row.planId || inForce.applied?.backAfter === row.planId ? null : (
        <p className="band">▲ {w.other(inForce.planId)}</p>
      )}
      {applied === null ? null : <Running caseId={caseId} planId={row.planId} applied={applied} ahead={desk.ahead} />}
      <ol className="plan-steps-line">
        <Step name={w.steps.proposed} at={row.proposedAt} />
        <Step
          name={w.steps.released}
          at={released?.at ?? null}
          by={released?.by}
          what={released === null ? undefined : two(optionTitles[released.option])}
          note={released?.reason}
        />
        <Step
          name={w.steps.applied}
          missing={rolledBack === null ? undefined : w.noLonger}
          at={applied?.at ?? null}
          by={applied === null ? undefined : applied.backAfter === null ? applied.by : w.backBy(applied.backAfter)}
          what={applied === null ? undefined : two(optionTitles[applied.option])}
          note={applied?.where}
        />
        {rolledBack === null ? (
          <Step
            name={w.steps.confirmed}
            missing={applied !== null && applied.undoneAt === null ? w.notNeeded : undefined}
            at={applied?.confirmed?.at ?? null}
            by={applied?.confirmed?.by}
          />
        ) : (
          <Step
            name={w.steps.rolledBack}
            at={rolledBack.at}
            by={rolledBack.cause === 'no-confirmation' || rolledBack.cause === 'path-dead' ? w.byItself : rolledBack.by}
            what={rolledBack.where}
            note={rolledBack.cause === 'replaced' ? w.replacedBy(rolledBack.reason) : rolledBack.reason}
          />
        )}
      </ol>
      {released === null ? (
        <p>
          {inForce === null ? w.nothingInForce : null} <a href="#release">{w.toRelease}</a>
        </p>
      ) : null}
      {(applied !== null && !lost) || released === null || rolledBack !== null ? null : (
        <ApplyForm caseId={caseId} row={row} inForce={inForce} gateways={desk.gateways} />
      )}
    </section>
  );
}

function Step(props: {
  readonly name: string;
  readonly at: string | null;
  readonly by?: string | undefined;
  readonly what?: string | undefined;
  readonly note?: string | undefined;
  /** Said where there is no time; "not yet" by itself. */
  readonly missing?: string | undefined;
}): ReactNode {
  const who = useWho();
  const w = useWords(deskWords);
  return (
    <li data-done={props.at !== null}>
      <strong>{props.name}</strong>
      {props.at === null ? (
        <span className="small quiet">{props.missing ?? w.notYet}</span>
      ) : (
        <>
          {props.what === undefined ? null : <span>{props.what}</span>}
          {props.by === undefined ? null : <span>{who(props.by)}</span>}
          <span className="small quiet">
            <When at={props.at} />
          </span>
          {props.note === undefined || props.note === '' ? null : <span className="small">{props.note}</span>}
        </>
      )}
    </li>
  );
}

/** In force: the countdown with its two ways out, or a word that it stays. */
function Running(props: {
  readonly caseId: string;
  readonly planId: string;
  readonly applied: NonNullable<PlanRow['applied']>;
  readonly ahead: number;
}) {
  const w = useWords(deskWords);
  const mayWork = useMay('work');
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const { undoneAt, before, confirmed, backAfter, found, sessions } = props.applied;
  const renew = () => client.invalidateQueries({ queryKey: [...containmentKey, props.caseId, 'rows'] });
  const confirm = useMutation({ mutationFn: () => confirmPlan(props.caseId, props.planId), onSettled: renew });
  const undo = useMutation({
    mutationFn: (reason: string) => rollBackPlan(props.caseId, props.planId, reason),
    onSettled: renew,
  });
  return (
    <div className="stack">
      {found === null || found.state === 'in-force' ? null : <p className="band">▲ {w.lost[found.state]}</p>}
      {sessions === null || sessions.ended ? null : <p className="small">{w.sessionsKept(sessions.why)}</p>}
      {undoneAt === null ? (
        <Tag tone={confirmed === null ? 'line' : 'verified'}>
          {confirmed !== null ? w.stays : backAfter === null ? w.staysUnasked : w.staysBack(backAfter)}
        </Tag>
      ) : (
        <Countdown until={undoneAt} ahead={props.ahead} then={before === null ? w.thenNothing : w.thenBack(before.planId)} />
      )}
      {confirm.error === null ? null : <Failed error={confirm.error} />}
      {mayWork ? (
        <>
          {undoneAt === null ? null : <p>{w.confirmLead}</p>}
          <div className="actions">
            {undoneAt === null ? null : (
              <Button variant="filled" loading={confirm.isPending} onClick={() => confirm.mutate()}>
                {w.confirmDo}
              </Button>
            )}
            <Button className="act" onClick={() => setAsking(true)}>
              {before === null ? w.rollBack : w.rollBackTo(before.planId)}
            </Button>
          </div>
        </>
      ) : null}
      {asking ? (
        <ReasonDialog
          title={w.rollBackTitle}
          lead={before === null ? w.rollBackLead : w.rollBackToLead(before.planId)}
          draft={`containment.rollback.${props.caseId}.${props.planId}`}
          confirm={w.rollBackDo}
          pending={undo.isPending}
          error={undo.error}
          onClose={() => setAsking(false)}
          onConfirm={(reason, clear) =>
            undo.mutate(reason, {
              onSuccess: () => {
                clear();
                setAsking(false);
              },
            })
          }
        />
      ) : null}
    </div>
  );
}

/** Ticks on the desk's own clock, so that a device whose clock is wrong shows the same time as the gateway. */
function Countdown({ until, ahead, then }: { readonly until: string; readonly ahead: number; readonly then: string }) {
  const w = useWords(deskWords);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 500);
    return () => window.clearInterval(timer);
  }, []);
  const left = Math.max(0, Math.ceil((Date.parse(until) - now - ahead) / 1000));
  return (
    <div className="countdown" role="timer" aria-label={w.counting} data-near={left < 60}>
      <span className="countdown-time">{w.minutes(Math.floor(left / 60), String(left % 60).padStart(2, '0'))}</span>
      <span>
        {left === 0 ? w.overdue : w.counting}
        <span className="small" style={{ display: 'block' }}>
          {then}
        </span>
        <span className="small quiet" style={{ display: 'block' }}>
          <When at={until} />
        </span>
      </span>
    </div>
  );
}
