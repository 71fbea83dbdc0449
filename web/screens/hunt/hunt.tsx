// SPDX-License-Identifier: Apache-2.0
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { askClaim } from '../../api/hunt.ts';
import { huntWords } from '../../i18n/hunt.ts';
import { useWords } from '../../i18n/lang.tsx';
import { Failed, Forbidden } from '../../i18n/told.tsx';
import { useMay } from '../../journal/person.ts';
import { paths } from '../../paths.ts';
import { BeaconList } from './beacon-list.tsx';
import { CoverageSheet } from './coverage-sheet.tsx';
import { VerdictView } from './verdict-view.tsx';
import { huntPageWords } from './words.ts';

const instant = (date: string): string | null => (date === '' ? null : `${date}T00:00:00Z`);

/** One question to the logs of a case, its verdict with numbers, and what could be looked at. */
export function Hunt() {
  const w = useWords(huntPageWords);
  const t = useWords(huntWords);
  const allowed = useMay('read');
  const mayWork = useMay('work');
  const { caseId = '' }: { caseId?: string } = useParams({ strict: false });
  const [kind, setKind] = useState<'requested' | 'attacked'>('requested');
  const [path, setPath] = useState('');
  const [since, setSince] = useState('');
  const [until, setUntil] = useState('');
  const asked = useMutation({ mutationFn: () => askClaim({ kind, path, since: instant(since), until: instant(until), caseId }) });
  if (!allowed) return <Forbidden />;
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <div className="small">
            <a href={paths.case(caseId)}>{caseId}</a>
          </div>
          <h1>{w.title}</h1>
          <p>{w.lead}</p>
        </div>
      </div>
      <div className="stack" style={{ gap: 32 }}>
        {mayWork ? (
          <form
            className="stack no-print"
            aria-label={w.question}
            onSubmit={(event) => {
              event.preventDefault();
              asked.mutate();
            }}
          >
            <NativeSelect
              label={w.kind}
              value={kind}
              data={(['requested', 'attacked'] as const).map((one) => ({ value: one, label: t.claims[one] }))}
              onChange={(event) => setKind(event.currentTarget.value === 'attacked' ? 'attacked' : 'requested')}
            />
            <TextInput label={w.path} required maxLength={4000} value={path} onChange={(event) => setPath(event.currentTarget.value)} />
            <TextInput type="date" label={w.since} value={since} onChange={(event) => setSince(event.currentTarget.value)} />
            <TextInput type="date" label={w.until} value={until} onChange={(event) => setUntil(event.currentTarget.value)} />
            <div className="actions">
              <Button type="submit" loading={asked.isPending}>
                {w.ask}
              </Button>
            </div>
          </form>
        ) : null}
        {asked.error === null ? null : <Failed error={asked.error} />}
        {asked.data === undefined ? null : <VerdictView answer={asked.data} />}
        <CoverageSheet />
        <BeaconList />
      </div>
    </div>
  );
}
