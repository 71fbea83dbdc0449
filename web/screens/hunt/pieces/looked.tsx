// SPDX-License-Identifier: Apache-2.0
import type { CoverageSheet } from '../../../../src/hunt/contract.ts';
import { huntPageWords } from '../words.ts';
import { useSay, useWords } from '../../../lang/lang.tsx';
import { logsWords } from '../logs/words.ts';
import { paths } from '../../../paths.ts';
import { Counted } from './raw-lines.tsx';

/** What stands behind an answer, and what does not: never smaller than the answer itself. */
export function Looked({ coverage, caseId }: { readonly coverage: CoverageSheet; readonly caseId: string }) {
  const w = useWords(huntPageWords);
  const l = useWords(logsWords);
  const say = useSay();
  return (
    <section className="stack" aria-label={w.coverage}>
      <h3>{w.coverage}</h3>
      <ul className="plain-list">
        {coverage.sources.map((source) => (
          <li key={`${source.table} ${source.dataset}`}>
            <strong>{source.dataset}</strong>{' '}
            <Counted
              name={source.dataset}
              value={l.countedLines(source.looked)}
              count={source.looked}
              asked={{ behind: { of: 'source', table: source.table as 'web', dataset: source.dataset }, ...coverage.period }}
            />{' '}
            <span className="small quiet">
              {source.from === null || source.to === null ? l.origins.none : `${say.time(source.from)} – ${say.time(source.to)}`} ·{' '}
              {source.gaps.length === 0 ? l.noGaps : l.gaps(source.gaps.reduce((sum, gap) => sum + gap.hours, 0))}
            </span>
          </li>
        ))}
      </ul>
      <h3>{w.notLooked}</h3>
      {coverage.notLookedAt.length === 0 ? <p>{w.nothingMissing}</p> : null}
      <ul className="plain-list">
        {coverage.notLookedAt.map((one) => (
          <li key={one.en}>○ {say.told(one)}</li>
        ))}
      </ul>
      <a className="no-print" href={paths.hunt(caseId, 'logs')}>
        {w.seeLogs}
      </a>
    </section>
  );
}
