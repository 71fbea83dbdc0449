// SPDX-License-Identifier: Apache-2.0
import { Table } from '@mantine/core';
import type { SourceDaysWire } from '../../../../src/hunt/contract.ts';
import { useCoverage, useDays } from '../../../api/hunt/hunt.ts';
import { useLang, useWords } from '../../../lang/lang.tsx';
import { logsWords } from './words.ts';
import { deviceZone } from '../../../lang/time.ts';
import { Pending } from '../../../components/states.tsx';
import { columnsOf, dayName, daysBetween } from './days-between.ts';
import type { Column } from './days-between.ts';
import { Counted } from '../pieces/raw-lines.tsx';
import { WideTable } from '../../../components/wide-table.tsx';

const HEIGHT = 22;

/** Sources x days: what is there, what is there in part, and what is missing. The table behind it says the same. */
export function DayStrip() {
  const w = useWords(logsWords);
  const { lang } = useLang();
  const zone = deviceZone();
  const found = useDays(zone);
  const coverage = useCoverage();
  if (found.data === undefined) return <Pending on={found} lines={4} />;
  const { sources } = found.data;
  const all = sources.flatMap((one) => one.days.map((day) => day.day)).toSorted();
  const columns = columnsOf(new Set(all));
  const [first, last] = [all[0], all.at(-1)];
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
      {columns.length === 0 ? (
        <p className="quiet">{w.coverageNone}</p>
      ) : (
        <>
          <p>{w.coverageText(sources.length, dayName(first, lang), dayName(last, lang), missing)}</p>
          <Legend breaks={columns.some((one) => one.days > 1)} />
          <div className="strip-rows">
            {sources.map((source) => {
              const lines = source.days.reduce((sum, day) => sum + day.lines, 0);
              return (
                <div key={`${source.table} ${source.dataset}`} className="strip-row">
                  <span>
                    <strong>{source.dataset}</strong> <span className="small quiet">{source.zones.slice(0, 3).join(', ')}</span>
                  </span>
                  <Strip source={source} columns={columns} />
                  <span className="small">
                    <Counted
                      name={w.sourceLines(source.dataset)}
                      value={w.countedLines(lines)}
                      count={lines}
                      asked={{ behind: { of: 'source', table: source.table, dataset: source.dataset }, since: null, until: null }}
                    />{' '}
                    <span className="quiet">{gapOf(source)}</span>
                  </span>
                </div>
              );
            })}
            <div className="strip-row wide-only" aria-hidden="true">
              <span className="small quiet">{zone}</span>
              <span className="spread small quiet">
                <span>{dayName(first, lang)}</span>
                <span>{dayName(last, lang)}</span>
              </span>
            </div>
          </div>
          <DaysTable sources={sources} columns={columns} />
        </>
      )}
    </section>
  );
}

function Strip({ source, columns }: { readonly source: SourceDaysWire; readonly columns: readonly Column[] }) {
  const w = useWords(logsWords);
  const { lang } = useLang();
  const byDay = new Map(source.days.map((day) => [day.day, day]));
  const step = 1000 / columns.length;
  const first = source.days[0]?.day ?? '';
  const last = source.days.at(-1)?.day ?? '';
  return (
    <svg className="day-strip" viewBox={`0 0 1000 ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      {columns.map((column, at) => {
        const there = column.days === 1 ? byDay.get(column.from) : undefined;
        const outside = there === undefined && (column.to < first || column.from > last);
        if (outside && column.days === 1) return null;
        if (column.days > 1)
          return (
            <path key={column.from} className="break" d={`M${(at + 0.5) * step} 0 V${HEIGHT}`}>
              <title>{w.breakCell(column.days)}</title>
            </path>
          );
        const kind = there === undefined ? 'none' : there.hours === 24 ? 'full' : 'part';
        const tall = there === undefined ? HEIGHT - 2 : Math.max(4, (there.hours / 24) * HEIGHT);
        return (
          <rect key={column.from} className={kind} x={at * step} width={Math.max(0.6, step * 0.92)} y={HEIGHT - tall} height={tall}>
            <title>{w.dayCell(dayName(column.from, lang), there?.lines ?? 0, there?.hours ?? 0)}</title>
          </rect>
        );
      })}
    </svg>
  );
}

function Legend({ breaks }: { readonly breaks: boolean }) {
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
      {breaks ? (
        <li>
          <svg className="day-strip" style={{ width: 14, height: 14 }} viewBox="0 0 14 14" aria-hidden="true">
            <path className="break" d="M7 0 V14" />
          </svg>
          {w.legendBreak}
        </li>
      ) : null}
    </ul>
  );
}

/** Whole days without a line between a source's first and last. */
function missingOf(source: SourceDaysWire): readonly string[] {
  const there = new Set(source.days.map((day) => day.day));
  return daysBetween(source.days[0]?.day, source.days.at(-1)?.day).filter((day) => !there.has(day));
}

function DaysTable({ sources, columns }: { readonly sources: readonly SourceDaysWire[]; readonly columns: readonly Column[] }) {
  const w = useWords(logsWords);
  const { lang } = useLang();
  return (
    <details className="small">
      <summary>{w.daysTable}</summary>
      <WideTable>
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
            {columns.toReversed().map((column) => (
              <Table.Tr key={column.from}>
                <Table.Td style={{ whiteSpace: 'nowrap' }}>{dayName(column.from, lang)}</Table.Td>
                {column.days > 1 ? (
                  <Table.Td colSpan={sources.length}>{w.breakCell(column.days)}</Table.Td>
                ) : (
                  sources.map((source) => {
                    const there = source.days.find((one) => one.day === column.from);
                    return (
                      <Table.Td key={`${source.table} ${source.dataset}`} className="num">
                        {there === undefined ? '—' : `${there.lines.toLocaleString(lang)} (${there.hours}/24)`}
                      </Table.Td>
                    );
                  })
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
    </details>
  );
}
