// SPDX-License-Identifier: Apache-2.0
import { Button, FileButton, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { importAssets, readinessKey, useAssets } from '../../api/readiness.ts';
import { useWords } from '../../i18n/lang.tsx';
import { Failed, Loading } from '../../i18n/told.tsx';
import { useMay } from '../../journal/person.ts';
import { EmptyState } from '../../ui/states.tsx';
import { Rows } from '../../ui/virtual-rows.tsx';
import { recordWords } from './record-words.ts';
import { readyWords } from './words.ts';

/** Software and machines: what triage asks whether a reported hole concerns the house. */
export function Assets() {
  const w = useWords(readyWords);
  const r = useWords(recordWords);
  const mayWork = useMay('work');
  const list = useAssets();
  const client = useQueryClient();
  const [search, setSearch] = useState('');
  const reset = useRef<() => void>(null);
  const send = useMutation({
    mutationFn: importAssets,
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
          <FileButton resetRef={reset} onChange={(file) => (file === null ? undefined : send.mutate(file))}>
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
        <div key={file.file} className="sheet stack" role="status">
          <strong>{file.why === null ? r.assetsTaken(file.file, file.items) : r.assetsFailed(file.file, file.why)}</strong>
          {file.refused.length === 0 ? null : (
            <details className="small">
              <summary>{w.refused(file.refused.length)}</summary>
              <ul>
                {file.refused.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </details>
          )}
        </div>
      ))}
      {list.data === undefined ? (
        list.error === null ? (
          <Loading lines={6} />
        ) : (
          <Failed error={list.error} retry={() => void list.refetch()} />
        )
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
