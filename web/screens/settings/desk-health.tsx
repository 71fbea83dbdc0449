// SPDX-License-Identifier: Apache-2.0
import { useDeskHealth } from '../../api/desk-health.ts';
import { Pending } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { Tag } from '../../ui/tag.tsx';
import { settingsWords } from './words.ts';

const TONES = { bad: 'act', care: 'line', off: 'plain', good: 'verified' } as const;

/** What would fail or be lost, what somebody should know, what is not set up, and what was found good. */
export function DeskHealth() {
  const w = useWords(settingsWords);
  const { two } = useSay();
  const allowed = useMay('administer');
  const health = useDeskHealth(allowed);
  if (!allowed) return null;
  return (
    <section className="sheet stack" aria-label={w.health.title}>
      <h2>{w.health.title}</h2>
      <p className="small quiet">{w.health.lead}</p>
      {health.data === undefined ? <Pending on={health} lines={4} /> : null}
      {health.data?.findings.map(({ id, is, text }) => (
        <div key={id} className="row" style={{ gap: '4px 12px', alignItems: 'baseline', flexWrap: 'nowrap' }}>
          <Tag tone={TONES[is]}>{w.health.is[is]}</Tag>
          <span style={{ minWidth: 0, overflowWrap: 'anywhere' }}>{two(text)}</span>
        </div>
      ))}
    </section>
  );
}
