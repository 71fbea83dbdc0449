// SPDX-License-Identifier: Apache-2.0
import { Button, FileButton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { QueryKey } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ListImported } from '../../../src/notification/contract.ts';
import { Failed } from '../../components/states.tsx';
import { useWords } from '../../lang/lang.tsx';
import { BadRows } from './bad-rows.tsx';
import { customerWords } from './words.ts';

export type Bring = { readonly file: File; readonly leaveOut: readonly number[] };

/** Brings a table in; a file with an error is not taken until its rows are left out one by one. `topic`: what is stale then. */
export function ImportCsv<Report extends ListImported>(props: {
  readonly title: string;
  readonly lead: string;
  readonly template: string | null;
  readonly topic: QueryKey;
  readonly bring: (asked: Bring) => Promise<Report>;
  readonly taken: (report: Report) => ReactNode;
}) {
  const w = useWords(customerWords);
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const send = useMutation({
    mutationFn: props.bring,
    onSuccess: () => client.invalidateQueries({ queryKey: props.topic }),
  });
  const bring = (chosen: File, leaveOut: readonly number[]) => {
    setFile(chosen);
    send.mutate({ file: chosen, leaveOut });
  };
  return (
    <section className="stack">
      <h2>{props.title}</h2>
      <p>{props.lead}</p>
      <div className="drop">
        <FileButton accept=".csv,text/csv" onChange={(chosen) => (chosen === null ? undefined : bring(chosen, []))}>
          {(button) => (
            <Button {...button} variant="filled" loading={send.isPending}>
              {w.choose}
            </Button>
          )}
        </FileButton>
        {props.template === null ? null : (
          <a download href={props.template}>
            {w.template}
          </a>
        )}
        {send.isPending ? <span role="status">{w.importing}</span> : null}
      </div>
      {send.error === null ? null : <Failed error={send.error} />}
      {send.data === undefined ? null : send.data.taken ? (
        <div className="sheet stack" role="status">
          {props.taken(send.data)}
          {send.data.leftOut === 0 ? null : <span>{w.leftOut(send.data.leftOut)}</span>}
          {send.data.ignoredColumns.length === 0 ? null : (
            <span className="small quiet">{w.ignored(send.data.ignoredColumns.join(', '))}</span>
          )}
        </div>
      ) : (
        <BadRows
          report={send.data}
          pending={send.isPending}
          onLeaveOut={(rows) => {
            if (file !== null) bring(file, rows);
          }}
        />
      )}
    </section>
  );
}
