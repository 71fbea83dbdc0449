// SPDX-License-Identifier: Apache-2.0
import { Button, FileButton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { DragEvent } from 'react';
import type { ReceivedLine } from '../../../src/intake/contract.ts';
import { casesKey } from '../../api/cases.ts';
import { dropMails, reportsKey } from '../../api/reports.ts';
import { useWords } from '../../lang/lang.tsx';
import { reportWords } from '../../journal/words/reports.ts';
import { Failed } from '../../components/states.tsx';
import { paths } from '../../paths.ts';

/** Mail files dropped or chosen. Each is kept as it came before anything reads it. */
export function DropZone() {
  const w = useWords(reportWords);
  const client = useQueryClient();
  const [over, setOver] = useState(false);
  const reset = useRef<() => void>(null);
  const send = useMutation({
    mutationFn: (files: readonly File[]) => dropMails(files),
    onSettled: () => {
      reset.current?.();
      void client.invalidateQueries({ queryKey: reportsKey });
      void client.invalidateQueries({ queryKey: casesKey });
    },
  });
  const take = (files: readonly File[]) => {
    if (files.length > 0) send.mutate(files);
  };
  const onDrag = (event: DragEvent, to: boolean) => {
    event.preventDefault();
    setOver(to);
  };
  return (
    <div className="stack">
      <div
        className="drop"
        data-over={over}
        data-testid="drop-zone"
        onDragOver={(event) => onDrag(event, true)}
        onDragLeave={(event) => onDrag(event, false)}
        onDrop={(event) => {
          onDrag(event, false);
          take([...event.dataTransfer.files]);
        }}
      >
        <span>{w.dropLead}</span>
        <FileButton multiple accept=".eml,.msg,.emlx,.mbox,message/rfc822,application/vnd.ms-outlook" resetRef={reset} onChange={take}>
          {(props) => (
            <Button {...props} loading={send.isPending}>
              {w.dropChoose}
            </Button>
          )}
        </FileButton>
        {send.isPending ? <span role="status">{w.dropSending(send.variables.length)}</span> : null}
      </div>
      {send.error === null ? null : <Failed error={send.error} />}
      {send.data === undefined ? null : <Received lines={send.data.received} />}
    </div>
  );
}

function Received({ lines }: { readonly lines: readonly ReceivedLine[] }) {
  const w = useWords(reportWords);
  return (
    <div className="sheet stack" role="status">
      <strong>{w.dropDone(lines.length)}</strong>
      <div className="list">
        {lines.slice(0, 20).map((line, index) => (
          <a key={`${line.reportId}-${index}`} className="list-row waiting-grid" href={paths.report(line.reportId)}>
            <span className="one-line">{line.subject === '' ? w.noSubject : line.subject}</span>
            <span className="one-line small quiet">{line.from === '' ? w.noFrom : line.from}</span>
            <span className="one-line small quiet">{line.again ? w.dropAgain : line.file}</span>
            <span className="small mono num">{line.caseId ?? ''}</span>
          </a>
        ))}
      </div>
    </div>
  );
}
