// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { bookletAddress, useRound } from '../../api/rounds.ts';
import type { RoundSheet } from '../../api/rounds.ts';
import { Failed, Pending } from '../../components/states.tsx';
import { useSay, useWords } from '../../lang/lang.tsx';
import { paths } from '../../paths.ts';
import { Marked } from '../../ui/marked.tsx';
import { Tag } from '../../ui/tag.tsx';
import { Answers } from './answers.tsx';
import { Keeping } from './keeping.tsx';
import { OwnAnswer } from './own-answer.tsx';
import { SetUpForm } from './set-up-form.tsx';
import { stateTone } from './state-tone.ts';
import { useOrder } from './use-order.ts';
import { roundWords } from './words.ts';
import './round.css';

/** One question round, as far as whoever looks may see it. */
export function RoundScreen() {
  const { roundId = '' }: { roundId?: string } = useParams({ strict: false });
  const w = useWords(roundWords);
  const round = useRound(roundId);
  return (
    <div className="page" style={{ maxWidth: 900 }}>
      <div className="small">
        <a href={paths.exercises}>{w.back}</a>
      </div>
      {round.data === undefined ? <Pending on={round} lines={8} /> : <Sheet sheet={round.data} />}
    </div>
  );
}

function Sheet({ sheet }: { readonly sheet: RoundSheet }) {
  const w = useWords(roundWords);
  const say = useSay();
  const keeps = sheet.place === 'examiner' || sheet.place === 'instructor';
  return (
    <>
      <div>
        <div className="small quiet">
          {sheet.roundId} · {sheet.category}
        </div>
        <h1>{sheet.title}</h1>
        <div className="row">
          <Tag tone={stateTone(sheet.state)}>{w.states[sheet.state]}</Tag>
          <span className="small">{sheet.deadline === null ? w.noDeadline : w.deadlineIs(say.time(sheet.deadline))}</span>
          <span className="small">{w.count(sheet.answers)}</span>
          {sheet.list === null || sheet.state === 'open' ? null : (
            <a className="chip" href={bookletAddress(sheet.roundId)}>
              {w.booklet}
            </a>
          )}
        </div>
      </div>
      <p className="round-now" role="status">
        {w.places[sheet.place]}: {say.two(sheet.now)}
      </p>
      {sheet.extensions.map(({ from, to, by, reason, at }) => (
        <div key={at} className="sheet" role="status">
          {w.extended(say.time(from), say.time(to), by)}
          <div className="quiet">{reason}</div>
        </div>
      ))}
      {sheet.outcome === '' ? null : (
        <section className="sheet">
          <h2>{w.outcomeTitle}</h2>
          <Marked text={sheet.outcome} />
        </section>
      )}
      {sheet.may.includes('change') ? <Change sheet={sheet} /> : <Question sheet={sheet} />}
      {keeps ? <Keeping sheet={sheet} /> : null}
      {sheet.place === 'member' ? <OwnAnswer key={sheet.own.answer?.version ?? 0} sheet={sheet} /> : null}
      <Answers sheet={sheet} />
    </>
  );
}

function Question({ sheet }: { readonly sheet: RoundSheet }) {
  const w = useWords(roundWords);
  const say = useSay();
  const order = useOrder(sheet.roundId);
  const { hint } = sheet;
  return (
    <section className="sheet stack">
      <h2>{w.question}</h2>
      <Marked text={sheet.question} />
      <div className="small quiet">
        {w.examiner}: {sheet.examiner} · {w.instructor}: {sheet.instructor?.name ?? w.unnamed}
      </div>
      {hint === null || hint.text === null ? null : (
        <div>
          <strong>{w.hint}</strong>
          <Marked text={hint.text} />
          {hint.revealedAt === null ? null : <div className="small quiet">{w.hintSeen(say.time(hint.revealedAt))}</div>}
        </div>
      )}
      {hint?.text === null && sheet.may.includes('reveal-hint') ? (
        <div className="actions">
          <Button loading={order.isPending} onClick={() => order.mutate({ do: 'reveal-hint' })}>
            {w.showHint}
          </Button>
        </div>
      ) : null}
      {order.error === null ? null : <Failed error={order.error} />}
    </section>
  );
}

/** While it is set up; naming the instructor is an order of its own. */
function Change({ sheet }: { readonly sheet: RoundSheet }) {
  const w = useWords(roundWords);
  const order = useOrder(sheet.roundId);
  const { category, title, question, deadline, voteAfterOwnAnswer, anonymousToPeers } = sheet;
  const before = { category, title, question, deadline, voteAfterOwnAnswer, anonymousToPeers };
  const instructorId = sheet.instructor?.personId ?? null;
  return (
    <>
      <SetUpForm
        round={{ ...before, hint: sheet.hint?.text ?? '', instructorId }}
        saving={order.isPending}
        onSave={({ instructorId: wanted, ...fields }) => {
          if (wanted !== null && wanted !== instructorId) order.mutate({ do: 'name-instructor', personId: wanted });
          order.mutate({ do: 'change', fields });
        }}
      >
        {sheet.may.includes('open') ? <Button onClick={() => order.mutate({ do: 'open' })}>{w.open}</Button> : null}
      </SetUpForm>
      {order.error === null ? null : <Failed error={order.error} />}
    </>
  );
}
