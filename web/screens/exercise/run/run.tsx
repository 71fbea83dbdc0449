// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { evaluationKey, orderRun, runKey, useRun } from '../../../api/runs.ts';
import type { RunOrder, RunSheet } from '../../../api/runs.ts';
import { ReasonDialog } from '../../../components/reason-dialog.tsx';
import { Failed, Pending } from '../../../components/states.tsx';
import { exerciseWords, spanText } from '../../../journal/words/exercise.ts';
import { useLang, useSay, useWords } from '../../../lang/lang.tsx';
import { paths } from '../../../paths.ts';
import { Tag } from '../../../ui/tag.tsx';
import { AfterRun } from './after-run.tsx';
import { Evaluated } from './evaluated.tsx';
import { runWords } from './words.ts';

/** The facilitator's desk: what is to come with its countdown, and every move, each of which becomes an entry. */
export function RunScreen() {
  const { runId = '' }: { runId?: string } = useParams({ strict: false });
  const w = useWords(runWords);
  const run = useRun(runId);
  return (
    <div className="page" style={{ maxWidth: 900 }}>
      <div className="small">
        <a href={paths.exercises}>{w.back}</a>
      </div>
      {run.data === undefined ? <Pending on={run} lines={8} /> : <Desk run={run.data} />}
    </div>
  );
}

/** A move that waits for its reason. */
type Asked = {
  readonly title: string;
  readonly lead?: string;
  readonly label?: string;
  readonly optional?: true;
  readonly order: (reason: string) => RunOrder;
};

function Desk({ run }: { readonly run: RunSheet }) {
  const w = useWords(runWords);
  const say = useSay();
  const { lang } = useLang();
  const client = useQueryClient();
  const [asked, setAsked] = useState<Asked | null>(null);
  const move = useMutation({
    mutationFn: (order: RunOrder) => orderRun(run.runId, order),
    onSuccess: (sheet) => {
      client.setQueryData(runKey(run.runId), sheet);
      void client.invalidateQueries({ queryKey: evaluationKey(run.runId) });
    },
  });
  const on = run.state !== 'ended';
  return (
    <>
      <div>
        <div className="small quiet">{run.runId}</div>
        <h1>{say.two(run.title)}</h1>
        <div className="row">
          <Tag tone={run.state === 'running' ? 'act' : 'line'}>{w.states[run.state]}</Tag>
          <span>{w.time(spanText(run.time, lang), run.speed, !on)}</span>
          <a href={paths.case(run.caseId)}>{w.toCase}</a>
        </div>
      </div>
      {on ? (
        <div className="actions">
          {run.state === 'running' ? (
            <Button onClick={() => setAsked({ title: w.pause, order: (reason) => ({ do: 'pause', reason }) })}>{w.pause}</Button>
          ) : (
            <Button variant="filled" onClick={() => move.mutate({ do: 'resume' })}>
              {w.resume}
            </Button>
          )}
          <Button onClick={() => setAsked({ title: w.note, label: w.noteLabel, order: (text) => ({ do: 'note', text, met: null }) })}>
            {w.note}
          </Button>
          <Button
            onClick={() =>
              setAsked({ title: w.lapse, lead: w.lapseLead, label: w.lapseLabel, order: (text) => ({ do: 'lapse', text, stop: false }) })
            }
          >
            {w.lapse}
          </Button>
          <Button
            onClick={() =>
              setAsked({ title: w.stop, lead: w.stopLead, label: w.stopLabel, order: (text) => ({ do: 'lapse', text, stop: true }) })
            }
          >
            {w.stop}
          </Button>
          <Button onClick={() => setAsked({ title: w.end, optional: true, order: (reason) => ({ do: 'end', reason }) })}>{w.end}</Button>
        </div>
      ) : null}
      {move.error === null || asked !== null ? null : <Failed error={move.error} />}
      <section className="stack">
        <h2>{on ? w.coming : w.left}</h2>
        {run.coming.length === 0 ? <p className="quiet">{w.nothing}</p> : null}
        {run.coming.map((inject) => (
          <Coming key={inject.injectId} run={run} inject={inject} on={on} onAsk={setAsked} onMove={(order) => move.mutate(order)} />
        ))}
      </section>
      <section className="stack">
        <h2>{w.settled}</h2>
        <ul>
          {run.settled.map(({ injectId, subject, is, at }) => (
            <li key={injectId}>
              {w.settledAt(spanText(at, lang))} {say.two(subject)}
              {lang === 'ja' ? '：' : ': '}
              {w.is[is]}
            </li>
          ))}
        </ul>
      </section>
      {on ? null : <AfterRun runId={run.runId} />}
      <Evaluated run={run} rating={move.isPending} onRate={(order) => move.mutate(order)} />
      <section className="stack">
        <h2>{w.roster}</h2>
        {run.roster.map(({ role, title, personId, name, reachable }) => (
          <div key={`${role} ${personId}`} className="row">
            <span>
              {name} <span className="quiet small">{say.two(title)}</span>
            </span>
            {reachable ? null : <Tag>{w.unreachable}</Tag>}
            {reachable && on ? (
              <Button
                size="compact-sm"
                onClick={() => setAsked({ title: w.makeUnreachable, order: (reason) => ({ do: 'unreachable', personId, reason }) })}
              >
                {w.makeUnreachable}
              </Button>
            ) : null}
          </div>
        ))}
      </section>
      {asked === null ? null : (
        <ReasonDialog
          title={asked.title}
          lead={asked.lead}
          label={asked.label}
          optional={asked.optional}
          draft={`run.${run.runId}.${asked.title}`}
          confirm={asked.title}
          pending={move.isPending}
          error={move.error}
          onClose={() => setAsked(null)}
          onConfirm={(reason, clear) =>
            move.mutate(asked.order(reason), {
              onSuccess: () => {
                clear();
                setAsked(null);
              },
            })
          }
        />
      )}
    </>
  );
}

function Coming(props: {
  readonly run: RunSheet;
  readonly inject: RunSheet['coming'][number];
  readonly on: boolean;
  readonly onAsk: (asked: Asked) => void;
  readonly onMove: (order: RunOrder) => void;
}) {
  const w = useWords(runWords);
  const e = useWords(exerciseWords);
  const say = useSay();
  const { lang } = useLang();
  const { run, inject, onAsk } = props;
  const { injectId, due } = inject;
  return (
    <div className="sheet stack">
      <div className="spread">
        <h3>{say.two(inject.subject)}</h3>
        <div className="row">
          {inject.waits ? <Tag>{w.waits}</Tag> : null}
          {props.on ? <Tag tone="plain">{due === null ? w.follows : w.due(spanText(Math.max(0, due - run.time), lang))}</Tag> : null}
        </div>
      </div>
      <div className="small quiet">
        {e.channels[inject.channel]} · {say.two(inject.from)} → {inject.to.map(say.two).join(lang === 'ja' ? '、' : ', ')}
      </div>
      {props.on ? (
        <div className="actions">
          <Button size="compact-sm" onClick={() => props.onMove({ do: 'send-now', injectId })}>
            {w.sendNow}
          </Button>
          <Button size="compact-sm" onClick={() => onAsk({ title: w.skip, order: (reason) => ({ do: 'skip', injectId, reason }) })}>
            {w.skip}
          </Button>
          <Button
            size="compact-sm"
            onClick={() => onAsk({ title: w.shift, order: (reason) => ({ do: 'shift', injectId, seconds: 600, reason }) })}
          >
            {w.shift}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
