// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { RoundSheet } from '../../api/rounds.ts';
import { Failed } from '../../components/states.tsx';
import { useSay, useWords } from '../../lang/lang.tsx';
import { useWho } from '../../journal/who.ts';
import { Marked } from '../../ui/marked.tsx';
import { Tag } from '../../ui/tag.tsx';
import { CommentForm } from './comment-form.tsx';
import type { OneAnswer } from './one-answer.ts';
import { useOrder } from './use-order.ts';
import { roundWords } from './words.ts';

/** Everybody's answers, most liked first; or that they are not to be seen yet. */
export function Answers({ sheet }: { readonly sheet: RoundSheet }) {
  const w = useWords(roundWords);
  if (sheet.state === 'set-up') return null;
  if (sheet.list === null) return <p className="quiet">{w.hidden}</p>;
  return (
    <section className="stack">
      <h2>{w.list}</h2>
      {sheet.list.map((answer) => (
        <Answer key={answer.answerId} sheet={sheet} answer={answer} />
      ))}
    </section>
  );
}

function Answer({ sheet, answer }: { readonly sheet: RoundSheet; readonly answer: OneAnswer }) {
  const w = useWords(roundWords);
  const say = useSay();
  const order = useOrder(sheet.roundId);
  const [writes, setWrites] = useState(false);
  const { answerId, comment } = answer;
  const mayVote = sheet.may.includes('vote') && !answer.mine;
  return (
    <article className="sheet stack">
      <div className="spread">
        <h3>
          {answer.author ?? w.anonymousName} {answer.mine ? <span className="quiet small">({w.mine})</span> : null}
        </h3>
        <div className="row">
          {comment?.model === true ? <Tag tone="verified">{w.model}</Tag> : null}
          {answer.late ? <Tag>{w.late}</Tag> : null}
          <Tag tone="plain">{w.votes(answer.votes)}</Tag>
        </div>
      </div>
      <Marked text={answer.text} />
      <div className="small quiet">{w.inAt(say.time(answer.at))}</div>
      {mayVote ? (
        <div className="actions">
          <Button
            aria-pressed={answer.voted}
            loading={order.isPending}
            onClick={() => order.mutate({ do: answer.voted ? 'withdraw-vote' : 'vote', answerId })}
          >
            {answer.voted ? w.voted : w.vote}
          </Button>
        </div>
      ) : null}
      {order.error === null ? null : <Failed error={order.error} />}
      {comment === null || writes ? null : <Comment comment={comment} />}
      {comment === null && sheet.commentsOutAt !== null && !writes ? <p className="small quiet">{w.noComment}</p> : null}
      {writes ? <CommentForm roundId={sheet.roundId} answer={answer} onDone={() => setWrites(false)} /> : null}
      {sheet.may.includes('comment') && !writes ? (
        <div className="actions">
          <Button onClick={() => setWrites(true)}>{comment === null ? w.writeComment : w.changeComment}</Button>
        </div>
      ) : null}
    </article>
  );
}

function Comment({ comment }: { readonly comment: NonNullable<OneAnswer['comment']> }) {
  const who = useWho();
  const w = useWords(roundWords);
  return (
    <div className="round-comment stack">
      <strong>
        {w.comment} · {who(comment.by)}
      </strong>
      <Marked text={comment.short} />
      {comment.followUp === '' ? null : (
        <div>
          <strong>{w.followUp}</strong>
          <Marked text={comment.followUp} />
        </div>
      )}
      {comment.long === '' ? null : (
        <details>
          <summary>{w.longComment}</summary>
          <Marked text={comment.long} />
        </details>
      )}
    </div>
  );
}
