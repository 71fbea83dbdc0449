// SPDX-License-Identifier: Apache-2.0
import type { TrafficRow } from '../../../../src/containment/register/register.contract.ts';
import { useTraffic } from '../../../api/readiness.ts';
import { useSay, useWords } from '../../../lang/lang.tsx';
import { useWho } from '../../../journal/who.ts';
import { Pending } from '../../../components/states.tsx';
import { When } from '../../../components/when.tsx';
import { useMay } from '../../../journal/person.ts';
import { EmptyState } from '../../../ui/states.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { FromLogs } from './from-logs.tsx';
import { recordWords } from '../record-words.ts';
import { Refusals } from './refusals.tsx';
import { TrafficUpload } from './traffic-upload.tsx';
import { readyWords } from '../words.ts';

const many = (count: number): string => count.toLocaleString('en-US');

/** Recorded traffic, newest first; the newest one is what readiness and plans are counted from. */
export function TrafficList() {
  const w = useWords(readyWords);
  const r = useWords(recordWords);
  const mayWork = useMay('work');
  const list = useTraffic();
  return (
    <div className="stack" style={{ gap: 20 }}>
      <p style={{ maxWidth: '60em' }}>{r.trafficLead}</p>
      {mayWork ? <TrafficUpload /> : null}
      <FromLogs />
      {list.data === undefined ? (
        <Pending on={list} lines={4} />
      ) : list.data.items.length === 0 ? (
        <EmptyState title={w.trafficNone} />
      ) : (
        <div className="list">
          <div className="list-row traffic-grid list-head" aria-hidden="true">
            {Object.values(r.trafficHead).map((name) => (
              <span key={name}>{name}</span>
            ))}
          </div>
          {list.data.items.map((row, index) => (
            <OneRecord key={row.trafficId} row={row} used={index === 0} />
          ))}
        </div>
      )}
    </div>
  );
}

function OneRecord({ row, used }: { readonly row: TrafficRow; readonly used: boolean }) {
  const w = useWords(readyWords);
  const r = useWords(recordWords);
  const say = useSay();
  const who = useWho();
  return (
    <div className="list-row traffic-grid">
      <span className="lead">
        {row.file} {used ? <Tag tone="alive">{r.trafficInUse}</Tag> : null}
        <span className="small quiet" style={{ display: 'block' }}>
          {row.trafficId} · {say.bytes(row.bytes)} · <span title={row.sha256}>SHA-256 {row.sha256.slice(0, 12)}…</span>
        </span>
      </span>
      <span className="small">{row.from === null || row.to === null ? w.unknownDays : w.trafficOf(row.days, row.from, row.to)}</span>
      <span className="small">
        {r.lines(many(row.accepted))}
        <Refusals row={row} />
      </span>
      <span className="small">{who(row.by)}</span>
      <span className="small quiet">
        <When at={row.at} />
      </span>
    </div>
  );
}
