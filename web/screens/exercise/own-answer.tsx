// SPDX-License-Identifier: Apache-2.0
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { RoundSheet } from '../../api/rounds.ts';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Failed } from '../../components/states.tsx';
import { useSay, useWords } from '../../lang/lang.tsx';
import { Marked } from '../../ui/marked.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useAnswerDraft } from './use-answer-draft.ts';
import { useOrder } from './use-order.ts';
import { roundWords } from './words.ts';

/** A member's own answer: written, kept as it is typed, handed in, changed until the deadline. */
export function OwnAnswer({ sheet }: { readonly sheet: RoundSheet }) {
  const w = useWords(roundWords);
  const say = useSay();
  const { own } = sheet;
  const order = useOrder(sheet.roundId);
  const [asks, setAsks] = useState(false);
  const mayAnswer = sheet.may.includes('answer');
  const draft = useAnswerDraft(sheet.roundId, own.answer?.text ?? '', own);
  if (own.answer === null && !mayAnswer && !sheet.may.includes('ask-late')) return null;
  return (
    <section className="sheet stack">
      <div className="spread">
        <h2>{w.yourAnswer}</h2>
        {own.answer?.late === true ? <Tag>{w.late}</Tag> : null}
      </div>
      {own.answer === null ? null : <div className="small quiet">{w.inAt(say.time(own.answer.at))}</div>}
      {mayAnswer ? (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            order.mutate({ do: 'answer', text: draft.text }, { onSuccess: draft.clear });
          }}
        >
          {draft.found === null ? null : (
            <div className="row">
              <span>{w.found(say.time(draft.found.at))}</span>
              <Button size="compact-sm" onClick={draft.take}>
                {w.takeFound}
              </Button>
            </div>
          )}
          <Textarea
            aria-label={w.yourAnswer}
            description={w.questionHelp}
            autosize
            minRows={6}
            maxLength={20_000}
            value={draft.text}
            onChange={(event) => draft.setText(event.currentTarget.value)}
          />
          <div className="small quiet" role="status">
            {w.draft[draft.state]}
          </div>
          <div className="actions">
            <Button type="submit" variant="filled" loading={order.isPending} disabled={draft.text.trim() === ''}>
              {own.answer === null ? w.handIn : w.handInAgain}
            </Button>
          </div>
        </form>
      ) : own.answer === null ? null : (
        <Marked text={own.answer.text} />
      )}
      {order.error === null || asks ? null : <Failed error={order.error} />}
      {own.lateAsked && own.answer === null && !own.lateAllowed ? <p>{w.asked}</p> : null}
      {sheet.may.includes('ask-late') && !own.lateAsked ? (
        <div className="actions">
          <Button onClick={() => setAsks(true)}>{w.askLate}</Button>
        </div>
      ) : null}
      {asks ? (
        <ReasonDialog
          title={w.askLate}
          lead={w.askLateLead}
          draft={`late.${sheet.roundId}`}
          confirm={w.askLate}
          pending={order.isPending}
          error={order.error}
          onClose={() => setAsks(false)}
          onConfirm={(reason, clear) =>
            order.mutate(
              { do: 'ask-late', reason },
              {
                onSuccess: () => {
                  clear();
                  setAsks(false);
                },
              },
            )
          }
        />
      ) : null}
    </section>
  );
}
