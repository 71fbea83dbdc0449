// SPDX-License-Identifier: Apache-2.0
import { Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { answerWash, useWash, washKey } from '../../../api/runs.ts';
import type { Wash } from '../../../api/runs.ts';
import { Failed, Pending } from '../../../components/states.tsx';
import { useSay, useWords } from '../../../lang/lang.tsx';
import { paths } from '../../../paths.ts';
import { washWords } from './wash-words.ts';

/** The hot wash: questions right after the end, for everybody who took part. */
export function WashScreen() {
  const { runId = '' }: { runId?: string } = useParams({ strict: false });
  const w = useWords(washWords);
  const say = useSay();
  const wash = useWash(runId);
  return (
    <div className="page" style={{ maxWidth: 900 }}>
      <div className="small">
        <a href={paths.exercises}>{w.back}</a>
      </div>
      {wash.data === undefined ? (
        <Pending on={wash} lines={6} />
      ) : (
        <>
          <div>
            <div className="small quiet">{runId}</div>
            <h1>{w.title}</h1>
            <p>{say.two(wash.data.title)}</p>
          </div>
          {wash.data.ended ? <Questions key={wash.data.mine === null ? 'new' : 'kept'} wash={wash.data} /> : <p>{w.later}</p>}
        </>
      )}
    </div>
  );
}

function Questions({ wash }: { readonly wash: Wash }) {
  const w = useWords(washWords);
  const say = useSay();
  const client = useQueryClient();
  const [texts, setTexts] = useState<readonly string[]>(wash.mine ?? wash.questions.map(() => ''));
  const send = useMutation({
    mutationFn: () => answerWash(wash.runId, texts),
    onSuccess: (after) => client.setQueryData(washKey(wash.runId), after),
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <p>{w.lead}</p>
      {wash.questions.map((question, at) => (
        <Textarea
          key={question.ja}
          label={say.two(question)}
          autosize
          minRows={2}
          value={texts[at] ?? ''}
          onChange={({ currentTarget: { value } }) =>
            setTexts(wash.questions.map((_, index) => (index === at ? value : (texts[index] ?? ''))))
          }
        />
      ))}
      {send.error === null ? null : <Failed error={send.error} />}
      {wash.mine === null ? null : <p role="status">{w.kept}</p>}
      <div className="actions">
        <Button type="submit" variant="filled" loading={send.isPending} disabled={texts.every((text) => text.trim() === '')}>
          {w.send}
        </Button>
      </div>
    </form>
  );
}
