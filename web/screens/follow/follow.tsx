// SPDX-License-Identifier: Apache-2.0
import { useParams } from '@tanstack/react-router';
import { ApiError } from '../../api/fetch/problem.ts';
import { useFollow } from '../../api/notification/follow.ts';
import { Forbidden, Pending } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { useWords } from '../../lang/lang.tsx';
import { paths } from '../../paths.ts';
import { EmptyState } from '../../ui/states.tsx';
import { Calls } from './calls.tsx';
import { DueNow } from './due-now.tsx';
import { Funnel } from './funnel.tsx';
import { Left } from './left.tsx';
import { Letters } from './letters.tsx';
import { TakeCall } from './take-call.tsx';
import { followWords } from './words.ts';

/** What follows a notice, until each customer is verified or exempt. */
export function Follow() {
  const { caseId = '' }: { caseId?: string } = useParams({ strict: false });
  const w = useWords(followWords);
  const works = useMay('work');
  const reads = useMay('read');
  const follow = useFollow(caseId);
  const sheet = follow.data;
  // Before the notice there is nothing to follow: the usual beginning, no failure.
  const notYet = follow.error instanceof ApiError && follow.error.problem.code === 'notification.not-approved';
  if (!reads) return <Forbidden />;
  return (
    <div className="page">
      <div>
        <div className="small">
          <a href={paths.case(caseId)}>{caseId}</a> · <a href={paths.audience(caseId)}>{w.toAudience}</a>
        </div>
        <h1>{w.title}</h1>
      </div>
      <p>{w.lead}</p>
      {notYet ? (
        <EmptyState title={w.notYet}>
          <a href={paths.audience(caseId)}>{w.toAudience}</a>
        </EmptyState>
      ) : sheet === undefined ? (
        <Pending on={follow} lines={8} />
      ) : (
        <>
          <Funnel sheet={sheet} />
          <DueNow caseId={caseId} sheet={sheet} works={works} />
          <Calls caseId={caseId} sheet={sheet} works={works} />
          <Letters caseId={caseId} sheet={sheet} works={works} />
          {works ? <TakeCall caseId={caseId} /> : null}
          <Left caseId={caseId} sheet={sheet} works={works} />
        </>
      )}
    </div>
  );
}
