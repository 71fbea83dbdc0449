// SPDX-License-Identifier: Apache-2.0
import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Taking } from '../../../../src/containment/register/register.contract.ts';
import { ApiError } from '../../../api/fetch/problem.ts';
import { readinessKey, takeFromLogs, takingKey, useLogDays, useTaking } from '../../../api/readiness.ts';
import { useWords } from '../../../lang/lang.tsx';
import { Failed } from '../../../components/states.tsx';
import { useMay } from '../../../journal/person.ts';
import { paths } from '../../../paths.ts';
import { ProgressBar } from '../../../ui/progress-bar.tsx';
import { paceOf } from './pace.ts';
import { recordWords } from '../record-words.ts';
import { Refusals } from './refusals.tsx';
import { readyWords } from '../words.ts';

const SPANS = [35, 60, 90, 400] as const;
/** How an older taking ended is told by the list below it. */
const FRESH_MILLIS = 600_000;
const many = (count: number): string => count.toLocaleString('en-US');

/** Traffic that the hunt's logs hold already becomes the record that readiness counts from; the draft follows from it. */
export function FromLogs() {
  const r = useWords(recordWords);
  const w = useWords(readyWords);
  const mayWork = useMay('work');
  const client = useQueryClient();
  const taking = useTaking();
  const running = taking.data?.running ?? null;
  const days = useLogDays(running === null);
  const [span, setSpan] = useState<number>(60);
  const begin = useMutation({
    mutationFn: () => takeFromLogs(span),
    onSettled: () => client.invalidateQueries({ queryKey: takingKey }),
  });
  useEnded(running !== null);
  const last = taking.data?.ended ?? null;
  const ended = last !== null && Date.parse(taking.data?.now ?? last.at) - Date.parse(last.at) < FRESH_MILLIS ? last : null;
  const held = days.data?.days ?? null;
  return (
    <div className="stack" style={{ gap: 8 }}>
      {running !== null ? (
        <Underway running={running} now={taking.data?.now ?? running.startedAt} />
      ) : held === null ? (
        days.data === undefined ? null : (
          <p className="small quiet">
            {days.data.absent ? r.logsAbsent : r.logsNone} {days.data.absent ? null : <a href={paths.logs}>{r.logsPage}</a>}
          </p>
        )
      ) : mayWork ? (
        <form
          className="drop"
          onSubmit={(event) => {
            event.preventDefault();
            begin.mutate();
          }}
        >
          <Button type="submit" loading={begin.isPending}>
            {r.fromLogs}
          </Button>
          <NativeSelect
            aria-label={r.logsSpan}
            value={String(span)}
            data={SPANS.map((one) => ({ value: String(one), label: r.lastDays[one] }))}
            onChange={(event) => setSpan(Number(event.currentTarget.value))}
          />
          <span className="small quiet">{r.logsHold(held.days, held.from, held.to)}</span>
        </form>
      ) : null}
      {begin.error === null ? null : <Failed error={begin.error} />}
      {running !== null || ended === null ? null : ended.problem !== null ? (
        <Failed error={new ApiError(ended.problem)} />
      ) : ended.traffic === null ? null : (
        <div role="status" className="sheet stack">
          <strong>{r.trafficTaken(ended.traffic.days, many(ended.traffic.accepted))}</strong>
          <Refusals row={ended.traffic} />
          <a href={paths.readiness('draft')}>{w.go.inventory}</a>
        </div>
      )}
    </div>
  );
}

/** What was counted from the former record is old once the new one is there. */
function useEnded(running: boolean): void {
  const client = useQueryClient();
  const before = useRef(running);
  useEffect(() => {
    if (before.current && !running) void client.invalidateQueries({ queryKey: readinessKey });
    before.current = running;
  }, [client, running]);
}

function Underway({ running, now }: { readonly running: NonNullable<Taking['running']>; readonly now: string }) {
  const r = useWords(recordWords);
  const { done, of, flows } = running;
  const pace = paceOf(done, of, Date.parse(now) - Date.parse(running.startedAt));
  const read = of > 0 && done >= of;
  return (
    <div className="stack" style={{ gap: 4 }}>
      <div className="spread">
        <span>{r.takingLogs}</span>
        <span className="small num">
          {read
            ? r.readingNow
            : [...(of === 0 ? [] : [r.daysOf(done, of), r.lines(many(flows))]), ...(pace === null ? [] : [r.left(pace.leftSeconds)])].join(
                ' · ',
              )}
        </span>
      </div>
      <ProgressBar label={r.takingLogs} value={of === 0 ? 0 : done / of} />
      <p className="small quiet">{r.leaveHere}</p>
    </div>
  );
}
