// SPDX-License-Identifier: Apache-2.0
import { Button, FileButton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { DragEvent } from 'react';
import { uploadLog, useImports } from '../../../api/hunt/logs.ts';
import { importsKey } from '../../../api/topics.ts';
import { useSay, useWords } from '../../../lang/lang.tsx';
import { logsWords } from './words.ts';
import { Failed } from '../../../components/states.tsx';
import { ProgressBar } from '../../../ui/progress-bar.tsx';
import { ZoneSelect } from './zone-select.tsx';

type Sending = { readonly name: string; readonly sent: number; readonly of: number; readonly error: unknown };

/** Log files dropped or chosen; each is sent in pieces, so that a lost connection costs one piece and not the file. */
export function UploadZone({ caseId }: { readonly caseId: string | null }) {
  const w = useWords(logsWords);
  const { bytes } = useSay();
  const client = useQueryClient();
  const imports = useImports();
  const [zone, setZone] = useState('');
  const [over, setOver] = useState(false);
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const reset = useRef<() => void>(null);
  const stop = useRef(new AbortController());
  useEffect(() => {
    const controller = new AbortController();
    stop.current = controller;
    return () => controller.abort();
  }, []);
  const take = async (files: readonly File[]) => {
    reset.current?.();
    const known = imports.data;
    if (known === undefined) return;
    for (const file of files) {
      const mark = (change: Partial<Sending>) =>
        setSending((all) => [
          ...all.filter((one) => one.name !== file.name),
          { name: file.name, sent: 0, of: file.size, error: null, ...change },
        ]);
      mark({});
      const goOn = known.imports.find((one) => one.state === 'receiving' && one.name === file.name && one.bytes === file.size) ?? null;
      try {
        await uploadLog({
          file,
          zone: zone === '' ? null : zone,
          caseId,
          chunkBytes: known.chunkBytes,
          goOn,
          signal: stop.current.signal,
          onProgress: (_, sent) => mark({ sent }),
        });
        setSending((all) => all.filter((one) => one.name !== file.name));
      } catch (error) {
        if (stop.current.signal.aborted) return;
        mark({ error });
      }
      void client.invalidateQueries({ queryKey: importsKey });
    }
  };
  const onDrag = (event: DragEvent, to: boolean) => {
    event.preventDefault();
    setOver(to);
  };
  return (
    <section className="stack no-print" aria-label={w.addTitle}>
      <h2>{w.addTitle}</h2>
      <div
        className="drop"
        data-over={over}
        data-testid="log-drop-zone"
        onDragOver={(event) => onDrag(event, true)}
        onDragLeave={(event) => onDrag(event, false)}
        onDrop={(event) => {
          onDrag(event, false);
          void take([...event.dataTransfer.files]);
        }}
      >
        <span>{w.dropLead}</span>
        <FileButton multiple resetRef={reset} onChange={(files) => void take(files)}>
          {(props) => (
            <Button {...props} variant="filled" disabled={imports.data === undefined}>
              {w.choose}
            </Button>
          )}
        </FileButton>
        <span className="small quiet">{imports.data === undefined ? null : w.dropNote(bytes(imports.data.mostBytes))}</span>
      </div>
      <div className="row">
        <ZoneSelect label={w.zone} value={zone} onChange={setZone} open />
        {caseId === null ? null : <span className="small quiet">{w.toCase(caseId)}</span>}
      </div>
      {imports.error === null ? null : <Failed error={imports.error} retry={() => void imports.refetch()} />}
      {sending.map((one) => (
        <div key={one.name} className="stack" style={{ gap: 4 }}>
          <div className="spread">
            <bdi>{one.name}</bdi>
            <span className="small">{w.bytesOf(bytes(one.sent), bytes(one.of))}</span>
          </div>
          <ProgressBar label={one.name} value={one.of === 0 ? 0 : one.sent / one.of} />
          {one.error === null ? null : <Failed error={one.error} />}
        </div>
      ))}
    </section>
  );
}
