// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { InquiryDesk } from '../../../src/notification/inquiry/inquiry.contract.ts';
import { calledBack, inquiriesKey } from '../../api/notification/inquiries.ts';
import { Failed } from '../../components/states.tsx';
import { useSay, useWords } from '../../lang/lang.tsx';
import { useWho } from '../../journal/who.ts';
import { Tag } from '../../ui/tag.tsx';
import { Script } from '../../components/script.tsx';
import { inquiryWords } from './inquiry-words.ts';

/** Everybody who was told otherwise than what holds now; one press for each call. */
export function CallBacks({ caseId, desk, works }: { readonly caseId: string; readonly desk: InquiryDesk; readonly works: boolean }) {
  const w = useWords(inquiryWords);
  const say = useSay();
  const who = useWho();
  const client = useQueryClient();
  const call = useMutation({
    mutationFn: ({ inquiryId, told }: { readonly inquiryId: string; readonly told: boolean }) => calledBack(caseId, inquiryId, { told }),
    onSettled: () => client.invalidateQueries({ queryKey: inquiriesKey(caseId) }),
  });
  return (
    <section className="stack">
      <h2>{w.callsTitle(desk.due)}</h2>
      {desk.due === 0 ? <p className="quiet">{w.callsNone}</p> : <p>{w.callsLead}</p>}
      {call.error === null ? null : <Failed error={call.error} />}
      <ul className="stack" style={{ listStyle: 'none', padding: 0 }}>
        {desk.callBacks.map((one) => (
          <li key={one.inquiryId} className="sheet stack" style={{ overflowWrap: 'anywhere' }}>
            <div>
              <strong>{one.reach === '' ? w.noReach : one.reach}</strong> {one.caller} <span className="small quiet">{one.asked}</span>
            </div>
            <div>
              <Tag tone="act">{w.wasNow(w.verdicts[one.was], w.verdicts[one.now])}</Tag>{' '}
              <span className="small quiet">{one.way === 'page' ? w.byPage : w.heard(say.time(one.at), who(one.by))}</span>
            </div>
            {one.tried === null ? null : <div className="small">{w.tried(say.time(one.tried.at))}</div>}
            <Script script={one.script} />
            {works ? (
              <div className="actions">
                <Button disabled={call.isPending} onClick={() => call.mutate({ inquiryId: one.inquiryId, told: true })}>
                  {w.told}
                </Button>
                <Button variant="subtle" disabled={call.isPending} onClick={() => call.mutate({ inquiryId: one.inquiryId, told: false })}>
                  {w.inVain}
                </Button>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
      {desk.due > desk.callBacks.length ? <p className="small">{w.callsMore(desk.callBacks.length, desk.due)}</p> : null}
    </section>
  );
}
