// SPDX-License-Identifier: Apache-2.0
import { Button, FileButton, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { listFormats } from '../../../../src/containment/register/register.contract.ts';
import { importList, readinessKey } from '../../../api/readiness.ts';
import { useWords } from '../../../lang/lang.tsx';
import { Failed } from '../../../components/states.tsx';
import { serviceWords } from './words.ts';
import { readyWords } from '../words.ts';
import { Dialog } from '../../../components/dialog.tsx';

/** Published lists and the organisation's own table, as they come. */
export function ImportList({ onClose }: { readonly onClose: () => void }) {
  const w = useWords(readyWords);
  const s = useWords(serviceWords);
  const client = useQueryClient();
  const [format, setFormat] = useState<(typeof listFormats)[number]>('csv');
  const [region, setRegion] = useState('');
  const [service, setService] = useState('');
  const reset = useRef<() => void>(null);
  const send = useMutation({
    mutationFn: (file: File) => importList(file, format, format === 'aws' ? region : '', format === 'aws' ? service : ''),
    onSettled: () => {
      reset.current?.();
      void client.invalidateQueries({ queryKey: readinessKey });
    },
  });
  return (
    <Dialog onClose={onClose} title={s.listTitle} size="lg">
      <div className="stack">
        <p>{s.listLead}</p>
        <NativeSelect
          data-autofocus
          label={s.format}
          value={format}
          data={listFormats.map((value) => ({ value, label: s.formats[value] }))}
          onChange={(event) => setFormat(listFormats.find((one) => one === event.currentTarget.value) ?? 'csv')}
        />
        {format === 'aws' ? (
          <div className="row">
            <TextInput
              label={s.region}
              placeholder="ap-northeast-1"
              value={region}
              onChange={(event) => setRegion(event.currentTarget.value)}
            />
            <TextInput label={s.awsService} placeholder="S3" value={service} onChange={(event) => setService(event.currentTarget.value)} />
          </div>
        ) : null}
        <div className="actions">
          <FileButton resetRef={reset} onChange={(file) => (file === null ? undefined : send.mutate(file))}>
            {(props) => (
              <Button {...props} variant="filled" loading={send.isPending}>
                {s.choose}
              </Button>
            )}
          </FileButton>
        </div>
        {send.error === null ? null : <Failed error={send.error} />}
        {send.data === undefined ? null : (
          <div className="stack" role="status">
            <strong>
              {send.data.file}
              {w.colon}
              {s.taken(send.data.added, send.data.changed, send.data.unchanged)}
            </strong>
            {send.data.refused.length === 0 ? null : (
              <details>
                <summary>{w.refused(send.data.refused.length)}</summary>
                <ul>
                  {send.data.refused.map((row) => (
                    <li key={`${row.line} ${row.field} ${row.value}`} className="small">
                      {w.line(row.line)} {row.field}: {row.value}
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </div>
        )}
      </div>
    </Dialog>
  );
}
