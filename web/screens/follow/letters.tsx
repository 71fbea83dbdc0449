// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FollowSheet } from '../../../src/notification/follow/follow.contract.ts';
import { followFiles, followSteps } from '../../api/notification/follow.ts';
import { Failed } from '../../components/states.tsx';
import { useSay, useWords } from '../../lang/lang.tsx';
import { useStep } from './use-step.ts';
import { followWords } from './words.ts';

const EMPTY = { reference: '', reason: '' };

/** Letters from the printer to the post, and those that came back. */
export function Letters({ caseId, sheet, works }: { readonly caseId: string; readonly sheet: FollowSheet; readonly works: boolean }) {
  const w = useWords(followWords);
  const say = useSay();
  const step = useStep(caseId);
  const [typed, setTyped] = useState(EMPTY);
  return (
    <section className="stack">
      <h2>{w.letters}</h2>
      <p>{w.toPrint(sheet.toPrint)}</p>
      {step.error === null ? null : <Failed error={step.error} />}
      {works && sheet.toPrint > 0 ? (
        <div className="actions">
          <Button variant="filled" loading={step.isPending} onClick={() => step.mutate(() => followSteps.print(caseId))}>
            {w.print}
          </Button>
        </div>
      ) : null}
      <ul className="stack" style={{ listStyle: 'none', padding: 0 }}>
        {sheet.batches.map(({ batch, letters, postedAt, returned }) => (
          <li key={batch} className="actions">
            <strong>{w.batch(batch, letters)}</strong>
            <a href={followFiles.letters(caseId, batch)} target="_blank" rel="noreferrer">
              {w.open}
            </a>
            <a href={followFiles.list(caseId, batch)} download={`letters-${batch}.csv`}>
              {w.list}
            </a>
            {postedAt === null ? null : <span>{w.postedAt(say.time(postedAt))}</span>}
            {returned === 0 ? null : <span>{w.returnedCount(returned)}</span>}
            {works && postedAt === null ? (
              <Button loading={step.isPending} onClick={() => step.mutate(() => followSteps.posted(caseId, batch))}>
                {w.posted}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {works && sheet.batches.some((one) => one.postedAt !== null) ? (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            step.mutate(() => followSteps.returned(caseId, typed), { onSuccess: () => setTyped(EMPTY) });
          }}
        >
          <h3>{w.returnedTitle}</h3>
          <TextInput
            label={w.reference}
            required
            maxLength={20}
            value={typed.reference}
            onChange={(event) => setTyped({ ...typed, reference: event.currentTarget.value })}
          />
          <TextInput
            label={w.why}
            required
            maxLength={2000}
            value={typed.reason}
            onChange={(event) => setTyped({ ...typed, reason: event.currentTarget.value })}
          />
          <div className="actions">
            <Button type="submit" loading={step.isPending}>
              {w.returned}
            </Button>
          </div>
        </form>
      ) : null}
    </section>
  );
}
