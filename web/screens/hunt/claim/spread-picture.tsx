// SPDX-License-Identifier: Apache-2.0
import { Table } from '@mantine/core';
import { useSpread } from '../../../api/hunt/hunt.ts';
import type { Asked } from '../../../api/hunt/hunt.ts';
import { huntPageWords } from '../words.ts';
import { useLang, useSay, useWords } from '../../../lang/lang.tsx';
import { Pending } from '../../../components/states.tsx';
import { When } from '../../../components/when.tsx';
import { Counted } from '../pieces/raw-lines.tsx';
import { WideTable } from '../../../components/wide-table.tsx';

const WIDTH = 1000;
const HEIGHT = 120;
const FOOT = 2;
/** A bar is a bar, also where there are only two of them. */
const WIDEST = 40;

/** A number over time: bars for the eye, one sentence and a table that say the same. */
export function SpreadPicture({ asked, marks }: { readonly asked: Asked; readonly marks: boolean }) {
  const w = useWords(huntPageWords);
  const say = useSay();
  const { lang } = useLang();
  const found = useSpread(asked);
  if (found.data === undefined) return <Pending on={found} lines={3} />;
  const { buckets, seconds } = found.data;
  const [first] = buckets;
  const last = buckets.at(-1);
  if (first === undefined || last === undefined) return null;
  const from = Date.parse(first.from);
  const end = Date.parse(last.from) + seconds * 1000;
  const most = buckets.reduce((best, one) => (one.count > best.count ? one : best), first);
  const total = buckets.reduce((sum, one) => sum + one.count, 0);
  const step = (WIDTH / (end - from)) * seconds * 1000;
  const tall = (count: number) => Math.max(count === 0 ? 0 : 2, (count / most.count) * (HEIGHT - FOOT));
  const until = new Date(end).toISOString();
  const text = w.spreadText(total, say.time(first.from), say.time(until), most.count, say.time(most.from));
  return (
    <section className="stack" aria-label={w.spread}>
      <h3>{w.spread}</h3>
      <p>{text}</p>
      <svg className="spread-picture" role="img" aria-label={text} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none">
        <line x1="0" x2={WIDTH} y1={HEIGHT - FOOT} y2={HEIGHT - FOOT} />
        {buckets.map((one) => {
          const x = ((Date.parse(one.from) - from) / (end - from)) * WIDTH;
          const width = Math.min(WIDEST, Math.max(1.5, step - 1));
          return (
            <g key={one.from}>
              <title>{`${say.time(one.from)}: ${one.count.toLocaleString(lang)}`}</title>
              <rect className="bar" x={x} width={width} y={HEIGHT - FOOT - tall(one.count)} height={tall(one.count)} />
              <rect className="bar-marked" x={x} width={width} y={HEIGHT - FOOT - tall(one.marked)} height={tall(one.marked)} />
            </g>
          );
        })}
      </svg>
      <div className="spread small quiet">
        <span>{say.time(first.from)}</span>
        <span>{w.bucket(widthOf(seconds, w.widths))}</span>
        <span>{say.time(until)}</span>
      </div>
      {marks && buckets.some((one) => one.marked > 0) ? <p className="small quiet">{w.spreadMarked}</p> : null}
      <details className="small">
        <summary>{w.spreadTable}</summary>
        <WideTable>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{w.since}</Table.Th>
                <Table.Th className="num">{w.count}</Table.Th>
                {marks ? <Table.Th className="num">{w.attackShaped}</Table.Th> : null}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {buckets.map((one) => (
                <Table.Tr key={one.from}>
                  <Table.Td>
                    <When at={one.from} />
                  </Table.Td>
                  <Table.Td className="num">
                    <Counted
                      name={say.time(one.from)}
                      value={one.count.toLocaleString(lang)}
                      count={one.count}
                      asked={{ ...asked, since: one.from, until: new Date(Date.parse(one.from) + seconds * 1000).toISOString() }}
                    />
                  </Table.Td>
                  {marks ? <Table.Td className="num">{one.marked.toLocaleString(lang)}</Table.Td> : null}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </WideTable>
      </details>
    </section>
  );
}

type Widths = {
  readonly minute: string;
  readonly minutes: (n: number) => string;
  readonly hours: (n: number) => string;
  readonly days: (n: number) => string;
};

function widthOf(seconds: number, words: Widths): string {
  if (seconds === 60) return words.minute;
  if (seconds < 3600) return words.minutes(seconds / 60);
  return seconds < 86_400 ? words.hours(seconds / 3600) : words.days(seconds / 86_400);
}
