// SPDX-License-Identifier: Apache-2.0
import { Button, Checkbox, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Failed } from '../../components/states.tsx';
import { common } from '../../lang/common.ts';
import { useWords } from '../../lang/lang.tsx';
import { useDraft } from '../../ui/draft.ts';
import type { OneAnswer } from './one-answer.ts';
import { useOrder } from './use-order.ts';
import { roundWords } from './words.ts';

/** The instructor's comment on one answer: short on the screen, in detail in the booklet. */
export function CommentForm(props: { readonly roundId: string; readonly answer: OneAnswer; readonly onDone: () => void }) {
  const w = useWords(roundWords);
  const c = useWords(common);
  const { answerId, comment } = props.answer;
  const order = useOrder(props.roundId);
  const [short, setShort, clearShort] = useDraft(`comment-short.${answerId}`, comment?.short ?? '');
  const [long, setLong, clearLong] = useDraft(`comment-long.${answerId}`, comment?.long ?? '');
  const [followUp, setFollowUp, clearFollowUp] = useDraft(`comment-ask.${answerId}`, comment?.followUp ?? '');
  const [model, setModel] = useState(comment?.model ?? false);
  return (
    <form
      className="stack round-comment"
      onSubmit={(event) => {
        event.preventDefault();
        order.mutate(
          { do: 'comment', answerId, short, long, followUp, model },
          {
            onSuccess: () => {
              for (const clear of [clearShort, clearLong, clearFollowUp]) clear();
              props.onDone();
            },
          },
        );
      }}
    >
      <Textarea
        label={w.shortLabel}
        required
        autosize
        minRows={2}
        maxLength={2000}
        value={short}
        onChange={(event) => setShort(event.currentTarget.value)}
      />
      <Textarea
        label={w.longLabel}
        autosize
        minRows={3}
        maxLength={20_000}
        value={long}
        onChange={(event) => setLong(event.currentTarget.value)}
      />
      <Textarea
        label={w.followUpLabel}
        autosize
        maxLength={2000}
        value={followUp}
        onChange={(event) => setFollowUp(event.currentTarget.value)}
      />
      <Checkbox label={w.markModel} checked={model} onChange={(event) => setModel(event.currentTarget.checked)} />
      {order.error === null ? null : <Failed error={order.error} />}
      <div className="actions">
        <Button type="submit" variant="filled" loading={order.isPending} disabled={short.trim() === ''}>
          {w.saveComment}
        </Button>
        <Button variant="subtle" onClick={props.onDone}>
          {c.cancel}
        </Button>
      </div>
    </form>
  );
}
