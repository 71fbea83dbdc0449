// SPDX-License-Identifier: Apache-2.0
import { Table } from '@mantine/core';
import type { SourceDaysWire } from '../../../src/hunt/contract.ts';
import { useCoverage, useDays } from '../../api/hunt.ts';
import { useLang, useWords } from '../../i18n/lang.tsx';
import { logsWords } from '../../i18n/logs.ts';
import { deviceZone } from '../../i18n/time.ts';
import { Failed, Loading } from '../../i18n/told.tsx';
import { daysBetween } from './days-between.ts';
import { Counted } from './raw-lines.tsx';

const HEIGHT = 22;

/** Sources x days: what is there, what is there in part, and what is missing. The table behind it says the same. */
export function DayStrip() {
  const w = useWords(logsWords);
  const { lang } = useLang();
  const zone = deviceZone();
  const found = useDays(zone);
  const coverage = useCoverage();
  if (found.data === undefined)
    return found.error === null ? <Loading lines={4} /> : <Failed error={found.error} retry={() => void found.refetch()} />;
  const { sources } = found.data;
  const all = sources.flatMap((one) => one.days.map((day) => day.day)).toSorted();
  const days = daysBetween(all[0], all.at(-1));
  const missing = sources.reduce((sum, one) => sum + missingOf(one).length, 0);
  const gapOf = (source: SourceDaysWire): string => {
    const hours = coverage.data?.sources
      .find((one) => one.table === source.table && one.dataset === source.dataset)
      ?.gaps.reduce((sum, gap) => sum + gap.hours, 0);
    return hours === undefined ? '' : hours === 0 ? w.noGaps : w.gaps(hours);
  };
  return (
    <section className="stack" aria-label={w.coverage}>
      <h2>{w.coverage}</h2>
      {days.length === 0 ? (
        <p className="quiet">{w.coverageNone}</p>
      ) : (
        <>
          <p>{w.coverageText(sources.length, days[0] ?? '', days.at(-1) ?? '', missing)}</p>
          <Legend />
          <div className="strip-rows">
            {sources.map((source) => {
              const lines = source.days.reduce((sum, day) => sum + day.lines, 0);
              return (
                <div key={`${source.table} ${source.dataset}`} className="strip-row">
                  <span>
                    <strong>{source.dataset}</strong> <span className="small quiet">{source.zones.slice(0, 3).join(', ')}</span>
                  </span>
                  <Strip source={source} days={days} />
                  <span className="small">
                    <Counted
                      name={w.sourceLines(source.dataset)}
                      value={`${lines.toLocaleString(lang)} ${w.lines}`}
                      count={lines}
                      asked={{ behind: { of: 'source', table: source.table, dataset: source.dataset }, since: null, until: null }}
                    />{' '}
                    <span className="quiet">{gapOf(source)}</span>
                  </span>
                </div>
              );
            })}
          </div>
          <div className="spread small quiet">
            <span>{days[0]}</span>
            <span>{zone}</span>
            <span>{days.at(-1)}</span>
          </div>
          <DaysTable sources={sources} days={days} />
        </>
      )}
    </section>
  );
}

function Strip({ source, days }: { readonly source: SourceDaysWire; readonly days: readonly string[] }) {
  const w = useWords(logsWords);
  const byDay = new Map(source.days.map((day) => [day.day, day]));
  const step = 1000 / days.length;
  const first = source.days[0]?.day ?? '';
  const last = source.days.at(-1)?.day ?? '';
  return (
    <svg className="day-strip" viewBox={`0 0 1000 ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      {days.map((day, at) => {
        const there = byDay.get(day);
        if (there === undefined && (day < first || day > last)) return null;
        const kind = there === undefined ? 'none' : there.hours === 24 ? 'full' : 'part';
        const tall = there === undefined ? HEIGHT - 2 : Math.max(4, (there.hours / 24) * HEIGHT);
        return (
          <rect key={day} className={kind} x={at * step} width={Math.max(0.6, step * 0.92)} y={HEIGHT - tall} height={tall}>
            <title>{w.dayCell(day, there?.lines ?? 0, there?.hours ?? 0)}</title>
          </rect>
        );
      })}
    </svg>
  );
}

function Legend() {
  const w = useWords(logsWords);
  return (
    <ul className="strip-legend small">
      {(
        [
          ['full', w.legendFull, 14],
          ['part', w.legendPart, 8],
          ['none', w.legendNone, 14],
        ] as const
      ).map(([kind, word, tall]) => (
        <li key={kind}>
          <svg className="day-strip" style={{ width: 14, height: 14 }} viewBox="0 0 14 14" aria-hidden="true">
            <rect className={kind} x="0.5" y={14 - tall} width="13" height={tall - 0.5} />
          </svg>
          {word}
        </li>
      ))}
    </ul>
  );
}

/** Whole days without a line between a source's first and last. */
function missingOf(source: SourceDaysWire): readonly string[] {
  const there = new Set(source.days.map((day) => day.day));
  return daysBetween(source.days[0]?.day, source.days.at(-1)?.day).filter((day) => !there.has(day));
}

function DaysTable({ sources, days }: { readonly sources: readonly SourceDaysWire[]; readonly days: readonly string[] }) {
  const w = useWords(logsWords);
  const { lang } = useLang();
  return (
    <details className="small">
      <summary>{w.daysTable}</summary>
      <div className="wide-table">
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{w.day}</Table.Th>
              {sources.map((source) => (
                <Table.Th key={`${source.table} ${source.dataset}`} className="num">
                  {source.dataset}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {days.toReversed().map((day) => (
              <Table.Tr key={day}>
                <Table.Td style={{ whiteSpace: 'nowrap' }}>{day}</Table.Td>
                {sources.map((source) => {
                  const there = source.days.find((one) => one.day === day);
                  return (
                    <Table.Td key={`${source.table} ${source.dataset}`} className="num">
                      {there === undefined ? '—' : `${there.lines.toLocaleString(lang)} (${there.hours}/24)`}
                    </Table.Td>
                  );
                })}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </details>
  );
}
