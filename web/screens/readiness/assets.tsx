// SPDX-License-Identifier: Apache-2.0
import { Button, FileButton, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { importAssets, readinessKey, useAssets } from '../../api/readiness.ts';
import { useWords } from '../../lang/lang.tsx';
import { Failed, Pending } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { EmptyState } from '../../ui/states.tsx';
import { Rows } from '../../ui/rows/virtual-rows.tsx';
import { recordWords } from './record-words.ts';
import { Taken } from './assets-taken.tsx';
import type { ChosenColumns } from './heading-form.tsx';

/** Software and machines: what triage asks whether a reported weakness concerns the organisation. */
export function Assets() {
  const r = useWords(recordWords);
  const mayWork = useMay('work');
  const list = useAssets();
  const client = useQueryClient();
  const [search, setSearch] = useState('');
  const reset = useRef<() => void>(null);
  const [explained, setExplained] = useState<string | null>(null);
  const send = useMutation({
    mutationFn: ({ file, columns }: { readonly file: File; readonly columns: ChosenColumns }) => importAssets(file, columns),
    onSuccess: ({ files }, { file }) => setExplained(files[0] !== undefined && files[0].why !== null ? file.name : null),
    onSettled: () => {
      reset.current?.();
      void client.invalidateQueries({ queryKey: readinessKey });
    },
  });
  const items = useMemo(() => list.data?.items ?? [], [list.data]);
  const shown = useMemo(() => {
    const wanted = search.trim().normalize('NFKC').toLowerCase();
    return items.filter((one) => [one.name, one.host, one.owner, one.from].join('\n').normalize('NFKC').toLowerCase().includes(wanted));
  }, [items, search]);
  return (
    <div className="stack" style={{ gap: 20 }}>
      <p style={{ maxWidth: '60em' }}>{r.assetsLead}</p>
      {mayWork ? (
        <div className="drop">
          <FileButton resetRef={reset} onChange={(file) => (file === null ? undefined : send.mutate({ file, columns: {} }))}>
            {(props) => (
              <Button {...props} variant="filled" loading={send.isPending}>
                {r.assetsChoose}
              </Button>
            )}
          </FileButton>
          <span className="small quiet">{r.assetsForms}</span>
        </div>
      ) : null}
      {send.error === null ? null : <Failed error={send.error} />}
      {send.data?.files.map((file) => (
        <Taken
          key={file.file}
          taken={file}
          busy={send.isPending}
          explaining={explained === file.file && mayWork}
          onExplain={mayWork ? () => setExplained(file.file) : null}
          onLeave={() => setExplained(null)}
          onRead={(columns) => (send.variables === undefined ? undefined : send.mutate({ file: send.variables.file, columns }))}
        />
      ))}
      {list.data === undefined ? (
        <Pending on={list} lines={6} />
      ) : items.length === 0 ? (
        <EmptyState title={r.assetsNone}>{r.assetsNoneHow}</EmptyState>
      ) : (
        <>
          <div className="filters" role="search">
            <TextInput
              style={{ flex: '1 1 240px', maxWidth: 480 }}
              type="search"
              aria-label={r.assetSearch}
              placeholder={r.assetSearch}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
            <span className="quiet">
              {shown.length.toLocaleString('en-US')} / {items.length.toLocaleString('en-US')} (
              {r.from(new Set(items.map((one) => one.from)).size)})
            </span>
          </div>
          <div className="list">
            <div className="list-row assets-grid list-head" aria-hidden="true">
              {Object.values(r.assetsHead).map((name) => (
                <span key={name}>{name}</span>
              ))}
            </div>
            <Rows
              items={shown}
              idOf={(one) => one.id}
              height={33}
              renderRow={(one) => (
                <div className="list-row assets-grid">
                  <span className="lead one-line">{one.name}</span>
                  <span className="small one-line num">{one.version ?? ''}</span>
                  <span className="small one-line">{one.host ?? ''}</span>
                  <span className="small one-line">{one.owner ?? ''}</span>
                  <span className="small one-line quiet">{r.exposures[one.exposure]}</span>
                  <span className="small one-line quiet">{one.from}</span>
                </div>
              )}
            />
          </div>
        </>
      )}
    </div>
  );
}
