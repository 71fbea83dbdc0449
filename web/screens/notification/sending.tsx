// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { NoticeSheet } from '../../../src/notification/contract.ts';
import { noticeStates } from '../../../src/notification/contract.ts';
import { audienceKey, noticeSteps, useNotice } from '../../api/notification/audience.ts';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Failed, Pending } from '../../components/states.tsx';
import { useSay, useWords } from '../../lang/lang.tsx';
import { useWho } from '../../journal/who.ts';
import { paths } from '../../paths.ts';
import { Tag } from '../../ui/tag.tsx';
import { sendingWords } from './sending-words.ts';

type Asking = 'without' | 'pause' | 'resume' | 'daily' | 'hand-on' | { readonly contactId: string };
type Props = { readonly caseId: string; readonly digest: string; readonly works: boolean };

/** The notice from the copy to ourselves to the last message: each step is a press of a person. */
export function Sending({ caseId, digest, works }: Props) {
  const w = useWords(sendingWords);
  const notice = useNotice(caseId);
  const client = useQueryClient();
  const [asking, setAsking] = useState<Asking | null>(null);
  const step = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSettled: () => client.invalidateQueries({ queryKey: audienceKey(caseId) }),
  });
  const sheet = notice.data;
  if (sheet === undefined) return <Pending on={notice} lines={4} />;
  const press = (work: () => Promise<unknown>) => () => step.mutate(work);
  const { tested, approved, canary, rest, paused } = sheet;
  const reasoned = (reason: string) => {
    if (asking === 'without') return noticeSteps.approve(caseId, { audience: digest, text: sheet.text, without: reason });
    if (asking === 'pause') return noticeSteps.pause(caseId, reason);
    if (asking === 'hand-on') return noticeSteps.handOn(caseId, reason);
    if (asking === 'daily') return noticeSteps.resume(caseId, reason, true);
    if (asking === 'resume' || asking === null) return noticeSteps.resume(caseId, reason);
    return noticeSteps.answer(caseId, asking.contactId, reason);
  };
  const titles = { without: w.without, pause: w.pauseTitle, resume: w.resumeTitle, daily: w.dailyTitle, 'hand-on': w.handOnTitle };
  const title = typeof asking === 'string' ? titles[asking] : w.answeredTitle;
  // What was approved is on its way: nothing is left to try or to approve until audience or text change.
  const underWay = approved?.holds === true && canary !== null;
  const waiting = (leg: 'canary' | 'rest') =>
    sheet.messages.filter((one) => one.leg === leg && one.state === 'approved').reduce((sum, one) => sum + one.messages, 0);
  return (
    <section className="sheet stack">
      <h2>{w.title}</h2>
      <p>{w.lead}</p>
      <div className="actions">
        <span className="small">{sheet.optional ? w.optional : w.required}</span>
        {works && canary === null ? (
          <Button size="compact-sm" loading={step.isPending} onClick={press(() => noticeSteps.declare(caseId, !sheet.optional))}>
            {sheet.optional ? w.makeRequired : w.makeOptional}
          </Button>
        ) : null}
      </div>
      <OwnCopy sheet={sheet} />
      {approved === null ? null : <Approved sheet={sheet} />}
      {step.error === null ? null : <Failed error={step.error} />}
      {works ? (
        <div className="actions">
          {underWay ? null : (
            <Button loading={step.isPending} onClick={press(() => noticeSteps.test(caseId))}>
              {w.test}
            </Button>
          )}
          {!underWay && tested !== null && tested.arrived === null ? (
            <Button onClick={press(() => noticeSteps.look(caseId))}>{w.look}</Button>
          ) : null}
          {!underWay && tested?.holds === true && tested.arrived !== null ? (
            <Button
              variant="filled"
              onClick={press(() => noticeSteps.approve(caseId, { audience: digest, text: sheet.text, without: '' }))}
            >
              {w.approve}
            </Button>
          ) : null}
          {!underWay && tested?.holds === true && tested.arrived === null ? (
            <Button onClick={() => setAsking('without')}>{w.approveWithout}</Button>
          ) : null}
          {waiting('canary') > 0 && paused === null ? (
            <Button variant="filled" onClick={press(() => noticeSteps.release(caseId, 'canary'))}>
              {w.canary(waiting('canary'))}
            </Button>
          ) : null}
          {canary?.done === true && waiting('rest') > 0 && paused === null ? (
            <Button variant="filled" onClick={press(() => noticeSteps.release(caseId, 'rest'))}>
              {w.rest(waiting('rest'))}
            </Button>
          ) : null}
          {paused === null && [canary, rest].some((leg) => leg?.done === false) ? (
            <Button onClick={() => setAsking('pause')}>{w.pause}</Button>
          ) : null}
          {paused === null ? null : <Button onClick={() => setAsking('resume')}>{w.resume}</Button>}
          {paused?.why === 'day-limit' ? (
            <>
              <Button onClick={() => setAsking('daily')}>{w.daily}</Button>
              {rest === null ? null : <Button onClick={() => setAsking('hand-on')}>{w.handOn}</Button>}
            </>
          ) : null}
        </div>
      ) : null}
      {sheet.unread.length === 0 ? null : <h3>{w.replies}</h3>}
      {sheet.unread.map(({ contactId, reportId }) => (
        <div key={contactId} className="actions">
          <a href={paths.case(caseId)}>
            {w.report} {reportId}
          </a>
          {works ? (
            <Button size="compact-sm" onClick={() => setAsking({ contactId })}>
              {w.answered}
            </Button>
          ) : null}
        </div>
      ))}
      {asking === null ? null : (
        <ReasonDialog
          title={title}
          lead={asking === 'resume' ? w.resumeLead : asking === 'daily' ? w.dailyLead : asking === 'hand-on' ? w.handOnLead : undefined}
          draft={`notice-${caseId}`}
          confirm={title}
          pending={step.isPending}
          error={step.error}
          onClose={() => setAsking(null)}
          onConfirm={(reason, clear) =>
            step.mutate(() => reasoned(reason), {
              onSuccess: () => {
                clear();
                setAsking(null);
              },
            })
          }
        />
      )}
    </section>
  );
}

