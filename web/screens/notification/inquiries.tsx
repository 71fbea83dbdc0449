// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { InquiryAnswer, InquiryDesk } from '../../../src/notification/inquiry/inquiry.contract.ts';
import { answerInquiry, inquiriesKey, switchPage, useInquiries } from '../../api/notification/inquiries.ts';
import { Failed, Forbidden, Pending } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { paths } from '../../paths.ts';
import { Tag } from '../../ui/tag.tsx';
import { CallBacks } from './call-backs.tsx';
import { Harm } from './harm.tsx';
import { Script } from '../../components/script.tsx';
import { inquiryWords } from './inquiry-words.ts';

/** For whoever takes the telephone: what to say to "am I affected?", and whom to call again. */
export function Inquiries() {
  const { caseId = '' }: { caseId?: string } = useParams({ strict: false });
  const w = useWords(inquiryWords);
  const works = useMay('work');
  const reads = useMay('read');
  const desk = useInquiries(caseId);
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
      {works ? <Ask caseId={caseId} /> : null}
      {desk.data === undefined ? (
        <Pending on={desk} lines={6} />
      ) : (
        <>
          <CallBacks caseId={caseId} desk={desk.data} works={works} />
          <Harm caseId={caseId} harm={desk.data.harm} works={works} />
          <Counts desk={desk.data} />
          <PublicPage caseId={caseId} page={desk.data.page} works={works} />
        </>
      )}
    </div>
  );
}

const EMPTY = { asked: '', caller: '', reach: '' };

function Ask({ caseId }: { readonly caseId: string }) {
  const w = useWords(inquiryWords);
  const client = useQueryClient();
  const [typed, setTyped] = useState(EMPTY);
  const ask = useMutation({
    mutationFn: () => answerInquiry(caseId, typed),
    onSuccess: () => setTyped(EMPTY),
    onSettled: () => client.invalidateQueries({ queryKey: inquiriesKey(caseId) }),
  });
  const field = (name: keyof typeof EMPTY) => ({
    label: w[name],
    maxLength: 200,
    value: typed[name],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => setTyped({ ...typed, [name]: event.currentTarget.value }),
  });
  return (
    <section className="sheet stack">
      <h2>{w.askTitle}</h2>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          ask.mutate();
        }}
      >
        <TextInput {...field('asked')} required />
        <TextInput {...field('caller')} />
        <TextInput {...field('reach')} />
        <div className="actions">
          <Button type="submit" variant="filled" loading={ask.isPending} disabled={typed.asked.trim() === ''}>
            {w.answer}
          </Button>
        </div>
      </form>
      {ask.error === null ? null : <Failed error={ask.error} />}
      {ask.data === undefined ? null : <Answer answer={ask.data} />}
    </section>
  );
}

function Answer({ answer }: { readonly answer: InquiryAnswer }) {
  const w = useWords(inquiryWords);
  const say = useSay();
  return (
    <div className="stack" role="status">
      <div>
        <Tag tone={answer.verdict === 'affected' ? 'act' : 'line'}>{w.verdicts[answer.verdict]}</Tag>{' '}
        <strong>{[answer.name, answer.customerId].filter((one) => one !== null && one !== '').join(' · ')}</strong>
      </div>
      <div className="small">{w.recorded}</div>
      <Script script={answer.script} />
      <div className="small quiet">{w.version(answer.version, answer.known, say.time(answer.asOf))}</div>
    </div>
  );
}

function Counts({ desk }: { readonly desk: InquiryDesk }) {
  const w = useWords(inquiryWords);
  const say = useSay();
  return (
    <section className="stack">
      <h2>{w.countsTitle}</h2>
      <ul>
        {(['affected', 'not-among', 'no-longer', 'not-checkable'] as const).map((verdict) => (
          <li key={verdict}>
            {w.verdicts[verdict]}: {w.counts(desk.answers[verdict])}
          </li>
        ))}
      </ul>
      {desk.version === null ? null : (
        <span className="small quiet">{w.version(desk.version.version, desk.version.customers, say.time(desk.version.lookedAt))}</span>
      )}
    </section>
  );
}

function PublicPage(props: { readonly caseId: string; readonly page: InquiryDesk['page']; readonly works: boolean }) {
  const w = useWords(inquiryWords);
  const client = useQueryClient();
  const { caseId, page, works } = props;
  const turn = useMutation({
    mutationFn: () => switchPage(caseId, !page.open),
    onSettled: () => client.invalidateQueries({ queryKey: inquiriesKey(caseId) }),
  });
  return (
    <section className="stack">
      <h2>{w.pageTitle}</h2>
      <p>{w.pageLead}</p>
      <div>
        <Tag tone={page.open ? 'verified' : 'line'}>{page.open ? w.pageOpen : w.pageClosed}</Tag>
      </div>
      {page.open ? (
        <a href={page.url} style={{ overflowWrap: 'anywhere' }}>
          {page.url}
        </a>
      ) : null}
      {turn.error === null ? null : <Failed error={turn.error} />}
      {works ? (
        <div className="actions">
          <Button loading={turn.isPending} onClick={() => turn.mutate()}>
            {page.open ? w.closePage : w.openPage}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
