// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useState } from 'react';
import { ruleLevels } from '../../../../src/hunt/rules/rules.contract.ts';
import type { RefusedRuleWire, RuleHitRow, RuleHitsSheet } from '../../../../src/hunt/rules/rules.contract.ts';
import type { Asked, Period } from '../../../api/hunt/hunt.ts';
import { huntPageWords } from '../words.ts';
import { huntRuleWords } from './words.ts';
import { useLang, useSay, useWords } from '../../../lang/lang.tsx';
import { FactList } from '../../../ui/fact-list.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { Looked } from '../pieces/looked.tsx';
import { useAnswer } from '../pieces/search-answer.ts';
import { Counted } from '../pieces/raw-lines.tsx';
import { RefusedRules } from './rule-files.tsx';
import { Who } from '../pieces/who.tsx';
import { MoreRows } from '../pieces/more-rows.tsx';

const AT_ONCE = 10;
const SOURCES = 5;

/** The run in one sentence with its limits, then each rule that matches, the gravest first. */
export function RuleHits(props: {
  readonly caseId: string;
  readonly asked: Period;
  readonly answer: RuleHitsSheet;
  readonly listed: readonly RefusedRuleWire[];
}) {
  const w = useWords(huntRuleWords);
  const p = useWords(huntPageWords);
  const { told } = useSay();
  const [shown, setShown] = useState(AT_ONCE);
  const { answer } = props;
  const hits = byGravity(answer.hits);
  const lines = hits.reduce((sum, one) => sum + one.count, 0);
  const [firstLimit, ...moreLimits] = answer.coverage.notLookedAt;
  const { is, word } = useAnswer(answer.coverage, hits.length);
  return (
    <section className="sheet stack" style={{ gap: 20 }} aria-label={w.result} aria-live="polite">
      <div className="stack" style={{ gap: 8 }}>
        <div className="row">
          <h2>{w.result}</h2>
          <Tag tone={hits.length > 0 ? 'act' : 'line'}>{word}</Tag>
        </div>
        <p className="hunt-sentence">
          {is === 'found' ? w.found(answer.asked, hits.length, lines) : is === 'none' ? w.notFound(answer.asked) : p.noLog}
          {firstLimit === undefined ? p.noLimits : p.limits(told(firstLimit), moreLimits.length)}
          {answer.refused.length === 0 ? '' : w.unusable(answer.refused.length)}
        </p>
        <RefusedRules
          refused={answer.refused.filter((one) => !props.listed.some((other) => other.file === one.file && other.place === one.place))}
        />
      </div>
      {hits.length === 0 ? null : (
        <section className="stack" style={{ gap: 14 }} aria-label={w.hits}>
          <h3>{w.hits}</h3>
          <ol className="plain-list" style={{ gap: 14 }}>
            {hits.slice(0, shown).map((one) => (
              <li key={`${one.file} ${one.place}`}>
                <OneRule one={one} asked={props.asked} />
              </li>
            ))}
          </ol>
          <MoreRows shown={shown} of={hits.length} more={() => setShown(shown + 2 * AT_ONCE)} />
        </section>
      )}
      <Looked coverage={answer.coverage} caseId={props.caseId} />
    </section>
  );
}

const gravity = (level: RuleHitRow['level']): number => (level === '' ? ruleLevels.length : ruleLevels.indexOf(level));

/** Within one level the most lines first, as they came. */
function byGravity(hits: readonly RuleHitRow[]): readonly RuleHitRow[] {
  return hits.toSorted((a, b) => gravity(a.level) - gravity(b.level) || b.count - a.count);
}

function behindRule({ file, place }: RuleHitRow, { since, until }: Period, source: string | null): Asked {
  return { behind: { of: 'rule', file, place, source }, since, until };
}

export function OneRule({ one, asked }: { readonly one: RuleHitRow; readonly asked: Period }) {
  const w = useWords(huntRuleWords);
  const p = useWords(huntPageWords);
  const say = useSay();
  const { lang } = useLang();
  const tone = one.level === 'critical' || one.level === 'high' ? 'act' : one.level === 'medium' ? 'plain' : 'line';
  return (
    <article className="beacon" aria-label={one.title}>
      <div className="stack" style={{ gap: 6 }}>
        <div className="row">
          <h4 style={{ overflowWrap: 'anywhere' }}>
            <bdi>{one.title}</bdi>
          </h4>
          <Tag tone={tone}>{w.levelOf(w.levels[one.level])}</Tag>
        </div>
        <Sources one={one} asked={asked} />
        {one.falsePositives.length === 0 ? null : (
          <p className="small">
            <span className="quiet">{w.falsePositives}:</span> <bdi>{one.falsePositives.join(lang === 'ja' ? '、' : '; ')}</bdi>
          </p>
        )}
      </div>
      <FactList
        facts={[
          {
            name: w.count,
            value: <Counted name={one.title} value={w.lines(one.count)} count={one.count} asked={behindRule(one, asked, null)} />,
          },
          { name: p.firstLast, value: `${say.time(one.first)} – ${say.time(one.last)}` },
          { name: w.by, value: one.author === '' ? w.noAuthor : <bdi>{one.author}</bdi> },
          { name: w.license, value: one.license === '' ? w.noLicense : <bdi>{one.license}</bdi> },
          { name: w.file, value: <span style={{ overflowWrap: 'anywhere' }}>{one.file.split('/').at(-1)}</span> },
        ]}
      />
    </article>
  );
}

function Sources({ one, asked }: { readonly one: RuleHitRow; readonly asked: Period }) {
  const w = useWords(huntRuleWords);
  const { lang } = useLang();
  const [all, setAll] = useState(false);
  if (one.sources.length === 0) return <p className="small quiet">{w.noSources}</p>;
  const shown = all ? one.sources : one.sources.slice(0, SOURCES);
  return (
    <div className="stack" style={{ gap: 4 }}>
      <span className="small quiet">{w.sourcesOf(one.sources.length, one.sourceCount)}</span>
      <ul className="plain-list">
        {shown.map((source) => (
          <li key={source.ip}>
            <span className="mono">{source.ip}</span>{' '}
            <Counted
              name={`${one.title} ${source.ip}`}
              value={w.lines(source.count)}
              count={source.count}
              asked={behindRule(one, asked, source.ip)}
            />
            <Who held={source.who} />
          </li>
        ))}
      </ul>
      {shown.length < one.sources.length ? (
        <div>
          <Button size="compact-sm" lang={lang} onClick={() => setAll(true)}>
            {w.moreSources(one.sources.length - shown.length)}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
