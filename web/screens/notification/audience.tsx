// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { AudienceSheet } from '../../../src/notification/contract.ts';
import { approveAudience, audienceKey, importList, useAudience } from '../../api/notification/audience.ts';
import { Failed, Pending } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { useWho } from '../../journal/who.ts';
import { paths } from '../../paths.ts';
import { EmptyState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { AudienceRows } from './audience-rows.tsx';
import { audienceWords } from './audience-words.ts';
import { ImportCsv } from './import-csv.tsx';
import { Sending } from './sending.tsx';
import { WorstMessages } from './worst-messages.tsx';

/** Who would be told of a case, why and by which step; who not; and the approval of exactly these. */
export function Audience() {
  const { caseId = '' }: { caseId?: string } = useParams({ strict: false });
  const w = useWords(audienceWords);
  const works = useMay('work');
  const audience = useAudience(caseId);
  const sheet = audience.data;
  return (
    <div className="page">
      <div>
        <div className="small">
          <a href={paths.case(caseId)}>{caseId}</a>
        </div>
        <h1>{w.title}</h1>
      </div>
      <p>
        {w.lead} <a href={paths.customers}>{w.register}</a> · <a href={paths.inquiries(caseId)}>{w.inquiries}</a> ·{' '}
        <a href={paths.follow(caseId)}>{w.follow}</a>
      </p>
      {sheet === undefined ? (
        <Pending on={audience} lines={8} />
      ) : (
        <>
          <Approval caseId={caseId} sheet={sheet} works={works} />
          {sheet.rows.length === 0 && sheet.notTolds === 0 ? (
            <EmptyState title={w.emptyTitle}>{w.emptyNext}</EmptyState>
          ) : (
            <AudienceRows sheet={sheet} />
          )}
          {sheet.counts.messages === 0 ? null : <WorstMessages caseId={caseId} />}
          {sheet.approved === null ? null : <Sending caseId={caseId} digest={sheet.digest} works={works} />}
        </>
      )}
      {works ? (
        <ImportCsv
          title={w.importTitle}
          lead={w.importLead}
          template={null}
          topic={audienceKey(caseId)}
          bring={(asked) => importList(caseId, asked)}
          taken={(report) => w.taken(report.rows, report.customers)}
        />
      ) : null}
    </div>
  );
}

function Approval({ caseId, sheet, works }: { readonly caseId: string; readonly sheet: AudienceSheet; readonly works: boolean }) {
  const w = useWords(audienceWords);
  const say = useSay();
  const who = useWho();
  const client = useQueryClient();
  const approve = useMutation({
    mutationFn: () => approveAudience(caseId, sheet.digest),
    onSettled: () => client.invalidateQueries({ queryKey: audienceKey(caseId) }),
  });
  const { approved, since, counts } = sheet;
  return (
    <section className="sheet stack">
      <strong>{w.counts(counts)}</strong>
      <span className="small quiet">{w.basis}</span>
      {approved === null ? null : (
        <span>
          {w.approved(who(approved.by), say.time(approved.at))}{' '}
          <Tag tone={approved.holds ? 'verified' : 'act'}>{approved.holds ? w.holds : w.void}</Tag>
        </span>
      )}
      {since === null ? null : <strong>{w.voided}</strong>}
      {since === null ? null : (
        <ul>
          <Changed word={w.added} who={since.added} />
          <Changed word={w.removed} who={since.removed} />
          <Changed word={w.changed} who={since.changed} />
        </ul>
      )}
      {approve.error === null ? null : <Failed error={approve.error} />}
      {works && counts.customers > 0 && approved?.holds !== true ? (
        <div className="actions">
          <Button variant="filled" loading={approve.isPending} onClick={() => approve.mutate()}>
            {w.approve}
          </Button>
          <span className="small">{w.nothingLeaves}</span>
        </div>
      ) : null}
      <span className="small quiet" style={{ overflowWrap: 'anywhere' }}>
        {w.digest}: {sheet.digest}
      </span>
    </section>
  );
}

function Changed(props: { readonly word: string; readonly who: readonly { readonly customerId: string; readonly name: string }[] }) {
  if (props.who.length === 0) return null;
  return (
    <li>
      {props.word} ({props.who.length}):{' '}
      {props.who
        .slice(0, 20)
        .map((one) => `${one.name} (${one.customerId})`)
        .join(', ')}
      {props.who.length > 20 ? ' …' : ''}
    </li>
  );
}
