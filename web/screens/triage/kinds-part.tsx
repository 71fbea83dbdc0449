// SPDX-License-Identifier: Apache-2.0
import { Button, Checkbox } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { kindData, kindsByUrgency } from '../../../src/triage/contract.ts';
import type { TriageSheet } from '../../../src/triage/contract.ts';
import { setKinds } from '../../api/triage.ts';
import { Failed } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { kindWords } from './kind-words.ts';

type Kind = (typeof kindsByUrgency)[number];

/** What the report is about, as read, with the sentences; a person confirms or changes it, and the playbook follows. */
export function KindsPart({ caseId, sheet }: { readonly caseId: string; readonly sheet: TriageSheet }) {
  const w = useWords(kindWords);
  const { two } = useSay();
  const mayWork = useMay('work');
  const client = useQueryClient();
  const [chosen, setChosen] = useState<readonly Kind[] | null>(null);
  const kinds = chosen ?? sheet.follows.kinds;
  const save = useMutation({
    mutationFn: () => setKinds(caseId, kinds, ''),
    onSuccess: async () => {
      setChosen(null);
      await client.invalidateQueries();
    },
  });
  const toggle = (kind: Kind) => setChosen(kinds.includes(kind) ? kinds.filter((one) => one !== kind) : [...kinds, kind]);
  return (
    <section className="stack" aria-label={w.title} style={{ gap: 8 }}>
      <h2>{w.title}</h2>
      <p>
        <strong>{sheet.follows.kinds.map((kind) => two(kindData[kind].label)).join(w.join)}</strong>
      </p>
      {sheet.kinds.flatMap(({ kind, quotes }) =>
        quotes.map((quote) => (
          <figure key={`${kind}-${quote.rule}-${quote.shown}`}>
            <blockquote>{quote.shown}</blockquote>
            <figcaption className="small quiet">
              {two(kindData[kind].label)}: {two(quote.about)}
            </figcaption>
          </figure>
        )),
      )}
      {mayWork ? (
        <details className="no-print">
          <summary>{w.change}</summary>
          <div className="stack" style={{ gap: 6, padding: '8px 0' }}>
            {kindsByUrgency.map((kind) => (
              <Checkbox key={kind} label={two(kindData[kind].label)} checked={kinds.includes(kind)} onChange={() => toggle(kind)} />
            ))}
          </div>
        </details>
      ) : null}
      {save.error === null ? null : <Failed error={save.error} />}
      {mayWork ? (
        <div className="actions no-print">
          <Button loading={save.isPending} disabled={kinds.length === 0} onClick={() => save.mutate()}>
            {chosen === null ? w.confirm : w.save}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
