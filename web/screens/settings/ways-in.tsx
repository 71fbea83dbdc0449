// SPDX-License-Identifier: Apache-2.0
import { useWays } from '../../api/reports.ts';
import { useLang, useWords } from '../../lang/lang.tsx';
import { settingsWords } from './words.ts';
import { Pending } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { Tag } from '../../ui/tag.tsx';
import { endpoints } from '../../../src/intake/contract.ts';

const TONES = { open: 'verified', trying: 'act', stopped: 'plain', elsewhere: 'plain' } as const;

/** Whether mail can come in: what is set up, how it stands, and what to set where nothing is. */
export function WaysIn() {
  const w = useWords(settingsWords);
  const { lang } = useLang();
  const allowed = useMay('work');
  const ways = useWays(allowed);
  if (!allowed) return null;
  return (
    <section className="sheet stack" aria-label={w.waysTitle}>
      <h2>{w.waysTitle}</h2>
      {ways.data === undefined ? <Pending on={ways} lines={2} /> : null}
      {ways.data?.ways.length === 0 ? <p>{w.noWays}</p> : null}
      {ways.data?.ways.map((way) => (
        <div key={`${way.kind} ${way.where}`} className="stack" style={{ gap: 4 }}>
          <div className="row" style={{ gap: '4px 12px' }}>
            <strong>{w.way[way.kind]}</strong>
            <Tag tone={TONES[way.is]}>{w.wayIs[way.is]}</Tag>
            <span className="mono small">{way.where}</span>
          </div>
          <span className="small quiet">{w.encryption[way.encryption]}</span>
          {way.lastFailure === null ? null : (
            <span className="small">{w.wayFailed(way.failures, way.words?.[lang] ?? way.lastFailure)}</span>
          )}
        </div>
      ))}
      <p className="small quiet">
        {w.waysAlways} <a href={endpoints.form.path}>{w.waysForm}</a>
      </p>
    </section>
  );
}
