// SPDX-License-Identifier: Apache-2.0
import { Button, FileButton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { TrafficRow } from '../../../../src/containment/register/register.contract.ts';
import { importTraffic, readinessKey } from '../../../api/readiness.ts';
import { useSay, useWords } from '../../../lang/lang.tsx';
import { Failed } from '../../../components/states.tsx';
import { paths } from '../../../paths.ts';
import { ProgressBar } from '../../../ui/progress-bar.tsx';
import { paceOf } from './pace.ts';
import { recordWords } from '../record-words.ts';
import { Refusals } from './refusals.tsx';

const many = (count: number): string => count.toLocaleString('en-US');
type Sending = { readonly name: string; readonly sent: number; readonly of: number; readonly elapsed: number };

/** A file of recorded traffic, with how much has left, how fast, and how long it still takes. */
export function TrafficUpload() {
  const r = useWords(recordWords);
  const client = useQueryClient();
  const reset = useRef<() => void>(null);
  const [sending, setSending] = useState<Sending | null>(null);
  const send = useMutation({
    mutationFn: (file: File): Promise<TrafficRow> => {
      const started = performance.now();
      setSending({ name: file.name, sent: 0, of: file.size, elapsed: 0 });
      return importTraffic(file, (sent, of) => setSending({ name: file.name, sent, of, elapsed: performance.now() - started }));
    },
    onSettled: () => {
      setSending(null);
      reset.current?.();
      void client.invalidateQueries({ queryKey: readinessKey });
    },
  });
  return (
    <div className="stack" style={{ gap: 8 }}>
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
      {sending === null ? null : <Underway sending={sending} />}
      {send.error === null ? null : <Failed error={send.error} />}
      {send.data === undefined ? null : (
        <div role="status" className="sheet">
          <strong>{r.trafficTaken(send.data.days, many(send.data.accepted))}</strong>
          <Refusals row={send.data} />
        </div>
      )}
    </div>
  );
}

function Underway({ sending }: { readonly sending: Sending }) {
  const r = useWords(recordWords);
  const { bytes } = useSay();
  const { name, sent, of, elapsed } = sending;
  const whole = sent >= of;
  const pace = whole ? null : paceOf(sent, of, elapsed);
  return (
    <div className="stack" style={{ gap: 4 }}>
      <div className="spread">
        <bdi>{name}</bdi>
        <span className="small num">
          {whole
            ? r.readingNow
            : [r.sentOf(bytes(sent), bytes(of)), ...(pace === null ? [] : [r.rate(bytes(pace.perSecond)), r.left(pace.leftSeconds)])].join(
                ' · ',
              )}
        </span>
      </div>
      <ProgressBar label={name} value={of === 0 ? 0 : sent / of} />
      <p className="small quiet">{r.stayHere}</p>
      {pace?.willBeCut === true ? (
        <p className="band">
          ▲ {r.willBeCut} <a href={paths.logs}>{r.logsPage}</a>
        </p>
      ) : null}
    </div>
  );
}
