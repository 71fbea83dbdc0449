// SPDX-License-Identifier: Apache-2.0
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AttackersSheet } from '../../../../src/hunt/contract.ts';
import { askAttackers, useAttackers } from '../../../api/hunt/who.ts';
import type { Asked, Period } from '../../../api/hunt/hunt.ts';
import { huntPageWords } from '../words.ts';
import { huntWhoWords } from '../pieces/who-words.ts';
import { useLang, useSay, useWords } from '../../../lang/lang.tsx';
import { paths } from '../../../paths.ts';
import { FactList } from '../../../ui/fact-list.tsx';
import { Tag } from '../../../ui/tag.tsx';
import type { HuntSearch } from '../pieces/hunt-search.ts';
import { Looked } from '../pieces/looked.tsx';
import { useAnswer } from '../pieces/search-answer.ts';
import { askedIn, PeriodQuestion } from '../pieces/period-question.tsx';
import { Counted } from '../pieces/raw-lines.tsx';
import { Who } from '../pieces/who.tsx';
import { MoreRows } from '../pieces/more-rows.tsx';
import { Answered } from '../pieces/answered.tsx';

const AT_ONCE = 10;
type Attacker = AttackersSheet['attackers'][number];

/** Who tries something: sources of requests that have an attack's shape, most first. */
export function AttackersView({ caseId, search }: { readonly caseId: string; readonly search: HuntSearch }) {
  const w = useWords(huntWhoWords);
  const client = useQueryClient();
  const asked = askedIn(search);
  const answer = useAttackers(asked);
  return (
    <div className="stack" style={{ gap: 24 }}>
      <p className="hunt-sentence">{w.attackersLead}</p>
      <PeriodQuestion
        caseId={caseId}
        view="attackers"
        asked={asked}
        word={w.askAttackers}
        record={(period) => askAttackers(client, caseId, period)}
      />
      {asked === null ? null : (
        <Answered answer={answer} running={w.running}>
          {(found) => <Found caseId={caseId} asked={asked} answer={found} />}
        </Answered>
      )}
    </div>
  );
}

function Found({ caseId, asked, answer }: { readonly caseId: string; readonly asked: Period; readonly answer: AttackersSheet }) {
  const w = useWords(huntWhoWords);
  const p = useWords(huntPageWords);
  const { told } = useSay();
  const [shown, setShown] = useState(AT_ONCE);
  const { attackers } = answer;
  const [firstLimit, ...moreLimits] = answer.coverage.notLookedAt;
  const { is, word } = useAnswer(answer.coverage, attackers.length);
  return (
    <section className="sheet stack" style={{ gap: 20 }} aria-label={w.result} aria-live="polite">
      <div className="stack" style={{ gap: 8 }}>
        <div className="row">
          <h2>{w.result}</h2>
          <Tag tone={attackers.length > 0 ? 'act' : 'line'}>{word}</Tag>
        </div>
        <p className="hunt-sentence">
          {is === 'found' ? w.attackersFound(attackers.length, answer.cut) : is === 'none' ? w.attackersNone : p.noLog}
          {firstLimit === undefined ? p.noLimits : p.limits(told(firstLimit), moreLimits.length)}
        </p>
        {answer.cut ? <p className="small quiet">{w.attackersCut(attackers.length)}</p> : null}
      </div>
      {attackers.length === 0 ? null : (
        <ol className="plain-list" style={{ gap: 14 }} aria-label={w.attackers}>
          {attackers.slice(0, shown).map((one) => (
            <li key={one.source}>
              <OneAttacker caseId={caseId} asked={asked} one={one} />
            </li>
          ))}
        </ol>
      )}
      <MoreRows shown={shown} of={attackers.length} more={() => setShown(shown + 2 * AT_ONCE)} />
      <Looked coverage={answer.coverage} caseId={caseId} />
    </section>
  );
}

type Pick = Extract<Asked['behind'], { of: 'attacker' }>['pick'];

export function OneAttacker({ caseId, asked, one }: { readonly caseId: string; readonly asked: Period; readonly one: Attacker }) {
  const w = useWords(huntWhoWords);
  const p = useWords(huntPageWords);
  const say = useSay();
  const { lang } = useLang();
  const behind = (pick: Pick, shape = ''): Asked => ({ behind: { of: 'attacker', source: one.source, pick, shape }, ...asked });
  const counted = (name: string, count: number, pick: Pick, shape = '') => (
    <Counted name={`${one.source} ${name}`} value={count.toLocaleString(lang)} count={count} asked={behind(pick, shape)} />
  );
  return (
    <article className="beacon" aria-label={one.source}>
      <div className="stack" style={{ gap: 6 }}>
        <h3 className="mono" style={{ overflowWrap: 'anywhere' }}>
          {one.source === '' ? '—' : one.source}
        </h3>
        <Who held={one.who} />
        <div className="row small" role="group" aria-label={w.shapes}>
          <span className="quiet">{w.shapes}</span>
          {one.shapes.map(({ shape, count }) => {
            const name = p.shapeNames[shape as keyof typeof p.shapeNames] ?? shape;
            return (
              <span key={shape}>
                {name} {counted(name, count, 'shape', shape)}
              </span>
            );
          })}
        </div>
        <a className="small no-print" href={paths.hunt(caseId, 'sightings', { indicators: one.source })}>
          {w.asIndicator(one.source)}
        </a>
      </div>
      <FactList
        facts={[
          { name: w.attackShaped, value: <strong>{counted(w.attackShaped, one.attackShaped, 'attackShaped')}</strong> },
          { name: w.answered, value: counted(w.answered, one.answered, 'answered') },
          { name: w.requests, value: counted(w.requests, one.requests, 'requests') },
          {
            name: w.missing,
            value: (
              <Counted
                name={`${one.source} ${w.missing}`}
                value={w.missingOf(one.missing, one.paths)}
                count={one.missing}
                asked={behind('missing')}
              />
            ),
          },
          { name: p.firstLast, value: `${say.time(one.first)} – ${say.time(one.last)}` },
        ]}
      />
    </article>
  );
}