function OwnCopy({ sheet: { tested } }: { readonly sheet: NoticeSheet }) {
  const w = useWords(sendingWords);
  const say = useSay();
  const who = useWho();
  if (tested === null) return null;
  const { arrived } = tested;
  return (
    <div>
      {w.tested(who(tested.by), say.time(tested.at))} {tested.holds ? null : <Tag tone="act">{w.stale}</Tag>}
      {tested.answers.map(({ answer }) => (
        <div key={answer} className="small" style={{ overflowWrap: 'anywhere' }}>
          {w.answer}: {answer}
        </div>
      ))}
      {arrived === null ? (
        <div className="small">{w.notSeen}</div>
      ) : (
        <div>
          {w.arrived}: {arrived.checks.length === 0 ? w.noChecks : null}
          {arrived.checks.map(({ mechanism, result, domain }) => (
            <Tag key={`${mechanism}${domain ?? ''}`} tone={result === 'pass' ? 'verified' : 'act'}>
              {`${mechanism.toUpperCase()} ${result} ${domain ?? ''}`}
            </Tag>
          ))}
          {arrived.junk ? <Tag tone="act">{w.junk}</Tag> : null}
          {arrived.counts ? null : <span className="small quiet">{w.notCounted}</span>}
        </div>
      )}
    </div>
  );
}

function Approved({ sheet }: { readonly sheet: NoticeSheet }) {
  const w = useWords(sendingWords);
  const say = useSay();
  const who = useWho();
  const { approved, canary, rest, paused, day, customers, possibleDoubles } = sheet;
  return (
    <>
      {approved === null ? null : <span>{w.approved(who(approved.by), say.time(approved.at), approved.messages)}</span>}
      {canary === null ? null : <span>{w.leg('canary', canary.messages, canary.done)}</span>}
      {rest === null ? null : <span>{w.leg('rest', rest.messages, rest.done)}</span>}
      {paused === null ? null : (
        <strong role="alert">
          {w.stands(w.whys[paused.why], paused.waiting)}: {paused.detail}
        </strong>
      )}
      <span className="small">{w.day(day.hard, day.asked)}</span>
      <h3>{w.customers}</h3>
      <ul>
        {customers.map(({ state, customers: count }) => (
          <li key={state}>
            {say.two(noticeStates[state].name)}: {count}
          </li>
        ))}
      </ul>
      {possibleDoubles.length === 0 ? null : (
        <details>
          <summary>{w.doubles(possibleDoubles.length)}</summary>
          <p style={{ overflowWrap: 'anywhere' }}>{possibleDoubles.join(', ')}</p>
        </details>
      )}
    </>
  );
}
