// SPDX-License-Identifier: Apache-2.0
import { NativeSelect } from '@mantine/core';
import { afterActionAddress, ratings, useEvaluation } from '../../../api/runs.ts';
import type { RunOrder, RunSheet, TargetWire } from '../../../api/runs.ts';
import { Pending } from '../../../components/states.tsx';
import { exerciseWords, spanText } from '../../../journal/words/exercise.ts';
import { timelineWords } from '../../../journal/words/timeline.ts';
import { useLang, useSay, useWords } from '../../../lang/lang.tsx';
import { useWho } from '../../../journal/who.ts';
import { paths } from '../../../paths.ts';
import { Tag } from '../../../ui/tag.tsx';
import { runWords } from './words.ts';

type Rated = {
  readonly run: RunSheet;
  readonly rating: boolean;
  readonly onRate: (order: RunOrder) => void;
};

/** How the run stands against its targets: from the journal where it tells, by a person's rating where it does not. */
export function Evaluated({ run, rating, onRate }: Rated) {
  const w = useWords(runWords);
  const say = useSay();
  const found = useEvaluation(run.runId);
  return (
    <section className="stack">
      <div className="spread">
        <h2>{w.evaluation}</h2>
        {run.state === 'ended' ? (
          <a className="chip" href={afterActionAddress(run.caseId)}>
            {w.report}
          </a>
        ) : (
          <span className="small quiet">{w.reportLater}</span>
        )}
      </div>
      {found.data === undefined ? <Pending on={found} lines={3} /> : null}
      {found.data === undefined ? null : (
        <p className="small quiet">
          {found.data.before === null ? w.noBefore : w.before(found.data.before.runId, say.time(found.data.before.startedAt))}
        </p>
      )}
      {found.data?.objectives.length === 0 ? <p className="quiet">{w.noTargets}</p> : null}
      {found.data?.objectives.map(({ id, text, targets }) => (
        <div key={id} className="sheet stack">
          <h3>{say.two(text)}</h3>
          {targets.map((target) => (
            <Target key={target.name} run={run} target={target} rating={rating} onRate={onRate} />
          ))}
        </div>
      ))}
    </section>
  );
}

function Target({ run, target, rating, onRate }: Rated & { readonly target: TargetWire }) {
  const w = useWords(runWords);
  const e = useWords(exerciseWords);
  const t = useWords(timelineWords);
  const say = useSay();
  const who = useWho();
  const { lang } = useLang();
  if (target.by === 'journal') {
    const { took, within, outcome, rests, before } = target;
    return (
      <div className="spread">
        <span>{say.two(target.text)}</span>
        <span className="row">
          <Tag tone={outcome === 'met' ? 'verified' : outcome === 'open' ? 'plain' : 'act'}>{w.outcomes[outcome]}</Tag>
          <span className="small">
            {took === null ? w.within(spanText(within, lang)) : w.took(spanText(took, lang), spanText(within, lang))}
          </span>
          {before === null ? null : (
            <span className="small quiet">
              {w.earlier(before.took === null ? w.outcomes[before.outcome] : spanText(before.took, lang))}
            </span>
          )}
          {rests.map((seq) => (
            <a key={seq} className="small" href={`${paths.case(run.caseId)}#entry-${seq}`}>
              {t.entryOf(seq)}
            </a>
          ))}
        </span>
      </div>
    );
  }
  return (
    <div className="spread">
      <span>
        {say.two(target.text)} {target.rating === null ? null : <span className="small quiet">{w.rated(who(target.rating.by))}</span>}
        {target.before === null ? null : <span className="small quiet"> {w.earlier(e.ratings[target.before])}</span>}
      </span>
      <NativeSelect
        aria-label={`${w.rate}: ${say.two(target.text)}`}
        value={target.rating?.rating ?? ''}
        disabled={rating}
        onChange={({ currentTarget: { value } }) => {
          const chosen = ratings.find((one) => one === value);
          if (chosen !== undefined) onRate({ do: 'rate', target: target.name, rating: chosen, note: '' });
        }}
        data={[{ value: '', label: w.notRated }, ...ratings.map((one) => ({ value: one, label: `${one}  ${e.ratings[one]}` }))]}
      />
    </div>
  );
}
