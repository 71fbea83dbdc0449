// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ClaimSheet } from '../../../../src/hunt/contract.ts';
import { saveBundle } from '../../../api/hunt/hunt.ts';
import type { ClaimAsked } from '../../../api/hunt/hunt.ts';
import { huntWords } from '../../../journal/words/hunt.ts';
import { huntPageWords } from '../words.ts';
import { useLang, useSay, useWords } from '../../../lang/lang.tsx';
import { Failed } from '../../../components/states.tsx';
import { useMay } from '../../../journal/person.ts';
import { FactList } from '../../../ui/fact-list.tsx';
import type { Fact } from '../../../ui/fact-list.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { behindOf, numbersSchema } from './claim-numbers.ts';
import type { Numbers, Pick } from './claim-numbers.ts';
import { useAnswer } from '../pieces/search-answer.ts';
import { Looked } from '../pieces/looked.tsx';
import { Counted } from '../pieces/raw-lines.tsx';
import { SourceTable } from './source-table.tsx';
import { SpreadPicture } from './spread-picture.tsx';

/** The verdict with its limits in one sentence, then the numbers, then what was looked at. */
export function VerdictView(props: { readonly caseId: string; readonly asked: ClaimAsked; readonly answer: ClaimSheet }) {
  const w = useWords(huntPageWords);
  const t = useWords(huntWords);
  const { told } = useSay();
  const { asked, answer } = props;
  const numbers = numbersSchema.parse(answer.numbers);
  const { is } = useAnswer(answer.coverage, numbers.requests);
  const [firstLimit, ...moreLimits] = answer.coverage.notLookedAt;
  const tone = answer.verdict === 'supported' ? 'act' : answer.verdict === 'refuted' ? 'verified' : 'line';
  return (
    <section className="sheet stack" style={{ gap: 20 }} aria-label={w.verdict} aria-live="polite">
      <div className="stack" style={{ gap: 8 }}>
        <div className="row">
          <h2>{w.verdict}</h2>
          <Tag tone={tone}>{t.verdicts[answer.verdict]}</Tag>
        </div>
        <p className="mono" style={{ overflowWrap: 'anywhere' }}>
          {asked.path}
        </p>
        <p className="hunt-sentence">
          {w.sentences[answer.verdict][asked.kind]}
          {firstLimit === undefined ? w.noLimits : w.limits(told(firstLimit), moreLimits.length)}
        </p>
        <ul className="small" aria-label={w.why}>
          {answer.why.map((one) => (
            <li key={one.en}>{told(one)}</li>
          ))}
        </ul>
      </div>
      {/* Zeros would say that nothing was there; without a line nobody knows. */}
      {is === 'not-checkable' ? <p>○ {w.noLog}</p> : <NumberList asked={asked} numbers={numbers} />}
      {numbers.requests === 0 ? null : <SpreadPicture asked={behindOf(asked, 'requests')} marks={numbers.attackShaped > 0} />}
      <SourceTable asked={asked} numbers={numbers} />
      <Looked coverage={answer.coverage} caseId={props.caseId} />
      <Evidence caseId={props.caseId} asked={asked} />
    </section>
  );
}

function NumberList({ asked, numbers }: { readonly asked: ClaimAsked; readonly numbers: Numbers }) {
  const w = useWords(huntPageWords);
  const say = useSay();
  const { lang } = useLang();
  const n = (value: number) => value.toLocaleString(lang);
  const link = (name: string, count: number, pick: Pick): Fact => ({
    name,
    value: <Counted name={name} value={n(count)} count={count} asked={behindOf(asked, pick)} />,
  });
  const each = (name: string, pick: Pick, list: Numbers['statuses']): readonly Fact[] =>
    list.length === 0
      ? []
      : [
          {
            name,
            value: (
              <span className="row">
                {list.slice(0, 12).map(({ value, count }) => {
                  const shown = pick === 'shape' ? (w.shapeNames[value as keyof typeof w.shapeNames] ?? value) : value;
                  return (
                    <span key={value}>
                      {shown === '' ? '—' : shown}{' '}
                      <Counted name={`${name} ${shown}`} value={n(count)} count={count} asked={behindOf(asked, pick, value)} />
                    </span>
                  );
                })}
              </span>
            ),
          },
        ];
  const attacked = numbers.attackShaped > 0;
  return (
    <section className="stack" aria-label={w.numbers}>
      <h3>{w.numbers}</h3>
      <FactList
        facts={[
          link(w.requests, numbers.requests, 'requests'),
          ...(numbers.requests === 0
            ? []
            : [
                { name: w.sources, value: n(numbers.sources) },
                {
                  name: w.firstLast,
                  value:
                    numbers.first === null || numbers.last === null ? w.none : `${say.time(numbers.first)} – ${say.time(numbers.last)}`,
                },
              ]),
          link(w.attackShaped, numbers.attackShaped, 'attackShaped'),
          ...(attacked
            ? [
                { name: w.attackSources, value: n(numbers.attackSources) },
                ...each(w.shapes, 'shape', numbers.shapes),
                link(w.answered, numbers.attackAnswered, 'attackAnswered'),
                link(w.larger, numbers.unusuallyLarge, 'unusuallyLarge'),
                { name: w.usual, value: say.bytes(numbers.usualBytes) },
                link(w.follow, numbers.followUps, 'followUps'),
              ]
            : []),
          ...(numbers.requests === 0 ? [] : [link(w.posts, numbers.posts, 'posts')]),
          ...each(w.statuses, 'status', numbers.statuses),
          ...each(w.methods, 'method', numbers.methods),
          link(w.mentions, numbers.rejectedMentions, 'rejectedMentions'),
        ]}
      />
    </section>
  );
}

function Evidence({ caseId, asked }: { readonly caseId: string; readonly asked: ClaimAsked }) {
  const w = useWords(huntPageWords);
  const mayWork = useMay('work');
  const save = useMutation({ mutationFn: () => saveBundle(caseId, asked) });
  if (!mayWork) return null;
  return (
    <div className="stack no-print" style={{ gap: 6 }}>
      <div className="row">
        <Button loading={save.isPending} onClick={() => save.mutate()}>
          {w.bundle}
        </Button>
        {save.isSuccess ? <span role="status">{w.saved}</span> : null}
      </div>
      <p className="small quiet">{w.bundleNote}</p>
      {save.error === null ? null : <Failed error={save.error} />}
    </div>
  );
}
