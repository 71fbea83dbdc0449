// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { PageWire } from '../../src/duty/contract.ts';
import { acknowledgePage, resolvePage, useDutyChanged } from '../api/duty.ts';
import { useLang, useSay, useWords } from '../lang/lang.tsx';
import { rotaWords } from './words/duty/rota.ts';
import { whyNot } from './words/duty/why-not.ts';
import { Failed } from '../components/states.tsx';
import { When } from '../components/when.tsx';
import { paths } from '../paths.ts';
import { Tag } from '../ui/tag.tsx';
import { useMay } from './person.ts';
import { ReasonDialog } from '../components/reason-dialog.tsx';

export function waitsForAnswer(page: Pick<PageWire, 'state'>): boolean {
  return page.state === 'triggered' || page.state === 'exhausted';
}

/** One page: who must answer, who did, what went out and what did not, when the desk pages again. */
export function OpenPage(props: {
  readonly page: PageWire;
  readonly names: (id: string) => string;
  readonly folded?: boolean;
  readonly children?: ReactNode;
}) {
  const { page, names } = props;
  const w = useWords(rotaWords);
  const say = useSay();
  const mayWork = useMay('work');
  const changed = useDutyChanged();
  const [ending, setEnding] = useState(false);
  const run = useMutation({ mutationFn: () => acknowledgePage(page.pageId), onSettled: changed });
  const end = useMutation({ mutationFn: (reason: string) => resolvePage(page.pageId, reason), onSettled: changed });
  const told: Readonly<Record<string, string>> = w.told;
  const waits = waitsForAnswer(page);
  return (
    <article className="sheet stack" aria-label={page.subject}>
      <div className="row">
        <Tag tone={waits ? 'act' : 'verified'}>{w.states[page.state]}</Tag>
        <b>{page.subject}</b>
        {page.caseId === null ? null : <a href={paths.case(page.caseId)}>{page.caseId}</a>}
      </div>
      <div className="row small quiet" style={{ gap: '2px 14px' }}>
        <When at={page.createdAt} />
        {page.alarms > 1 ? <span>{w.alarms(page.alarms)}</span> : null}
        <span>{w.acks(page.acks.length, page.acksNeeded)}</span>
        {page.acks.map((ack) => (
          <span key={ack.person}>{w.ackedBy(names(ack.person), say.time(ack.at))}</span>
        ))}
        {page.nextAt === null ? null : <span>{w.nextAt(say.time(page.nextAt))}</span>}
      </div>
      {page.deliveries.length === 0 ? null : <Deliveries page={page} names={names} folded={props.folded === true} />}
      {run.error === null ? null : <Failed error={run.error} />}
      <div className="actions no-print">
        {mayWork && page.state !== 'resolved' ? (
          <Button
            className={waits ? 'act' : ''}
            variant={waits ? 'filled' : 'default'}
            loading={run.isPending}
            aria-label={w.acknowledgeOf(page.subject)}
            onClick={() => run.mutate()}
          >
            {waits ? w.acknowledge : w.stillOnIt}
          </Button>
        ) : null}
        {mayWork && page.state !== 'resolved' ? (
          <Button aria-label={w.endOf(page.subject)} onClick={() => setEnding(true)}>
            {w.end}
          </Button>
        ) : null}
        <span role="status">
          {run.data === undefined
            ? ''
            : `${told[run.data.is] ?? ''} ${run.data.pagedAgainAt === null ? '' : w.pagedAgain(say.time(run.data.pagedAgainAt))}`.trim()}
        </span>
      </div>
      {props.children}
      {ending ? (
        <ReasonDialog
          title={w.endOf(page.subject)}
          draft={`page.${page.pageId}.end`}
          confirm={w.end}
          pending={end.isPending}
          error={end.error}
          onClose={() => setEnding(false)}
          onConfirm={(reason, clear) =>
            end.mutate(reason, {
              onSuccess: () => {
                clear();
                setEnding(false);
              },
            })
          }
        />
      ) : null}
    </article>
  );
}

/** Every message of a page: to whom, by what, whether it went out. Folded while all is well. */
function Deliveries(props: { readonly page: PageWire; readonly names: (id: string) => string; readonly folded: boolean }) {
  const { page, names } = props;
  const w = useWords(rotaWords);
  const say = useSay();
  const { lang } = useLang();
  const bad = page.deliveries.filter(
    (row) => row.state === 'failed' || row.state === 'not-set-up' || (row.state === 'due' && row.attempts > 0),
  );
  const channels: Readonly<Record<string, string>> = w.channels;
  const deliveryStates: Readonly<Record<string, string>> = w.deliveryStates;
  return (
    <details className="small" open={bad.length > 0 && !props.folded}>
      <summary>{w.deliveries(page.deliveries.length, bad.length)}</summary>
      <ul className="plain-list">
        {page.deliveries.map((row) => (
          <li key={row.key} className="row" style={{ gap: '2px 10px' }}>
            <span>{names(row.person)}</span>
            <span>{channels[row.channel] ?? row.channel}</span>
            <Tag tone={row.state === 'sent' ? 'verified' : row.state === 'failed' || row.state === 'not-set-up' ? 'act' : 'line'}>
              {deliveryStates[row.state] ?? row.state}
            </Tag>
            <span className="quiet">{say.time(row.sentAt ?? row.dueAt)}</span>
            {row.attempts > 1 ? <span className="quiet">{w.attempts(row.attempts)}</span> : null}
            {row.failure === null ? null : <span className="quiet">{whyNot(row.failure, lang)}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}
