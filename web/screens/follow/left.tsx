// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { FollowSheet } from '../../../src/notification/follow/follow.contract.ts';
import { noticeStates } from '../../../src/notification/contract.ts';
import { followFiles, followSteps } from '../../api/notification/follow.ts';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Failed } from '../../components/states.tsx';
import { useLang, useSay, useWords } from '../../lang/lang.tsx';
import { useWho } from '../../journal/who.ts';
import { Tag } from '../../ui/tag.tsx';
import { useStep } from './use-step.ts';
import { followWords } from './words.ts';

type Asking = { readonly customerId: string; readonly as: 'verified' | 'exempt' };

/** Who is neither verified nor exempt, who has no step left, and the end of the notice. */
export function Left({ caseId, sheet, works }: { readonly caseId: string; readonly sheet: FollowSheet; readonly works: boolean }) {
  const w = useWords(followWords);
  const say = useSay();
  const who = useWho();
  const { lang } = useLang();
  const step = useStep(caseId);
  const [asking, setAsking] = useState<Asking | null>(null);
  const title = asking?.as === 'exempt' ? w.exemptTitle : w.byEvidenceTitle;
  return (
    <section className="stack">
      {sheet.nowhere.length === 0 ? null : (
        <div className="sheet stack">
          <h2>{w.nowhere}</h2>
          <p>{w.nowhereLead}</p>
          <ul>
            {sheet.nowhere.map(({ customerId, name }) => (
              <li key={customerId}>
                {name} <span className="small quiet">{customerId}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <h2>{w.left(sheet.leftInAll)}</h2>
      {sheet.leftInAll === 0 ? <p>{w.leftNone}</p> : null}
      <ul className="stack" style={{ listStyle: 'none', padding: 0 }}>
        {sheet.left.map(({ customerId, name, state }) => (
          <li key={customerId} className="actions" style={{ overflowWrap: 'anywhere' }}>
            <span>
              <strong>{name}</strong> <span className="small quiet">{customerId}</span> <Tag>{say.two(noticeStates[state].name)}</Tag>
            </span>
            <a href={followFiles.proof(caseId, customerId, lang)} target="_blank" rel="noreferrer">
              {w.proof}
            </a>
            {works ? (
              <>
                <Button size="compact-sm" onClick={() => setAsking({ customerId, as: 'verified' })}>
                  {w.byEvidence}
                </Button>
                <Button size="compact-sm" variant="subtle" onClick={() => setAsking({ customerId, as: 'exempt' })}>
                  {w.exempt}
                </Button>
              </>
            ) : null}
          </li>
        ))}
      </ul>
      {sheet.leftInAll > sheet.left.length ? <p className="small">{w.shown(sheet.left.length, sheet.leftInAll)}</p> : null}
      {step.error === null || asking !== null ? null : <Failed error={step.error} />}
      {sheet.closed === null ? null : <strong>{w.closed(who(sheet.closed.by), say.time(sheet.closed.at))}</strong>}
      {works && sheet.closed === null && sheet.leftInAll === 0 ? (
        <div className="actions">
          <Button variant="filled" loading={step.isPending} onClick={() => step.mutate(() => followSteps.close(caseId))}>
            {w.close}
          </Button>
        </div>
      ) : null}
      {asking === null ? null : (
        <ReasonDialog
          title={title}
          draft={`settle-${caseId}-${asking.customerId}`}
          confirm={title}
          pending={step.isPending}
          error={step.error}
          onClose={() => setAsking(null)}
          onConfirm={(reason, clear) =>
            step.mutate(() => followSteps.settle(caseId, { ...asking, reason }), {
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
