// SPDX-License-Identifier: Apache-2.0
import { Button, FileButton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { TrafficRow } from '../../../src/containment/register/contract.ts';
import { importTraffic, readinessKey, useTraffic } from '../../api/readiness.ts';
import { useSay, useWords } from '../../i18n/lang.tsx';
import { Failed, Loading, When } from '../../i18n/told.tsx';
import { useMay } from '../../journal/person.ts';
import { EmptyState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { recordWords } from './record-words.ts';
import { readyWords } from './words.ts';

const many = (count: number): string => count.toLocaleString('en-US');

/** Recorded traffic, newest first; the newest one is what readiness and plans are counted from. */
export function TrafficList() {
  const w = useWords(readyWords);
  const r = useWords(recordWords);
  const mayWork = useMay('work');
  const list = useTraffic();
  const client = useQueryClient();
  const reset = useRef<() => void>(null);
  const send = useMutation({
    mutationFn: importTraffic,
    onSettled: () => {
      reset.current?.();
      void client.invalidateQueries({ queryKey: readinessKey });
    },
  });
  return (
    <div className="stack" style={{ gap: 20 }}>
      <p style={{ maxWidth: '60em' }}>{r.trafficLead}</p>
      {mayWork ? (
        <div className="drop">
          <FileButton resetRef={reset} onChange={(file) => (file === null ? undefined : send.mutate(file))}>
            {(props) => (
              <Button {...props} variant="filled" loading={send.isPending}>
                {r.trafficChoose}
              </Button>
            )}
          </FileButton>
          <span className="small quiet">{r.trafficForms}</span>
        </div>
      ) : null}
      {send.error === null ? null : <Failed error={send.error} />}
      {send.data === undefined ? null : (
        <p role="status" className="sheet">
          <strong>{r.trafficTaken(send.data.days, many(send.data.accepted))}</strong>
          <Refusals row={send.data} />
        </p>
      )}
      {list.data === undefined ? (
        list.error === null ? (
          <Loading lines={4} />
        ) : (
          <Failed error={list.error} retry={() => void list.refetch()} />
        )
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
      <span className="small">{row.by}</span>
      <span className="small quiet">
        <When at={row.at} />
      </span>
    </div>
  );
}

function Refusals({ row }: { readonly row: TrafficRow }) {
  const w = useWords(readyWords);
  const r = useWords(recordWords);
  if (row.refused === 0) return null;
  const why = (code: string): string => (Object.hasOwn(r.why, code) ? r.why[code as keyof typeof r.why] : code);
  return (
    <details className="small">
      <summary>{r.trafficRefused(many(row.refused))}</summary>
      <ul>
        {row.samples.map((one) => (
          <li key={one.line}>
            {w.line(one.line)}: {why(one.why)}
          </li>
        ))}
      </ul>
    </details>
  );
}
