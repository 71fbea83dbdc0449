// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, answerWord } from '../../../../src/case/cards.contract.ts';
import type { HuntAnswer } from '../../../../src/case/cards.contract.ts';
import type { StandingSheet } from '../../../../src/hunt/standing-search/standing.contract.ts';
import { searchStanding, standingKey } from '../../../api/hunt/standing.ts';
import { common } from '../../../lang/common.ts';
import { standingWords } from './words.ts';
import { useSay, useWords } from '../../../lang/lang.tsx';
import { Failed } from '../../../components/states.tsx';
import { useMay } from '../../../journal/person.ts';
import { paths } from '../../../paths.ts';
import { ErrorThree } from '../../../ui/states.tsx';
import { Tag } from '../../../ui/tag.tsx';

/** What the last search gave, when that was, and whether another one is under way or failed. It renews itself. */
export function StandingAnswer({ caseId, sheet }: { readonly caseId: string; readonly sheet: StandingSheet }) {
  const w = useWords(standingWords);
  const c = useWords(common);
  const say = useSay();
  const client = useQueryClient();
  const mayWork = useMay('work');
  const again = useMutation({
    mutationFn: () => searchStanding(caseId),
    onSuccess: () => client.invalidateQueries({ queryKey: standingKey }),
  });
  const { waits, last, fault } = sheet.search;
  const answer = answerOf(last);
  const state = sheet.total === 0 ? 'nothing' : answer.is;
  const retry = mayWork ? { word: w.again, run: () => again.mutate() } : undefined;
  return (
    <section className="sheet stack" style={{ gap: 10 }} aria-label={w.answer}>
      <div className="row">
        <h2>{w.answer}</h2>
        <Tag tone={state === 'found' ? 'act' : 'line'}>{state === 'nothing' ? w.nothingWatched : say.two(answerWord(answer))}</Tag>
      </div>
      <div className="stack" style={{ gap: 6 }} aria-live="polite">
        <p className="hunt-sentence">{sentenceOf(w, sheet, state)}</p>
        {last === null || sheet.total === 0 ? null : (
          <p className="small quiet">
            {w.looked(say.time(last.at), last.linesLookedAt)} {last.leftOut === 0 ? '' : w.leftOut(last.leftOut)}
          </p>
        )}
        {sheet.total === 0 ? null : (
          <p className="small">
            ○ {w.limits} <a href={paths.hunt(caseId, 'logs')}>{w.seeLogs}</a>
          </p>
        )}
        {waits && fault === null ? (
          <p role="status" className="standing-waits">
            <span aria-hidden="true">… </span>
            {w.waits}
          </p>
        ) : null}
      </div>
      {fault === null ? null : (
        <ErrorThree
          problem={{ what: say.two(fault.what), safe: say.two(fault.safe), next: say.two(fault.next), code: fault.code }}
          labels={{ safe: c.safe, next: c.next }}
          retry={retry}
        />
      )}
      {retry === undefined || sheet.total === 0 || waits ? null : (
        <div className="row no-print">
          <Button loading={again.isPending} onClick={retry.run}>
            {retry.word}
          </Button>
        </div>
      )}
      {again.error === null ? null : <Failed error={again.error} />}
    </section>
  );
}

type Words = (typeof standingWords)['ja'];

function sentenceOf(w: Words, { search, indicators, total }: StandingSheet, state: HuntAnswer['is'] | 'nothing'): string {
  const { last } = search;
  if (state === 'nothing') return w.nothing;
  if (last === null) return w.never;
  if (state === 'not-checkable') return w.noLog;
  if (state === 'none') return w.none(last.asked);
  const met = indicators.filter((one) => one.found !== null).length;
  // Where the list is cut within those that were found, their number is not known here.
  return met === indicators.length && met < total
    ? w.foundSome(last.asked, last.computers, last.hits)
    : w.found(met, last.asked, last.computers, last.hits);
}
