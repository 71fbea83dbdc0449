// SPDX-License-Identifier: Apache-2.0
import type { CoverageSheet as Coverage } from '../../../src/hunt/contract.ts';
import { useCoverage } from '../../api/hunt.ts';
import { useLang, useSay, useWords } from '../../i18n/lang.tsx';
import { Failed, Loading, When } from '../../i18n/told.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { huntPageWords } from './words.ts';

type Source = Coverage['sources'][number];
const DRAWN_GAPS = 200;

/** Each log over the common time: where there are lines, and where there are none. */
export function CoverageSheet() {
  const w = useWords(huntPageWords);
  const { two } = useSay();
  const { lang } = useLang();
  const found = useCoverage();
  if (found.data === undefined)
    return found.error === null ? <Loading lines={4} /> : <Failed error={found.error} retry={() => void found.refetch()} />;
  const { sources, notLookedAt, lines, rejected } = found.data;
  const times = sources.flatMap((one) => [one.from, one.to]).flatMap((time) => (time === null ? [] : [Date.parse(time)]));
  const [start, end] = [Math.min(...times), Math.max(...times)];
  return (
    <section className="stack" aria-label={w.coverage}>
      <h2>{w.coverage}</h2>
      {sources.length === 0 ? <p>{w.noLogs}</p> : null}
      {sources.map((source) => (
        <div key={`${source.table} ${source.dataset}`} className="stack" style={{ gap: 4 }}>
          <h3>{source.dataset}</h3>
          <Strip source={source} start={start} end={end} />
          <div className="small">
            {source.from === null ? w.none : <When at={source.from} />} – {source.to === null ? w.none : <When at={source.to} />},{' '}
            {source.lines.toLocaleString(lang)} {w.lines}
            {source.gaps.length === 0 ? null : `, ${w.gapHours(source.gaps.reduce((sum, gap) => sum + gap.hours, 0))}`}
          </div>
        </div>
      ))}
      <FactList
        facts={[
          { name: w.lines, value: lines.toLocaleString(lang) },
          { name: w.rejected, value: rejected.toLocaleString(lang) },
        ]}
      />
      {notLookedAt.length === 0 ? null : (
        <>
          <h3>{w.notLooked}</h3>
          <ul>
            {notLookedAt.map((one) => (
              <li key={one.en}>{two(one)}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** A picture for the eye; the words below it say the same. */
function Strip({ source, start, end }: { readonly source: Source; readonly start: number; readonly end: number }) {
  const place = (time: string): number => (end === start ? 0 : ((Date.parse(time) - start) / (end - start)) * 1000);
  if (source.from === null || source.to === null) return null;
  return (
    <svg viewBox="0 0 1000 16" preserveAspectRatio="none" width="100%" height="16" aria-hidden="true">
      <rect x="0" y="0" width="1000" height="16" fill="none" stroke="currentColor" />
      <rect
        x={place(source.from)}
        y="0"
        width={Math.max(4, place(source.to) - place(source.from))}
        height="16"
        fill="currentColor"
        opacity="0.6"
      />
      {source.gaps.slice(0, DRAWN_GAPS).map((gap) => (
        <rect key={gap.from} x={place(gap.from)} y="1" width={Math.max(1, place(gap.to) - place(gap.from))} height="14" fill="Canvas" />
      ))}
    </svg>
  );
}
