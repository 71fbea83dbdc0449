// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { StandingRow, StandingSheet } from '../../../../src/hunt/standing-search/standing.contract.ts';
import { useStanding } from '../../../api/hunt/standing.ts';
import { standingWords } from './words.ts';
import { useSay, useWords } from '../../../lang/lang.tsx';
import { useWho } from '../../../journal/who.ts';
import { When } from '../../../components/when.tsx';
import { paths } from '../../../paths.ts';
import { asQuestion, defanged } from './defang.ts';

const AT_ONCE = 30;

/** One row for each indicator: what it met comes first, then where it came from. */
export function StandingList(props: {
  readonly caseId: string;
  readonly all: StandingSheet;
  readonly onHarmless: ((value: string) => void) | null;
}) {
  const w = useWords(standingWords);
  const [filter, setFilter] = useState('');
  const [shown, setShown] = useState(AT_ONCE);
  const found = useStanding(props.caseId, filter.trim());
  const sheet = filter.trim() === '' ? props.all : (found.data ?? props.all);
  const rows = sheet.indicators.slice(0, shown);
  if (props.all.total === 0) return null;
  return (
    <section className="stack" aria-label={w.list}>
      <h2>
        {w.list} <span className="quiet">{props.all.total}</span>
      </h2>
      {props.all.total > AT_ONCE ? (
        <TextInput label={w.filter} value={filter} maxLength={300} onChange={(event) => setFilter(event.currentTarget.value)} />
      ) : null}
      {rows.length === 0 ? <p>{w.noMatch}</p> : null}
      <ul className="standing-list">
        {rows.map((one) => (
          <li key={`${one.kind} ${one.value}`}>
            <Row caseId={props.caseId} one={one} onHarmless={props.onHarmless} />
          </li>
        ))}
      </ul>
      {rows.length < sheet.total ? (
        <div className="row">
          <span className="small quiet">{w.cut(rows.length, sheet.total)}</span>
          {rows.length < sheet.indicators.length ? (
            <Button size="compact-sm" onClick={() => setShown(shown + 5 * AT_ONCE)}>
              {w.more}
            </Button>
          ) : null}
        </div>
      ) : null}
    </section>
  );
}

function Row({
  caseId,
  one,
  onHarmless,
}: {
  readonly caseId: string;
  readonly one: StandingRow;
  readonly onHarmless: ((value: string) => void) | null;
}) {
  const w = useWords(standingWords);
  const say = useSay();
  const who = useWho();
  const written = defanged(one);
  const { found } = one;
  return (
    <article className="standing" aria-label={written} data-found={found !== null}>
      <div className="standing-what">
        <span className="small quiet">{w.kinds[one.kind]}</span> <bdi className="mono">{written}</bdi>
      </div>
      <div>
        {found === null ? (
          <span className="quiet">{one.harmless ? `○ ${w.harmless}` : one.looked === null ? `○ ${w.notLooked}` : w.notSeen}</span>
        ) : (
          <>
            <a href={paths.hunt(caseId, 'sightings', { indicators: asQuestion(one) })}>
              <strong>{w.computers(found.computers)}</strong> · {w.times(found.hits)}
            </a>
            <div className="small">
              <When at={found.first} /> – <When at={found.last} />
            </div>
          </>
        )}
        {one.looked === null ? null : (
          <div className="small quiet">
            {w.lastLooked}: {say.time(one.looked)}
          </div>
        )}
      </div>
      <div className="small">
        <span className="quiet">{w.origin}: </span>
        <bdi>{one.source === '' ? w.noSource : one.source}</bdi>
        <div className="quiet">{w.byAt(who(one.by), say.time(one.at))}</div>
      </div>
      {onHarmless === null || one.harmless ? null : (
        <Button
          size="compact-sm"
          className="no-print"
          aria-label={`${w.toHarmless}: ${written}`}
          onClick={() => onHarmless(asQuestion(one))}
        >
          {w.toHarmless}
        </Button>
      )}
    </article>
  );
}
