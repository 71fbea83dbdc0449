// SPDX-License-Identifier: Apache-2.0
import { NativeSelect } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { EntryWire } from '../../src/case/contract.ts';
import { whoWrote } from '../../src/common/words/machine-names.contract.ts';
import { scales } from '../lang/common.ts';
import { useLang, useWords } from '../lang/lang.tsx';
import { timelineWords } from './words/timeline.ts';
import { EmptyState } from '../ui/states.tsx';
import { Rows } from '../ui/rows/virtual-rows.tsx';
import { foldCalls } from './duty/fold-calls.ts';
import { EntryView } from './entry-view.tsx';
import { readEntry } from './read-entry.ts';
import type { ReadEntry } from './read-entry.ts';

export type TimelineProps = {
  readonly entries: readonly EntryWire[];
  /** Where a person writes; stands at the newest end. */
  readonly note?: ReactNode;
  readonly renderTools?: (entry: EntryWire) => ReactNode;
};

const NO_ONE = '';
const PEOPLE = '\u0000people';

export function Timeline({ entries, note, renderTools }: TimelineProps) {
  const w = useWords(timelineWords);
  const s = useWords(scales);
  const { lang } = useLang();
  const [station, setStation] = useState('');
  const [person, setPerson] = useState(NO_ONE);
  const [newestFirst, setNewestFirst] = useState(true);
  const fresh = useFresh(entries);
  const all = useMemo(() => entries.map(readEntry), [entries]);
  const shown = useMemo(() => {
    const kept = all.filter((read) => (station === '' || read.station === station) && byPerson(read, person));
    const folded = foldCalls(kept);
    return newestFirst ? folded.toReversed() : folded;
  }, [all, station, person, newestFirst]);
  const writers = useMemo(() => new Map(all.map(({ entry }) => [entry.actor.name, whoWrote(entry.actor, lang)])), [all, lang]);
  const present = useMemo(() => [...new Set(all.flatMap((read) => (read.station === null ? [] : [read.station])))], [all]);
  return (
    <section className="stack" aria-label={w.title}>
      <div className="spread">
        <h2>{w.title}</h2>
        <div className="filters no-print">
          <NativeSelect
            aria-label={w.filterStation}
            size="xs"
            value={station}
            onChange={(event) => setStation(event.currentTarget.value)}
            data={[{ value: '', label: w.anyStation }, ...present.map((one) => ({ value: one, label: s.station[one] }))]}
          />
          <NativeSelect
            aria-label={w.filterPerson}
            size="xs"
            value={person}
            onChange={(event) => setPerson(event.currentTarget.value)}
            data={[
              { value: NO_ONE, label: w.anyPerson },
              { value: PEOPLE, label: w.onlyPeople },
              ...[...writers].toSorted(byWord).map(([value, label]) => ({ value, label })),
            ]}
          />
          <button type="button" className="pill" onClick={() => setNewestFirst(!newestFirst)}>
            {newestFirst ? w.newestFirst : w.oldestFirst}
          </button>
        </div>
      </div>
      {newestFirst ? note : null}
      {shown.length === 0 ? (
        <EmptyState title={all.length === 0 ? w.empty : w.emptyFilter} />
      ) : (
        <div className="timeline">
          <Rows
            items={shown}
            idOf={({ read }) => String(read.entry.seq)}
            height={96}
            renderRow={({ read, rest }) => (
              <EntryView read={read} fresh={[read, ...rest].some(({ entry }) => fresh.has(entry.seq))} tools={renderTools?.(read.entry)}>
                {rest.length === 0 ? null : (
                  <details>
                    <summary>{w.ofOneCall(rest.length)}</summary>
                    {rest.map((one) => (
                      <EntryView key={one.entry.seq} read={one} tools={renderTools?.(one.entry)} />
                    ))}
                  </details>
                )}
              </EntryView>
            )}
          />
        </div>
      )}
      {newestFirst ? null : note}
    </section>
  );
}

const byWord = ([, one]: readonly [string, string], [, other]: readonly [string, string]) => one.localeCompare(other);

function byPerson(read: ReadEntry, person: string): boolean {
  if (person === NO_ONE) return true;
  return person === PEOPLE ? read.entry.actor.type === 'person' : read.entry.actor.name === person;
}

/** What came in while the page was open glows once; what was there at first does not. */
function useFresh(entries: readonly EntryWire[]): ReadonlySet<number> {
  const seen = useRef<number | null>(null);
  const [fresh, setFresh] = useState<ReadonlySet<number>>(new Set());
  useEffect(() => {
    const last = entries.at(-1)?.seq ?? 0;
    const before = seen.current;
    seen.current = Math.max(last, before ?? 0);
    if (before !== null && last > before) setFresh(new Set(entries.filter((entry) => entry.seq > before).map((entry) => entry.seq)));
  }, [entries]);
  return fresh;
}
