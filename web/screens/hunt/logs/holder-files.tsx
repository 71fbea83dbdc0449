// SPDX-License-Identifier: Apache-2.0
import { Button, FileButton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { addHolders, useHolderRecords } from '../../../api/hunt/who.ts';
import { huntWhoWords } from '../pieces/who-words.ts';
import { useWords } from '../../../lang/lang.tsx';
import { Failed } from '../../../components/states.tsx';
import { useMay } from '../../../journal/person.ts';

/** Leases and lists of assets: from then on a name stands beside an address. */
export function HolderFiles() {
  const w = useWords(huntWhoWords);
  const mayWork = useMay('work');
  const client = useQueryClient();
  const reset = useRef<() => void>(null);
  const there = useHolderRecords();
  const adding = useMutation({ mutationFn: (files: readonly File[]) => addHolders(client, files), onSettled: () => reset.current?.() });
  return (
    <section className="stack" aria-label={w.holders}>
      <h2>{w.holders}</h2>
      <p className="hunt-sentence">{w.holdersLead}</p>
      {there.data === undefined ? null : (
        <p className="quiet">
          {there.data.files === 0 ? w.holdersNone : w.holdersThere(there.data.files, there.data.leases, there.data.assets)}
        </p>
      )}
      {mayWork ? (
        <>
          <div className="row no-print">
            <FileButton
              multiple
              resetRef={reset}
              onChange={(files) => {
                if (files.length > 0) adding.mutate(files);
              }}
            >
              {(props) => (
                <Button {...props} loading={adding.isPending}>
                  {w.holdersChoose}
                </Button>
              )}
            </FileButton>
          </div>
          <p className="small quiet">{w.holdersCsv}</p>
        </>
      ) : null}
      {adding.data === undefined ? null : (
        <ul className="plain-list" role="status">
          {adding.data.files.map((file) => (
            <li key={file.sha256}>
              <bdi>{w.holdersTaken(file.name, w.holderFormats[file.format], file.leases + file.assets)}</bdi>
              {file.added === 0 && file.leases + file.assets > 0 ? w.holdersKnown : ''}
              {file.refusedCount === 0 ? null : (
                <details className="small">
                  <summary>○ {w.holdersUnread(file.refusedCount)}</summary>
                  <ul>
                    {file.refused.map((one) => (
                      <li key={one.line} className="mono">
                        {one.line}: {one.text}
                      </li>
                    ))}
                  </ul>
                </details>
              )}
            </li>
          ))}
        </ul>
      )}
      {adding.error === null ? null : <Failed error={adding.error} />}
    </section>
  );
}
