// SPDX-License-Identifier: Apache-2.0
import { FileButton, Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { HandMeasureRow } from '../../../../src/containment/by-hand/by-hand.contract.ts';
import { addPhotos, containmentKey, useByHand } from '../../../api/containment.ts';
import { Failed, Pending } from '../../../components/states.tsx';
import { When } from '../../../components/when.tsx';
import { useMay } from '../../../journal/person.ts';
import { useWords } from '../../../lang/lang.tsx';
import { useWho } from '../../../journal/who.ts';
import { endpoints } from '../../../../src/case/contract.ts';
import { Tag } from '../../../ui/tag.tsx';
import { PutBackForm, TakeForm } from './forms.tsx';
import { byHandWords } from './words.ts';

/** What people cut off with their hands, beside the plans: nothing of it can be looked at from here. */
export function ByHand({ caseId }: { readonly caseId: string }) {
  const w = useWords(byHandWords);
  const mayWork = useMay('work');
  const found = useByHand(caseId);
  const [adding, setAdding] = useState(false);
  return (
    <section className="sheet stack" aria-label={w.title}>
      <h2>{w.title}</h2>
      <p className="small">{w.lead}</p>
      {found.data === undefined ? (
        <Pending on={found} lines={2} />
      ) : found.data.measures.length === 0 ? (
        <p className="quiet">{w.none}</p>
      ) : (
        <ul className="plain-list stack">
          {found.data.measures.map((one) => (
            <Measure key={one.measureId} caseId={caseId} measure={one} />
          ))}
        </ul>
      )}
      {mayWork ? (
        adding ? (
          <TakeForm caseId={caseId} onDone={() => setAdding(false)} />
        ) : (
          <div className="actions">
            <Button onClick={() => setAdding(true)}>{w.add}</Button>
          </div>
        )
      ) : null}
    </section>
  );
}

function Measure({ caseId, measure }: { readonly caseId: string; readonly measure: HandMeasureRow }) {
  const who = useWho();
  const w = useWords(byHandWords);
  const mayWork = useMay('work');
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const photos = useMutation({
    mutationFn: (files: readonly File[]) => addPhotos(caseId, measure.measureId, files),
    onSettled: () => client.invalidateQueries({ queryKey: [...containmentKey, caseId] }),
  });
  const back = measure.putBack;
  return (
    <li className="stack">
      <div className="row">
        <strong>{measure.object}</strong>
        <span>{w.kinds[measure.what]}</span>
        {back === null ? <Tag tone="act">{w.outstanding}</Tag> : <Tag>{w.back(back.doneBy, back.allowedBy)}</Tag>}
        <span className="small quiet mono">{measure.measureId}</span>
      </div>
      <div className="small">
        {measure.place === '' ? null : `${measure.place} · `}
        {w.by(who(measure.doneBy))} · <When at={measure.doneAt} /> · {w.may(measure.putBackBy)} ·{' '}
        <span className="quiet">{w.recorded(measure.recordedBy)}</span>
      </div>
      {measure.note === '' ? null : <p className="small">{measure.note}</p>}
      {back === null || back.reason === '' ? null : <p className="small">{back.reason}</p>}
      {measure.photos.length === 0 ? null : (
        <ul className="plain-list small">
          {measure.photos.map((one) => (
            <li key={one.sha256}>
              <a href={endpoints.blob.at({ sha256: one.sha256 }, { case: caseId })} download={one.fileName}>
                {one.fileName}
              </a>
            </li>
          ))}
        </ul>
      )}
      {photos.error === null ? null : <Failed error={photos.error} />}
      {mayWork ? (
        <div className="actions">
          <FileButton multiple accept="image/*,application/pdf" onChange={(files) => files.length > 0 && photos.mutate(files)}>
            {(button) => (
              <Button {...button} size="compact-sm" loading={photos.isPending}>
                {w.photos}
              </Button>
            )}
          </FileButton>
          {back !== null || asking ? null : (
            <Button size="compact-sm" onClick={() => setAsking(true)}>
              {w.backTitle}
            </Button>
          )}
        </div>
      ) : null}
      {asking ? <PutBackForm caseId={caseId} measure={measure} onDone={() => setAsking(false)} /> : null}
    </li>
  );
}
